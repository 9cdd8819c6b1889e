/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "engine/duck.h"
#include "support.h"

#define ROWS                                                                                                \
  "SELECT i AS number, CASE WHEN mod(i, 7) <> 0 THEN i / 3.0::DOUBLE END AS share, 'text ' || mod(i, 50) AS text, " \
  "mod(i, 2) = 0 AS even, DATE '2020-01-01' + CAST(mod(i, 900) AS INTEGER) AS day, "                                \
  "CAST(i AS DECIMAL(12,2)) / 4 AS price, [i, i + 1] AS list FROM range(30000) AS r(i)"

static MillTableDigest *
digest (MillConnection *connection,
        const char     *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MillSchema) schema = mill_connection_describe_raw (connection, sql, &error);
  MillTableDigest *found = NULL;

  g_assert_no_error (error);
  found = mill_connection_digest (connection, sql, schema, NULL, &error);
  g_assert_no_error (error);

  return found;
}

static char *
digest_text (MillConnection *connection,
             const char     *sql)
{
  g_autoptr (MillTableDigest) found = digest (connection, sql);

  g_assert_cmpuint (strlen (mill_table_digest_get_text (found)), ==, 32);

  return g_strdup (mill_table_digest_get_text (found));
}

static void
test_order_and_threads (void)
{
  const char *orders[] = { "", "ORDER BY number DESC", "ORDER BY text, hash(number)", "ORDER BY share" };
  g_autofree char *first = NULL;

  for (guint threads = 1; threads <= 3; threads++)
    {
      MillDuckOptions options = { .threads = threads };
      g_autoptr (GError) error = NULL;
      g_autoptr (MillDuck) duck = mill_duck_new (&options, &error);
      g_autoptr (MillConnection) connection = test_connection_new (duck);

      for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
        {
          g_autofree char *sql = g_strdup_printf ("SELECT * FROM (" ROWS ") %s", orders[i]);
          g_autofree char *text = digest_text (connection, sql);

          if (first == NULL)
            first = g_strdup (text);
          g_assert_cmpstr (text, ==, first);
        }
    }
}

/* Every one of them is another table. */
static void
test_differences (void)
{
  const char *tables[] = {
    "SELECT 1::BIGINT AS a, 2::BIGINT AS b",
    "SELECT 2::BIGINT AS a, 1::BIGINT AS b",
    "SELECT 1::BIGINT AS b, 2::BIGINT AS a",
    "SELECT 1::BIGINT AS a, 2::DOUBLE AS b",
    "SELECT 1::BIGINT AS a, NULL::BIGINT AS b",
    "SELECT NULL::BIGINT AS a, 1::BIGINT AS b",
    "SELECT 1::BIGINT AS a, 2::BIGINT AS b UNION ALL SELECT 1::BIGINT, 2::BIGINT",
    "SELECT 1::BIGINT AS a, 2::BIGINT AS b WHERE false",
    "SELECT 1::BIGINT AS a",
    "SELECT 0.0::DOUBLE AS a",
    "SELECT -0.0::DOUBLE AS a",
    "SELECT 'NaN'::DOUBLE AS a",
    "SELECT NULL::DOUBLE AS a",
    "SELECT 'a' AS a, 'bc' AS b",
    "SELECT 'ab' AS a, 'c' AS b",
    "SELECT '' AS a, 'abc' AS b",
    "SELECT NULL::VARCHAR AS a, 'abc' AS b",
    "SELECT [1, 2] AS a",
    "SELECT [2, 1] AS a",
    "SELECT {'x': 1, 'y': 2} AS a",
    /* The same columns, each for itself. */
    "SELECT * FROM (VALUES (1::BIGINT, 'x'), (2, 'y')) t(a, b)",
    "SELECT * FROM (VALUES (1::BIGINT, 'y'), (2, 'x')) t(a, b)",
  };
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!g_hash_table_add (seen, digest_text (connection, tables[i])))
      g_error ("“%s” has the digest of another", tables[i]);
}

static void
test_same (void)
{
  const char *pairs[][2] = {
    { "SELECT 'NaN'::DOUBLE AS a", "SELECT -('NaN'::DOUBLE) AS a" },
    { "SELECT 1::BIGINT AS a UNION ALL SELECT 2", "SELECT 2::BIGINT AS a UNION ALL SELECT 1" },
    { "SELECT 'x' AS a FROM range(3)", "SELECT 'x' AS a FROM range(5) LIMIT 3" },
    { "SELECT * FROM (" ROWS ") WHERE number < 5000", "SELECT * FROM (" ROWS ") WHERE NOT number >= 5000" },
  };
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *first = digest_text (connection, pairs[i][0]);
      g_autofree char *second = digest_text (connection, pairs[i][1]);

      g_assert_cmpstr (first, ==, second);
    }
}

/* It is remembered: another build must find the same. */
static void
test_stable (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autofree char *text = digest_text (connection, "SELECT 1::BIGINT AS a, 'b' AS b, 0.5::DOUBLE AS c");

  g_assert_cmpstr (text, ==, "3047fe9b16db1be3b6279802535d9e6e");
}

static void
test_columns (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (MillTableDigest) first = digest (connection, "SELECT 1::BIGINT AS \"a \"\"b\", 2::DOUBLE AS c");
  g_autoptr (MillTableDigest) second = digest (connection, "SELECT 1::BIGINT AS \"a \"\"b\", 3::DOUBLE AS c");
  g_autoptr (JsonNode) one = json_from_string (mill_table_digest_get_columns (first), NULL);
  g_autoptr (JsonNode) two = json_from_string (mill_table_digest_get_columns (second), NULL);
  JsonObject *then = json_node_get_object (one);
  JsonObject *now = json_node_get_object (two);

  g_assert_cmpstr (json_object_get_string_member (then, "a \"b"), ==,
                   json_object_get_string_member (now, "a \"b"));
  g_assert_cmpstr (json_object_get_string_member (then, "c"), !=, json_object_get_string_member (now, "c"));
  g_assert_true (g_str_has_prefix (json_object_get_string_member (then, "c"), "DOUBLE "));
}

/* Of every type, however it is stored: each changed value shows, a missing one is no other value, and the order
 * of rows is none of its business. */
static void
test_types (void)
{
  static const struct
  {
    const char *one;
    const char *other;
    const char *nothing;    /* the value most like none */
  } values[] = {
    { "true", "false", "false" },
    { "CAST(7 AS BIGINT)", "CAST(8 AS BIGINT)", "CAST(0 AS BIGINT)" },
    { "CAST(7 AS DOUBLE)", "CAST(7.0000000000000009 AS DOUBLE)", "CAST('nan' AS DOUBLE)" },
    { "CAST(1.5 AS DECIMAL(4,1))", "CAST(1.6 AS DECIMAL(4,1))", "CAST(0 AS DECIMAL(4,1))" },
    { "CAST(1.5 AS DECIMAL(9,2))", "CAST(1.51 AS DECIMAL(9,2))", "CAST(0 AS DECIMAL(9,2))" },
    { "CAST(1.5 AS DECIMAL(18,3))", "CAST(1.501 AS DECIMAL(18,3))", "CAST(0 AS DECIMAL(18,3))" },
    { "CAST('12345678901234567890123456.5' AS DECIMAL(38,4))",
      "CAST('22345678901234567890123456.5' AS DECIMAL(38,4))", "CAST(0 AS DECIMAL(38,4))" },
    { "'text'", "'texu'", "''" },
    { "CAST('\\xAA\\x00' AS BLOB)", "CAST('\\xAA\\x01' AS BLOB)", "CAST('' AS BLOB)" },
    { "DATE '2020-01-31'", "DATE '2020-02-01'", "DATE '1970-01-01'" },
    { "TIMESTAMP '2020-01-31 10:00:00'", "TIMESTAMP '2020-01-31 10:00:00.000001'",
      "TIMESTAMP '1970-01-01 00:00:00'" },
    { "TIMESTAMPTZ '2020-01-31 10:00:00+00'", "TIMESTAMPTZ '2020-01-31 10:00:01+00'",
      "TIMESTAMPTZ '1970-01-01 00:00:00+00'" },
    { "['a', 'b']", "['a, b']", "CAST([] AS VARCHAR[])" },
    { "{'a': 1, 'b': 'x'}", "{'a': 1, 'b': 'y'}", "{'a': NULL, 'b': NULL}" },
  };
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const char *one = values[i].one, *other = values[i].other, *nothing = values[i].nothing;
      const char *const rows[][3] = {
        { one, other, "NULL" }, { "NULL", other, one }, { one, one, "NULL" }, { one, other, nothing },
        { one, "NULL", "NULL" },
      };
      char *digests[G_N_ELEMENTS (rows)] = { NULL };

      for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
        {
          g_autofree char *sql = g_strdup_printf ("SELECT %s AS v UNION ALL SELECT %s UNION ALL SELECT %s",
                                                  rows[j][0], rows[j][1], rows[j][2]);

          digests[j] = digest_text (connection, sql);
          g_test_message ("%s: %s", sql, digests[j]);
          if (j == 1)
            g_assert_cmpstr (digests[j], ==, digests[0]);
          for (guint k = 0; j > 1 && k < j; k++)
            g_assert_cmpstr (digests[j], !=, digests[k]);
        }
      for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
        g_free (digests[j]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/table-digest/order-and-threads", test_order_and_threads);
  g_test_add_func ("/table-digest/differences", test_differences);
  g_test_add_func ("/table-digest/same", test_same);
  g_test_add_func ("/table-digest/stable", test_stable);
  g_test_add_func ("/table-digest/columns", test_columns);
  g_test_add_func ("/table-digest/types", test_types);

  return g_test_run ();
}
