/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include "engine/duck.h"
#include "engine/sql.h"
#include "support.h"

/* A session that may read one file, write another, and keep things in a folder. */
typedef struct
{
  char           *directory;
  char           *secret;
  char           *allowed;
  char           *output;
  char           *scratch;
  MillDuck       *duck;
  MillConnection *connection;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  MillDuckOptions options = { .threads = 2, .memory = 1 << 30 };

  fixture->directory = test_directory_new ();
  fixture->secret = g_build_filename (fixture->directory, "secret.csv", NULL);
  fixture->allowed = g_build_filename (fixture->directory, "it's \"ok\", isn't it; [æ].csv", NULL);
  fixture->output = g_build_filename (fixture->directory, "out.csv", NULL);
  fixture->scratch = g_build_filename (fixture->directory, "scratch's", NULL);
  test_write_file (fixture->secret, "a\n1\n");
  test_write_file (fixture->allowed, "a\n2\n");
  g_assert_cmpint (g_mkdir_with_parents (fixture->scratch, 0700), ==, 0);

  options.read_paths = (const char *[]) { fixture->allowed, NULL };
  options.write_paths = (const char *[]) { fixture->output, NULL };
  options.scratch = fixture->scratch;
  fixture->duck = mill_duck_new (&options, &error);
  g_assert_no_error (error);
  fixture->connection = test_connection_new (fixture->duck);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  mill_connection_free (fixture->connection);
  mill_duck_unref (fixture->duck);
  test_directory_free (fixture->directory);
  g_free (fixture->secret);
  g_free (fixture->allowed);
  g_free (fixture->output);
  g_free (fixture->scratch);
}

static void
test_allowed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *quoted = mill_sql_quote_string (fixture->allowed);
  g_autofree char *output = mill_sql_quote_string (fixture->output);
  g_autofree char *scratch = g_build_filename (fixture->scratch, "kept.parquet", NULL);
  g_autofree char *kept = mill_sql_quote_string (scratch);
  g_autofree char *read = g_strdup_printf ("SELECT a FROM read_text(%s)", quoted);
  g_autofree char *write = g_strdup_printf ("COPY (SELECT * FROM range(7)) TO %s (FORMAT csv)", output);
  g_autofree char *keep = g_strdup_printf ("COPY (SELECT 3 AS a) TO %s (FORMAT parquet)", kept);
  g_autofree char *again = g_strdup_printf ("SELECT a FROM read_parquet(%s)", kept);
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_rows = 0;

  g_free (read);
  read = g_strdup_printf ("SELECT content FROM read_text(%s)", quoted);
  value = test_query_text (fixture->connection, read);
  g_assert_cmpstr (value, ==, "a\n2\n");

  g_assert_true (mill_connection_execute (fixture->connection, write, &n_rows, NULL, &error));
  g_assert_cmpint (n_rows, ==, 7);
  g_assert_true (g_file_test (fixture->output, G_FILE_TEST_EXISTS));
  g_assert_true (mill_connection_execute (fixture->connection, keep, NULL, NULL, &error));
  g_free (value);
  value = test_query_text (fixture->connection, again);
  g_assert_cmpstr (value, ==, "3");
}

static void
assert_refused (Fixture    *fixture,
                const char *sql)
{
  g_autoptr (GError) error = NULL;

  if (mill_connection_execute (fixture->connection, sql, NULL, NULL, &error))
    g_error ("This was not refused: %s", sql);
  g_assert_nonnull (error);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const statements[] = {
    "SELECT * FROM read_csv('%s')", "SELECT * FROM read_text('%s')", "SELECT * FROM read_blob('%s')",
    "SELECT * FROM '%s'", "SELECT * FROM read_parquet('%s')", "SELECT * FROM sniff_csv('%s')",
    "SELECT * FROM read_json('%s')", "ATTACH '%s'", "COPY (SELECT 1) TO '%s'",
    "SELECT * FROM glob('%s')", "CREATE TABLE t AS FROM '%s'", "SELECT * FROM read_duckdb('%s')",
    "IMPORT DATABASE '%s'", "EXPORT DATABASE '%s.d'", "LOAD '%s'",
  };
  static const char *const others[] = {
    "INSTALL httpfs", "LOAD httpfs", "INSTALL spatial FROM community", "SET threads = 1",
    "RESET threads", "PRAGMA threads = 1", "SET allowed_paths = ['/']",
    "SET enable_external_access = true", "SET lock_configuration = false",
    "PRAGMA enable_profiling", "SET temp_directory = '/tmp'", "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_text('/proc/self/environ')", "COPY (SELECT 1) TO '/dev/shm/millrace-test'",
    "SELECT 1; SELECT 2", "", ";", "SELECT getenv('HOME')", "ATTACH ':memory:' AS m (TYPE sqlite)",
    "SELECT * FROM read_csv('http://127.0.0.1/x.csv')", "CALL enable_logging()",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autofree char *sql = g_strdup_printf (statements[i], fixture->secret);

      assert_refused (fixture, sql);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    assert_refused (fixture, others[i]);
}

/* Neither a link in the folder it owns nor ".." leads out. */
static void
test_detours (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *link = g_build_filename (fixture->scratch, "link.csv", NULL);
  g_autofree char *quoted = mill_sql_quote_string (link);
  g_autofree char *scratch = mill_sql_quote_string (fixture->scratch);
  g_autofree char *by_link = g_strdup_printf ("SELECT * FROM read_csv(%s)", quoted);
  g_autofree char *by_dots = g_strdup_printf ("SELECT * FROM read_csv(%s || '/../secret.csv')", scratch);
  g_autofree char *by_star = g_strdup_printf ("SELECT * FROM read_csv('%s/s*.csv')",
                                              fixture->directory);

  g_assert_cmpint (symlink (fixture->secret, link), ==, 0);
  assert_refused (fixture, by_link);
  assert_refused (fixture, by_dots);
  assert_refused (fixture, by_star);
}

static void
test_bad_text (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GString) deep = g_string_new ("SELECT ");
  g_autofree char *name = g_strnfill (100000, 'x');
  g_autofree char *long_name = g_strdup_printf ("SELECT 1 AS \"%s\"", name);
  g_autoptr (GError) error = NULL;

  assert_refused (fixture, "SELECT '\xff\xfe'");
  assert_refused (fixture, "\x01\x02");
  for (guint i = 0; i < 50000; i++)
    g_string_append_c (deep, '(');
  assert_refused (fixture, deep->str);
  g_assert_true (mill_connection_execute (fixture->connection, long_name, NULL, NULL, &error));
}

/* What time it is at the machine's place must not matter. */
static void
test_zone (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *value = test_query_text (fixture->connection,
                                            "SELECT CAST(TIMESTAMPTZ '2024-06-01 00:30:00+02' AS DATE)");

  g_assert_cmpstr (value, ==, "2024-05-31");
}

/* Rows hold on to what they need; a second connection is its own. */
static void
test_lifetime (void)
{
  g_autoptr (GError) error = NULL;
  MillDuck *duck = test_duck_new ();
  MillConnection *connection = test_connection_new (duck);
  g_autoptr (MillRows) rows = NULL;
  guint n_rows = 0;

  rows = mill_connection_query (connection, "SELECT * FROM range(10000)", NULL, &error);
  g_assert_no_error (error);
  mill_connection_free (connection);
  mill_duck_unref (duck);
  while (mill_rows_next (rows, NULL, &error))
    n_rows += mill_rows_get_n_rows (rows);
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, 10000);
}

static void
assert_counts (MillConnection *connection,
               const char     *expected)
{
  g_autofree char *value = test_query_text (connection,
                                            "SELECT current_setting('enable_progress_bar')::VARCHAR");

  g_assert_cmpstr (value, ==, expected);
}

/* They know how far their queries are, draw nothing, are confined as all others, and used again. */
static void
test_workers (void)
{
  g_autoptr (GError) error = NULL;
  MillDuckOptions options = { .threads = 1, .workers = 1 };
  g_autoptr (MillDuck) duck = mill_duck_new (&options, &error);
  g_autofree char *drawn = NULL;
  MillConnection *worker, *other;

  g_assert_no_error (error);
  for (int i = 0; i < 2; i++)
    {
      worker = mill_connection_new_worker (duck, &error);
      g_assert_no_error (error);
      assert_counts (worker, "true");
      other = mill_connection_new_worker (duck, &error);
      g_assert_no_error (error);
      assert_counts (other, "false");
      g_assert_false (mill_connection_execute (worker, "SET threads = 2", NULL, NULL, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      mill_connection_free (other);
      mill_connection_free (worker);
    }
  worker = mill_connection_new_worker (duck, &error);
  drawn = test_query_text (worker, "SELECT current_setting('enable_progress_bar_print')::VARCHAR");
  g_assert_cmpstr (drawn, ==, "false");
  mill_connection_free (worker);
}

static void
test_describe (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GError) error = NULL;
  g_autoptr (MillSchema) schema = NULL;
  g_autoptr (MillSchema) raw = NULL;
  const char *sql = "SELECT 1 AS a, 'x'::ENUM('x', 'y]''(') AS b, {'k 1': 1::TINYINT, 'l': [1.5::FLOAT]} "
                    "AS c, sum(1) AS d, 1::DECIMAL(9,2) AS e, MAP {1: 2} AS f, now() AS g, "
                    "[1,2]::INTEGER[2] AS h, NULL AS i, 7::UBIGINT AS j, '{}'::JSON AS k, row(1, 2) AS l";

  raw = mill_connection_describe_raw (connection, sql, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mill_schema_find (raw, "a")->type, ==, "INTEGER");
  g_assert_cmpstr (mill_schema_find (raw, "d")->type, ==, "HUGEINT");
  g_assert_cmpstr (mill_schema_find (raw, "h")->type, ==, "INTEGER[2]");
  g_assert_cmpstr (mill_schema_find (raw, "k")->type, ==, "JSON");

  schema = mill_connection_describe (connection, sql, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mill_schema_get_n_columns (schema), ==, 12);
  g_assert_cmpstr (mill_schema_find (schema, "a")->type, ==, "BIGINT");
  g_assert_cmpstr (mill_schema_find (schema, "b")->type, ==, "VARCHAR");
  g_assert_cmpstr (mill_schema_find (schema, "c")->type, ==,
                   "STRUCT(\"k 1\" BIGINT, \"l\" DOUBLE[])");
  g_assert_cmpstr (mill_schema_find (schema, "d")->type, ==, "BIGINT");
  g_assert_cmpstr (mill_schema_find (schema, "e")->type, ==, "DECIMAL(9,2)");
  g_assert_cmpstr (mill_schema_find (schema, "f")->type, ==, "VARCHAR");
  g_assert_cmpstr (mill_schema_find (schema, "g")->type, ==, "TIMESTAMP WITH TIME ZONE");
  g_assert_cmpstr (mill_schema_find (schema, "h")->type, ==, "BIGINT[]");
  g_assert_cmpstr (mill_schema_find (schema, "i")->type, ==, "BIGINT");
  g_assert_cmpstr (mill_schema_find (schema, "j")->type, ==, "DECIMAL(20,0)");
  g_assert_cmpstr (mill_schema_find (schema, "k")->type, ==, "VARCHAR");
  g_assert_cmpstr (mill_schema_find (schema, "l")->type, ==, "VARCHAR");

  g_assert_null (mill_connection_describe (connection, "SELECT nosuch", &error));
  test_assert_says (&error, "nosuch");
}

static void
test_border_types (void)
{
  static const char *const pairs[][2] = {
    { "BOOLEAN", "BOOLEAN" }, { "TINYINT", "BIGINT" }, { "UINTEGER", "BIGINT" },
    { "HUGEINT", "BIGINT" }, { "UHUGEINT", "BIGINT" }, { "UBIGINT", "DECIMAL(20,0)" },
    { "FLOAT", "DOUBLE" }, { "DECIMAL(38,10)", "DECIMAL(38,10)" }, { "TIME", "VARCHAR" },
    { "INTERVAL", "VARCHAR" }, { "UUID", "VARCHAR" }, { "BIT", "VARCHAR" }, { "BLOB", "BLOB" },
    { "TIMESTAMP_NS", "TIMESTAMP" }, { "TIMESTAMP_S", "TIMESTAMP" }, { "DATE", "DATE" },
    { "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH TIME ZONE" }, { "INTEGER[][]", "BIGINT[][]" },
    { "STRUCT(a INTEGER, \"b, (c\" FLOAT[3])[]", "STRUCT(a BIGINT, \"b, (c\" DOUBLE[])[]" },
    { "STRUCT(a STRUCT(b TINYINT))", "STRUCT(a STRUCT(b BIGINT))" }, { "MAP(INTEGER, DATE)", "VARCHAR" },
    { "UNION(k INTEGER)", "VARCHAR" }, { "ENUM('a', 'b')", "VARCHAR" }, { "", "VARCHAR" },
    { "STRUCT(\"a)\" INTEGER, b ENUM('x, (y', 'z'), c INTEGER[2])",
      "STRUCT(\"a)\" BIGINT, b VARCHAR, c BIGINT[])" }, { "STRUCT(a INTEGER, b)", "STRUCT(a BIGINT, b )" },
    { "STRUCT(a)", "VARCHAR" }, { "a]", "VARCHAR[]" }, { "STRUCT(a) INTEGER)", "STRUCT(a) BIGINT)" },
    { "STRUCT(", "VARCHAR" }, { "]", "VARCHAR" }, { "nonsense", "VARCHAR" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_assert_cmpstr (mill_duck_border_type (pairs[i][0]), ==, pairs[i][1]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/duck/session/allowed", Fixture, NULL, set_up, test_allowed, tear_down);
  g_test_add ("/duck/session/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/duck/session/detours", Fixture, NULL, set_up, test_detours, tear_down);
  g_test_add ("/duck/session/bad-text", Fixture, NULL, set_up, test_bad_text, tear_down);
  g_test_add ("/duck/session/zone", Fixture, NULL, set_up, test_zone, tear_down);
  g_test_add_func ("/duck/session/lifetime", test_lifetime);
  g_test_add_func ("/duck/session/workers", test_workers);
  g_test_add_func ("/duck/session/describe", test_describe);
  g_test_add_func ("/duck/session/border-types", test_border_types);

  return g_test_run ();
}
