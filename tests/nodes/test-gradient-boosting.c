/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "learn/model.h"
#include "learn/xgboost.h"
#include "nodes/catalogue.h"
#include "pipeline/reader.h"

static gboolean
log_says (Harness    *harness,
          const char *text)
{
  for (guint i = 0; i < harness->log->len; i++)
    if (strstr (g_ptr_array_index (harness->log, i), text) != NULL)
      return TRUE;

  return FALSE;
}

/* @n rows with a target for each task; with @step, that is no divisor of @n, in another order. */
static char *
make_table (guint n,
            guint step)
{
  GString *table = g_string_new ("x,color,day,wet,sky,amount\n");

  for (guint k = 0; k < n; k++)
    {
      guint i = (guint64) k * step % n;
      guint mixed = i * 7919 % 1009;

      g_string_append_printf (table, "%u.%u,%s,2020-%02u-%02u,%s,%s,%u\n", mixed % 50, i % 10,
                              i % 9 == 0 ? "" : i % 2 ? "red" : "blue", i % 12 + 1, i % 28 + 1,
                              mixed % 50 > 20 + i % 5 ? "true" : "false",
                              mixed % 50 < 15 ? "fog" : i % 2 ? "sun" : "rain",
                              mixed % 50 * 3 + i % 4);
    }

  return g_string_free (table, FALSE);
}

static void
fit (Harness    *harness,
     const char *params,
     const char *table)
{
  harness_run_node (harness, "gradient-boosting", params, "train", table, NULL);
}

static char *
get_model (Harness *harness)
{
  g_autoptr (MillArtifact) model = NULL;
  g_autoptr (JsonNode) json = NULL;

  harness_assert_done (harness);
  model = mill_results_get_artifact (harness->results, "node", "model");
  json = mill_artifact_to_json (model);

  return json_to_string (json, FALSE);
}

/* The same rows in another order, with another number of threads: the same model, bit for bit. */
static void
test_reproducible (void)
{
  static const char *const params[] = {
    "{'target': 'wet', 'rounds': 20}",
    "{'target': 'sky', 'rounds': 8, 'excluded': ['wet', 'amount']}",
    "{'target': 'amount', 'rounds': 8, 'subsample': 0.8, 'column-sample': 0.7}",
  };
  g_autofree char *table = make_table (3000, 1);
  g_autofree char *shuffled = make_table (3000, 1117);

  g_assert_cmpstr (table, !=, shuffled);
  for (guint i = 0; i < G_N_ELEMENTS (params); i++)
    {
      g_autoptr (Harness) harness = harness_new ();
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      fit (harness, params[i], table);
      first = get_model (harness);
      harness->threads = 1;
      fit (harness, params[i], shuffled);
      second = get_model (harness);
      g_assert_true (g_str_equal (first, second));
    }
}

static void
test_seed_matters (void)
{
  g_autofree char *table = make_table (500, 1);
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  fit (harness, "{'target': 'wet', 'rounds': 5}", table);
  first = get_model (harness);
  fit (harness, "{'target': 'wet', 'rounds': 5, 'seed': 2}", table);
  second = get_model (harness);
  g_assert_false (g_str_equal (first, second));
}

static void
test_log (void)
{
  g_autofree char *table = make_table (1000, 1);
  g_autoptr (Harness) harness = harness_new ();

  fit (harness, "{'target': 'wet', 'early-stopping': 0, 'rounds': 2, 'features': ['x', 'color']}",
       table);
  harness_assert_done (harness);
  g_assert_true (log_says (harness, "Training rows: 1000, validation rows: 0, features: 2, of them "
                                    "texts: 1"));
  fit (harness, "{'target': 'wet'}", table);
  harness_assert_done (harness);
  g_assert_true (log_says (harness, "The best of"));
}

/* Rows that cannot be learned from. */
static void
test_missing_targets (void)
{
  g_autoptr (Harness) harness = harness_new ();

  fit (harness, "{'target': 'y', 'early-stopping': 0, 'rounds': 2}",
       "x,y\n1,true\n2,false\n3,\n4,true\n,false\n");
  harness_assert_done (harness);
  g_assert_true (log_says (harness, "Left out 1 row without “y”"));
  g_assert_true (log_says (harness, "Training rows: 4,"));
}

/* Columns with nothing in them, or one value, or what is not a number. */
static void
test_odd_columns (void)
{
  g_autoptr (Harness) harness = harness_new ();

  fit (harness, "{'target': 'y', 'early-stopping': 0, 'rounds': 3}",
       "empty,one,number,\"select [x] < \"\"1\"\"\",y\n,a,NaN,1,true\n,a,inf,2,false\n,a,-inf,3,true\n"
       ",a,1e300,4,false\n,a,,5,true\n");
  harness_assert_done (harness);
}

static void
test_few_rows (void)
{
  g_autoptr (Harness) harness = harness_new ();

  fit (harness, "{'target': 'y'}", "x,y\n1,true\n2,false\n");
  harness_assert_done (harness);
}

/* A class that only the validation rows have is left out of them. */
static void
test_validation (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "gradient-boosting", "{'target': 'y', 'rounds': 3}",
                    "train", "x,y\n1,a\n2,b\n3,c\n4,a\n",
                    "validation", "y,x,z\na,1,0\nnew,2,0\n,3,0\n", NULL);
  harness_assert_done (harness);
  g_assert_true (log_says (harness, "Training rows: 4, validation rows: 1,"));

  harness_run_node (harness, "gradient-boosting", "{'target': 'y'}", "train", "x,y\n1,a\n2,b\n",
                    "validation", "x,y\n3,\n4,\n", NULL);
  harness_assert_error (harness, NULL, "validation", NULL);
  harness_run_node (harness, "gradient-boosting", "{'target': 'y'}", "train", "x,y\n1,a\n2,b\n",
                    "validation", "y\na\nb\n", NULL);
  harness_assert_error (harness, NULL, "need a column “x”", "same nodes");
}

static void
test_errors (void)
{
  static const struct { const char *params, *table, *param, *message; } cases[] = {
    { "{'target': 'z'}", "x,y\n1,true\n2,false\n", "target", "z" },
    { "{'target': 'y'}", "x,y\n1,true\n2,true\n", "target", "the same “y”: true" },
    { "{'target': 'y'}", "x,y\n1,5\n2,5\n", "target", "the same “y”: 5" },
    { "{'target': 'y'}", "x,y\n1,a\n2,a\n", "target", "the same “y”: a" },
    { "{'target': 'y'}", "x,y\n", NULL, "no rows" },
    { "{'target': 'y'}", "x,y\n1,\n2,\n", "target", "empty in all rows" },
    { "{'target': 'y'}", "x,y\n1,2020-01-01\n2,2020-01-02\n", "target", "cannot be predicted" },
    { "{'target': 'y'}", "y\ntrue\nfalse\n", "features", "no feature" },
    { "{'target': 'y', 'excluded': ['x']}", "x,y\n1,true\n2,false\n", "features", "no feature" },
    { "{'target': 'y', 'features': ['q']}", "x,y\n1,true\n2,false\n", "features", "q" },
    { "{'target': 'y', 'task': 'regression'}", "x,y\n1,a\n2,b\n", "task", "Regression" },
    { "{'target': 'y', 'max-categories': 2, 'early-stopping': 0}", "x,y\na,true\nb,false\nc,true\n",
      "excluded", "more than 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Harness) harness = harness_new ();

      fit (harness, cases[i].params, cases[i].table);
      harness_assert_error (harness, cases[i].param, cases[i].message, NULL);
    }
}

/* What the events of a run told. */
typedef struct
{
  guint         n_train;
  guint         n_valid;
  double        last_fraction;
  guint         n_before;        /* times that progress was told before the first round */
  double        cancel_at;       /* what part of the work; 0: after some rounds */
  double        first;
  double        last;
  GCancellable *cancel;
} Told;

static void
event_cb (MillEvent *event,
          gpointer   data)
{
  Told *told = data;

  if (event->kind == MILL_EVENT_PROGRESS && g_strcmp0 (event->node, "trees") == 0)
    {
      g_assert_cmpfloat (event->fraction, >=, told->last_fraction);
      told->last_fraction = event->fraction;
      told->n_before += told->n_train == 0;
      if (told->cancel_at > 0 && event->fraction >= told->cancel_at)
        g_cancellable_cancel (told->cancel);
    }
  if (event->kind != MILL_EVENT_METRIC)
    return;
  g_assert_cmpstr (event->name, ==, "log loss");
  if (g_str_equal (event->series, "valid"))
    {
      told->n_valid++;
      return;
    }
  told->n_train++;
  g_assert_cmpint (event->step, ==, told->n_train);
  g_assert_true (isnan (event->baseline));
  told->last = event->value;
  if (told->n_train == 1)
    told->first = event->value;
  if (told->cancel != NULL && told->cancel_at == 0 && told->n_train == 3)
    g_cancellable_cancel (told->cancel);
}

static MillState
run_with_events (Harness *harness,
                 guint    rounds,
                 Told    *told)
{
  g_autofree char *table = make_table (50000, 1);
  g_autofree char *text = g_strdup_printf (
    "{ \"format\": \"millrace/1\", \"nodes\": {"
    "\"rows\": { \"type\": \"read-csv\", \"version\": 1, \"params\": { \"path\": \"in.csv\" } },"
    "\"trees\": { \"type\": \"gradient-boosting\", \"version\": 1, \"inputs\": { \"train\": \"rows\" },"
    "  \"params\": { \"target\": \"wet\", \"rounds\": %u, \"early-stopping\": 5000 } } } }", rounds);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GFile) base = g_file_new_for_path (harness->folder);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (MillBindings) bindings = NULL;
  g_autoptr (MillRun) run = NULL;
  g_autoptr (GError) error = NULL;
  MillRunOptions options = { .base = base, .threads = 2 };

  harness_put_file (harness, "in.csv", table);
  pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, &error);
  g_assert_no_error (error);
  bindings = mill_bindings_new (pipeline, NULL, &error);
  g_assert_no_error (error);
  run = mill_run_new (pipeline, bindings, &options);
  mill_run_add_listener (run, event_cb, told, NULL);

  return mill_run_execute (run, told->cancel);
}

static void
test_curve (void)
{
  g_autoptr (Harness) harness = harness_new ();
  Told told = { 0 };

  g_assert_cmpint (run_with_events (harness, 12, &told), ==, MILL_STATE_DONE);
  g_assert_cmpuint (told.n_train, ==, 12);
  g_assert_cmpuint (told.n_valid, ==, 12);
  g_assert_cmpfloat_with_epsilon (told.last_fraction, 1, 1e-9);
  /* Two batches of training rows and one of validation rows, each some times. */
  g_assert_cmpuint (told.n_before, >=, 2 * MILL_MATRIX_PASSES + MILL_MATRIX_PASSES_LIKE);
  g_assert_cmpfloat (told.last, <, told.first);
}

static void
test_cancel (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Told told = { .cancel = cancellable };

  g_assert_cmpint (run_with_events (harness, 10000, &told), ==, MILL_STATE_CANCELLED);
  g_assert_cmpuint (told.n_train, <, 6);
}

static void
test_cancel_reading (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Told told = { .cancel = cancellable, .cancel_at = 0.5 };

  g_assert_cmpint (run_with_events (harness, 5, &told), ==, MILL_STATE_CANCELLED);
  g_assert_cmpuint (told.n_train, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gradient-boosting/reproducible", test_reproducible);
  g_test_add_func ("/gradient-boosting/seed-matters", test_seed_matters);
  g_test_add_func ("/gradient-boosting/log", test_log);
  g_test_add_func ("/gradient-boosting/missing-targets", test_missing_targets);
  g_test_add_func ("/gradient-boosting/odd-columns", test_odd_columns);
  g_test_add_func ("/gradient-boosting/few-rows", test_few_rows);
  g_test_add_func ("/gradient-boosting/validation", test_validation);
  g_test_add_func ("/gradient-boosting/errors", test_errors);
  g_test_add_func ("/gradient-boosting/curve", test_curve);
  g_test_add_func ("/gradient-boosting/cancel", test_cancel);
  g_test_add_func ("/gradient-boosting/cancel-reading", test_cancel_reading);

  return g_test_run ();
}
