/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/duck.h"
#include "support.h"

#define LONG_QUERY "SELECT count(*) FROM range(10000000000) a, range(1000) b WHERE a.range % 7 = b.range % 11"
#define LONG_STREAM "SELECT a.range FROM range(10000000000) a"
#define LONG_ORDER "SELECT md5(CAST(range AS VARCHAR)) AS m FROM range(100000000) ORDER BY m"

static gpointer
cancel_soon_cb (gpointer data)
{
  g_usleep (150 * 1000);
  g_cancellable_cancel (data);

  return NULL;
}

/* How much longer things may take, in valgrind and with sanitizers. */
static gint64
get_slowness (void)
{
  const char *slowness = g_getenv ("MILL_TEST_SLOWNESS");

  return slowness != NULL ? MAX (g_ascii_strtoll (slowness, NULL, 10), 1) : 1;
}

static void
assert_cancelled (const char *sql)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRows) rows = NULL;
  g_autofree char *after = NULL;
  gint64 start = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("cancel", cancel_soon_cb, cancellable);

  rows = mill_connection_query (connection, sql, cancellable, &error);
  while (rows != NULL && mill_rows_next (rows, cancellable, &error))
    ;
  g_assert_cmpint (g_get_monotonic_time () - start, <,
                   get_slowness () * 1500 * G_TIME_SPAN_MILLISECOND);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);

  /* The connection is as good as before. */
  g_clear_pointer (&rows, mill_rows_free);
  after = test_query_text (connection, "SELECT 1");
  g_assert_cmpstr (after, ==, "1");
}

static void
test_query (void)
{
  assert_cancelled (LONG_QUERY);
}

static void
test_stream (void)
{
  assert_cancelled (LONG_STREAM);
}

static void
test_order (void)
{
  assert_cancelled (LONG_ORDER);
}

static void
test_execute (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon_cb, cancellable);

  g_assert_false (mill_connection_execute (connection, "CREATE TABLE t AS " LONG_QUERY, NULL,
                                           cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

static void
test_before (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (mill_connection_query (connection, "SELECT 1", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Between two chunks, when no query is at work. */
static void
test_between (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRows) rows = NULL;

  rows = mill_connection_query (connection, LONG_STREAM, cancellable, &error);
  g_assert_no_error (error);
  g_assert_true (mill_rows_next (rows, cancellable, &error));
  g_cancellable_cancel (cancellable);
  g_assert_false (mill_rows_next (rows, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
cancel_now_cb (gpointer data)
{
  g_cancellable_cancel (data);

  return NULL;
}

/* Cancelled and finished at the same moment, many times: always one of both, and never stuck. */
static void
test_race (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (MillRows) rows = NULL;
      GThread *thread = g_thread_new ("cancel", cancel_now_cb, cancellable);

      rows = mill_connection_query (connection, "SELECT sum(range) FROM range(20000)", cancellable,
                                    &error);
      while (rows != NULL && mill_rows_next (rows, cancellable, &error))
        ;
      if (error != NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_thread_join (thread);
    }
}

/* Only the connection that was meant stops. */
static void
test_other (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) one = test_connection_new (duck);
  g_autoptr (MillConnection) other = test_connection_new (duck);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRows) stopped = NULL;
  g_autoptr (MillRows) goes_on = NULL;
  gint64 n_rows = 0;

  stopped = mill_connection_query (one, LONG_STREAM, cancellable, &error);
  goes_on = mill_connection_query (other, "SELECT * FROM range(300000)", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (mill_rows_next (stopped, cancellable, &error));
  g_cancellable_cancel (cancellable);
  while (mill_rows_next (goes_on, NULL, &error))
    n_rows += mill_rows_get_n_rows (goes_on);
  g_assert_no_error (error);
  g_assert_cmpint (n_rows, ==, 300000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/duck/cancel/query", test_query);
  g_test_add_func ("/duck/cancel/stream", test_stream);
  g_test_add_func ("/duck/cancel/order", test_order);
  g_test_add_func ("/duck/cancel/execute", test_execute);
  g_test_add_func ("/duck/cancel/before", test_before);
  g_test_add_func ("/duck/cancel/between", test_between);
  g_test_add_func ("/duck/cancel/race", test_race);
  g_test_add_func ("/duck/cancel/other", test_other);

  return g_test_run ();
}
