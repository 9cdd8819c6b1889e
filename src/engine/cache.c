/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/cache.h"

#include "engine/cache-private.h"

#define DEFAULT_BUDGET ((guint64) 10 * 1024 * 1024 * 1024)

/* How much of the budget may be put in before somebody looks whether it still fits. */
#define LOOK_AFTER 20

struct _MillCache
{
  char        *directory;
  GMutex       lock;     /* for what follows */
  guint64      budget;
  gboolean     changed;  /* it was another, and nobody has looked since */
  guint64      n_put;    /* bytes since the last trim */
  gboolean     looked;   /* whether there was one */
  MillScratch *parts;    /* NULL: nothing was written yet */
};

MillCache *
mill_cache_new (const char *directory,
                guint64     budget)
{
  MillCache *self = g_atomic_rc_box_new0 (MillCache);

  g_mutex_init (&self->lock);
  self->directory = directory != NULL
    ? g_canonicalize_filename (directory, NULL)
    : g_build_filename (g_get_user_cache_dir (), "millrace", "results", NULL);
  self->budget = budget > 0 ? budget : DEFAULT_BUDGET;

  return self;
}

MillCache *
mill_cache_ref (MillCache *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_cache (gpointer data)
{
  MillCache *self = data;

  g_clear_pointer (&self->parts, mill_scratch_free);
  g_free (self->directory);
  g_mutex_clear (&self->lock);
}

void
mill_cache_unref (MillCache *self)
{
  g_atomic_rc_box_release_full (self, clear_cache);
}

const char *
mill_cache_get_directory (MillCache *self)
{
  return self->directory;
}

guint64
mill_cache_get_budget (MillCache *self)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  return self->budget;
}

void
mill_cache_set_budget (MillCache *self,
                       guint64    budget)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  budget = budget > 0 ? budget : DEFAULT_BUDGET;
  self->changed |= budget != self->budget;
  self->budget = budget;
}

char *
mill_cache_make_path (MillCache  *self,
                      const char *folder,
                      const char *name)
{
  return g_build_filename (self->directory, folder, name, NULL);
}

char *
mill_cache_make_key_path (MillCache  *self,
                          const char *key,
                          const char *suffix)
{
  return g_strdup_printf ("%s/keys/%.2s/%s%s", self->directory, key, key, suffix);
}

void
mill_cache_count (MillCache *self,
                  guint64    n_bytes)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  self->n_put += n_bytes;
}

/* The first time something was put in, since others may have filled it, and then each time a part of the
 * budget was; and when the budget has become another. */
gboolean
mill_cache_is_due (MillCache *self)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  if (!self->changed && (self->n_put == 0 || (self->looked && self->n_put < self->budget / LOOK_AFTER)))
    return FALSE;
  self->looked = TRUE;
  self->changed = FALSE;
  self->n_put = 0;

  return TRUE;
}

char *
mill_cache_make_part (MillCache  *self,
                      GError    **error)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  if (self->parts == NULL)
    {
      g_autofree char *name = g_uuid_string_random ();

      if ((self->parts = mill_cache_new_hold (self, name, error)) == NULL)
        return NULL;
    }

  return mill_scratch_make_path (self->parts, ".part");
}

MillScratch *
mill_cache_new_hold (MillCache   *self,
                     const char  *name,
                     GError     **error)
{
  g_autofree char *parent = g_build_filename (self->directory, "held", NULL);

  return mill_scratch_new_in (parent, name, error);
}
