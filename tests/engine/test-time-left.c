/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "engine/time-left.h"
#include "pipeline/reader.h"
#include "run-types.h"

/* How long a whole run still takes. */

static MillTimeLeft *
new_time_left (void)
{
  static const char text[] =
    "{ \"format\": \"millrace/1\", \"nodes\": {"
    "\"a\": { \"type\": \"x\", \"version\": 1 },"
    "\"b\": { \"type\": \"x\", \"version\": 1, \"inputs\": { \"in\": \"a\" } },"
    "\"c\": { \"type\": \"x\", \"version\": 1, \"inputs\": { \"in\": \"b\" } } } }";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MillPipeline) pipeline =
    mill_pipeline_new_from_bytes (run_types_get_catalogue (), bytes, problems, &error);

  g_assert_no_error (error);

  return mill_time_left_new (pipeline);
}

static void
add (MillTimeLeft *time_left,
     const char   *node,
     gint64        run,
     double        from,
     double        to)
{
  const MillPastNode past = { (char *) node, run, from, to };

  mill_time_left_add_past (time_left, &past);
}

static void
set (MillTimeLeft *time_left,
     const char   *node,
     MillState     state,
     double        now)
{
  g_autoptr (MillEvent) event = mill_event_new (MILL_EVENT_STATE, node);

  event->state = state;
  mill_time_left_take_event (time_left, event, now);
}

static void
tell (MillTimeLeft *time_left,
      const char   *node,
      double        fraction,
      double        left,
      double        now)
{
  g_autoptr (MillEvent) event = mill_event_new (MILL_EVENT_PROGRESS, node);

  event->fraction = fraction;
  event->seconds = left;
  mill_time_left_take_event (time_left, event, now);
}

static void
wait_all (MillTimeLeft *time_left)
{
  set (time_left, "a", MILL_STATE_WAITING, 0);
  set (time_left, "b", MILL_STATE_WAITING, 0);
  set (time_left, "c", MILL_STATE_WAITING, 0);
}

#define assert_left(time_left, now, seconds) \
  g_assert_cmpfloat_with_epsilon (mill_time_left_advance (time_left, now), seconds, 1e-6)
#define assert_unknown(time_left, now) \
  g_assert_true (isnan (mill_time_left_advance (time_left, now)))

static void
test_unknown (void)
{
  g_autoptr (MillTimeLeft) time_left = new_time_left ();

  assert_unknown (time_left, 0);
  wait_all (time_left);
  assert_unknown (time_left, 1);
  set (time_left, "a", MILL_STATE_RUNNING, 1);
  tell (time_left, "a", 0.5, 5, 2);
  /* But how long the others take is not known. */
  assert_unknown (time_left, 2);
  set (time_left, "b", MILL_STATE_REUSED, 2);
  set (time_left, "c", MILL_STATE_REUSED, 2);
  assert_left (time_left, 3, 4);
}

static void
test_past (void)
{
  g_autoptr (MillTimeLeft) time_left = new_time_left ();

  add (time_left, "a", 7, 100, 110);
  add (time_left, "b", 7, 110, 130);
  add (time_left, "c", 7, 115, 140);
  add (time_left, "gone", 7, 100, 999);
  wait_all (time_left);
  /* Some of it may be there already. */
  assert_unknown (time_left, 0);
  set (time_left, "a", MILL_STATE_RUNNING, 0);
  /* Two ran at once for a while. */
  assert_left (time_left, 0, 40);
  assert_left (time_left, 4, 36);
  set (time_left, "a", MILL_STATE_DONE, 10);
  set (time_left, "b", MILL_STATE_RUNNING, 10);
  assert_left (time_left, 10, 30);
  set (time_left, "c", MILL_STATE_RUNNING, 15);
  assert_left (time_left, 15, 25);
}

/* Of two runs the times add up, however they stand to each other. */
static void
test_past_of_two (void)
{
  g_autoptr (MillTimeLeft) time_left = new_time_left ();

  add (time_left, "a", 7, 100, 101);
  add (time_left, "b", 7, 100, 130);
  add (time_left, "c", 8, 100, 140);
  wait_all (time_left);
  set (time_left, "a", MILL_STATE_REUSED, 0);
  set (time_left, "b", MILL_STATE_RUNNING, 0);
  assert_left (time_left, 0, 70);
}

/* A query of several nodes: one of them tells how far all are. */
static void
test_one_query (void)
{
  g_autoptr (MillTimeLeft) time_left = new_time_left ();

  wait_all (time_left);
  set (time_left, "a", MILL_STATE_RUNNING, 0);
  set (time_left, "b", MILL_STATE_RUNNING, 0);
  set (time_left, "c", MILL_STATE_RUNNING, 0);
  assert_unknown (time_left, 0);
  tell (time_left, "c", 0.5, 20, 5);
  assert_left (time_left, 5, 20);
}

/* What a node says of itself counts the more the more of it is done, beside how long it took before. */
static void
test_sure (void)
{
  const struct
  {
    double fraction;
    double left;
  } cases[] = { { 0, 95 }, { 0.1, 145 }, { 0.2, 195 }, { 0.9, 195 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MillTimeLeft) time_left = new_time_left ();

      add (time_left, "a", 7, 0, 100);
      set (time_left, "a", MILL_STATE_RUNNING, 0);
      tell (time_left, "a", cases[i].fraction, 195, 5);
      assert_left (time_left, 5, cases[i].left);
    }
}

/* What a node says of itself goes before what was, and no jump is seen. */
static void
test_smooth (void)
{
  g_autoptr (MillTimeLeft) time_left = new_time_left ();
  double last;

  add (time_left, "a", 7, 0, 100);
  set (time_left, "a", MILL_STATE_RUNNING, 0);
  last = mill_time_left_advance (time_left, 0);
  for (double now = 0.1; now < 60; now += 0.1)
    {
      double left;

      /* It goes at half the speed. */
      tell (time_left, "a", now / 200, 200 - now, now);
      left = mill_time_left_advance (time_left, now);
      g_assert_cmpfloat (fabs (left - last), <, 6);
      last = left;
    }
  g_assert_cmpfloat_with_epsilon (last, 140, 2);
}

/* What takes longer than ever without saying how far it is: nobody knows. */
static void
test_overdue (void)
{
  g_autoptr (MillTimeLeft) time_left = new_time_left ();

  add (time_left, "a", 7, 0, 10);
  set (time_left, "a", MILL_STATE_RUNNING, 0);
  assert_left (time_left, 9.9, 0.1);
  assert_left (time_left, 10.5, 0);
  assert_unknown (time_left, 12);
  /* And it is over. */
  set (time_left, "a", MILL_STATE_DONE, 13);
  assert_left (time_left, 13, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time-left/unknown", test_unknown);
  g_test_add_func ("/time-left/past", test_past);
  g_test_add_func ("/time-left/past-of-two", test_past_of_two);
  g_test_add_func ("/time-left/one-query", test_one_query);
  g_test_add_func ("/time-left/sure", test_sure);
  g_test_add_func ("/time-left/smooth", test_smooth);
  g_test_add_func ("/time-left/overdue", test_overdue);

  return g_test_run ();
}
