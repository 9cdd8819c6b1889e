/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/source-watch.h"

#include "engine/paths.h"
#include "engine/source-digest.h"

typedef struct
{
  const char *node;     /* interned */
  char       *path;
  char       *stamp;    /* "" where there was no such file */
  char       *digest;   /* or NULL: not known yet */
  gboolean    recent;   /* it was changed so shortly before that another change may not show in its stamp */
} Source;

struct _MillSourceWatch
{
  GArray       *sources;     /* Source */
  GCancellable *cancellable;
  GMutex        lock;        /* for their digests, and how recent they are */
};

static void
source_clear (gpointer data)
{
  Source *self = data;

  g_free (self->path);
  g_free (self->stamp);
  g_free (self->digest);
}

static char *
make_stamp (const char *path,
            gboolean   *settled)
{
  char *stamp = mill_source_make_stamp (path, settled);

  return stamp != NULL ? stamp : g_strdup ("");
}

MillSourceWatch *
mill_source_watch_new (GArray       *paths,
                       GCancellable *cancellable)
{
  MillSourceWatch *self = g_new0 (MillSourceWatch, 1);

  g_mutex_init (&self->lock);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->sources = g_array_new (FALSE, FALSE, sizeof (Source));
  g_array_set_clear_func (self->sources, source_clear);
  for (guint i = 0; i < paths->len; i++)
    {
      const MillNodePath *path = &g_array_index (paths, MillNodePath, i);
      Source source = { path->node, g_strdup (path->path) };
      gboolean settled = TRUE;

      if (path->to_write)
        {
          g_free (source.path);
          continue;
        }
      source.stamp = make_stamp (path->path, &settled);
      source.recent = !settled;
      g_array_append_val (self->sources, source);
    }

  return self;
}

void
mill_source_watch_free (MillSourceWatch *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->sources);
  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
mill_source_watch_set_digest (MillSourceWatch *self,
                              const char      *path,
                              const char      *digest)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  for (guint i = 0; i < self->sources->len; i++)
    {
      Source *source = &g_array_index (self->sources, Source, i);

      if (source->digest == NULL && g_str_equal (source->path, path))
        source->digest = g_strdup (digest);
    }
}

/* Within one step of the clock that files are stamped with, only what a file holds tells that it was written
 * again. Once the step is over, it is enough to have looked once more. */
static gboolean
holds_something_else (MillSourceWatch *self,
                      Source          *source,
                      gboolean         settled)
{
  g_autofree char *known = NULL;
  g_autofree char *digest = NULL;

  g_mutex_lock (&self->lock);
  known = source->recent ? g_strdup (source->digest) : NULL;
  g_mutex_unlock (&self->lock);
  if (known == NULL)
    return FALSE;

  digest = mill_source_digest (NULL, source->path, NULL, self->cancellable, NULL);
  if (g_strcmp0 (digest, known) != 0)
    return TRUE;
  g_mutex_lock (&self->lock);
  source->recent = !settled;
  g_mutex_unlock (&self->lock);

  return FALSE;
}

static gboolean
is_changed (MillSourceWatch *self,
            Source          *source)
{
  gboolean settled = TRUE;
  g_autofree char *stamp = make_stamp (source->path, &settled);

  return !g_str_equal (stamp, source->stamp) || holds_something_else (self, source, settled);
}

const char *
mill_source_watch_find_changed (MillSourceWatch *self,
                                GHashTable      *nodes)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      Source *source = &g_array_index (self->sources, Source, i);

      if ((nodes == NULL || g_hash_table_contains (nodes, source->node)) && is_changed (self, source))
        return source->path;
    }

  return NULL;
}

void
mill_source_watch_list_changed (MillSourceWatch *self,
                                void           (*func) (const char *node,
                                                        const char *path,
                                                        gpointer    data),
                                gpointer         data)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      Source *source = &g_array_index (self->sources, Source, i);

      if (is_changed (self, source))
        func (source->node, source->path, data);
    }
}
