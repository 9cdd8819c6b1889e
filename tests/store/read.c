/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fixture.h"
#include "pipeline/reader.h"
#include "pipeline/writer.h"
#include "store/past.h"

static void
test_everything_of_a_run (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr (MillRun) run = talker_new_run ("Talk", 12, 0, FALSE);
  g_autofree char *text = mill_pipeline_to_text (mill_run_get_pipeline (run));
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autoptr (GFile) file = g_file_new_for_path ("/somewhere/talk.millrace.json");
  g_autofree char *kept = NULL;
  g_autoptr (MillRunRecord) record = NULL;
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GPtrArray) log = NULL;
  g_autoptr (GPtrArray) metrics = NULL;
  g_autoptr (GPtrArray) artifacts = NULL;
  g_autoptr (GPtrArray) diagnostics = NULL;
  g_autoptr (MillArtifactRecord) artifact = NULL;
  const char *id = mill_run_get_id (run);
  gint64 before = g_get_real_time ();
  guint n_said = 0;

  mill_store_add_version (self->store, "duckdb", "9.8.7");
  mill_store_record_run (self->store, run, file);
  g_assert_cmpint (mill_run_execute (run, NULL), ==, MILL_STATE_DONE);
  g_assert_true (mill_store_flush (self->store, NULL));

  record = fixture_get_run (self, id);
  g_assert_cmpstr (record->id, ==, id);
  g_assert_cmpstr (record->name, ==, "Talk");
  g_assert_cmpstr (record->file, ==, "/somewhere/talk.millrace.json");
  g_assert_cmpstr (record->pipeline_digest, ==, digest);
  g_assert_cmpstr (record->parameters, ==, "{\"who\":\"me\"}");
  g_assert_cmpstr (record->seeds, ==, "{\"after\":{\"seed\":7},\"source\":{\"seed\":7}}");
  g_assert_nonnull (strstr (record->versions, "\"duckdb\":\"9.8.7\""));
  g_assert_nonnull (strstr (record->versions, "\"millrace\":"));
  g_assert_null (record->problem);
  g_assert_cmpint (record->state, ==, MILL_RECORD_DONE);
  g_assert_cmpint (record->started, >=, before);
  g_assert_cmpint (record->started, <=, g_get_real_time ());
  g_assert_cmpfloat (record->seconds, >, 0);
  g_assert_cmpuint (record->n_nodes, ==, 2);
  g_assert_cmpuint (record->n_done, ==, 2);
  g_assert_cmpuint (record->n_failed + record->n_skipped, ==, 0);

  /* Two of each talker. */
  g_assert_cmpuint (record->scores->len, ==, 4);
  for (guint i = 0; i < record->scores->len; i++)
    {
      MillMetricRecord *score = record->scores->pdata[i];

      g_assert_cmpstr (score->label, ==, "Talker");
      if (g_str_equal (score->name, "accuracy"))
        g_assert_cmpfloat (score->baseline, ==, 0.5);
      else
        g_assert_true (isnan (score->baseline));
      g_assert_cmpfloat (score->value, ==, g_str_equal (score->name, "accuracy") ? 0.75 : 0.25);
    }

  kept = mill_store_dup_pipeline (self->store, id, NULL);
  g_assert_cmpstr (kept, ==, text);

  nodes = mill_store_list_nodes (self->store, id, NULL);
  g_assert_cmpuint (nodes->len, ==, 2);
  for (guint i = 0; i < nodes->len; i++)
    {
      MillNodeRecord *node = nodes->pdata[i];

      g_assert_cmpstr (node->type, ==, "talker");
      g_assert_cmpint (node->state, ==, MILL_STATE_DONE);
      g_assert_nonnull (node->key);
      g_assert_cmpint (node->started, >=, before);
      g_assert_cmpfloat (node->seconds, >=, 0);
    }

  log = mill_store_list_log (self->store, id, -1, 0, NULL);
  for (guint i = 0; i < log->len; i++)
    {
      MillLogRecord *line = log->pdata[i];
      g_autofree char *expected = g_strdup_printf ("line %u: “quoted” 'text'", n_said);

      if (g_strcmp0 (line->node, "source") == 0)
        {
          g_assert_cmpstr (line->text, ==, expected);
          n_said++;
        }
    }
  g_assert_cmpuint (n_said, ==, 12);

  metrics = mill_store_list_metrics (self->store, id, "source", NULL);
  g_assert_cmpuint (metrics->len, ==, 12);
  for (guint i = 0; i < metrics->len; i++)
    {
      MillMetricRecord *metric = metrics->pdata[i];

      g_assert_cmpstr (metric->series, ==, "train");
      g_assert_cmpint (metric->step, ==, i + 1);
      g_assert_cmpfloat (metric->value, ==, 1.0 / (i + 1));
    }

  artifacts = mill_store_list_artifacts (self->store, id, NULL);
  g_assert_cmpuint (artifacts->len, ==, 2);
  g_assert_null (((MillArtifactRecord *) artifacts->pdata[0])->json);
  artifact = mill_store_get_artifact (self->store, id, "source", "report", NULL);
  g_assert_cmpstr (artifact->kind, ==, "report");
  g_assert_cmpstr (artifact->json, ==, "{\"said\":[1,2.5,\"æøå\"]}");
  g_assert_null (mill_store_get_artifact (self->store, id, "source", "nothing", NULL));

  diagnostics = mill_store_list_diagnostics (self->store, id, NULL);
  g_assert_cmpuint (diagnostics->len, ==, 0);
}

static void
test_failed_run (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *id = fixture_run (self, "Fails", 1, TRUE);
  g_autoptr (MillRunRecord) record = fixture_get_run (self, id);
  g_autoptr (GPtrArray) diagnostics = mill_store_list_diagnostics (self->store, id, NULL);
  g_autoptr (GPtrArray) log = mill_store_list_log (self->store, id, -1, 0, NULL);
  MillDiagnostic *diagnostic;
  MillLogRecord *line;

  g_assert_cmpint (record->state, ==, MILL_RECORD_FAILED);
  g_assert_cmpuint (record->n_failed, ==, 1);
  g_assert_cmpuint (record->n_done, ==, 1);
  g_assert_cmpuint (diagnostics->len, ==, 1);
  diagnostic = diagnostics->pdata[0];
  g_assert_cmpstr (diagnostic->node, ==, "source");
  g_assert_cmpstr (diagnostic->param, ==, "fails");
  g_assert_cmpstr (diagnostic->message, ==, "it was to fail");
  g_assert_cmpstr (diagnostic->hint, ==, "say FALSE");
  g_assert_cmpint (diagnostic->severity, ==, MILL_SEVERITY_ERROR);
  /* The log tells it as well, after what went before. */
  line = g_ptr_array_index (log, log->len - 1);
  g_assert_cmpstr (line->node, ==, "source");
  g_assert_cmpstr (line->text, ==, "fails: it was to fail (say FALSE)");
  g_assert_cmpint (line->severity, ==, MILL_SEVERITY_ERROR);
  g_assert_cmpint (line->time, >=, record->started);
}

static void
test_cancelled_run (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr (MillRun) run = talker_new_run ("Talk", 5, 0, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MillRunRecord) record = NULL;

  g_cancellable_cancel (cancellable);
  mill_store_record_run (self->store, run, NULL);
  g_assert_cmpint (mill_run_execute (run, cancellable), ==, MILL_STATE_CANCELLED);
  g_assert_true (mill_store_flush (self->store, NULL));

  record = fixture_get_run (self, mill_run_get_id (run));
  g_assert_cmpint (record->state, ==, MILL_RECORD_CANCELLED);
  g_assert_null (record->file);
}

static void
test_same_content_is_kept_once (Fixture       *self,
                                gconstpointer  data)
{
  g_autofree char *first = fixture_run (self, "Talk", 3, FALSE);
  g_autofree char *second = fixture_run (self, "Talk", 3, FALSE);
  g_autofree char *other = fixture_run (self, "Other", 3, FALSE);

  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs"), ==, 3);
  /* Two pipelines, and the artifact that all of them made. */
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM contents"), ==, 3);
}

static void
test_list (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *first = fixture_run (self, "One", 1, FALSE);
  g_autofree char *second = fixture_run (self, "Two", 1, FALSE);
  g_autofree char *third = fixture_run (self, "One", 1, TRUE);
  const MillRunFilter by_name = { .name = "One" };
  const MillRunFilter by_both = { .name = "One", .file = "/elsewhere" };
  const MillRunFilter of_file = { .file = "/somewhere/talk.millrace.json" };
  g_autoptr (GPtrArray) all = mill_store_list_runs (self->store, NULL, 0, 0, NULL);
  g_autoptr (GPtrArray) page = mill_store_list_runs (self->store, NULL, 1, 1, NULL);
  g_autoptr (GPtrArray) filed = mill_store_list_runs (self->store, &of_file, 0, 0, NULL);
  MillRunFilter before = { .name = "One" };
  g_autoptr (GPtrArray) older = NULL;
  g_autoptr (GPtrArray) named = mill_store_list_runs (self->store, &by_name, 0, 10, NULL);
  g_autoptr (GPtrArray) none = mill_store_list_runs (self->store, &by_both, 0, 10, NULL);

  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpstr (((MillRunRecord *) all->pdata[0])->id, ==, third);
  g_assert_cmpstr (((MillRunRecord *) all->pdata[2])->id, ==, first);
  g_assert_cmpuint (page->len, ==, 1);
  g_assert_cmpstr (((MillRunRecord *) page->pdata[0])->id, ==, second);
  g_assert_cmpuint (((MillRunRecord *) page->pdata[0])->scores->len, ==, 4);
  g_assert_cmpuint (filed->len, ==, 3);
  g_assert_cmpuint (named->len, ==, 2);
  g_assert_cmpuint (none->len, ==, 0);

  /* A page goes on where the one before it ended. */
  before.before = ((MillRunRecord *) named->pdata[0])->number;
  older = mill_store_list_runs (self->store, &before, 0, 10, NULL);
  g_assert_cmpuint (older->len, ==, 1);
  g_assert_cmpstr (((MillRunRecord *) older->pdata[0])->id, ==, first);
}

static void
test_find_by_beginning (Fixture       *self,
                        gconstpointer  data)
{
  g_autofree char *first = fixture_run (self, "One", 1, FALSE);
  g_autofree char *second = fixture_run (self, "Two", 1, FALSE);
  g_autoptr (MillRunRecord) latest = fixture_get_run (self, "latest");
  g_autoptr (MillRunRecord) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (latest->id, ==, second);

  fixture_sql (self, "UPDATE runs SET uuid = 'aaaa-' || id");
  found = fixture_get_run (self, "aaaa-1");
  g_assert_cmpstr (found->name, ==, "One");

  g_assert_null (mill_store_get_run (self->store, "aaaa", &error));
  g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_AMBIGUOUS);
  g_clear_error (&error);
  g_assert_null (mill_store_get_run (self->store, "bbbb", &error));
  g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (mill_store_get_run (self->store, "", &error));
  g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (mill_store_list_log (self->store, "aaaa", -1, 0, &error));
  g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND);
}

static void
test_remove (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *first = fixture_run (self, "One", 4, FALSE);
  g_autofree char *second = fixture_run (self, "Two", 4, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_true (mill_store_remove_run (self->store, first, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs"), ==, 1);
  g_assert_cmpint (fixture_number (self, "SELECT count(DISTINCT run) FROM log"), ==, 1);
  g_assert_cmpint (fixture_number (self, "SELECT count(DISTINCT run) FROM nodes"), ==, 1);
  /* The artifact is shared with the other run. */
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM contents"), ==, 2);

  g_assert_false (mill_store_remove_run (self->store, first, &error));
  g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND);
}

static void
test_log_pages (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *id = fixture_run (self, "Long", 2500, FALSE);
  gint64 n_lines = fixture_number (self, "SELECT count(*) FROM log");
  gint64 after = -1;
  guint n_read = 0;

  while (TRUE)
    {
      g_autoptr (GPtrArray) page = mill_store_list_log (self->store, id, after, 700, NULL);

      g_assert_nonnull (page);
      if (page->len == 0)
        break;
      for (guint i = 0; i < page->len; i++)
        {
          MillLogRecord *line = page->pdata[i];

          g_assert_cmpint (line->position, >, after);
          after = line->position;
        }
      n_read += page->len;
    }

  g_assert_cmpint (n_lines, >=, 2500);
  g_assert_cmpuint (n_read, ==, n_lines);
}

static void
count_cb (MillStore *store,
          gpointer   data)
{
  ++*(guint *) data;
}

static void
test_changed_is_announced (Fixture       *self,
                           gconstpointer  data)
{
  guint n_changes = 0;
  g_autofree char *id = NULL;

  g_signal_connect (self->store, "changed", G_CALLBACK (count_cb), &n_changes);
  id = fixture_run (self, "One", 1, FALSE);
  while (n_changes == 0)
    g_main_context_iteration (NULL, TRUE);

  g_signal_handlers_disconnect_by_data (self->store, &n_changes);
}

/* Ten thousand runs: a list still comes in pages, newest first, from any place. */
static void
test_many_runs (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *id = fixture_run (self, "One", 1, FALSE);
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) last = NULL;
  g_autoptr (GPtrArray) named = NULL;
  const MillRunFilter filter = { .name = "Many 17" };
  gint64 start;

  fixture_sql (self,
               "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
               "INSERT INTO runs (uuid, name, file, pipeline, parameters, seeds, versions, state,"
               " started, touched, seconds)"
               " SELECT printf ('%08x', i), 'Many ' || (i % 100), '/file/' || (i % 50), pipeline,"
               " parameters, seeds, versions, 'done', i * 1000000, i * 1000000, 1.5 FROM runs, n;"
               "INSERT INTO scores (run, position, node, name, value, baseline)"
               " SELECT id, 1, 'source', 'accuracy', 0.5, 0.25 FROM runs WHERE id > 1");

  start = g_get_monotonic_time ();
  page = mill_store_list_runs (self->store, NULL, 0, 50, NULL);
  last = mill_store_list_runs (self->store, NULL, 9990, 50, NULL);
  g_test_message ("two pages of %d runs: %.2f ms", 10001,
                  (g_get_monotonic_time () - start) / 1000.0);

  g_assert_cmpuint (page->len, ==, 50);
  g_assert_cmpstr (((MillRunRecord *) page->pdata[0])->id, ==, "00002710");
  g_assert_cmpuint (((MillRunRecord *) page->pdata[0])->scores->len, ==, 1);
  g_assert_cmpuint (last->len, ==, 11);
  g_assert_cmpstr (((MillRunRecord *) last->pdata[10])->id, ==, id);
  named = mill_store_list_runs (self->store, &filter, 0, 0, NULL);
  g_assert_cmpuint (named->len, ==, 100);
}

/* When nodes last ran to their end, whatever came later. */
static void
test_past (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *first = fixture_run (self, "talk", 3, FALSE);
  g_autofree char *second = fixture_run (self, "talk", 3, FALSE);
  g_autofree char *failed = fixture_run (self, "talk", 3, TRUE);
  g_autoptr (MillRunRecord) record = fixture_get_run (self, second);
  g_autoptr (GFile) file = g_file_new_for_path ("/somewhere/talk.millrace.json");
  g_autoptr (GFile) other = g_file_new_for_path ("/somewhere/else.millrace.json");
  g_autoptr (GPtrArray) past = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;

  fixture_sql (self, "UPDATE nodes SET started = 5000000 * run, seconds = run");
  fixture_sql (self, "UPDATE nodes SET state = 'failed' WHERE run = (SELECT max(id) FROM runs)");
  past = mill_store_list_past (self->store, file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (past->len, ==, 2);
  for (guint i = 0; i < past->len; i++)
    {
      const MillPastNode *node = past->pdata[i];

      g_assert_cmpint (node->run, ==, record->number);
      g_assert_cmpfloat (node->from, ==, 5 * record->number);
      g_assert_cmpfloat (node->to, ==, 6 * record->number);
    }

  none = mill_store_list_past (self->store, other, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/store/read/everything", test_everything_of_a_run);
  ADD ("/store/read/failed", test_failed_run);
  ADD ("/store/read/cancelled", test_cancelled_run);
  ADD ("/store/read/content-once", test_same_content_is_kept_once);
  ADD ("/store/read/list", test_list);
  ADD ("/store/read/find-by-beginning", test_find_by_beginning);
  ADD ("/store/read/remove", test_remove);
  ADD ("/store/read/log-pages", test_log_pages);
  ADD ("/store/read/changed", test_changed_is_announced);
  ADD ("/store/read/many-runs", test_many_runs);
  ADD ("/store/read/past", test_past);

  return g_test_run ();
}
