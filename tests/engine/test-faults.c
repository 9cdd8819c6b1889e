/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/cache.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cache-trial.h"
#include "faults.h"
#include "support.h"

/* Every call with which the engine touches a file fails, once or from then on. The run comes to its end; where
 * it did not fail, all is as it should be, and where it did, it says where and what can be done. The next run finds what
 * is whole and makes the rest. */

static const char document[] =
  "'source': {'type': 'listed', 'version': 1, 'params': {'path': '%s/in.csv'}}, "
  "'numbers': {'type': 'numbers', 'version': 1, 'params': {'count': %u}}, "
  "'few': {'type': 'keep', 'version': 1, 'inputs': {'table': 'numbers'}, 'params': {'condition': 'n < 5'}}, "
  "'bare': {'type': 'bare', 'version': 1}, "
  "'read': {'type': 'count', 'version': 1, 'inputs': {'table': 'source'}}, "
  "'twice': {'type': 'twice', 'version': 1, 'inputs': {'table': 'few'}}, "
  "'word': {'type': 'word', 'version': 1, 'inputs': {'table': 'few'}}, "
  "'spell': {'type': 'spell', 'version': 1, 'inputs': {'word': 'word'}}, "
  "'out': {'type': 'written', 'version': 1, 'inputs': {'table': 'few'}, 'params': {'path': '%s/out/out.csv'}}";

#define WRITTEN "n\n0\n1\n2\n3\n4\n"

typedef struct
{
  const char *name;
  guint       before[2];   /* how many numbers runs before have had; 0: none */
  guint       now;
} Situation;

static const Situation situations[] = {
  { "cold",    { 0 },     90 },
  { "changed", { 80 },    90 },
  { "again",   { 80, 90 }, 90 },
};

/* What is tried with which kinds of calls. */
static const struct
{
  const char *name;
  const char *calls;   /* NULL: all kinds */
  int         code;    /* 0: comes up short */
} troubles[] = {
  { "broken",    NULL,                                              EIO },
  { "full",      "create write sync grow rename link mkdir",        ENOSPC },
  { "forbidden", "open create rename link remove mkdir stat access", EACCES },
  { "too-many",  "open create",                                     EMFILE },
  { "gone",      "open create rename link remove stat",             ENOENT },
  { "short",     "read write",                                      0 },
};

static CacheTrial *
run (CacheHome *home,
     guint      count)
{
  g_autofree char *nodes = g_strdup_printf (document, home->path, count, home->path);

  return cache_trial_run (home, nodes);
}

static CacheHome *
make_home (const Situation *situation)
{
  CacheHome *home = cache_home_new (0);
  g_autofree char *source = g_build_filename (home->path, "in.csv", NULL);
  g_autofree char *folder = g_build_filename (home->path, "out", NULL);

  test_write_file (source, "n\n1\n");
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (situation->before) && situation->before[i] != 0; i++)
    {
      g_autoptr (CacheTrial) trial = run (home, situation->before[i]);

      g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
    }

  return home;
}

/* What is written is written whole, and nothing lies beside it. */
static void
assert_right (CacheHome  *home,
              CacheTrial *trial)
{
  g_autofree char *folder = g_build_filename (home->path, "out", NULL);
  g_autofree char *path = g_build_filename (folder, "out.csv", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *written = NULL;
  g_autofree char *few = NULL;

  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, WRITTEN);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "out.csv");
  g_assert_null (g_dir_read_name (dir));
  few = cache_trial_read (trial, "few", "result");
  g_assert_cmpstr (few, ==, "0 1 2 3 4");
}

static void
assert_told (CacheTrial *trial)
{
  guint n_told = 0;

  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  for (guint i = 0; i < trial->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (trial->events, i);

      if (event->kind != MILL_EVENT_DIAGNOSTIC)
        continue;
      if (event->diagnostic->hint == NULL ||
          (event->node == NULL && strstr (event->diagnostic->message, "millrace-test-") == NULL))
        g_error ("“%s” (%s)", event->diagnostic->message, event->diagnostic->hint);
      n_told++;
    }
  g_assert_cmpuint (n_told, >, 0);
}

static long
try_call (const Situation *situation,
          gsize            trouble,
          long             at,
          gboolean         stays)
{
  g_autoptr (CacheHome) home = make_home (situation);
  g_autofree char *paths = g_strconcat (home->path, "/*", NULL);
  g_autofree char *code = g_strdup_printf ("%d", troubles[trouble].code);
  g_autoptr (CacheTrial) trial = NULL;
  g_autoptr (CacheTrial) again = NULL;
  long n;

  faults_begin (troubles[trouble].calls, paths, at, troubles[trouble].code == 0 ? "short" : code, stays);
  trial = run (home, situation->now);
  n = faults_end ();
  g_test_message ("%s %ld%s of %ld: %s", troubles[trouble].name, at, stays ? " and later" : "", n,
                  mill_state_get_name (trial->end));
  if (trial->end == MILL_STATE_DONE)
    assert_right (home, trial);
  else
    assert_told (trial);
  again = run (home, situation->now);
  assert_right (home, again);

  return n;
}

/* Each call in a slow suite, else as many as there is time for. */
static long
find_stride (long n)
{
  return g_strcmp0 (g_getenv ("MILL_FAULTS"), "all") == 0 ? 1 : MAX (n / 6, 1);
}

static void
test_situation (gconstpointer data)
{
  const Situation *situation = data;

  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      long n = try_call (situation, i, 0, FALSE);

      for (long at = 1; at <= n; at += find_stride (n))
        try_call (situation, i, at, troubles[i].code != 0 && (at / find_stride (n)) % 2 == 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (situations); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults/%s", situations[i].name);

      g_test_add_data_func (path, &situations[i], test_situation);
    }

  return g_test_run ();
}
