/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/run-reach.h"

/* Which node is looked at after a batch of states. Ids here are literals, each of which is there once. */

static const char a[] = "a";
static const char b[] = "b";
static const char c[] = "c";

static void
test_one_after_the_other (void)
{
  g_autoptr(MillRunReach) reach = mill_run_reach_new ();

  g_assert_null (mill_run_reach_take (reach));
  mill_run_reach_note (reach, a, MILL_STATE_WAITING, MILL_STATE_RUNNING);
  g_assert_true (mill_run_reach_take (reach) == a);
  /* That it goes on, or ends, is nothing new. */
  g_assert_null (mill_run_reach_take (reach));
  mill_run_reach_note (reach, a, MILL_STATE_RUNNING, MILL_STATE_DONE);
  g_assert_null (mill_run_reach_take (reach));
  mill_run_reach_note (reach, b, MILL_STATE_WAITING, MILL_STATE_RUNNING);
  mill_run_reach_note (reach, c, MILL_STATE_WAITING, MILL_STATE_RUNNING);
  g_assert_true (mill_run_reach_take (reach) == c);
}

/* What begins and ends within a batch was there too. */
static void
test_within_a_batch (void)
{
  g_autoptr(MillRunReach) reach = mill_run_reach_new ();

  mill_run_reach_note (reach, a, MILL_STATE_WAITING, MILL_STATE_RUNNING);
  mill_run_reach_note (reach, a, MILL_STATE_RUNNING, MILL_STATE_DONE);
  mill_run_reach_note (reach, b, MILL_STATE_WAITING, MILL_STATE_RUNNING);
  mill_run_reach_note (reach, b, MILL_STATE_RUNNING, MILL_STATE_FAILED);
  g_assert_true (mill_run_reach_take (reach) == b);

  mill_run_reach_note (reach, a, MILL_STATE_WAITING, MILL_STATE_DONE);
  g_assert_true (mill_run_reach_take (reach) == a);
  mill_run_reach_note (reach, a, MILL_STATE_WAITING, MILL_STATE_FAILED);
  g_assert_true (mill_run_reach_take (reach) == a);
}

/* ... but where something runs on, that is where the run is. */
static void
test_what_runs_comes_first (void)
{
  g_autoptr(MillRunReach) reach = mill_run_reach_new ();

  mill_run_reach_note (reach, a, MILL_STATE_WAITING, MILL_STATE_RUNNING);
  mill_run_reach_note (reach, b, MILL_STATE_WAITING, MILL_STATE_RUNNING);
  mill_run_reach_note (reach, b, MILL_STATE_RUNNING, MILL_STATE_DONE);
  g_assert_true (mill_run_reach_take (reach) == a);
  mill_run_reach_note (reach, c, MILL_STATE_WAITING, MILL_STATE_DONE);
  g_assert_null (mill_run_reach_take (reach));
  mill_run_reach_note (reach, a, MILL_STATE_RUNNING, MILL_STATE_DONE);
  g_assert_null (mill_run_reach_take (reach));
}

static void
test_what_does_not_run (void)
{
  static const MillState states[] = { MILL_STATE_REUSED, MILL_STATE_SKIPPED, MILL_STATE_CANCELLED, MILL_STATE_WAITING };
  g_autoptr(MillRunReach) reach = mill_run_reach_new ();

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      mill_run_reach_note (reach, a, MILL_STATE_WAITING, states[i]);
      g_assert_null (mill_run_reach_take (reach));
    }
  /* Results that are there when a file is opened. */
  mill_run_reach_note (reach, a, MILL_STATE_IDLE, MILL_STATE_REUSED);
  g_assert_null (mill_run_reach_take (reach));
}

/* A run that was stopped is forgotten with all that it did. */
static void
test_another_run (void)
{
  g_autoptr(MillRunReach) reach = mill_run_reach_new ();

  mill_run_reach_note (reach, a, MILL_STATE_WAITING, MILL_STATE_RUNNING);
  mill_run_reach_reset (reach);
  g_assert_null (mill_run_reach_take (reach));
  mill_run_reach_note (reach, b, MILL_STATE_WAITING, MILL_STATE_DONE);
  g_assert_true (mill_run_reach_take (reach) == b);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run-reach/one-after-the-other", test_one_after_the_other);
  g_test_add_func ("/run-reach/within-a-batch", test_within_a_batch);
  g_test_add_func ("/run-reach/what-runs-comes-first", test_what_runs_comes_first);
  g_test_add_func ("/run-reach/what-does-not-run", test_what_does_not_run);
  g_test_add_func ("/run-reach/another-run", test_another_run);

  return g_test_run ();
}
