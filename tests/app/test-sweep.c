/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"
#include "app/state-words.h"
#include "fixture.h"

/* Several runs one after the other, each with other values of parameters. */

typedef struct
{
  Fixture  base;
  GString *told;    /* a line for each run that ended */
  guint    stop;    /* is stopped when this one begins, 0: none is */
  guint    n_begun;
} Sweep;

static void
run_started_cb (Sweep *self)
{
  g_autofree char *words = mill_state_words_dup_stop (self->base.session);

  self->n_begun++;
  g_string_append_printf (self->told, "%s; ", words);
  if (self->n_begun == self->stop)
    {
      g_autofree char *stopping = NULL;

      mill_session_stop (self->base.session);
      stopping = mill_state_words_dup_stop (self->base.session);
      g_assert_cmpstr (stopping, ==, "Stopping…");
    }
}

static void
run_finished_cb (Sweep *self,
                 int    state)
{
  guint index = 0, n = 0, n_bad = 0;

  mill_session_get_sweep (self->base.session, &index, &n, &n_bad);
  g_string_append_printf (self->told, "%s %u/%u, %u bad, %" G_GINT64_FORMAT " rows\n", mill_state_get_name (state),
                          index + 1, n, n_bad, mill_session_get_rows (self->base.session, "other", "table"));
}

static void
set_up (Sweep         *self,
        gconstpointer  data)
{
  g_autoptr(JsonNode) value = json_node_init_int (json_node_alloc (), 7);
  g_autoptr(MillParameter) parameter = mill_parameter_new ("most", MILL_PARAMETER_INTEGER, value, NULL);
  MillHistory *history;

  fixture_set_up (&self->base, data);
  history = mill_session_get_history (self->base.session);
  mill_edit_put_parameter (mill_history_begin (history, "Put"), parameter);
  mill_history_commit (history, NULL);
  fixture_set_string (&self->base, "other", "rows", "${most}");
  self->told = g_string_new (NULL);
  g_signal_connect_swapped (self->base.session, "run-started", G_CALLBACK (run_started_cb), self);
  g_signal_connect_swapped (self->base.session, "run-finished", G_CALLBACK (run_finished_cb), self);
}

static void
tear_down (Sweep         *self,
           gconstpointer  data)
{
  g_string_free (self->told, TRUE);
  fixture_tear_down (&self->base, data);
}

static void
run (Sweep             *self,
     const char *const *values)
{
  MillValueGrid *grid = mill_value_grid_new ();

  g_assert_true (mill_value_grid_add (grid, "most", values));
  mill_session_run_sweep (self->base.session, grid);
  while (mill_session_get_running (self->base.session))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_all (Sweep         *self,
          gconstpointer  data)
{
  MillNodeStatus status;

  run (self, (const char *[]) { "2", "3", NULL });
  g_assert_cmpstr (self->told->str, ==, "Stop 0/3, run 1 of 2; done 1/2, 0 bad, 2 rows\n"
                   "Stop 0/3, run 2 of 2; done 2/2, 0 bad, 3 rows\n");
  mill_session_get_status (self->base.session, "other", &status);
  g_assert_cmpstr (status.values, ==, "most = 3");

  /* What comes after is a run by itself. */
  g_string_truncate (self->told, 0);
  fixture_run (&self->base);
  g_assert_cmpstr (self->told->str, ==, "Stop 0/3; done 1/0, 0 bad, 7 rows\n");
}

/* The next one may do better. */
static void
test_failure (Sweep         *self,
              gconstpointer  data)
{
  run (self, (const char *[]) { "-2", "3", NULL });
  g_assert_cmpstr (self->told->str, ==, "Stop 0/3, run 1 of 2; failed 1/2, 1 bad, -1 rows\n"
                   "Stop 0/3, run 2 of 2; done 2/2, 1 bad, 3 rows\n");
}

static void
test_stop (Sweep         *self,
           gconstpointer  data)
{
  self->stop = 2;
  run (self, (const char *[]) { "2", "3", "4", NULL });
  g_assert_cmpuint (self->n_begun, ==, 2);
  g_assert_nonnull (strstr (self->told->str, "cancelled 1/0"));
  g_assert_false (mill_session_get_stopping (self->base.session));
}

static void
remove_parameter_cb (Sweep *self)
{
  MillHistory *history = mill_session_get_history (self->base.session);

  mill_edit_remove_parameter (mill_history_begin (history, "Remove"), "most", NULL);
  mill_history_commit (history, NULL);
}

/* What is swept is there no more: that ends it, and is told. */
static void
test_gone (Sweep         *self,
           gconstpointer  data)
{
  g_signal_connect_swapped (self->base.session, "run-started", G_CALLBACK (remove_parameter_cb), self);
  run (self, (const char *[]) { "2", "3", "4", NULL });
  g_assert_cmpuint (self->n_begun, ==, 1);
  g_assert_nonnull (strstr (self->told->str, "failed 1/0"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/app/sweep/" name, Sweep, NULL, set_up, func, tear_down)
  ADD ("all", test_all);
  ADD ("failure", test_failure);
  ADD ("stop", test_stop);
  ADD ("gone", test_gone);

  return g_test_run ();
}
