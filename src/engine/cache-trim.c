/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "engine/cache-private.h"
#include "engine/pipeline-memory.h"

/* A file without an entry may be one that somebody is just putting in. */
#define GRACE (G_TIME_SPAN_HOUR / G_USEC_PER_SEC)

/* How long something may lie unused that is not counted against the budget. */
#define UNUSED (90 * G_TIME_SPAN_DAY / G_USEC_PER_SEC)

#define KEY_LENGTH 64

/* What there is of one key. */
typedef struct
{
  char      *key;
  GPtrArray *paths;
  guint64    n_bytes;
  gint64     used;     /* seconds since 1970; of its entries, or of a file without one */
  gboolean   entered;  /* has an entry */
} Held;

static void
held_free (gpointer data)
{
  Held *self = data;

  g_free (self->key);
  g_ptr_array_unref (self->paths);
  g_free (self);
}

static Held *
find_held (GHashTable *all,
           const char *name)
{
  g_autofree char *key = g_strndup (name, KEY_LENGTH);
  Held *held = g_hash_table_lookup (all, key);

  if (held == NULL)
    {
      held = g_new0 (Held, 1);
      held->key = g_steal_pointer (&key);
      held->paths = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (all, held->key, held);
    }

  return held;
}

/* A clock that was ahead has stamped what is then in the future. That would be the last to go, long after
 * what is used every day. */
static gint64
judge_use (gint64 used,
           gint64 now)
{
  return used > now + GRACE ? 0 : used;
}

static void
add_folder (GHashTable *all,
            const char *folder,
            gint64      now)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gboolean entry = g_str_has_suffix (name, ".json");
      GStatBuf status;
      Held *held;

      if (strlen (name) <= KEY_LENGTH || g_stat (path, &status) != 0)
        continue;
      held = find_held (all, name);
      held->n_bytes += status.st_size;
      if (entry && !held->entered)
        held->used = 0;
      held->entered |= entry;
      if (entry || !held->entered)
        held->used = MAX (held->used, judge_use (status.st_mtime, now));
      g_ptr_array_add (held->paths, g_steal_pointer (&path));
    }
}

static GHashTable *
list_all (MillCache *self,
          gint64     now)
{
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, held_free);
  g_autofree char *keys = mill_cache_make_path (self, "keys", NULL);
  g_autoptr (GDir) dir = g_dir_open (keys, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (keys, name, NULL);

      add_folder (all, folder, now);
    }

  return all;
}

/* What is small, and grows with what was ever looked at. */
static void
remove_unused (MillCache  *self,
               const char *folder,
               gint64      now)
{
  g_autofree char *path = mill_cache_make_path (self, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      GStatBuf status;

      if (g_stat (file, &status) == 0 && judge_use (status.st_mtime, now) < now - UNUSED)
        g_unlink (file);
    }
}

static int
compare_use (gconstpointer a,
             gconstpointer b)
{
  const Held *x = *(Held *const *) a, *y = *(Held *const *) b;

  return (x->used > y->used) - (x->used < y->used);
}

/* Entries first: a table without one is nothing, an entry without its table is not sound. */
static void
remove_held (Held *held)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < held->paths->len; i++)
      {
        const char *path = g_ptr_array_index (held->paths, i);

        if (g_str_has_suffix (path, ".json") == (pass == 0))
          g_unlink (path);
      }
}

void
mill_cache_trim (MillCache *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GHashTable) all = list_all (self, now);
  g_autoptr (GHashTable) pins = mill_pipeline_memory_list_pins (self);
  g_autoptr (GPtrArray) sorted = g_hash_table_get_values_as_ptr_array (all);
  guint64 n_bytes = 0;

  for (guint i = 0; i < sorted->len; i++)
    n_bytes += ((Held *) g_ptr_array_index (sorted, i))->n_bytes;
  g_ptr_array_sort (sorted, compare_use);
  for (guint i = 0; i < sorted->len; i++)
    {
      Held *held = g_ptr_array_index (sorted, i);
      gboolean left = !held->entered && held->used < now - GRACE;

      if (g_hash_table_contains (pins, held->key) || (!left && n_bytes <= mill_cache_get_budget (self)))
        continue;
      n_bytes -= held->n_bytes;
      remove_held (held);
    }
  remove_unused (self, "sources", now);
  remove_unused (self, "bound", now);
}
