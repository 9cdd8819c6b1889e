/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample-types.h"

#include <math.h>
#include <string.h>

#include "pipeline/json-parse.h"

static const MillChoice modes[] = {
  { 0, "fast", "Fast" }, { 1, "exact", "Exact" }, { 7, "custom", "Custom" }, { 0 } };

static const MillChoice orders[] = {
  { 0, "ascending", "Ascending" }, { 1, "descending", "Descending" }, { 0 } };

static const MillParam column_fields[] = {
  { MILL_STRING (SampleColumn, name), .label = "Name", .required = TRUE,
    .role = MILL_ROLE_NEW_COLUMN },
  { MILL_STRING (SampleColumn, expression), .label = "Expression",
    .role = MILL_ROLE_EXPRESSION },
  { MILL_NUMBER (SampleColumn, weight), .label = "Weight", .default_number = 1,
    .minimum = 0, .maximum = 10 },
  { MILL_CHOICE (SampleColumn, order), .label = "Order", .choices = orders },
  { 0 } };

static const char *const usual_columns[] = { "id", "value", NULL };

static const MillParam settings_params[] = {
  { MILL_STRING (SampleSettings, path), .label = "File", .help = "Where the rows come from",
    .required = TRUE, .role = MILL_ROLE_READ_PATH },
  { MILL_BOOLEAN (SampleSettings, header), .label = "Header", .default_integer = TRUE },
  { MILL_INTEGER (SampleSettings, rows), .label = "Rows", .default_integer = 100,
    .minimum = 1, .maximum = 1000000 },
  { MILL_NUMBER (SampleSettings, share), .label = "Share", .default_number = 0.5,
    .minimum = 0, .maximum = 1, .soft_minimum = 0.1, .soft_maximum = 0.9 },
  { MILL_NUMBER (SampleSettings, limit), .label = "Limit", .default_number = NAN },
  { MILL_CHOICE (SampleSettings, mode), .label = "Mode", .choices = modes },
  { MILL_STRING (SampleSettings, mode_detail), .label = "Detail", .required = TRUE,
    .visible_if = "mode=exact|custom" },
  { MILL_STRINGS (SampleSettings, columns), .label = "Columns", .role = MILL_ROLE_COLUMNS,
    .default_strings = usual_columns },
  { MILL_RECORDS (SampleSettings, formulas, SampleColumn, column_fields), .label = "Formulas",
    .visible_if = "path" },
  { 0 } };

static const MillPort read_ports[] = {
  { "table", "Table", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };

static const MillPort filter_ports[] = {
  { "table", "Table", MILL_PORT_IN, MILL_PORT_TABLE },
  { "kept", "Kept", MILL_PORT_OUT, MILL_PORT_TABLE },
  { "rejected", "Rejected", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };

static const MillPort union_ports[] = {
  { "tables", "Tables", MILL_PORT_IN, MILL_PORT_TABLE, MILL_PORT_MULTIPLE },
  { "table", "Table", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };

static const MillPort learn_ports[] = {
  { "train", "Training", MILL_PORT_IN, MILL_PORT_TABLE },
  { "model", "Model", MILL_PORT_OUT, MILL_PORT_MODEL },
  { "learner", "Learner", MILL_PORT_OUT, MILL_PORT_LEARNER }, { 0 } };

static const MillPort apply_ports[] = {
  { "model", "Model", MILL_PORT_IN, MILL_PORT_MODEL },
  { "table", "Table", MILL_PORT_IN, MILL_PORT_TABLE },
  { "table", "Table", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };

static const MillPort write_ports[] = {
  { "table", "Table", MILL_PORT_IN, MILL_PORT_TABLE }, { 0 } };

typedef struct
{
  char *target;
  gint64 rounds;
} LearnSettings;

static const MillParam learn_params[] = {
  { MILL_STRING (LearnSettings, target), .label = "Target", .required = TRUE,
    .role = MILL_ROLE_COLUMN },
  { MILL_INTEGER (LearnSettings, rounds), .label = "Rounds", .default_integer = 200,
    .minimum = 1, .maximum = INFINITY },
  { 0 } };

/* Version 1 called it "label" and 2 "goal"; version 2 could not do without. */
static gboolean
upgrade_learn (JsonObject *params, int version, GError **error)
{
  const char *from = version == 1 ? "label" : "goal", *to = version == 1 ? "goal" : "target";

  if (!json_object_has_member (params, from))
    {
      mill_fail (error, NULL, "There is no “%s”", from);
      return FALSE;
    }
  json_object_set_member (params, to, json_node_copy (json_object_get_member (params, from)));
  json_object_remove_member (params, from);

  return TRUE;
}

static const MillNodeType read_type = {
  .id = "read", .version = 1, .category = MILL_CATEGORY_SOURCES, .label = "Read Rows",
  .summary = "Rows from a file", .keywords = "open;import", .ports = read_ports,
  .params = settings_params, .params_size = sizeof (SampleSettings) };

static const MillNodeType filter_type = {
  .id = "filter", .version = 1, .category = MILL_CATEGORY_ROWS, .label = "Filter Rows",
  .summary = "Keep the rows that match a condition", .keywords = "where;condition",
  .ports = filter_ports, .params = settings_params, .params_size = sizeof (SampleSettings) };

static const MillNodeType union_type = {
  .id = "union", .version = 1, .category = MILL_CATEGORY_COMBINE, .label = "Union",
  .summary = "Rows of several tables", .ports = union_ports };

static const MillNodeType learn_type = {
  .id = "learn", .version = 3, .category = MILL_CATEGORY_LEARN, .label = "Learn",
  .summary = "A model of a column", .ports = learn_ports, .params = learn_params,
  .params_size = sizeof (LearnSettings), .upgrade = upgrade_learn };

static const MillNodeType apply_type = {
  .id = "apply", .version = 1, .category = MILL_CATEGORY_LEARN, .label = "Apply Model",
  .summary = "Predictions for rows", .ports = apply_ports };

static const MillNodeType write_type = {
  .id = "write", .version = 1, .category = MILL_CATEGORY_DELIVER, .label = "Write Rows",
  .summary = "Rows to a file", .ports = write_ports, .params = settings_params,
  .params_size = sizeof (SampleSettings) };

static const MillNodeType *const types[] = {
  &apply_type, &filter_type, &learn_type, &read_type, &union_type, &write_type, NULL };

const MillCatalogue sample_catalogue = { types };

MillPipeline *
sample_read (const char *text,
             GPtrArray  *problems)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) found = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  MillPipeline *pipeline;

  pipeline = mill_pipeline_new_from_bytes (&sample_catalogue, bytes,
                                           problems != NULL ? problems : found, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_test_message ("%s", ((MillDiagnostic *) found->pdata[i])->message);
  g_assert_cmpuint (found->len, ==, 0);

  return pipeline;
}

char *
sample_quote (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

JsonNode *
sample_json (const char *text)
{
  g_autoptr (GHashTable) lines = g_hash_table_new (NULL, NULL);
  g_autofree char *quoted = sample_quote (text);
  g_autoptr (GError) error = NULL;
  JsonNode *node = mill_json_parse (quoted, strlen (quoted), lines, &error);

  g_assert_no_error (error);

  return node;
}

void
sample_assert_error (GError     **error,
                     const char  *message)
{
  g_assert_nonnull (*error);
  g_assert_true ((*error)->domain == MILL_ERROR);
  g_assert_cmpstr ((*error)->message, ==, message);
  g_clear_error (error);
}

const MillDiagnostic *
sample_find_message (GPtrArray  *problems,
                     const char *message)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const MillDiagnostic *diagnostic = g_ptr_array_index (problems, i);

      g_test_message ("  %s", diagnostic->message);
      if (g_str_equal (diagnostic->message, message))
        return diagnostic;
    }

  return NULL;
}

MillPipeline *
sample_pipeline (void)
{
  MillPipeline *pipeline = mill_pipeline_new (&sample_catalogue);
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  MillEdit *edit = mill_history_begin (history, "Make");

  mill_edit_add_node (edit, "read", NULL, 0, 0);
  mill_edit_add_node (edit, "filter", NULL, 200, 0);
  mill_edit_add_node (edit, "write", NULL, 400, 0);
  g_assert_true (mill_edit_connect (edit, "read", "table", "filter", "table", NULL));
  g_assert_true (mill_edit_connect (edit, "filter", "kept", "write", "table", NULL));
  mill_history_commit (history, NULL);

  return pipeline;
}
