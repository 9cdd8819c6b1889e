/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/typing.h"

#include <string.h>
#include <unistd.h>

#include "pipeline/reader.h"
#include "support.h"
#include "typing-types.h"

typedef struct
{
  char       *directory;
  char       *file;
  MillTyping *typing;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) base = NULL;

  fixture->directory = test_directory_new ();
  fixture->file = g_build_filename (fixture->directory, "data.csv", NULL);
  test_write_file (fixture->file, "date,price,name,old\n2024-01-01,1.5,a,1\n2024-01-02,2.5,b,2\n");
  base = g_file_new_for_path (fixture->directory);
  fixture->typing = mill_typing_new (base, &error);
  g_assert_no_error (error);
  typing_types_take_count ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  mill_typing_free (fixture->typing);
  test_directory_free (fixture->directory);
  g_free (fixture->file);
}

static MillTypes *
bind (Fixture    *fixture,
      const char *nodes,
      const char *override)
{
  g_autofree char *text = g_strdup_printf (
    "{\"format\": \"millrace/1\", \"parameters\": {\"limit\": {\"type\": \"number\", \"default\": 2}}, "
    "\"nodes\": {%s}}", nodes);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (MillBindings) bindings = NULL;
  const char *overrides[] = { override, NULL };
  MillTypes *types;

  pipeline = mill_pipeline_new_from_bytes (typing_types_get_catalogue (), bytes, problems, &error);
  g_assert_no_error (error);
  bindings = mill_bindings_new (pipeline, overrides, &error);
  g_assert_no_error (error);
  types = mill_typing_bind (fixture->typing, pipeline, bindings, NULL, &error);
  g_assert_no_error (error);

  return types;
}

static void
assert_column (MillTypes  *types,
               const char *node,
               const char *column,
               const char *type)
{
  const MillSchema *schema = mill_types_get_schema (types, node, "table");
  const MillColumn *found;

  g_assert_nonnull (schema);
  found = mill_schema_find (schema, column);
  g_assert_nonnull (found);
  g_assert_cmpstr (found->type, ==, type);
}

/* There is one diagnostic, and it is this one. */
static void
assert_only (MillTypes  *types,
             const char *node,
             const char *param,
             const char *port,
             const char *message)
{
  GPtrArray *diagnostics = mill_types_get_diagnostics (types);
  const MillDiagnostic *diagnostic;

  g_assert_cmpuint (diagnostics->len, ==, 1);
  diagnostic = g_ptr_array_index (diagnostics, 0);
  g_assert_cmpstr (diagnostic->node, ==, node);
  g_assert_cmpstr (diagnostic->param, ==, param);
  g_assert_cmpstr (diagnostic->port, ==, port);
  if (strstr (diagnostic->message, message) == NULL)
    g_error ("“%s” does not say “%s”", diagnostic->message, message);
}

#define NODE(id, type, inputs, params) \
  "\"" id "\": {\"type\": \"" type "\", \"version\": 1, \"inputs\": {" inputs "}, \"params\": {" params "}}"
#define TITLED(id, type, title, inputs, params) \
  "\"" id "\": {\"type\": \"" type "\", \"version\": 1, \"title\": \"" title "\", \"inputs\": {" inputs "}, " \
  "\"params\": {" params "}}"
#define READ NODE ("read", "read", "", "\"path\": \"data.csv\"")
#define WET NODE ("wet", "formula", "\"table\": \"read\"", "\"expression\": \"price > ${limit}\"")
#define PICK NODE ("pick", "pick", "\"table\": \"wet\"", "\"column\": \"made\"")

static void
test_chain (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (MillTypes) types = bind (fixture, READ "," WET "," PICK "," NODE ("train", "train",
    "\"table\": \"wet\"", "\"column\": \"made\"") "," NODE ("apply", "apply",
    "\"model\": \"train\", \"table\": \"read\"", ""), NULL);

  g_assert_cmpuint (mill_types_get_diagnostics (types)->len, ==, 0);
  assert_column (types, "read", "date", "DATE");
  assert_column (types, "read", "price", "DOUBLE");
  assert_column (types, "read", "old", "BIGINT");
  assert_column (types, "wet", "made", "BOOLEAN");
  g_assert_cmpuint (mill_schema_get_n_columns (mill_types_get_schema (types, "pick", "table")), ==, 1);
  g_assert_cmpstr (mill_types_get_model (types, "train", "model")->target, ==, "made");
  g_assert_cmpstr (mill_types_get_model (types, "train", "model")->target_type, ==, "BOOLEAN");
  assert_column (types, "apply", "predicted made", "BOOLEAN");
  g_assert_true (mill_schema_equal (mill_types_get_input_schema (types, "pick", "table"),
                                    mill_types_get_schema (types, "wet", "table")));
  g_assert_null (mill_types_get_obstacle (types, "apply"));
  g_assert_null (mill_types_get_schema (types, "nosuch", "table"));
  g_assert_null (mill_types_get_schema (types, "read", "nosuch"));
}

/* Only what an edit concerns is compiled again. */
static void
test_memory (Fixture       *fixture,
             gconstpointer  data)
{
  const char *edited = READ "," NODE ("wet", "formula", "\"table\": \"read\"",
                                      "\"expression\": \"price >= ${limit}\"") "," PICK;
  const char *retyped = READ "," NODE ("wet", "formula", "\"table\": \"read\"",
                                       "\"expression\": \"price + ${limit}\"") "," PICK;

  mill_types_unref (bind (fixture, READ "," WET "," PICK, NULL));
  g_assert_cmpuint (typing_types_take_count (), ==, 3);
  mill_types_unref (bind (fixture, READ "," WET "," PICK, NULL));
  g_assert_cmpuint (typing_types_take_count (), ==, 0);
  /* The same columns come out, so those behind need nothing. */
  mill_types_unref (bind (fixture, edited, NULL));
  g_assert_cmpuint (typing_types_take_count (), ==, 1);
  mill_types_unref (bind (fixture, retyped, NULL));
  g_assert_cmpuint (typing_types_take_count (), ==, 2);
  /* A parameter concerns those that mention it. */
  mill_types_unref (bind (fixture, retyped, "limit=7"));
  g_assert_cmpuint (typing_types_take_count (), ==, 1);
}

static void
test_file (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (MillTypes) first = bind (fixture, READ, NULL);
  g_autoptr (MillTypes) second = NULL;
  g_autoptr (MillTypes) third = NULL;
  g_autoptr (MillTypes) fourth = NULL;

  assert_column (first, "read", "price", "DOUBLE");
  test_write_file (fixture->file, "price\ncheap\n");
  second = bind (fixture, READ, NULL);
  assert_column (second, "read", "price", "VARCHAR");
  g_assert_cmpint (unlink (fixture->file), ==, 0);
  third = bind (fixture, READ, NULL);
  assert_only (third, "read", "path", NULL, "There is no file");
  test_write_file (fixture->file, "price\n1\n");
  fourth = bind (fixture, READ, NULL);
  assert_column (fourth, "read", "price", "BIGINT");
}

/* A file is the one of that name, not those that its name would match as a pattern. */
static void
test_odd_names (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const names[] = { "a*.csv", "a?.csv", "a[1].csv", "[b]*?.csv", "a]b.csv", "it's.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->directory, names[i], NULL);
      g_autofree char *node = g_strdup_printf (NODE ("read", "read", "", "\"path\": \"%s\""), names[i]);
      g_autofree char *text = g_strdup_printf ("own%u,b\n1,2\n", i);
      g_autofree char *column = g_strdup_printf ("own%u", i);
      g_autofree char *decoy = g_build_filename (fixture->directory, "a1.csv", NULL);
      g_autoptr (MillTypes) types = NULL;

      test_write_file (decoy, "decoy,b\n1,2\n");
      test_write_file (path, text);
      types = bind (fixture, node, NULL);
      g_assert_cmpuint (mill_types_get_diagnostics (types)->len, ==, 0);
      assert_column (types, "read", column, "BIGINT");
      unlink (path);
    }
}

static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char *nodes;
    const char *node;
    const char *param;
    const char *port;
    const char *message;
  } cases[] = {
    { NODE ("read", "read", "", "\"path\": \"gone.csv\""), "read", "path", NULL, "There is no file" },
    { NODE ("pick", "pick", "", "\"column\": \"a\""), "pick", NULL, "table", "Nothing is connected to" },
    { NODE ("x", "telepathy", "", ""), "x", NULL, NULL, "The node type “telepathy” is not known" },
    { "\"x\": {\"type\": \"read\", \"version\": 9, \"params\": {\"path\": \"data.csv\"}}", "x", NULL, NULL,
      "The node was written by version 9 of “read”, and this is version 1" },
    { READ "," NODE ("f", "formula", "\"table\": \"read\"", "\"expression\": \"prise * 2\""), "f",
      "expression", NULL, "There is no column “prise”" },
    { READ "," NODE ("f", "formula", "\"table\": \"read\"", "\"expression\": \"price * ${limi}\""), "f",
      "expression", NULL, "The pipeline has no parameter “limi”" },
    { READ "," NODE ("f", "formula", "\"table\": \"read\"", "\"expression\": \"(SELECT 1)\""), "f",
      "expression", NULL, "A query within an expression" },
    { READ "," WET "," NODE ("again", "formula", "\"table\": \"wet\"", "\"expression\": \"1\""), "again",
      NULL, NULL, "two columns named “made”" },
    { READ "," NODE ("pick", "pick", "\"table\": \"read\"", "\"column\": \"pric\""), "pick", "column", NULL,
      "There is no column “pric”" },
    { READ "," NODE ("t", "train", "\"table\": \"read\"", "\"column\": \"price\"") ","
      NODE ("p", "pick", "\"table\": \"t.model\"", "\"column\": \"a\""), "p", NULL, "table",
      "“Train” gives a model, “Pick” takes a table" },
    { READ "," NODE ("mute", "mute", "\"table\": \"read\"", ""), "mute", NULL, "table", "are not known" },
    { READ "," NODE ("pick", "pick", "\"table\": \"read\"", "\"column\": \"old\""), "pick", NULL, NULL,
      "It is old" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MillTypes) types = bind (fixture, cases[i].nodes, NULL);

      g_test_message ("%s", cases[i].message);
      assert_only (types, cases[i].node, cases[i].param, cases[i].port, cases[i].message);
    }
}

/* A warning keeps nobody from running. */
static void
test_warning (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MillTypes) types = NULL;

      types = bind (fixture, READ "," NODE ("pick", "pick", "\"table\": \"read\"", "\"column\": \"old\""),
                    NULL);
      g_assert_false (mill_types_has_error (types, "pick"));
      g_assert_null (mill_types_get_obstacle (types, "pick"));
      assert_column (types, "pick", "old", "BIGINT");
      assert_only (types, "pick", NULL, NULL, "It is old");
    }
}

/* Those behind a failed node are silent, but know why; the others go on. */
static void
test_obstacle (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (MillTypes) types = bind (fixture, READ ","
    NODE ("bad", "formula", "\"table\": \"read\"", "\"expression\": \"nosuch\"") ","
    NODE ("behind", "pick", "\"table\": \"bad\"", "\"column\": \"made\"") ","
    NODE ("end", "write", "\"table\": \"behind\"", "") ","
    NODE ("other", "pick", "\"table\": \"read\"", "\"column\": \"price\""), NULL);

  assert_only (types, "bad", "expression", NULL, "nosuch");
  g_assert_true (mill_types_has_error (types, "bad"));
  g_assert_false (mill_types_has_error (types, "end"));
  g_assert_cmpstr (mill_types_get_obstacle (types, "end")->node, ==, "bad");
  g_assert_null (mill_types_get_schema (types, "behind", "table"));
  g_assert_null (mill_types_get_obstacle (types, "other"));
  assert_column (types, "other", "price", "DOUBLE");
}

static void
test_circle (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (MillTypes) types = bind (fixture, READ ","
    TITLED ("a", "pick", "Circle", "\"table\": \"b\"", "\"column\": \"price\"") ","
    TITLED ("b", "pick", "Round", "\"table\": \"c\"", "\"column\": \"price\"") ","
    TITLED ("c", "pick", "Again", "\"table\": \"a\"", "\"column\": \"price\"") ","
    NODE ("0-behind", "pick", "\"table\": \"end\"", "\"column\": \"price\"") ","
    NODE ("end", "pick", "\"table\": \"b\"", "\"column\": \"price\""), NULL);
  const char *const stuck[] = { "a", "b", "c", "0-behind", "end" };

  assert_only (types, "b", NULL, NULL,
               "The links close a circle: “Round” → “Circle” → “Again” → “Round”");
  for (guint i = 0; i < G_N_ELEMENTS (stuck); i++)
    g_assert_cmpstr (mill_types_get_obstacle (types, stuck[i])->node, ==, "b");
  g_assert_null (mill_types_get_obstacle (types, "read"));
}

/* What a merge left to be chosen keeps from running what it decides about, whatever the other version is. */
static void
test_unsettled (Fixture       *fixture,
                gconstpointer  data)
{
#define NODES READ "," \
  NODE ("a", "pick", "\"table\": \"read\"", "\"column\": \"price\"") "," \
  NODE ("b", "pick", "\"table\": \"a\"", "\"column\": \"price\"") "," \
  NODE ("other", "pick", "\"table\": \"read\"", "\"column\": \"price\"")
#define UNSETTLED(what, more) "}, \"conflicts\": [{\"what\": \"" what "\"" more "}], \"layout\": {"
  static const struct
  {
    const char *nodes;
    const char *node;       /* that it is told at */
    const char *param;
    const char *port;
    const char *stuck;      /* ids, one letter each, but for r(ead) and o(ther) */
  } cases[] = {
    { NODES UNSETTLED ("setting", ", \"node\": \"a\", \"name\": \"column\""), "a", "column", NULL, "ab" },
    { NODES UNSETTLED ("input", ", \"node\": \"b\", \"name\": \"table\""), "b", NULL, "table", "b" },
    { NODES UNSETTLED ("title", ", \"node\": \"a\""), "a", NULL, NULL, "" },
    { NODES UNSETTLED ("name", ""), NULL, NULL, NULL, "" },
    { NODES UNSETTLED ("parameter", ", \"name\": \"limit\""), NULL, NULL, NULL, "rabo" },
    { NODES UNSETTLED ("node", ", \"node\": \"b\""), "b", NULL, NULL, "b" },
    { NODES UNSETTLED ("node", ", \"node\": \"gone\""), "gone", NULL, NULL, "rabo" },
    { NODES UNSETTLED ("node", ", \"node\": \"inside/gone\""), "inside/gone", NULL, NULL, "" },
    { NODES UNSETTLED ("weather", ""), NULL, NULL, NULL, "rabo" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MillTypes) types = bind (fixture, cases[i].nodes, NULL);
      const char *const ids[] = { "read", "a", "b", "other" };

      assert_only (types, cases[i].node, cases[i].param, cases[i].port, "Two versions differ in");
      for (guint j = 0; j < G_N_ELEMENTS (ids); j++)
        g_assert_cmpint (mill_types_get_obstacle (types, ids[j]) != NULL, ==,
                         strchr (cases[i].stuck, ids[j][0]) != NULL);
    }
}

/* People are told the title, and the id only where it takes it to know the node. */
static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (MillTypes) types = bind (fixture,
    TITLED ("a", "pick", "One", "", "\"column\": \"price\"") ","
    TITLED ("b", "pick", "Two", "", "\"column\": \"price\"") ","
    TITLED ("c", "pick", "Two", "", "\"column\": \"price\"") ","
    NODE ("d", "mute", "", ""), NULL);
  const char *const names[] = { "One", "Two (b)", "Two (c)", "d" };
  GPtrArray *diagnostics = mill_types_get_diagnostics (types);

  g_assert_cmpuint (diagnostics->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const MillDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);
      g_autofree char *text = mill_diagnostic_to_text (diagnostic);
      g_autofree char *start = g_strdup_printf ("error: %s: table: ", names[i]);

      g_assert_true (g_str_has_prefix (text, start));
      g_assert_cmpstr (mill_types_get_obstacle (types, diagnostic->node)->name, ==,
                       i < 3 ? names[i] : NULL);
    }
}

static void
test_lost_link (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (MillTypes) types = bind (fixture, READ ","
    NODE ("a", "pick", "\"table\": \"nobody\"", "\"column\": \"price\"") ","
    NODE ("b", "pick", "\"table\": \"read.nowhere\"", "\"column\": \"price\"") ","
    NODE ("c", "pick", "\"table\": \"read\", \"extra\": \"read\"", "\"column\": \"price\""), NULL);

  g_assert_true (mill_types_has_error (types, "a"));
  g_assert_true (mill_types_has_error (types, "b"));
  g_assert_true (mill_types_has_error (types, "c"));
}

/* The same table at both inputs, an input that may stay free, and ids as odd as they come. */
static void
test_pairs (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (MillTypes) twice = NULL;
  g_autoptr (MillTypes) types = bind (fixture,
    NODE ("se\\\"le'ct æ", "read", "", "\"path\": \"data.csv\"") ","
    NODE ("p", "pair", "\"left\": \"se\\\"le'ct æ\"", ""), NULL);

  g_assert_cmpuint (mill_types_get_diagnostics (types)->len, ==, 0);
  assert_column (types, "p", "price", "DOUBLE");

  twice = bind (fixture, READ "," NODE ("p", "pair", "\"left\": \"read\", \"right\": \"read\"", ""), NULL);
  assert_only (twice, "p", NULL, NULL, "two columns named");
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{\"format\":\"millrace/1\",\"nodes\":{" READ "}}",
                                                 strlen ("{\"format\":\"millrace/1\",\"nodes\":{" READ "}}"));
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (MillBindings) bindings = NULL;
  g_autoptr (GError) error = NULL;

  pipeline = mill_pipeline_new_from_bytes (typing_types_get_catalogue (), bytes, NULL, &error);
  g_assert_no_error (error);
  bindings = mill_bindings_new (pipeline, NULL, &error);
  g_cancellable_cancel (cancellable);
  g_assert_null (mill_typing_bind (fixture->typing, pipeline, bindings, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/typing/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("chain", test_chain);
  ADD ("memory", test_memory);
  ADD ("file", test_file);
  ADD ("odd-names", test_odd_names);
  ADD ("errors", test_errors);
  ADD ("warning", test_warning);
  ADD ("obstacle", test_obstacle);
  ADD ("circle", test_circle);
  ADD ("unsettled", test_unsettled);
  ADD ("names", test_names);
  ADD ("lost-link", test_lost_link);
  ADD ("pairs", test_pairs);
  ADD ("cancel", test_cancel);
#undef ADD

  return g_test_run ();
}
