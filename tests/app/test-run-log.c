/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/results/log-line.h"
#include "app/run-log.h"

typedef struct
{
  guint n_signals;
  guint n_added;
  guint n_removed;
} Count;

static void
changed_cb (GListModel *model,
            guint       position,
            guint       removed,
            guint       added,
            Count      *count)
{
  count->n_signals++;
  count->n_added += added;
  count->n_removed += removed;
  g_assert_cmpuint (position + added, ==, g_list_model_get_n_items (model));
}

static MillEvent *
say (guint        number,
     MillSeverity severity)
{
  MillEvent *event = mill_event_new (MILL_EVENT_LOG, g_intern_static_string ("node"));

  event->text = g_strdup_printf ("line %u", number);
  event->severity = severity;

  return event;
}

static void
add (MillRunLog *log,
     guint       from,
     guint       n)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);

  for (guint i = from; i < from + n; i++)
    g_ptr_array_add (events, say (i, i % 100 == 99 ? MILL_SEVERITY_ERROR
                                     : i % 10 == 9 ? MILL_SEVERITY_WARNING : MILL_SEVERITY_NOTE));
  mill_run_log_add (log, (MillEvent **) events->pdata, events->len);
}

static void
check_line (GListModel *model,
            guint       position,
            const char *text)
{
  g_autoptr (MillLogLine) line = g_list_model_get_item (model, position);

  g_assert_nonnull (line);
  g_assert_cmpstr (mill_log_line_get_text (line), ==, text);
}

static void
test_levels (void)
{
  g_autoptr (MillRunLog) log = mill_run_log_new ();
  GListModel *all = mill_run_log_get (log, MILL_RUN_LOG_ALL);
  GListModel *warnings = mill_run_log_get (log, MILL_RUN_LOG_WARNINGS);
  GListModel *errors = mill_run_log_get (log, MILL_RUN_LOG_ERRORS);
  Count count = { 0 };
  Count few = { 0 };

  g_signal_connect (all, "items-changed", G_CALLBACK (changed_cb), &count);
  g_signal_connect (errors, "items-changed", G_CALLBACK (changed_cb), &few);
  for (guint i = 0; i < 20; i++)
    add (log, i * 1000, 1000);

  /* Once a batch, however many lines are in it. */
  g_assert_cmpuint (count.n_signals, ==, 20);
  g_assert_cmpuint (count.n_added, ==, 20000);
  g_assert_cmpuint (g_list_model_get_n_items (all), ==, 20000);
  g_assert_cmpuint (g_list_model_get_n_items (warnings), ==, 2000);
  g_assert_cmpuint (g_list_model_get_n_items (errors), ==, 200);
  check_line (all, 0, "line 0");
  check_line (all, 19999, "line 19999");
  check_line (warnings, 1, "line 19");
  check_line (errors, 199, "line 19999");
  g_assert_null (g_list_model_get_item (all, 20000));
  g_assert_null (g_list_model_get_item (errors, 200));

  add (log, 0, 5);
  g_assert_cmpuint (count.n_signals, ==, 21);
  g_assert_cmpuint (few.n_signals, ==, 20);

  mill_run_log_clear (log);
  g_assert_cmpuint (g_list_model_get_n_items (all), ==, 0);
  g_assert_cmpuint (count.n_removed, ==, 20005);
  g_assert_cmpuint (few.n_removed, ==, 200);
  add (log, 7, 1);
  check_line (all, 0, "line 7");
}

/* What is seen elsewhere is no line; what is one says all of it. */
static void
test_kinds (void)
{
  g_autoptr (MillRunLog) log = mill_run_log_new ();
  GListModel *all = mill_run_log_get (log, MILL_RUN_LOG_ALL);
  g_autoptr (MillEvent) progress = mill_event_new (MILL_EVENT_PROGRESS, "node");
  g_autoptr (MillEvent) round = mill_event_new (MILL_EVENT_METRIC, "node");
  g_autoptr (MillEvent) score = mill_event_new (MILL_EVENT_METRIC, "node");
  g_autoptr (MillEvent) waiting = mill_event_new (MILL_EVENT_STATE, "node");
  g_autoptr (MillEvent) failed = mill_event_new (MILL_EVENT_STATE, "node");
  g_autoptr (MillEvent) problem = mill_event_new (MILL_EVENT_DIAGNOSTIC, NULL);
  g_autoptr (MillLogLine) line = NULL;
  MillEvent *events[] = { progress, round, score, waiting, failed, problem };

  round->name = g_strdup ("loss");
  round->step = 1;
  score->name = g_strdup ("accuracy");
  score->value = 0.5;
  waiting->state = MILL_STATE_WAITING;
  failed->state = MILL_STATE_FAILED;
  problem->diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, "other", "a hint", "a message");
  mill_diagnostic_at_param (problem->diagnostic, "param");
  mill_run_log_add (log, events, G_N_ELEMENTS (events));

  g_assert_cmpuint (g_list_model_get_n_items (all), ==, 3);
  check_line (all, 0, "accuracy: 0.5");
  g_assert_cmpuint (g_list_model_get_n_items (mill_run_log_get (log, MILL_RUN_LOG_ERRORS)), ==, 2);
  line = g_list_model_get_item (all, 2);
  g_assert_cmpstr (mill_log_line_get_text (line), ==, "a message\na hint");
  g_assert_cmpstr (mill_log_line_get_node (line), ==, "other");
  g_assert_cmpstr (mill_log_line_get_param (line), ==, "param");
  g_assert_cmpint (mill_log_line_get_severity (line), ==, MILL_SEVERITY_ERROR);
}

static void
test_outlived (void)
{
  MillRunLog *log = mill_run_log_new ();
  g_autoptr (GListModel) all = g_object_ref (mill_run_log_get (log, MILL_RUN_LOG_ALL));

  add (log, 0, 3);
  mill_run_log_free (log);
  g_assert_cmpuint (g_list_model_get_n_items (all), ==, 3);
  check_line (all, 2, "line 2");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/run-log/levels", test_levels);
  g_test_add_func ("/app/run-log/kinds", test_kinds);
  g_test_add_func ("/app/run-log/outlived", test_outlived);

  return g_test_run ();
}
