/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include <string.h>

/* Trees that have learned "x > 2" and the like from @train, applied to the rows of @table for which
 * @condition is true. */
static void
apply_where (Harness    *harness,
             const char *target,
             const char *params,
             const char *train,
             const char *table,
             const char *condition)
{
  g_autofree char *text = g_strdup_printf (
    "{ \"format\": \"millrace/1\", \"nodes\": {"
    "\"rows\": { \"type\": \"read-csv\", \"version\": 1, \"params\": { \"path\": \"train.csv\","
    "            \"header\": \"yes\" } },"
    "\"new-rows\": { \"type\": \"read-csv\", \"version\": 1, \"params\": { \"path\": \"new.csv\","
    "            \"header\": \"yes\" } },"
    "\"some\": { \"type\": \"filter-rows\", \"version\": 1, \"params\": { \"condition\": \"%s\" },"
    "            \"inputs\": { \"table\": \"new-rows\" } },"
    "\"trees\": { \"type\": \"gradient-boosting\", \"version\": 1,"
    "             \"inputs\": { \"train\": \"rows\" },"
    "             \"params\": { \"target\": \"%s\", \"early-stopping\": 0, \"rounds\": 50,"
    "                           \"min-child-weight\": 0, \"lambda\": 0, \"learning-rate\": 1 } },"
    "\"node\": { \"type\": \"apply-model\", \"version\": 1, \"params\": { %s },"
    "            \"inputs\": { \"table\": \"some.kept\", \"model\": \"trees\" } } } }",
    condition, target, params);

  harness_put_file (harness, "train.csv", train);
  harness_put_file (harness, "new.csv", table);
  harness_run_text (harness, text);
}

static void
apply (Harness    *harness,
       const char *target,
       const char *params,
       const char *train,
       const char *table)
{
  apply_where (harness, target, params, train, table, "true");
}

#define TRAIN "x,sky,day,\"odd \"\"name\"\", %\",big\n" \
              "1,sun,2020-01-01,1.5,false\n2,sun,2020-01-02,,false\n3,rain,2020-01-03,2.5,true\n" \
              "4,rain,2020-01-04,1,true\n5,sun,2020-01-05,3,true\n0,fog,2020-01-06,,false\n"

/* Numbers as whole or decimal ones, texts that were never seen, and what is missing. */
static void
test_boolean (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *table = NULL;
  g_autoptr (MillSchema) schema = NULL;

  apply (harness, "big", "", TRAIN,
         "sky,day,\"odd \"\"name\"\", %\",more,x\nsun,2021-01-01,1,a,9.25\nnever seen,2021-01-01,,b,0\n"
         ",,,,\n");
  harness_assert_done (harness);
  schema = mill_results_get_schema (harness->results, "node", "table");
  g_assert_cmpuint (mill_schema_get_n_columns (schema), ==, 7);
  g_assert_cmpstr (mill_schema_find (schema, "prediction")->type, ==, "BOOLEAN");
  g_assert_cmpstr (mill_schema_find (schema, "probability")->type, ==, "DOUBLE");
  table = harness_get_table (harness, "node", "table");
  g_assert_nonnull (strstr (table, ",a,9.25,true,0.9"));
  g_assert_nonnull (strstr (table, ",b,0.0,false,1.19"));
}

static void
test_classes (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *table = NULL;
  g_autoptr (MillSchema) schema = NULL;

  apply (harness, "sky", "\"prediction\": \"guess\", \"probabilities\": \"all of them\"", TRAIN,
         TRAIN);
  harness_assert_done (harness);
  schema = mill_results_get_schema (harness->results, "node", "table");
  g_assert_cmpstr (mill_schema_find (schema, "guess")->type, ==, "VARCHAR");
  g_assert_cmpint (mill_schema_find (schema, "all of them")->kind, ==, MILL_DATA_LIST);
  table = harness_get_table (harness, "node", "table");
  /* It has learned its six rows by heart. */
  g_assert_nonnull (strstr (table, "1,sun,2020-01-01,1.5,false,sun,0."));
  g_assert_nonnull (strstr (table, "3,rain,2020-01-03,2.5,true,rain,0."));
  g_assert_nonnull (strstr (table, "0,fog,2020-01-06,,false,fog,0."));
}

static void
test_number (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillSchema) schema = NULL;

  apply (harness, "x", "", TRAIN, TRAIN);
  harness_assert_done (harness);
  schema = mill_results_get_schema (harness->results, "node", "table");
  g_assert_cmpuint (mill_schema_get_n_columns (schema), ==, 6);
  g_assert_cmpstr (mill_schema_find (schema, "prediction")->type, ==, "DOUBLE");
}

static void
test_no_rows (void)
{
  g_autoptr (Harness) harness = harness_new ();

  apply_where (harness, "big", "", "x,big\n1,true\n2,false\n", "x\n5\n", "x < 0");
  harness_assert_table (harness, "table", "x,prediction,probability\n");
}

/* In many chunks and by several threads, each row gets what it gets alone. */
static void
test_many_rows (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (GString) rows = g_string_new ("x\n");
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (rows, "%u.5\n", i % 6);
  apply (harness, "big", "", "x,big\n1,true\n2,false\n3,true\n4,false\n", rows->str);
  harness_assert_done (harness);
  table = harness_get_table (harness, "node", "table");
  lines = g_strsplit (table, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 50002);
  for (guint i = 7; i < 50001; i++)
    g_assert_cmpstr (lines[i], ==, lines[i - 6]);
}

static void
test_errors (void)
{
  g_autoptr (Harness) harness = harness_new ();

  apply (harness, "big", "", TRAIN, "X2,sky,day,\"odd \"\"name\"\", %\"\n1,sun,2020-01-01,1\n");
  harness_assert_error (harness, NULL, "needs the column “x”", NULL);
  apply (harness, "big", "", TRAIN, "x,sky,day,\"odd \"\"name\"\", %\"\n1,7,2020-01-01,1\n");
  harness_assert_error (harness, NULL, "“sky” is of type BIGINT", "type");
  apply (harness, "big", "", "x,big\n1,true\n2,false\n", "x,Prediction\n1,2\n");
  harness_assert_error (harness, "prediction", "has a column “prediction” already", "another name");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/apply-model/boolean", test_boolean);
  g_test_add_func ("/apply-model/classes", test_classes);
  g_test_add_func ("/apply-model/number", test_number);
  g_test_add_func ("/apply-model/no-rows", test_no_rows);
  g_test_add_func ("/apply-model/many-rows", test_many_rows);
  g_test_add_func ("/apply-model/errors", test_errors);

  return g_test_run ();
}
