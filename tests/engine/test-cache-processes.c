/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several processes with one cache, some of which are killed. Called with "--work DIRECTORY FIRST N" it is one
 * of them: it runs N pipelines, and ends with 1 where one of them gave something wrong. */
#include <signal.h>
#include <stdlib.h>

#include "engine/cache.h"

#include "cache-trial.h"

#define N_PROCESSES 4
#define N_PIPELINES 6
#define N_KILLED 12

static const char *program;

static char *
write_nodes (guint value)
{
  return g_strdup_printf ("'numbers': {'type': 'numbers', 'version': 1, 'params': {'count': %u}}, "
                          "'few': {'type': 'keep', 'version': 1, 'inputs': {'table': 'numbers'}, "
                          "'params': {'condition': 'n < 7'}}, "
                          "'count': {'type': 'count', 'version': 1, 'inputs': {'table': 'numbers'}}",
                          1000 + value);
}

static void
work (const char *directory,
      guint       first,
      guint       n)
{
  CacheHome home = { .cache = mill_cache_new (directory, 0) };

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *nodes = write_nodes ((first + i) % N_PIPELINES);
      g_autofree char *expected = g_strdup_printf ("%u", 1000 + (first + i) % N_PIPELINES);
      g_autoptr (CacheTrial) trial = cache_trial_run (&home, nodes);
      g_autofree char *count = cache_trial_read (trial, "count", "result");
      g_autofree char *few = cache_trial_read (trial, "few", "result");

      g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
      g_assert_cmpstr (count, ==, expected);
      g_assert_cmpstr (few, ==, "0 1 2 3 4 5 6");
    }
  mill_cache_unref (home.cache);
}

static GSubprocess *
start (CacheHome *home,
       guint      first,
       guint      n)
{
  g_autofree char *first_text = g_strdup_printf ("%u", first);
  g_autofree char *n_text = g_strdup_printf ("%u", n);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--work",
                                           home->cache_path, first_text, n_text, NULL);

  g_assert_no_error (error);

  return process;
}

static guint
count_children (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
assert_nothing_left (CacheHome *home)
{
  g_autofree char *held = g_build_filename (home->cache_path, "held", NULL);
  g_autoptr (GPtrArray) entries = cache_home_list (home, ".json");

  g_assert_cmpuint (count_children (held), ==, 0);
  g_assert_cmpuint (entries->len, >, 0);
}

static void
test_at_once (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  GSubprocess *processes[N_PROCESSES];
  g_autoptr (CacheTrial) after = NULL;
  g_autofree char *nodes = write_nodes (0);

  for (guint i = 0; i < N_PROCESSES; i++)
    processes[i] = start (home, i, N_PIPELINES);
  for (guint i = 0; i < N_PROCESSES; i++)
    {
      g_autoptr (GError) error = NULL;

      g_subprocess_wait_check (processes[i], NULL, &error);
      g_assert_no_error (error);
      g_object_unref (processes[i]);
    }
  assert_nothing_left (home);
  after = cache_trial_run (home, nodes);
  cache_trial_assert (after, "count:reused few:reused numbers:reused");
}

/* Whatever a killed process was about, the next finds nothing wrong and takes away what was left. */
static void
test_killed (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);

  for (guint i = 0; i < N_KILLED; i++)
    {
      g_autoptr (GSubprocess) process = start (home, i, 1000);
      g_autoptr (GSubprocess) next = NULL;
      g_autoptr (GError) error = NULL;

      g_usleep (g_test_rand_int_range (20, 600) * 1000);
      g_subprocess_send_signal (process, SIGKILL);
      g_subprocess_wait (process, NULL, NULL);
      /* Every other time nothing comes between two of them. */
      if (i % 2 == 0)
        continue;
      next = start (home, i, N_PIPELINES);
      g_subprocess_wait_check (next, NULL, &error);
      g_assert_no_error (error);
      assert_nothing_left (home);
    }
}

int
main (int    argc,
      char **argv)
{
  if (argc == 5 && g_str_equal (argv[1], "--work"))
    {
      work (argv[2], atoi (argv[3]), atoi (argv[4]));
      return 0;
    }
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cache/processes/at-once", test_at_once);
  g_test_add_func ("/cache/processes/killed", test_killed);

  return g_test_run ();
}
