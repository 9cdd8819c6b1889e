/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include <string.h>

#include "nodes/catalogue.h"

/* Every node type that takes tables, on tables that nobody tests with: no rows, one row, nothing
 * but missing values, and columns with names that have to be quoted everywhere. */

/* Settings that make use of a column of text and one of numbers: @T and @N stand for their names as
 * JSON, @E for that of numbers within an SQL expression within JSON. */
typedef struct
{
  const char *type;
  const char *params;
  gboolean    may_fail;    /* with a message: what is asked for cannot be made of every table */
} Case;

static const Case cases[] = {
  { "bar-chart", "{\"category\": @T, \"value\": @N, \"color\": @T}" },
  { "baseline", "{\"target\": @T}", TRUE },
  { "confusion-matrix", "{\"target\": @T, \"prediction\": @T}", TRUE },
  { "filter-rows", "{\"condition\": \"@E > 1\", \"unknown\": \"keep\"}" },
  { "formula", "{\"columns\": [{\"name\": \"new\", \"expression\": \"@E + 1\"}, "
               "{\"name\": @T, \"expression\": \"new * @E\"}]}" },
  { "gradient-boosting", "{\"target\": @T, \"rounds\": 3}", TRUE },
  { "group-by", "{\"keys\": [@T], \"values\": [{\"column\": @N}, "
                "{\"column\": @N, \"function\": \"sum\", \"name\": \"sum\"}, "
                "{\"column\": @N, \"function\": \"median\", \"name\": \"median\"}, "
                "{\"column\": @T, \"function\": \"count-distinct\", \"name\": \"different\"}]}" },
  { "histogram", "{\"column\": @N, \"color\": @T}" },
  { "impute", "{\"columns\": [@N, @T]}" },
  { "join", "{\"kind\": \"full\", \"keys\": [{\"left\": @T}]}" },
  { "limit", "{\"keep\": \"all-but-last\", \"rows\": 1, \"order-by\": [@N]}" },
  { "line-chart", "{\"x\": @N, \"y\": [@N]}" },
  { "scatter-plot", "{\"x\": @N, \"y\": @N, \"color\": @T}" },
  { "score", "{\"target\": @N, \"prediction\": @N}", TRUE },
  { "select-columns", "{\"columns\": [@N, @T], \"rename\": [{\"column\": @T, \"name\": @N}, "
                      "{\"column\": @N, \"name\": @T}]}" },
  { "sort", "{\"keys\": [{\"column\": @N, \"descending\": true}, {\"column\": @T}]}" },
  { "split-rows", "{\"share\": 0.5, \"together\": [@T, @N]}" },
  { "table", "{}" },
  { "write-csv", "{\"path\": \"out.csv\"}" },
  { "write-parquet", "{\"path\": \"out.parquet\"}" },
};

/* Names of the column of text and that of numbers. */
static const char *const names[][2] = {
  { "a", "b" },
  { "first name", "cost $" },
  { "select", "from" },
  { "x", "row" },
  { "a \"quoted\" name", "it's" },
  { "Größe", "数量" },
  { "100%", "%d %s %e" },
  { "a,b", "c;d" },
  { "left.right", "\\back\\" },
  { "condition", "order" },
  { "😀", "two  spaces" },
};

static const char *const tables[] = {
  "",
  "x,1\n",
  ",\n,\n",
  "x,\ny,\nx,\n",
  "x,1\ny,2.5\nx,\n,4\n\"it's \"\"x\"\"\",-3\n",
};

/* A node with inputs other than tables cannot be run on tables alone. */
static gboolean
takes_tables_only (const MillNodeType *type)
{
  gboolean any = FALSE;

  for (const MillPort *port = type->ports; port->name != NULL; port++)
    {
      if (port->direction != MILL_PORT_IN)
        continue;
      any = TRUE;
      if (port->type != MILL_PORT_TABLE)
        return FALSE;
    }

  return any;
}

static const Case *
find_case (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_str_equal (cases[i].type, type))
      return &cases[i];

  return NULL;
}

/* @text as a JSON string, without the quotes around it. */
static char *
escape (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autofree char *json = json_to_string (node, FALSE);

  return g_strndup (json + 1, strlen (json) - 2);
}

static char *
quote (const char *text,
       const char *mark)
{
  g_autofree char *twice = g_strconcat (mark, mark, NULL);
  g_autoptr (GString) inner = g_string_new (text);

  g_string_replace (inner, mark, twice, 0);

  return g_strconcat (mark, inner->str, mark, NULL);
}

static char *
fill (const char *params,
      const char *text,
      const char *number)
{
  g_autoptr (GString) filled = g_string_new (params);
  g_autofree char *escaped_text = escape (text);
  g_autofree char *escaped_number = escape (number);
  g_autofree char *json_text = g_strdup_printf ("\"%s\"", escaped_text);
  g_autofree char *json_number = g_strdup_printf ("\"%s\"", escaped_number);
  g_autofree char *identifier = quote (number, "\"");
  g_autofree char *expression = escape (identifier);

  g_string_replace (filled, "@T", json_text, 0);
  g_string_replace (filled, "@N", json_number, 0);
  g_string_replace (filled, "@E", expression, 0);

  return g_string_free (g_steal_pointer (&filled), FALSE);
}

/* A pipeline of a reader, which knows the types, and the node linked to it with all inputs that it
 * must have. */
static char *
make_pipeline (const MillNodeType *type,
               const char         *params,
               const char         *text,
               const char         *number)
{
  g_autofree char *settings = fill (params, text, number);
  g_autofree char *reader = fill ("{\"path\": \"in.csv\", \"header\": \"yes\", \"types\": ["
                                  "{\"column\": @T}, {\"column\": @N, \"type\": \"number\"}]}",
                                  text, number);
  g_autoptr (GString) inputs = g_string_new (NULL);

  for (const MillPort *port = type->ports; port->name != NULL; port++)
    if (port->direction == MILL_PORT_IN && (port->flags & MILL_PORT_OPTIONAL) == 0)
      g_string_append_printf (inputs, "%s\"%s\": \"in\"", inputs->len > 0 ? ", " : "", port->name);

  return g_strdup_printf ("{\"format\": \"millrace/1\", \"nodes\": {"
                          "\"in\": {\"type\": \"read-csv\", \"version\": 1, \"params\": %s}, "
                          "\"node\": {\"type\": \"%s\", \"version\": 1, \"inputs\": {%s}, "
                          "\"params\": %s}}}", reader, type->id, inputs->str, settings);
}

static void
check_outcome (Harness            *harness,
               const MillNodeType *type,
               gboolean            may_fail)
{
  if (may_fail && harness->state == MILL_STATE_FAILED)
    {
      MillDiagnostic *diagnostic;

      g_assert_cmpuint (harness->diagnostics->len, >, 0);
      diagnostic = g_ptr_array_index (harness->diagnostics, 0);
      g_assert_cmpstr (diagnostic->node, ==, "node");
      g_assert_cmpuint (strlen (diagnostic->message), >, 0);
      return;
    }

  harness_assert_done (harness);
  for (const MillPort *port = type->ports; port->name != NULL; port++)
    {
      if (port->direction != MILL_PORT_OUT)
        continue;
      if (port->type == MILL_PORT_TABLE)
        {
          g_autofree char *table = harness_get_table (harness, "node", port->name);

          g_assert_cmpuint (strlen (table), >, 0);
        }
      else
        {
          g_autoptr (MillArtifact) artifact = mill_results_get_artifact (harness->results, "node",
                                                                         port->name);
          g_autoptr (JsonNode) json = NULL;

          g_assert_nonnull (artifact);
          json = mill_artifact_to_json (artifact);
          g_assert_nonnull (json);
        }
    }
}

static void
run_on (const MillNodeType *type,
        const Case         *made_for,
        const char         *rows,
        const char         *text,
        const char         *number)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *text_cell = quote (text, "\"");
  g_autofree char *number_cell = quote (number, "\"");
  g_autofree char *csv = g_strdup_printf ("%s,%s\n%s", text_cell, number_cell, rows);
  g_autofree char *pipeline = make_pipeline (type, made_for->params, text, number);

  g_test_message ("%s", pipeline);
  harness_put_file (harness, "in.csv", csv);
  harness_run_text (harness, pipeline);
  check_outcome (harness, type, made_for->may_fail);
}

static void
test_tables (gconstpointer data)
{
  const MillNodeType *type = data;
  const Case *made_for = find_case (type->id);

  if (made_for == NULL)
    g_error ("Settings for “%s” are missing in this test", type->id);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    run_on (type, made_for, tables[i], "a", "b");
}

static void
test_names (gconstpointer data)
{
  const MillNodeType *type = data;
  const Case *made_for = find_case (type->id);

  if (made_for == NULL)
    g_error ("Settings for “%s” are missing in this test", type->id);
  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    run_on (type, made_for, tables[G_N_ELEMENTS (tables) - 1], names[i][0], names[i][1]);
}

int
main (int    argc,
      char **argv)
{
  const MillNodeType *const *types = mill_nodes_get_catalogue ()->types;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; types[i] != NULL; i++)
    if (takes_tables_only (types[i]))
      {
        g_autofree char *path = g_strdup_printf ("/hostile/%s/tables", types[i]->id);
        g_autofree char *other = g_strdup_printf ("/hostile/%s/names", types[i]->id);

        g_test_add_data_func (path, types[i], test_tables);
        g_test_add_data_func (other, types[i], test_names);
      }

  return g_test_run ();
}
