/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include <string.h>

#include <glib/gstdio.h>

#include "nodes/catalogue.h"
#include "pipeline/reader.h"

#define MOST_ROWS 100000

Harness *
harness_new (void)
{
  Harness *self = g_new0 (Harness, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("millrace-nodes-XXXXXX", &error);
  g_assert_no_error (error);
  self->threads = 2;
  self->diagnostics = mill_diagnostics_new ();
  self->log = g_ptr_array_new_with_free_func (g_free);

  return self;
}

static void
remove_folder (const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  if (folder != NULL)
    g_dir_close (folder);
  g_rmdir (path);
}

void
harness_free (Harness *self)
{
  g_clear_object (&self->results);
  g_ptr_array_unref (self->diagnostics);
  g_ptr_array_unref (self->log);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

void
harness_put_file (Harness    *self,
                  const char *name,
                  const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0777), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

void
harness_copy_file (Harness    *self,
                   const char *from,
                   const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (from, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
}

char *
harness_get_file (Harness    *self,
                  const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}

static void
event_cb (MillEvent *event,
          gpointer   data)
{
  Harness *self = data;

  if (event->kind == MILL_EVENT_DIAGNOSTIC)
    g_ptr_array_add (self->diagnostics, mill_diagnostic_ref (event->diagnostic));
  if (event->kind == MILL_EVENT_LOG)
    g_ptr_array_add (self->log, g_strdup (event->text));
  if (event->kind == MILL_EVENT_PROGRESS && g_strcmp0 (event->node, "node") == 0)
    self->n_progress++;
}

MillState
harness_run_text (Harness    *self,
                  const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GFile) base = g_file_new_for_path (self->folder);
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (MillBindings) bindings = NULL;
  g_autoptr (MillRun) run = NULL;
  g_autoptr (GError) error = NULL;
  MillRunOptions options = { .base = base, .threads = self->threads };

  g_clear_object (&self->results);
  g_ptr_array_set_size (self->diagnostics, 0);
  g_ptr_array_set_size (self->log, 0);
  self->n_progress = 0;

  pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, self->diagnostics,
                                           &error);
  g_assert_no_error (error);
  bindings = mill_bindings_new (pipeline, NULL, &error);
  g_assert_no_error (error);

  run = mill_run_new (pipeline, bindings, &options);
  mill_run_add_listener (run, event_cb, self, NULL);
  self->state = mill_run_execute (run, NULL);
  self->results = mill_run_get_results (run);

  return self->state;
}

static JsonNode *
parse_params (const char *params)
{
  g_autofree char *json = g_strdelimit (g_strdup (params), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);

  return node;
}

static void
add_reader (JsonObject *nodes,
            const char *id,
            const char *file)
{
  JsonObject *reader = json_object_new ();
  JsonObject *params = json_object_new ();

  json_object_set_string_member (reader, "type", "read-csv");
  json_object_set_int_member (reader, "version", 1);
  json_object_set_string_member (params, "path", file);
  /* All cells of a column may be text; the first line is never data. */
  json_object_set_string_member (params, "header", "yes");
  json_object_set_object_member (reader, "params", params);
  json_object_set_object_member (nodes, id, reader);
}

MillState
harness_run_node (Harness    *self,
                  const char *type,
                  const char *params,
                  ...)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  JsonObject *pipeline = json_object_new ();
  JsonObject *nodes = json_object_new ();
  JsonObject *node = json_object_new ();
  JsonObject *inputs = json_object_new ();
  const char *port;
  va_list tables;

  va_start (tables, params);
  while ((port = va_arg (tables, const char *)) != NULL)
    {
      const char *table = va_arg (tables, const char *);
      g_autofree char *id = g_strdup_printf ("in-%s", port);
      g_autofree char *file = g_strdup_printf ("in-%s.csv", port);

      harness_put_file (self, file, table);
      add_reader (nodes, id, file);
      json_object_set_string_member (inputs, port, id);
    }
  va_end (tables);

  json_object_set_string_member (node, "type", type);
  json_object_set_int_member (node, "version", 1);
  json_object_set_object_member (node, "inputs", inputs);
  json_object_set_member (node, "params", parse_params (params));
  json_object_set_object_member (nodes, "node", node);
  json_object_set_string_member (pipeline, "format", "millrace/1");
  json_object_set_object_member (pipeline, "nodes", nodes);
  json_node_take_object (root, pipeline);
  text = json_to_string (root, FALSE);

  return harness_run_text (self, text);
}

static void
append_cell (GString    *csv,
             const char *cell)
{
  if (cell == NULL)
    return;
  if (*cell != '\0' && strpbrk (cell, ",\"\n\r") == NULL)
    {
      g_string_append (csv, cell);
      return;
    }

  g_string_append_c (csv, '"');
  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}

char *
harness_get_table (Harness    *self,
                   const char *node,
                   const char *port)
{
  g_autoptr (MillTableView) view = NULL;
  g_autoptr (GPtrArray) cells = NULL;
  g_autoptr (GError) error = NULL;
  GString *csv = g_string_new (NULL);
  MillSchema *schema;
  guint n_columns;

  view = mill_results_open_table (self->results, node, port, NULL, &error);
  g_assert_no_error (error);
  schema = mill_table_view_get_schema (view);
  n_columns = mill_schema_get_n_columns (schema);
  for (guint i = 0; i < n_columns; i++)
    {
      append_cell (csv, mill_schema_get_column (schema, i)->name);
      g_string_append_c (csv, i + 1 < n_columns ? ',' : '\n');
    }

  cells = mill_table_view_fetch (view, 0, MOST_ROWS, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < cells->len; i++)
    {
      append_cell (csv, g_ptr_array_index (cells, i));
      g_string_append_c (csv, (i + 1) % n_columns != 0 ? ',' : '\n');
    }

  return g_string_free (csv, FALSE);
}

static char *
describe_diagnostics (Harness *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->diagnostics->len; i++)
    {
      MillDiagnostic *diagnostic = g_ptr_array_index (self->diagnostics, i);
      g_autofree char *line = mill_diagnostic_to_text (diagnostic);

      g_string_append_printf (text, "%s%s%s\n", line, diagnostic->detail != NULL ? " | " : "",
                              diagnostic->detail != NULL ? diagnostic->detail : "");
    }

  return g_string_free (text, FALSE);
}

void
harness_assert_done (Harness *self)
{
  g_autofree char *text = describe_diagnostics (self);

  if (self->state != MILL_STATE_DONE)
    g_error ("The run is %s:\n%s", mill_state_get_name (self->state), text);
}

void
harness_assert_table (Harness    *self,
                      const char *port,
                      const char *expected)
{
  g_autofree char *table = NULL;

  harness_assert_done (self);
  table = harness_get_table (self, "node", port);
  g_assert_cmpstr (table, ==, expected);
}

void
harness_assert_error (Harness    *self,
                      const char *param,
                      const char *message,
                      const char *hint)
{
  g_autofree char *text = describe_diagnostics (self);

  g_assert_cmpstr (mill_state_get_name (self->state), ==, "failed");
  for (guint i = 0; i < self->diagnostics->len; i++)
    {
      MillDiagnostic *diagnostic = g_ptr_array_index (self->diagnostics, i);

      if (diagnostic->severity == MILL_SEVERITY_ERROR &&
          g_strcmp0 (diagnostic->node, "node") == 0 && g_strcmp0 (diagnostic->param, param) == 0 &&
          strstr (diagnostic->message, message) != NULL &&
          (hint == NULL || (diagnostic->hint != NULL && strstr (diagnostic->hint, hint) != NULL)))
        return;
    }
  g_error ("No error at “%s” says “%s” (%s), but:\n%s", param, message, hint, text);
}
