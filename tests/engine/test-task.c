/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/task-private.h"

/* What a node tells of how far it is. */

static void
note_progress (MillEvent *event,
               gpointer   data)
{
  double *told = data;

  g_assert_cmpint (event->kind, ==, MILL_EVENT_PROGRESS);
  *told = event->fraction;
  mill_event_unref (event);
}

/* Queries go on in between what the node itself tells, and never back. */
static void
test_progress_span (void)
{
  double told = -1;
  g_autoptr (MillTask) task = mill_task_new ("n", NULL, NULL, "part", 1, NULL, note_progress, &told);

  /* Which part of the work a query is, is not known. */
  g_assert_cmpfloat (mill_task_follow (task, 0.5), ==, -1);

  mill_task_progress_span (task, 0, 0.5);
  g_assert_cmpfloat (told, ==, -1);
  g_assert_cmpfloat (mill_task_follow (task, 0.5), ==, 0.25);
  g_assert_cmpfloat (mill_task_follow (task, 0.5), ==, -1);
  g_assert_cmpfloat (mill_task_follow (task, 0.2), ==, -1);
  g_assert_cmpfloat (mill_task_follow (task, 2), ==, 0.5);

  mill_task_progress_span (task, 0.5, 1);
  g_assert_cmpfloat (told, ==, 0.5);
  g_assert_cmpfloat (mill_task_follow (task, 0.5), ==, 0.75);

  mill_task_progress (task, 0.8);
  g_assert_cmpfloat (told, ==, 0.8);
  g_assert_cmpfloat (mill_task_follow (task, 1), ==, -1);
}

/* What a node counts wrongly is still a part of the whole. */
static void
test_progress_beyond (void)
{
  double told = -1;
  g_autoptr (MillTask) task = mill_task_new ("n", NULL, NULL, "part", 1, NULL, note_progress, &told);

  mill_task_progress (task, -3);
  g_assert_cmpfloat (told, ==, 0);
  mill_task_progress (task, 7);
  g_assert_cmpfloat (told, ==, 1);
  mill_task_progress_span (task, 0.5, 1);
  g_assert_cmpfloat (mill_task_follow (task, -1), ==, -1);
  g_assert_cmpfloat (mill_task_follow (task, 9), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/task/progress-span", test_progress_span);
  g_test_add_func ("/task/progress-beyond", test_progress_beyond);

  return g_test_run ();
}
