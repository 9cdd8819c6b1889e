/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/boost-progress.h"

#include "engine/task-private.h"

/* How far a fit of boosted trees says that it is. */

static void
note_progress (MillEvent *event,
               gpointer   data)
{
  double *told = data;

  g_assert_cmpint (event->kind, ==, MILL_EVENT_PROGRESS);
  g_assert_cmpfloat (event->fraction, >=, *told);
  *told = event->fraction;
  mill_event_unref (event);
}

static MillTask *
new_task (double *told)
{
  return mill_task_new ("n", NULL, NULL, "part", 2, NULL, note_progress, told);
}

/* Goes through the stages and looks that each has its place; returns where the rounds begin. */
static double
go_through (MillBoostProgress *progress,
            double            *told)
{
  double begin;

  for (MillBoostStage stage = MILL_BOOST_SORT; stage < MILL_BOOST_READ_TRAIN; stage++)
    {
      if (stage == MILL_BOOST_SORT_VALID && !progress->is_linked)
        continue;
      if (stage == MILL_BOOST_DIVISION && !progress->has_valid)
        continue;
      for (guint i = stage == MILL_BOOST_TEXTS ? progress->n_texts : 1; i > 0; i--)
        {
          begin = progress->to;
          mill_boost_progress_begin (progress, stage);
          g_assert_cmpfloat (progress->from, ==, begin);
          g_assert_cmpfloat (progress->to, >, begin);
          /* What a query tells is between. */
          g_assert_cmpfloat (mill_task_follow (progress->task, 1), ==, progress->to);
        }
    }
  for (MillBoostStage stage = MILL_BOOST_READ_TRAIN; stage < MILL_BOOST_ROUNDS; stage++)
    {
      if (stage == MILL_BOOST_READ_VALID && !progress->has_valid)
        continue;
      begin = progress->to;
      mill_boost_progress_begin (progress, stage);
      g_assert_cmpfloat (*told, ==, begin);
      mill_boost_progress_advance (progress, 0.5);
      g_assert_cmpfloat_with_epsilon (*told, (begin + progress->to) / 2, 1e-12);
      /* More than everything is everything. */
      mill_boost_progress_advance (progress, 1.2);
      g_assert_cmpfloat (*told, ==, progress->to);
      /* The rows are read by ourselves: what the query under it says is something else. */
      g_assert_cmpfloat (mill_task_follow (progress->task, 1), ==, -1);
    }
  mill_boost_progress_begin (progress, MILL_BOOST_ROUNDS);
  begin = *told;
  g_assert_cmpfloat_with_epsilon (progress->to, 1, 1e-12);
  mill_boost_progress_advance (progress, 1);
  g_assert_cmpfloat_with_epsilon (*told, 1, 1e-12);

  return begin;
}

static double
begin_of_rounds (guint    n_rounds,
                 gboolean has_valid,
                 gboolean is_linked,
                 guint    n_texts)
{
  double told = 0;
  g_autoptr (MillTask) task = new_task (&told);
  MillBoostProgress progress = {
    .task = task, .n_train = 0.8, .n_valid = has_valid ? 0.2 : 0, .has_valid = has_valid,
    .is_linked = is_linked, .n_texts = n_texts, .n_rounds = n_rounds, .n_trees = 1, .max_depth = 4, .threads = 2,
  };

  return go_through (&progress, &told);
}

static void
test_stages (void)
{
  double many = begin_of_rounds (1000, TRUE, FALSE, 2);
  double few = begin_of_rounds (10, TRUE, FALSE, 2);

  /* The more rounds there are, the less the rest is of it. */
  g_assert_cmpfloat (many, <, few);
  g_assert_cmpfloat (many, >, 0.01);
  g_assert_cmpfloat (few, <, 0.99);
  begin_of_rounds (10, TRUE, TRUE, 0);
  begin_of_rounds (10, FALSE, FALSE, 1);
}

/* Whatever the first guess was: what the rows turn out to be is divided among what is left. */
static void
test_counted (void)
{
  double told = 0;
  g_autoptr (MillTask) task = new_task (&told);
  MillBoostProgress progress = {
    .task = task, .n_train = 1, .has_valid = TRUE, .is_linked = TRUE, .n_rounds = 10, .n_trees = 1,
    .max_depth = 4, .threads = 2,
  };
  double from;

  mill_boost_progress_begin (&progress, MILL_BOOST_SORT);
  mill_boost_progress_begin (&progress, MILL_BOOST_DIVISION);
  from = progress.to;
  /* A hundred times the rows to try the trees with. */
  progress.n_train = 1000;
  progress.n_valid = 100000;
  mill_boost_progress_begin (&progress, MILL_BOOST_READ_TRAIN);
  g_assert_cmpfloat (progress.from, ==, from);
  g_assert_cmpfloat (progress.to - progress.from, <, 0.02);
  mill_boost_progress_begin (&progress, MILL_BOOST_READ_VALID);
  g_assert_cmpfloat (progress.to, >, 0.95);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/boost-progress/stages", test_stages);
  g_test_add_func ("/boost-progress/counted", test_counted);

  return g_test_run ();
}
