/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "engine/duck.h"
#include "support.h"

typedef struct
{
  int n_calls;
  int n_freed;
  int n_threads;
} Counts;

static GPrivate seen_thread;

/* a + 2 * length of the text; 0 and 1 for missing values. */
static gboolean
combine (MillVectors  *arguments,
         double       *result,
         gpointer      data,
         GError      **error)
{
  Counts *counts = data;
  guint n_rows = mill_vectors_get_n_rows (arguments);
  g_autofree float *numbers = g_new (float, n_rows);

  g_atomic_int_inc (&counts->n_calls);
  if (g_private_get (&seen_thread) == NULL)
    {
      g_private_set (&seen_thread, GINT_TO_POINTER (1));
      g_atomic_int_inc (&counts->n_threads);
    }
  mill_vectors_get_floats (arguments, 0, numbers, 1);
  for (guint i = 0; i < n_rows; i++)
    {
      gsize length;
      const char *text = mill_vectors_get_text (arguments, 1, i, &length);

      result[i] = (isnan (numbers[i]) ? 0 : numbers[i]) + (text != NULL ? 2.0 * length : 1);
    }

  return TRUE;
}

static gboolean
spread (MillVectors  *arguments,
        double       *result,
        gpointer      data,
        GError      **error)
{
  guint n_rows = mill_vectors_get_n_rows (arguments);
  g_autofree float *numbers = g_new (float, n_rows);

  mill_vectors_get_floats (arguments, 0, numbers, 1);
  for (guint i = 0; i < n_rows; i++)
    for (guint j = 0; j < 3; j++)
      result[3 * i + j] = numbers[i] * (j + 1);

  return TRUE;
}

static gboolean
fail (MillVectors  *arguments,
      double       *result,
      gpointer      data,
      GError      **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the model is broken");

  return FALSE;
}

static void
freed_cb (gpointer data)
{
  ((Counts *) data)->n_freed++;
}

static const char *const number_and_text[] = { "DOUBLE", "VARCHAR", NULL };
static const char *const number[] = { "DOUBLE", NULL };

static void
test_call (void)
{
  Counts counts = { 0 };
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GError) error = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *empty = NULL;

  g_assert_true (mill_duck_add_function (duck, "weird \"name\" 1", number_and_text, 1, combine,
                                         &counts, freed_cb, &error));
  /* A stored table is read by several threads at once. */
  g_assert_true (mill_connection_execute (connection,
                                          "CREATE TABLE numbers AS SELECT range FROM range(2000000)",
                                          NULL, NULL, &error));
  sum = test_query_text (connection,
                         "SELECT sum(\"weird \"\"name\"\" 1\"(CASE WHEN range % 10 = 0 THEN NULL ELSE 1 "
                         "END, CASE WHEN range % 4 = 0 THEN NULL ELSE 'ab' END)) FROM numbers");
  /* 1.8 million ones, 0.5 million times 1 and 1.5 million times 4. */
  g_assert_cmpstr (sum, ==, "8300000.0");
  g_assert_cmpint (counts.n_calls, >=, 2000000 / 2048);
  if (g_get_num_processors () > 1)
    g_assert_cmpint (counts.n_threads, >, 1);

  empty = test_query_text (connection, "SELECT \"weird \"\"name\"\" 1\"(NULL, NULL)");
  g_assert_cmpstr (empty, ==, "1.0");
  g_assert_cmpint (counts.n_freed, ==, 0);
  g_clear_pointer (&connection, mill_connection_free);
  g_clear_pointer (&duck, mill_duck_unref);
  g_assert_cmpint (counts.n_freed, ==, 1);
}

static void
test_list (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GError) error = NULL;
  g_autofree char *constant = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *filtered = NULL;

  g_assert_true (mill_duck_add_function (duck, "spread", number, 3, spread, NULL, NULL, &error));
  constant = test_query_text (connection, "SELECT spread(2)");
  g_assert_cmpstr (constant, ==, "[2.0, 4.0, 6.0]");
  sum = test_query_text (connection, "SELECT sum(s[1] + s[2] + s[3] - 6 * n) "
                                     "FROM (SELECT spread(n) AS s, n "
                                     "FROM (SELECT range % 1000 AS n FROM range(100000)))");
  g_assert_cmpstr (sum, ==, "0.0");
  /* A chunk that a filter has thinned out. */
  filtered = test_query_text (connection, "SELECT sum(spread(range)[2]) "
                                         "FROM range(10000) WHERE range % 3 = 1");
  g_assert_cmpstr (filtered, ==, "33323334.0");
}

static void
test_error (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GError) error = NULL;

  g_assert_true (mill_duck_add_function (duck, "broken", number, 1, fail, NULL, NULL, &error));
  g_assert_false (mill_connection_execute (connection, "SELECT broken(range) FROM range(10000)", NULL,
                                           NULL, &error));
  g_assert_cmpstr (error->message, ==, "the model is broken");
}

/* A second one of that name takes the place of the first. */
static void
test_replace (void)
{
  Counts first = { 0 };
  Counts second = { 0 };
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  g_assert_true (mill_duck_add_function (duck, "f", number, 1, fail, &first, freed_cb, &error));
  g_assert_true (mill_duck_add_function (duck, "f", number, 3, spread, &second, freed_cb, &error));
  value = test_query_text (connection, "SELECT f(1)");
  g_assert_cmpstr (value, ==, "[1.0, 2.0, 3.0]");

  g_clear_pointer (&connection, mill_connection_free);
  g_clear_pointer (&duck, mill_duck_unref);
  g_assert_cmpint (first.n_freed, ==, 1);
  g_assert_cmpint (second.n_freed, ==, 1);
}

static gpointer
add_many_cb (gpointer duck)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("f_%p_%u", (gpointer) g_thread_self (), i);
      g_autoptr (GError) error = NULL;

      g_assert_true (mill_duck_add_function (duck, name, number, 3, spread, NULL, NULL, &error));
    }

  return NULL;
}

/* Nodes of a run register theirs at the same time, while queries go on. */
static void
test_parallel (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("add", add_many_cb, duck);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *sum = test_query_text (connection, "SELECT sum(range) FROM range(5000)");

      g_assert_cmpstr (sum, ==, "12497500");
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/duck/function/call", test_call);
  g_test_add_func ("/duck/function/list", test_list);
  g_test_add_func ("/duck/function/error", test_error);
  g_test_add_func ("/duck/function/replace", test_replace);
  g_test_add_func ("/duck/function/parallel", test_parallel);

  return g_test_run ();
}
