/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/compare/compare-source.h"
#include "fixture.h"
#include "runs-store.h"
#include "store/read.h"

/* What a document is compared with. */

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  MillPipeline **before = data;
  g_autoptr(GError) error = NULL;

  *before = mill_compare_read_finish (result, &error);
  g_assert_no_error (error);
}

/* The default that "most" has in what is compared with @run. */
static gint64
read_most (RunsStore  *runs,
           const char *run)
{
  g_autoptr(MillPipeline) before = NULL;

  mill_compare_read_run_async (mill_nodes_get_catalogue (), runs->store, run, NULL, read_cb, &before);
  while (before == NULL)
    g_main_context_iteration (NULL, TRUE);

  return json_node_get_int (mill_parameter_get_default (mill_pipeline_get_parameter (before, "most")));
}

/* A run with other values is the pipeline with these. */
static void
test_values (Fixture       *self,
             gconstpointer  data)
{
  static const char *const values[] = { "most=5", NULL };
  g_autoptr(JsonNode) value = json_node_init_int (json_node_alloc (), 7);
  g_autoptr(MillParameter) parameter = mill_parameter_new ("most", MILL_PARAMETER_INTEGER, value, NULL);
  MillHistory *history = mill_session_get_history (self->session);
  g_autoptr(GPtrArray) found = NULL;
  RunsStore runs = { NULL };
  g_autoptr(GError) error = NULL;

  mill_edit_put_parameter (mill_history_begin (history, "Put"), parameter);
  mill_history_commit (history, NULL);
  runs_store_open (&runs, "SELECT 1");
  mill_session_set_store (self->session, runs.store);
  mill_session_run_with_values (self->session, values);
  fixture_wait (self, "run-finished");
  fixture_run (self);
  mill_store_flush (runs.store, &error);
  g_assert_no_error (error);

  found = mill_store_list_runs (runs.store, NULL, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (read_most (&runs, ((MillRunRecord *) found->pdata[0])->id), ==, 7);
  g_assert_cmpint (read_most (&runs, ((MillRunRecord *) found->pdata[1])->id), ==, 5);

  fixture_drop_session (self);
  g_assert_true (mill_workers_wait (20 * fixture_get_slowness ()));
  runs_store_wait (&runs, 0);
  runs_store_close (&runs);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/app/compare-source/values", Fixture, NULL, fixture_set_up, test_values, fixture_tear_down);

  return g_test_run ();
}
