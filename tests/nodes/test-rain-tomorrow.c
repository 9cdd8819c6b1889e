/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include <string.h>

#include "learn/model.h"

/* The whole way of the example, against the same fit in Python. Reference numbers: xgboost 3.3.0 and
 * scikit-learn 1.9.1 under Python 3.13, by reference-rain.py beside this file. */

static const char pipeline[] =
  "{ 'format': 'millrace/1', 'nodes': {"
  "  'weather': { 'type': 'read-csv', 'version': 1, 'params': { 'path': 'seattle-weather.csv' } },"
  "  'wet': { 'type': 'formula', 'version': 1, 'inputs': { 'table': 'weather' }, 'params': {"
  "    'columns': [ { 'name': 'rain_tomorrow',"
  "                   'expression': 'lead(precipitation) over (order by date) > 0' } ] } },"
  "  'known': { 'type': 'limit', 'version': 1, 'inputs': { 'table': 'wet' }, 'params': {"
  "    'keep': 'all-but-last', 'rows': 1, 'order-by': [ 'date' ] } },"
  "  'split': { 'type': 'split-rows', 'version': 1, 'inputs': { 'table': 'known' }, 'params': {"
  "    'method': 'condition', 'condition': \"date < '2015-01-01'\" } },"
  "  'trees': { 'type': 'gradient-boosting', 'version': 1, 'inputs': { 'train': 'split.first'%s },"
  "    'params': { 'target': 'rain_tomorrow', 'early-stopping': %u } },"
  "  'naive': { 'type': 'baseline', 'version': 1, 'inputs': { 'train': 'split.first' },"
  "    'params': { 'target': 'rain_tomorrow' } },"
  "  'apply': { 'type': 'apply-model', 'version': 1,"
  "    'inputs': { 'table': 'split.second', 'model': 'trees' } },"
  "  'apply-naive': { 'type': 'apply-model', 'version': 1,"
  "    'inputs': { 'table': 'split.second', 'model': 'naive' } },"
  "  'score': { 'type': 'score', 'version': 1,"
  "    'inputs': { 'predictions': 'apply', 'baseline': 'apply-naive' },"
  "    'params': { 'target': 'rain_tomorrow' } },"
  "  'matrix': { 'type': 'confusion-matrix', 'version': 1, 'inputs': { 'predictions': 'apply' },"
  "    'params': { 'target': 'rain_tomorrow' } } } }";

/* JSON with ' for ", but not within the expression that needs it. */
static char *
make_pipeline (gboolean linked,
               guint    patience)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean inside = FALSE;

  g_string_printf (text, pipeline, linked ? ", 'validation': 'split.second'" : "", patience);
  for (char *p = text->str; *p != '\0'; p++)
    {
      if (*p == '"')
        inside = !inside;
      else if (*p == '\'' && !inside)
        *p = '"';
    }

  return g_strdup (text->str);
}

static void
run (Harness  *harness,
     gboolean  linked,
     guint     patience)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "nodes", "data",
                                                 "seattle-weather.csv", NULL);
  g_autofree char *text = make_pipeline (linked, patience);

  harness_copy_file (harness, path, "seattle-weather.csv");
  harness_run_text (harness, text);
  for (guint i = 0; i < harness->log->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (harness->log, i));
  harness_assert_done (harness);
}

static void
get_score (Harness    *harness,
           const char *metric,
           double     *value,
           double     *baseline)
{
  g_autofree char *csv = harness_get_table (harness, "score", "scores");
  g_autofree char *start = g_strdup_printf ("\n%s,", metric);
  const char *line = strstr (csv, start);
  char *end;

  g_assert_nonnull (line);
  *value = g_ascii_strtod (line + strlen (start), &end);
  g_assert_cmpint (*end, ==, ',');
  *baseline = g_ascii_strtod (end + 1, NULL);
  g_test_message ("%s %.10f baseline %.10f", metric, *value, *baseline);
}

typedef struct
{
  const char *metric;
  double      value;
  double      baseline;
} Reference;

static void
check (Harness         *harness,
       const Reference *reference)
{
  for (; reference->metric != NULL; reference++)
    {
      double value, baseline;

      get_score (harness, reference->metric, &value, &baseline);
      g_assert_cmpfloat_with_epsilon (value, reference->value, 1e-6);
      g_assert_cmpfloat_with_epsilon (baseline, reference->baseline, 1e-6);
    }
}

static void
test_all_rounds (void)
{
  static const Reference reference[] = {
    { "accuracy", 0.6401098901098901, 0.6043956043956044 },
    { "balanced accuracy", 0.6398989898989899, 0.5 },
    { "precision", 0.5380116959064327, 0.0 },
    { "recall", 0.6388888888888888, 0.0 },
    { "F1", 0.5841269841269842, 0.0 },
    { "AUC", 0.65072601010101, 0.5 },
    { "log loss", 0.7056932219087949, 0.6747079859520347 },
    { "Brier score", 0.24553107064334223, 0.240818781656566 },
    { NULL }
  };
  g_autoptr (Harness) harness = harness_new ();

  run (harness, FALSE, 0);
  check (harness, reference);
}

/* Which rows validate matters little here; that training stops at the same round as there does. */
static void
test_early_stopping (void)
{
  static const Reference reference[] = {
    { "accuracy", 0.717032967032967, 0.6043956043956044 },
    { "balanced accuracy", 0.6999368686868688, 0.5 },
    { "precision", 0.6496350364963503, 0.0 },
    { "recall", 0.6180555555555556, 0.0 },
    { "F1", 0.6334519572953736, 0.0 },
    { "AUC", 0.736395202020202, 0.5 },
    { "log loss", 0.5893778701336485, 0.6747079859520347 },
    { "Brier score", 0.20015189441913903, 0.240818781656566 },
    { NULL }
  };
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillArtifact) model = NULL;
  JsonObject *training;

  run (harness, TRUE, 10);
  check (harness, reference);
  model = mill_results_get_artifact (harness->results, "trees", "model");
  training = json_node_get_object (mill_model_get_training (MILL_MODEL (model)));
  g_assert_cmpint (json_object_get_int_member (training, "rounds-tried"), ==, 35);
  g_assert_cmpint (json_object_get_int_member (training, "best-round"), ==, 25);
  g_assert_cmpint (json_object_get_int_member (training, "training-rows"), ==, 1096);
  g_assert_cmpint (json_object_get_int_member (training, "validation-rows"), ==, 364);
}

/* 364 rows; 144 wet days, of which 89 were met: recall 0.618. */
static void
test_matrix (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *counts = NULL;

  run (harness, TRUE, 10);
  counts = harness_get_table (harness, "matrix", "counts");
  g_assert_cmpstr (counts, ==, "actual,predicted,rows\n"
                               "false,false,172\nfalse,true,48\ntrue,false,55\ntrue,true,89\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rain-tomorrow/all-rounds", test_all_rounds);
  g_test_add_func ("/rain-tomorrow/early-stopping", test_early_stopping);
  g_test_add_func ("/rain-tomorrow/matrix", test_matrix);

  return g_test_run ();
}
