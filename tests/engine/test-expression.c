/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "engine/expression-private.h"
#include "pipeline/diagnostic.h"
#include "pipeline/reader.h"
#include "support.h"

typedef struct
{
  MillDuck       *duck;
  MillConnection *connection;
  MillSchema     *schema;
  MillBindings   *bindings;
} Fixture;

static MillPipeline *
make_pipeline_of (const char *text)
{
  static const MillNodeType *const types[] = { NULL };
  static const MillCatalogue catalogue = { types };
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  MillPipeline *pipeline = mill_pipeline_new_from_bytes (&catalogue, bytes, problems, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);

  return pipeline;
}

static MillPipeline *
make_pipeline (void)
{
  static const char text[] =
    "{ \"format\": \"millrace/1\", \"parameters\": {"
    "  \"from\": { \"type\": \"date\", \"default\": \"2015-01-01\" },"
    "  \"share\": { \"type\": \"number\", \"default\": 0.25 },"
    "  \"rows\": { \"type\": \"integer\", \"default\": -3 },"
    "  \"all\": { \"type\": \"boolean\", \"default\": true },"
    "  \"place\": { \"type\": \"string\", \"default\": \"it's \\\"here\\\"; -- \\\\\" } },"
    "  \"nodes\": {} }";

  return make_pipeline_of (text);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (MillPipeline) pipeline = make_pipeline ();
  g_autoptr (GError) error = NULL;

  fixture->duck = test_duck_new ();
  fixture->connection = test_connection_new (fixture->duck);
  fixture->schema = mill_schema_new ();
  mill_schema_add (fixture->schema, "price", "DOUBLE");
  mill_schema_add (fixture->schema, "n", "BIGINT");
  mill_schema_add (fixture->schema, "name", "VARCHAR");
  mill_schema_add (fixture->schema, "date", "DATE");
  mill_schema_add (fixture->schema, "tags", "VARCHAR[]");
  mill_schema_add (fixture->schema, "flag", "BOOLEAN");
  mill_schema_add (fixture->schema, "weird \"na;me", "DOUBLE");
  fixture->bindings = mill_bindings_new (pipeline, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  mill_bindings_unref (fixture->bindings);
  mill_schema_unref (fixture->schema);
  mill_connection_free (fixture->connection);
  mill_duck_unref (fixture->duck);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const texts[] = {
    /* more than one expression, or none */
    "", "  ", "-- only a comment", "price, n", "price AS x", "price x", "x: price", "price;",
    "price; DROP TABLE t", "price FROM t", "price WHERE flag", "price ORDER BY n", "price LIMIT 1",
    "price UNION SELECT 1", "price GROUP BY n", "price QUALIFY flag", "DISTINCT price", "ALL price",
    "DISTINCT ON (n) price", "SELECT 1", "VALUES (1)", "WITH a AS (SELECT 1) SELECT 1", "FROM t",
    "price USING SAMPLE 1", "PRAGMA version", "SET threads = 1", "COPY t TO 'x'", "ATTACH 'x'",
    /* out of its place */
    "price) FROM x; (SELECT 1", "1) + (2", "price), (n", "1) AS a FROM (SELECT 1", ")", "(", "')",
    "price /*", "price --\n, n", "'abc", "\"abc", "$$abc", "*/ price", "price + )", "price +",
    /* queries */
    "(SELECT 1)", "EXISTS (SELECT 1)", "price IN (SELECT 1)", "price = ANY (SELECT 1)",
    "ARRAY(SELECT 1)", "(FROM t)", "(VALUES (1))", "CASE WHEN flag THEN (SELECT 1) END",
    "list_transform(tags, lambda t: (SELECT 1))", "price + (TABLE t)", "sum(price) OVER (ORDER BY (SELECT 1))",
    /* stars, parameters, numbers of columns */
    "*", "t.*", "COLUMNS(*)", "COLUMNS('p.*') + 1", "coalesce(*COLUMNS(*))", "* EXCLUDE (n)", "?", "$1",
    "$name", "#1", "price + #2", "DEFAULT",
    /* another result each time */
    "random()", "RANDOM()", "price + random()", "setseed(0.5)", "uuid()", "gen_random_uuid()", "now()",
    "current_date", "CURRENT_TIMESTAMP", "get_current_timestamp()", "today()", "localtime",
    "transaction_timestamp()", "age(date)", "ago(INTERVAL 1 DAY)", "list_transform(tags, lambda t: random())",
    "approx_quantile(price, 0.5)", "reservoir_quantile(price, 0.5)", "first(price)", "string_agg(name)",
    "list(price)", "any_value(price)", "\"random\"()", "system.main.random()", "main.now()",
    /* out into the world */
    "getenv('HOME')", "read_text('/etc/passwd')", "read_csv('/etc/passwd')", "glob('/*')",
    "query('SELECT 1')", "query_table('t')", "current_setting('threads')", "getvariable('x')",
    "nextval('s')", "current_user()", "version()", "pg_sleep(1)", "write_log('x')", "duckdb_settings()",
    "parquet_metadata('x')", "pragma_version()", "json_execute_serialized_sql('x')",
    /* more rows */
    "unnest(tags)", "unlist(tags)", "generate_subscripts(tags, 1)", "regexp_split_to_table(name, ',')",
    /* parameters that are not there */
    "${nosuch}", "price > ${fro}", "${env:HOME}", "${", "${from", "${}",
    /* bytes */
    "\xff", "'\xc3'", "price + \x01", "'\x12'", "price\x7f",
    /* what does not bind */
    "prise", "foo(price)", "sqrt(tags)", "t.price", "price::nosuch", "flag + flag", "date * 2",
    "sum(sum(price))",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MillExpr) expr = mill_expression_bind (fixture->connection, texts[i],
                                                        fixture->bindings, fixture->schema, NULL,
                                                        &error);

      if (expr != NULL)
        g_error ("This was not refused: %s", texts[i]);
      g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_accepted (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { const char *text; const char *type; } texts[] = {
    { "price", "DOUBLE" }, { "  price\n", "DOUBLE" }, { "\"weird \"\"na;me\" * 2", "DOUBLE" },
    { "price > 100", "BOOLEAN" }, { "n // 2 + n % 3", "BIGINT" }, { "n / 2", "DOUBLE" },
    { "price * 2 -- twice", "DOUBLE" }, { "/* a */ price /* b */", "DOUBLE" },
    { "name = 'it''s'", "BOOLEAN" }, { "name LIKE '%--%'", "BOOLEAN" }, { "name || ';'", "VARCHAR" },
    { "CASE WHEN flag THEN 'a' ELSE 'b' END", "VARCHAR" }, { "price BETWEEN 1 AND 2", "BOOLEAN" },
    { "price IN (1, 2, 3)", "BOOLEAN" }, { "price IS NULL", "BOOLEAN" }, { "NOT flag", "BOOLEAN" },
    { "coalesce(price, n, 0)", "DOUBLE" }, { "date + INTERVAL 1 DAY", "TIMESTAMP" },
    { "date_trunc('month', date)", "TIMESTAMP" }, { "year(date)", "BIGINT" },
    { "extract(month FROM date)", "BIGINT" }, { "CAST(name AS DATE)", "DATE" },
    { "try_cast(name AS DOUBLE)", "DOUBLE" }, { "n::SMALLINT", "BIGINT" },
    { "lead(price) OVER (ORDER BY date) > 0", "BOOLEAN" }, { "sum(n) OVER (PARTITION BY name)", "BIGINT" },
    { "row_number() OVER (ORDER BY date, n)", "BIGINT" }, { "count(*) OVER ()", "BIGINT" },
    { "list_transform(tags, lambda t: upper(t))", "VARCHAR[]" }, { "[t for t in tags if t > 'a']", "VARCHAR[]" },
    { "{'a': price, 'b': n}", "STRUCT(\"a\" DOUBLE, \"b\" BIGINT)" }, { "tags[1]", "VARCHAR" },
    { "name -> '$.a'", "VARCHAR" }, { "regexp_matches(name, '^a.*b$')", "BOOLEAN" },
    { "name COLLATE nocase = 'A'", "BOOLEAN" }, { "md5(name)", "VARCHAR" }, { "TRY(1 / n)", "DOUBLE" },
    { "$$it's$$ || name", "VARCHAR" }, { "NULL", "BIGINT" }, { "first_value(n) OVER (ORDER BY date)", "BIGINT" },
    { "string_agg(name, ',' ORDER BY name) OVER ()", "VARCHAR" }, { "(((price)))", "DOUBLE" },
    { "date < ${from}", "BOOLEAN" }, { "price * ${share} + ${rows}", "DOUBLE" },
    { "name = ${place} OR ${all}", "BOOLEAN" }, { "name = 'x ${place} y'", "BOOLEAN" },
    { "name = '$${place}'", "BOOLEAN" }, { "age(date, DATE '2020-01-01')", "VARCHAR" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *type = mill_expression_get_type (fixture->connection, texts[i].text,
                                                        fixture->bindings, fixture->schema, &error);
      g_autoptr (MillExpr) expr = NULL;

      if (type == NULL)
        g_error ("“%s” was refused: %s", texts[i].text, error->message);
      g_assert_cmpstr (type, ==, texts[i].type);
      expr = mill_expression_parse (fixture->connection, texts[i].text, fixture->bindings, &error);
      g_assert_no_error (error);
    }
}

/* Nothing that a parameter holds becomes part of the code, not even where comments are nested. */
static void
test_values_stay_values (Fixture       *fixture,
                         gconstpointer  data)
{
  static const char *const texts[] = {
    "/*/ ${place} */ 1", "/* /* */ ${place} */ 1", "1 -- ${place}", "1 /* ${place} */",
    "'${place}' || 1", "E'${place}' || 1", "\u00a0E'${place}' || 1",
    "\u2003-1 || E'\\'${place}'", "$$${place}$$ || 1",
  };
  static const char text[] =
    "{ \"format\": \"millrace/1\", \"parameters\": { \"place\": { \"type\": \"string\","
    "  \"default\": \"' */ + price /* $$ + price + $$ \\r + price \\n + price -- '\" } }, \"nodes\": {} }";
  g_autoptr (MillPipeline) pipeline = make_pipeline_of (text);
  g_autoptr (MillBindings) bindings = mill_bindings_new (pipeline, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) columns = NULL;

      columns = mill_expression_get_columns (fixture->connection, texts[i], bindings, &error);
      if (columns == NULL)
        g_error ("“%s” was refused: %s", texts[i], error->message);
      g_assert_cmpuint (g_strv_length (columns), ==, 0);
    }
}

/* What cannot be compared is told before anything runs, and nothing else is. */
static void
test_comparisons (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct { const char *text; const char *message; const char *hint; } texts[] = {
    { "name > 5", "Values of the types VARCHAR and INTEGER cannot be compared", NULL },
    { "n > '7'", NULL, NULL }, { "price IN ('1', ' 2.5 ')", NULL, NULL }, { "date >= '2015-01-01'", NULL, NULL },
    { "n = '1e3' OR n = '0x1F' OR n = '-1_000'", NULL, NULL }, { "flag = 'true' AND flag <> 'F'", NULL, NULL },
    { "price > 'nan' AND price < '-infinity'", NULL, NULL }, { "date < 'infinity' AND date > 'epoch'", NULL, NULL },
    { "date_trunc('month', date) = '2015-01-01 12:30'", NULL, NULL },
    { "price::DECIMAL(9, 2) = '12345678901234'", NULL, NULL },

    { "price > 'abc'", "“abc” is not a number", "The column “price” is of the type DOUBLE" },
    { "'abc' < PRICE", "“abc” is not a number", "The column “price” is of the type DOUBLE" },
    { "n IN ('1', 'x')", "“x” is not a number", "The column “n” is of the type BIGINT" },
    { "n NOT IN (price, 'x', 3)", "“x” is not a number", "The column “n” is of the type BIGINT" },
    { "date >= 'yesterdayish'", "“yesterdayish” is not a date or time", "dates are written YYYY-MM-DD" },
    { "date BETWEEN '2015-01-01' AND 'later'", "“later” is not a date or time", "The column “date”" },
    { "date NOT BETWEEN 'soon' AND 'later'", "“soon” is not a date or time", "The column “date”" },
    { "flag = 'maybe'", "“maybe” is neither true nor false", "The column “flag” is of the type BOOLEAN" },
    { "price * 2 <> ''", "“” is not a number", "It is compared with a value of the type DOUBLE" },
    { "length(name) = 'long'", "“long” is not a number", "a value of the type BIGINT" },
    { "price IS DISTINCT FROM 'none'", "“none” is not a number", NULL },
    { "nullif(price, 'n/a') > 1", "“n/a” is not a number", NULL },
    { "(CASE price WHEN 'high' THEN 1 END) = 1", "“high” is not a number", NULL },
    { "CASE WHEN name = 'a' THEN price > 'abc' END", "“abc” is not a number", NULL },
    { "lag(price) OVER (ORDER BY date) > 'abc'", "“abc” is not a number", "a value of the type DOUBLE" },
    { "sum(price) FILTER (WHERE n = 'no') OVER () > 1", "“no” is not a number", NULL },
    { "price > '${place}'", "is not a number", NULL },
    { "\"weird \"\"na;me\" > 'abc'", "“abc” is not a number", "The column “weird \"na;me” is of" },

    /* Of texts all can be compared, and what another operand widens is not known. */
    { "name = 'abc' AND name IN ('a', 'b') AND name BETWEEN 'a' AND 'b' AND 'a' < 'b'", NULL, NULL },
    { "coalesce(name, 'none') = 'abc' AND (CASE WHEN flag THEN 'a' ELSE 'b' END) = 'abc'", NULL, NULL },
    { "(CASE WHEN flag THEN NULL END) = 'abc' AND NULL = 'abc' AND nullif(name, 'n/a') = 'x'", NULL, NULL },
    { "tags = ['a'] AND tags[1] = 'abc' AND 'x' IN tags", NULL, NULL },
    { "(name -> '$.a') = '\"abc\"' AND name ->> '$.a' = 'abc'", NULL, NULL },
    { "to_days(1) > '1 day' AND name::TIME > '12:30'", NULL, NULL },
    { "strftime(date, '%Y') = '2015' AND year(date) = '2015'", NULL, NULL },
    { "list_filter(tags, lambda t: t > 'abc') = ['b'] AND ([t for t in tags if t = 'x']) = ['x']", NULL, NULL },
    /* It may fail, and gives a missing value then. */
    { "TRY(price > 'abc') IS NULL", NULL, NULL },
    { "price > TRY_CAST('abc' AS DOUBLE)", NULL, NULL },
    { "name = '${place}' AND (name LIKE 'abc%' OR name SIMILAR TO 'a.*')", NULL, NULL },
    /* Where no value is missing, it is not asked for. */
    { "coalesce(price, 'none') > 1", NULL, NULL },
    /* What the rows hold is only known when they are read. */
    { "n = name::BIGINT", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MillDiagnostic) found = NULL;
      g_autofree char *type = mill_expression_get_type (fixture->connection, texts[i].text,
                                                        fixture->bindings, fixture->schema, &error);

      g_test_message ("%s: %s", texts[i].text, error != NULL ? error->message : type);
      g_assert_true ((type == NULL) == (texts[i].message != NULL));
      if (error == NULL)
        continue;
      found = mill_error_dup_diagnostic (error, NULL);
      g_assert_nonnull (strstr (found->message, texts[i].message));
      g_assert_true (texts[i].hint == NULL || strstr (found->hint, texts[i].hint) != NULL);
    }
}

/* What is typed stays one operand, wherever it is put. */
static void
test_place (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *text; const char *value; } texts[] = {
    { "1 + 1", "20" }, { "2 -- ) * 3", "20" }, { "/* ( */ 2", "20" }, { "3 - 1 -- '", "20" },
    { "${rows}", "-30" }, { "CASE WHEN ${all} THEN 1 END", "10" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MillExpr) expr = NULL;
      g_autofree char *sql = NULL;
      g_autofree char *value = NULL;

      expr = mill_expression_parse (fixture->connection, texts[i].text, fixture->bindings, &error);
      g_assert_no_error (error);
      expr = mill_expr_format ("%e * %d", g_steal_pointer (&expr), (gint64) 10);
      sql = g_strdup_printf ("SELECT %s", mill_expr_get_text (expr));
      value = test_query_text (fixture->connection, sql);
      g_assert_cmpstr (value, ==, texts[i].value);
    }
}

static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct { const char *text; const char *filled; } texts[] = {
    { "date < ${from}", "date < DATE '2015-01-01'" },
    { "${share} + ${rows}", "0.25e0 + (-3)" },
    { "${all}", "TRUE" },
    { "${place}", "'it''s \"here\"; -- \\'" },
    { "'${place}'", "'it''s \"here\"; -- \\'" },
    { "\"${place}\"", "\"it's \"\"here\"\"; -- \\\"" },
    { "E'\\'${place}'", "E'\\'it''s \"here\"; -- \\\\'" },
    { "'${rows} of ${share}'", "'-3 of 0.25'" },
    { "1 -- ${nosuch}", "1 -- ${nosuch}" },
    { "/* ${nosuch} ' */ ${rows}", "/* ${nosuch} ' */ (-3)" },
    { "$a$ ' ${nosuch} $a$ || ${rows}", "$a$ ' ${nosuch} $a$ || (-3)" },
    { "/*/ ${nosuch} */ ${rows}", "/*/ ${nosuch} */ (-3)" },
    { "/* /* */ ${nosuch} */ ${rows}", "/* /* */ ${nosuch} */ (-3)" },
    { "1 -- ${nosuch}\r + ${rows}", "1 -- ${nosuch}\r + (-3)" },
    { "a$b$ + '${rows}' + c$b$", "a$b$ + '-3' + c$b$" },
    { "a${rows}", "a(-3)" },
    { "'$${rows}'", "'${rows}'" },
    { "$1 ${rows}", "$1 (-3)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *filled = NULL;

      filled = mill_expression_substitute (texts[i].text, fixture->bindings, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (filled, ==, texts[i].filled);
    }
}

static void
test_columns (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *text; const char *columns; } texts[] = {
    { "price + n + price + list_sum([t * q for t in l]) + (j -> 'a')::INT + s.field", "price n l q j s" },
    { "list_reduce(l, lambda a, b: a + b * w) + a", "l w a" },
    { "list_filter(l, lambda x, i: i > 2 AND x > list_sum(list_transform(m, lambda y: y + x + z)))", "l m z" },
    { "j ->> '$.a' || k -> 0", "j k" },
    { "row_number() OVER (PARTITION BY p ORDER BY o) + count(*) OVER ()", "p o" },
    { "struct_pack(a := b, c := 2)", "b" },
    { "1", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) columns = NULL;
      g_autofree char *joined = NULL;

      columns = mill_expression_get_columns (fixture->connection, texts[i].text, fixture->bindings, &error);
      g_assert_no_error (error);
      joined = g_strjoinv (" ", columns);
      g_test_message ("%s: %s", texts[i].text, joined);
      g_assert_cmpstr (joined, ==, texts[i].columns);
    }
}

static void
test_messages (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { const char *text; const char *message; const char *hint; } texts[] = {
    { "prise", "There is no column “prise”", "Did you mean “price”?" },
    { "flor(price)", "There is no function “flor”", "Did you mean “floor”?" },
    { "price > ${fron}", "The pipeline has no parameter “fron”", "Did you mean “${from}”?" },
    { "price > $share", "“$share” stands for nothing here", "Did you mean “${share}”?" },
    { "price > $shrae", "“$shrae” stands for nothing here", "Did you mean “${share}”?" },
    { "price > share", "There is no column “share”", "is written “${share}”" },
    { "price > shrae", "There is no column “shrae”", "Did you mean “${share}”?" },
    { "price + fllag", "There is no column “fllag”", "Did you mean “flag”?" },
    { "prise.x", "There is no column “prise”", "Did you mean “price”?" },
    { "name = \"Oslo\"", "There is no column “Oslo”", "A text is written in single quotes: 'Oslo'" },
    { "list_transform(tags, lambda t: upper(nmae))", "There is no column “nmae”", "Did you mean “name”?" },
    { "substringg(name, 1)", "There is no function “substringg”", "Did you mean “substring”?" },
    { "quantile_con(price, 0.5)", "There is no function “quantile_con”", "Did you mean “quantile_cont”?" },
    { "CAST(price AS INTEGR)", "There is no type “INTEGR”", "Did you mean “integer”?" },
    { "price +", "It cannot be understood", NULL },
    { "sum(price) > 3", "A function over many rows (sum, count, max…) cannot stand here", "Write it with OVER ()" },
    { "count(*)", "A function over many rows (sum, count, max…) cannot stand here", "Write it with OVER ()" },
    { "sum(price) + n", "The column “n” is used beside", "OVER ()" },
    { "'abc", "is not closed", NULL },
    { "random()", "“random” gives another result each time", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MillDiagnostic) diagnostic = NULL;

      g_assert_null (mill_expression_bind (fixture->connection, texts[i].text, fixture->bindings,
                                           fixture->schema, NULL, &error));
      diagnostic = mill_error_dup_diagnostic (error, NULL);
      g_assert_nonnull (strstr (diagnostic->message, texts[i].message));
      if (texts[i].hint != NULL && (diagnostic->hint == NULL ||
                                    strstr (diagnostic->hint, texts[i].hint) == NULL))
        g_error ("%s: “%s” does not say “%s”", texts[i].text, diagnostic->hint, texts[i].hint);
    }
}

/* A column may have the name of one of SQL's words for the present time. */
static void
test_clock_column (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *type = NULL;

  mill_schema_add (fixture->schema, "current_date", "VARCHAR");
  type = mill_expression_get_type (fixture->connection, "current_date", fixture->bindings,
                                   fixture->schema, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (type, ==, "VARCHAR");
}

/* Deep and long texts end in an answer. */
static void
test_huge (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const pieces[][3] = {
    { "(", "1", ")" }, { "-", "1", "" }, { "NOT ", "flag", "" }, { "1 + ", "1", "" }, { "[", "1", "]" },
    { "abs(", "1", ")" }, { "CASE WHEN flag THEN ", "1", " END" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (guint depth = 100; depth <= 30000; depth *= 17)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_autoptr (GError) error = NULL;
        g_autoptr (MillExpr) expr = NULL;

        for (guint j = 0; j < depth; j++)
          g_string_append (text, pieces[i][0]);
        g_string_append (text, pieces[i][1]);
        for (guint j = 0; j < depth; j++)
          g_string_append (text, pieces[i][2]);
        expr = mill_expression_bind (fixture->connection, text->str, fixture->bindings,
                                     fixture->schema, NULL, &error);
        g_assert_true ((expr != NULL) != (error != NULL));
      }
}

/* The words that are refused are all that this DuckDB knows to be unsteady. */
static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  /* It raises an error of the user's own making. */
  static const char harmless[] = "error";
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRows) rows = NULL;
  guint n_words = 0;

  rows = mill_connection_query (fixture->connection,
                                "SELECT DISTINCT function_name FROM duckdb_functions() WHERE "
                                "(stability <> 'CONSISTENT' AND function_type = 'scalar') OR "
                                "(function_type = 'macro' AND regexp_matches(macro_definition, "
                                "'random|now\\(|current_timestamp|current_date|uuid|unnest'))",
                                NULL, &error);
  g_assert_no_error (error);
  while (mill_rows_next (rows, NULL, &error))
    for (guint i = 0; i < mill_rows_get_n_rows (rows); i++)
      {
        g_autofree char *word = mill_rows_dup_string (rows, 0, i);

        n_words++;
        if (!mill_expression_is_unsteady (word) && !mill_expression_makes_rows (word) &&
            !g_str_equal (word, harmless))
          g_error ("“%s” is unsteady, but not refused", word);
      }
  g_assert_no_error (error);
  g_assert_cmpuint (n_words, >, 20);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/expression/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("comparisons", test_comparisons);
  ADD ("refused", test_refused);
  ADD ("accepted", test_accepted);
  ADD ("place", test_place);
  ADD ("values", test_values);
  ADD ("values-stay-values", test_values_stay_values);
  ADD ("columns", test_columns);
  ADD ("messages", test_messages);
  ADD ("clock-column", test_clock_column);
  ADD ("huge", test_huge);
  ADD ("words", test_words);
#undef ADD

  return g_test_run ();
}
