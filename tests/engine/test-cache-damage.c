/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/cache.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cache-trial.h"

/* A table, one that is read by it, what a run made of that, and what is no table. */
static const char nodes[] =
  "'numbers': {'type': 'numbers', 'version': 1, 'params': {'count': 900}}, "
  "'few': {'type': 'keep', 'version': 1, 'inputs': {'table': 'numbers'}, 'params': {'condition': 'n < 5'}}, "
  "'count': {'type': 'count', 'version': 1, 'inputs': {'table': 'few'}}, "
  "'word': {'type': 'word', 'version': 1, 'inputs': {'table': 'few'}}";

typedef struct
{
  const char *name;
  const char *suffix;   /* of the files that are damaged */
  gssize      at;       /* the byte that is changed; below 0: from the end */
  gssize      keep;     /* so many bytes stay; -1: all; -2: there is a folder instead */
} Damage;

static const Damage damages[] = {
  { "/cache/damage/data", ".parquet", 60, -1 },
  { "/cache/damage/footer", ".parquet", -9, -1 },
  { "/cache/damage/short", ".parquet", 0, 100 },
  { "/cache/damage/empty", ".parquet", 0, 0 },
  { "/cache/damage/folder", ".parquet", 0, -2 },
  { "/cache/damage/entry", ".result.json", 80, -1 },
  { "/cache/damage/entry-short", ".result.json", 0, 70 },
  { "/cache/damage/entry-empty", ".result.json", 0, 0 },
  { "/cache/damage/entry-folder", ".result.json", 0, -2 },
  { "/cache/damage/all", ".json", 70, -1 },
  { "/cache/damage/all-empty", ".json", 0, 0 },
  { "/cache/damage/all-folders", ".json", 0, -2 },
};

static void
put_folder (const char *path)
{
  g_autofree char *inside = g_build_filename (path, "something", NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_true (g_file_set_contents (inside, "x", -1, NULL));
}

static void
damage_file (const char   *path,
             const Damage *damage)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  FILE *file;

  if (damage->keep == -2)
    {
      put_folder (path);
      return;
    }
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  text[damage->at >= 0 ? damage->at : (gssize) length + damage->at] ^= 1;
  /* In place, as a disk would do it. */
  file = g_fopen (path, "r+b");
  g_assert_cmpuint (fwrite (text, 1, length, file), ==, length);
  fclose (file);
  if (damage->keep >= 0)
    g_assert_cmpint (truncate (path, damage->keep), ==, 0);
}

static guint
damage_all (CacheHome    *home,
            const Damage *damage)
{
  g_autoptr (GPtrArray) paths = cache_home_list (home, damage->suffix);

  g_assert_cmpuint (paths->len, >, 0);
  for (guint i = 0; i < paths->len; i++)
    damage_file (g_ptr_array_index (paths, i), damage);

  return paths->len;
}

/* What was told of @node that says @what. */
static guint
count_warnings (CacheTrial *trial,
                const char *node,
                const char *what)
{
  guint n = 0;

  for (guint i = 0; i < trial->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (trial->events, i);

      if (event->kind == MILL_EVENT_LOG && g_strcmp0 (event->node, node) == 0 &&
          strstr (event->text, what) != NULL)
        {
          g_assert_cmpint (event->severity, ==, MILL_SEVERITY_WARNING);
          n++;
        }
    }

  return n;
}

static guint
count_told (CacheTrial *trial,
            const char *node)
{
  return count_warnings (trial, node, "is damaged");
}

/* Wherever it is damaged: it is found out, told at its node, made again, and whole from then on. */
static void
test_damage (gconstpointer data)
{
  const Damage *damage = data;
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first = cache_trial_run (home, nodes);
  g_autoptr (CacheTrial) again = NULL;
  g_autoptr (CacheTrial) healed = NULL;
  g_autofree char *count = NULL;
  g_autofree char *kept = NULL;

  g_assert_cmpint (first->end, ==, MILL_STATE_DONE);
  damage_all (home, damage);
  again = cache_trial_run (home, nodes);
  g_assert_cmpint (again->end, ==, MILL_STATE_DONE);
  cache_trial_assert (again, g_str_equal (damage->suffix, ".json") ? "count:done few:done numbers:done word:done"
                                                                   : "count:done few:done numbers:done word:reused");
  count = cache_trial_read (again, "count", "result");
  g_assert_cmpstr (count, ==, "5");
  kept = cache_trial_read (again, "few", "result");
  g_assert_cmpstr (kept, ==, "0 1 2 3 4");
  g_assert_cmpuint (count_told (again, "count"), ==, 1);
  g_assert_cmpuint (count_warnings (again, "count", "is made again"), ==, 1);
  healed = cache_trial_run (home, nodes);
  cache_trial_assert (healed, "count:reused few:reused numbers:reused word:reused");
  g_assert_cmpuint (count_told (healed, "count") + count_told (healed, "few"), ==, 0);
}

/* What nobody needs is not said to be made again, and is made when somebody does. */
static void
test_not_needed (void)
{
  static const char table[] =
    "'numbers': {'type': 'numbers', 'version': 1, 'params': {'count': 900}}, "
    "'few': {'type': 'keep', 'version': 1, 'inputs': {'table': 'numbers'}, 'params': {'condition': 'n < 5'}}";
  static const char word[] = ", 'word': {'type': 'word', 'version': 1, 'inputs': {'table': 'few'}}";
  g_autofree char *both = g_strconcat (table, word, NULL);
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) kept = cache_trial_run (home, table);
  g_autoptr (CacheTrial) first = cache_trial_run (home, both);
  g_autoptr (CacheTrial) again = NULL;
  g_autoptr (CacheTrial) needed = NULL;

  cache_trial_assert (first, "few:reused numbers:reused word:done");
  damage_all (home, &damages[0]);
  again = cache_trial_run (home, both);
  cache_trial_assert (again, "few:reused numbers:reused word:reused");
  g_assert_cmpuint (count_told (again, "few"), ==, 1);
  g_assert_cmpuint (count_warnings (again, "few", "again"), ==, 0);
  needed = cache_trial_run (home, table);
  cache_trial_assert (needed, "few:done numbers:done");
}

/* Nor does who only looks make anything. */
static void
test_recall (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first = cache_trial_run (home, nodes);
  g_autoptr (CacheTrial) again = NULL;

  g_assert_cmpint (first->end, ==, MILL_STATE_DONE);
  damage_all (home, &damages[0]);
  again = cache_trial_new_recall (home, nodes);
  mill_run_execute (again->run, NULL);
  g_assert_cmpuint (count_told (again, "count"), ==, 1);
  g_assert_cmpuint (count_warnings (again, "count", "again"), ==, 0);
}

/* That of a pipeline is told too: what is pinned is in it. */
static void
test_memory (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first = cache_trial_run (home, nodes);
  g_autofree char *folder = g_build_filename (home->cache_path, "pipelines", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (CacheTrial) again = NULL;
  g_autoptr (CacheTrial) healed = NULL;
  const char *name;

  g_assert_cmpint (first->end, ==, MILL_STATE_DONE);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_str_equal (name, "lock"))
        damage_file (path, &damages[5]);
    }
  again = cache_trial_run (home, nodes);
  cache_trial_assert (again, "count:reused few:reused numbers:reused word:reused");
  g_assert_cmpuint (count_told (again, NULL), ==, 1);
  healed = cache_trial_run (home, nodes);
  g_assert_cmpuint (count_told (healed, NULL), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    g_test_add_data_func (damages[i].name, &damages[i], test_damage);
  g_test_add_func ("/cache/damage/not-needed", test_not_needed);
  g_test_add_func ("/cache/damage/recall", test_recall);
  g_test_add_func ("/cache/damage/memory", test_memory);

  return g_test_run ();
}
