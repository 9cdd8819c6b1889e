/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/source-watch.h"

#include "engine/paths.h"
#include "engine/source-digest.h"

struct _MillSourceWatch
{
  GPtrArray *nodes;    /* interned; as many as paths */
  GPtrArray *paths;
  GPtrArray *stamps;   /* "" where there was no such file */
};

static char *
make_stamp (const char *path)
{
  char *stamp = mill_source_make_stamp (path);

  return stamp != NULL ? stamp : g_strdup ("");
}

MillSourceWatch *
mill_source_watch_new (GArray *paths)
{
  MillSourceWatch *self = g_new0 (MillSourceWatch, 1);

  self->nodes = g_ptr_array_new ();
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->stamps = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < paths->len; i++)
    {
      const MillNodePath *path = &g_array_index (paths, MillNodePath, i);

      if (path->to_write)
        continue;
      g_ptr_array_add (self->nodes, (gpointer) path->node);
      g_ptr_array_add (self->paths, g_strdup (path->path));
      g_ptr_array_add (self->stamps, make_stamp (path->path));
    }

  return self;
}

void
mill_source_watch_free (MillSourceWatch *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->stamps);
  g_free (self);
}

const char *
mill_source_watch_find_changed (const MillSourceWatch *self,
                                GHashTable            *nodes)
{
  for (guint i = 0; i < self->paths->len; i++)
    {
      g_autofree char *stamp = NULL;

      if (nodes != NULL && !g_hash_table_contains (nodes, g_ptr_array_index (self->nodes, i)))
        continue;
      stamp = make_stamp (g_ptr_array_index (self->paths, i));
      if (!g_str_equal (stamp, g_ptr_array_index (self->stamps, i)))
        return g_ptr_array_index (self->paths, i);
    }

  return NULL;
}
