/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include <string.h>

/* Fits the baseline and applies it to the same rows. */
static void
fit (Harness    *harness,
     const char *params,
     const char *table)
{
  g_autofree char *text = g_strdup_printf (
    "{ \"format\": \"millrace/1\", \"nodes\": {"
    "\"in\": { \"type\": \"read-csv\", \"version\": 1, \"params\": { \"path\": \"in.csv\","
    "          \"header\": \"yes\" } },"
    "\"node\": { \"type\": \"baseline\", \"version\": 1, \"inputs\": { \"train\": \"in\" },"
    "            \"params\": { %s } },"
    "\"apply\": { \"type\": \"apply-model\", \"version\": 1,"
    "             \"inputs\": { \"table\": \"in\", \"model\": \"node\" } } } }", params);

  harness_put_file (harness, "in.csv", table);
  harness_run_text (harness, text);
}

static void
assert_applied (Harness    *harness,
                const char *expected)
{
  g_autofree char *table = NULL;

  harness_assert_done (harness);
  table = harness_get_table (harness, "apply", "table");
  g_assert_cmpstr (table, ==, expected);
}

static gboolean
log_says (Harness    *harness,
          const char *text)
{
  for (guint i = 0; i < harness->log->len; i++)
    if (strstr (g_ptr_array_index (harness->log, i), text) != NULL)
      return TRUE;

  return FALSE;
}

#define WET "wet\ntrue\ntrue\nfalse\ntrue\n"

static void
test_boolean (void)
{
  g_autoptr (Harness) harness = harness_new ();

  fit (harness, "\"target\": \"wet\"", WET);
  assert_applied (harness, "wet,prediction,probability\ntrue,true,0.75\ntrue,true,0.75\n"
                           "false,true,0.75\ntrue,true,0.75\n");
  g_assert_true (log_says (harness, "75.0 %"));

  fit (harness, "\"target\": \"wet\", \"method\": \"majority\"", WET);
  assert_applied (harness, "wet,prediction,probability\ntrue,true,1.0\ntrue,true,1.0\n"
                           "false,true,1.0\ntrue,true,1.0\n");
}

/* As many of the one as of the other: the first of them. */
static void
test_tie (void)
{
  g_autoptr (Harness) harness = harness_new ();

  fit (harness, "\"target\": \"wet\"", "wet\ntrue\nfalse\n");
  assert_applied (harness, "wet,prediction,probability\ntrue,false,0.5\nfalse,false,0.5\n");
}

static void
test_classes (void)
{
  g_autoptr (Harness) harness = harness_new ();

  fit (harness, "\"target\": \"sky\"", "sky,n\nsun,1\nrain,2\nsun,3\n,4\nfog,5\n");
  assert_applied (harness,
                  "sky,n,prediction,probability,probabilities\n"
                  "sun,1,sun,0.5,\"[{'class': fog, 'probability': 0.25}, {'class': rain, "
                  "'probability': 0.25}, {'class': sun, 'probability': 0.5}]\"\n"
                  "rain,2,sun,0.5,\"[{'class': fog, 'probability': 0.25}, {'class': rain, "
                  "'probability': 0.25}, {'class': sun, 'probability': 0.5}]\"\n"
                  "sun,3,sun,0.5,\"[{'class': fog, 'probability': 0.25}, {'class': rain, "
                  "'probability': 0.25}, {'class': sun, 'probability': 0.5}]\"\n"
                  ",4,sun,0.5,\"[{'class': fog, 'probability': 0.25}, {'class': rain, "
                  "'probability': 0.25}, {'class': sun, 'probability': 0.5}]\"\n"
                  "fog,5,sun,0.5,\"[{'class': fog, 'probability': 0.25}, {'class': rain, "
                  "'probability': 0.25}, {'class': sun, 'probability': 0.5}]\"\n");
  g_assert_true (log_says (harness, "Left out 1 row without “sky”"));
}

/* A list of one: the database gives its function as a bare number. */
static void
test_one_class (void)
{
  g_autoptr (Harness) harness = harness_new ();

  fit (harness, "\"target\": \"sky\"", "sky\nsun\nsun\n");
  assert_applied (harness, "sky,prediction,probability,probabilities\n"
                           "sun,sun,1.0,\"[{'class': sun, 'probability': 1.0}]\"\n"
                           "sun,sun,1.0,\"[{'class': sun, 'probability': 1.0}]\"\n");
}

static void
test_numbers (void)
{
  g_autoptr (Harness) harness = harness_new ();

  fit (harness, "\"target\": \"n\"", "n\n1\n2\n6\n");
  assert_applied (harness, "n,prediction\n1,3.0\n2,3.0\n6,3.0\n");

  fit (harness, "\"target\": \"n\", \"method\": \"median\"", "n\n1\n2\n6\n");
  assert_applied (harness, "n,prediction\n1,2.0\n2,2.0\n6,2.0\n");
}

/* Whole numbers as classes keep their type. */
static void
test_whole_numbers (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillSchema) schema = NULL;

  fit (harness, "\"target\": \"n\", \"method\": \"prior\"", "n\n10\n9\n10\n");
  harness_assert_done (harness);
  schema = mill_results_get_schema (harness->results, "apply", "table");
  g_assert_cmpstr (mill_schema_find (schema, "prediction")->type, ==, "BIGINT");
}

static void
test_errors (void)
{
  g_autoptr (Harness) harness = harness_new ();

  fit (harness, "\"target\": \"wett\"", WET);
  harness_assert_error (harness, "target", "wett", "wet");
  fit (harness, "\"target\": \"wet\", \"method\": \"mean\"", WET);
  harness_assert_error (harness, "method", "no mean or median", "shares");
  fit (harness, "\"target\": \"x\", \"method\": \"majority\"", "x\n1.5\n2.5\n");
  harness_assert_error (harness, "method", "no classes", "mean");
  fit (harness, "\"target\": \"sky\"", "sky,n\n,1\n,2\n");
  harness_assert_error (harness, "target", "empty in all rows", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/baseline/boolean", test_boolean);
  g_test_add_func ("/baseline/tie", test_tie);
  g_test_add_func ("/baseline/classes", test_classes);
  g_test_add_func ("/baseline/one-class", test_one_class);
  g_test_add_func ("/baseline/numbers", test_numbers);
  g_test_add_func ("/baseline/whole-numbers", test_whole_numbers);
  g_test_add_func ("/baseline/errors", test_errors);

  return g_test_run ();
}
