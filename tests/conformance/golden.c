/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "golden.h"

#include <string.h>

#include "other-value.h"
#include "pipeline/check.h"
#include "pipeline/params.h"
#include "pipeline/reader.h"
#include "pipeline/writer.h"

static JsonObject *
describe_port (const MillPort *port)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", port->name);
  json_object_set_string_member (object, "direction", port->direction == MILL_PORT_IN ? "in" : "out");
  json_object_set_string_member (object, "type", mill_port_type_get_name (port->type));
  json_object_set_boolean_member (object, "optional", (port->flags & MILL_PORT_OPTIONAL) != 0);
  json_object_set_boolean_member (object, "multiple", (port->flags & MILL_PORT_MULTIPLE) != 0);

  return object;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Their order is for people only. */
static JsonArray *
describe_choices (const MillParam *param)
{
  JsonArray *array = json_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (const MillChoice *choice = param->choices; choice->name != NULL; choice++)
    g_ptr_array_add (names, (gpointer) choice->name);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (names, i));

  return array;
}

static JsonObject *
describe_params (const MillParam *table)
{
  static const char *const kinds[] = {
    [MILL_PARAM_STRING] = "string", [MILL_PARAM_BOOLEAN] = "boolean",
    [MILL_PARAM_INTEGER] = "integer", [MILL_PARAM_NUMBER] = "number",
    [MILL_PARAM_CHOICE] = "choice", [MILL_PARAM_STRINGS] = "strings",
    [MILL_PARAM_RECORDS] = "records",
  };
  static const char *const roles[] = {
    [MILL_ROLE_NONE] = "none", [MILL_ROLE_COLUMN] = "column", [MILL_ROLE_COLUMNS] = "columns",
    [MILL_ROLE_NEW_COLUMN] = "new-column", [MILL_ROLE_EXPRESSION] = "expression",
    [MILL_ROLE_READ_PATH] = "read-path", [MILL_ROLE_WRITE_PATH] = "write-path", [MILL_ROLE_SEED] = "seed",
  };
  JsonObject *all = json_object_new ();

  for (const MillParam *param = table; param != NULL && param->member != NULL; param++)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "kind", kinds[param->kind]);
      json_object_set_string_member (object, "role", roles[param->role]);
      json_object_set_boolean_member (object, "required", param->required);
      json_object_set_member (object, "default", mill_param_get_default_json (param));
      if (param->visible_if != NULL)
        json_object_set_string_member (object, "visible-if", param->visible_if);
      if (param->minimum != 0 || param->maximum != 0)
        {
          g_autofree char *range = g_strdup_printf ("%.17g to %.17g", param->minimum, param->maximum);

          json_object_set_string_member (object, "range", range);
        }
      if (param->choices != NULL)
        json_object_set_array_member (object, "choices", describe_choices (param));
      if (param->fields != NULL)
        json_object_set_object_member (object, "fields", describe_params (param->fields));
      json_object_set_object_member (all, mill_param_get_name (param), object);
    }

  return all;
}

char *
golden_describe (const MillNodeType *type)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *ports = json_array_new ();

  for (const MillPort *port = type->ports; port != NULL && port->name != NULL; port++)
    json_array_add_object_element (ports, describe_port (port));
  json_object_set_string_member (object, "id", type->id);
  json_object_set_int_member (object, "version", type->version);
  json_object_set_array_member (object, "ports", ports);
  json_object_set_object_member (object, "params", describe_params (type->params));
  json_node_take_object (node, object);

  return mill_json_to_canonical (node, FALSE);
}

static MillPipeline *
read_text (const MillNodeType *type,
           const char         *text,
           GPtrArray          *problems)
{
  const MillNodeType *const types[] = { type, NULL };
  const MillCatalogue catalogue = { types };
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  MillPipeline *pipeline = mill_pipeline_new_from_bytes (&catalogue, bytes, problems, &error);

  g_assert_no_error (error);

  return pipeline;
}

char *
golden_make (const MillNodeType *type)
{
  g_autoptr (JsonNode) settings = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  json_node_take_object (settings, json_object_new ());
  for (const MillParam *param = type->params; param != NULL && param->member != NULL; param++)
    json_object_set_member (json_node_get_object (settings), mill_param_get_name (param),
                            other_value_new (param));
  json = mill_json_to_canonical (settings, TRUE);
  text = g_strdup_printf ("{\"format\": \"millrace/1\", \"nodes\": {\"node\": "
                          "{\"type\": \"%s\", \"version\": %d, \"params\": %s}}}",
                          type->id, type->version, json);
  pipeline = read_text (type, text, NULL);

  return mill_pipeline_to_text (pipeline);
}

static char *
make_path (const MillNodeType *type,
           const char         *folder,
           int                 version,
           const char         *extension)
{
  g_autofree char *name = g_strdup_printf ("%s-%d.%s", type->id, version, extension);

  return g_build_filename (folder, name, NULL);
}

static void
write_if_missing (const char *path,
                  char       *text)
{
  g_autofree char *content = text;
  g_autoptr (GError) error = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
}

static char *
check_description (const MillNodeType *type,
                   const char         *description)
{
  g_autofree char *present = golden_describe (type);

  if (g_str_equal (present, description))
    return NULL;

  return g_strdup_printf ("“%s” is not what files of its version %d count on any more. Give it version %d, with "
                          "an upgrade from %d that keeps what such files mean, and run this test with "
                          "MILL_UPDATE_GOLDEN=1. (Only where version %d has never been published: delete "
                          "%s-%d.* in tests/conformance/golden and run it so.) Kept is:\n%sand there is:\n%s",
                          type->id, type->version, type->version + 1, type->version, type->version,
                          type->id, type->version, description, present);
}

/* A file of an older version gives one note, and one of this version none. */
static char *
check_reading (const MillNodeType *type,
               int                 version,
               const char         *text)
{
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GPtrArray) later = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = read_text (type, text, problems);
  g_autoptr (MillPipeline) again = NULL;
  MillNode *node = mill_pipeline_get_node (pipeline, "node");
  g_autofree char *saved = mill_pipeline_to_text (pipeline);
  gpointer settings;

  for (guint i = 0; i < problems->len; i++)
    {
      const MillDiagnostic *problem = g_ptr_array_index (problems, i);

      if (version == type->version || problem->severity != MILL_SEVERITY_NOTE)
        return g_strdup_printf ("A file of version %d of “%s” is not read as it was: %s", version, type->id,
                                problem->message);
    }
  if (mill_node_get_version (node) != type->version || problems->len != (version < type->version))
    return g_strdup_printf ("A file of version %d of “%s” is not brought to version %d", version, type->id,
                            type->version);
  settings = mill_params_parse (type, mill_node_get_params (node), problems);
  mill_params_free (type, settings);
  if (problems->len != (version < type->version))
    return g_strdup_printf ("The settings of version %d of “%s” cannot be read: %s", version, type->id,
                            ((MillDiagnostic *) g_ptr_array_index (problems, problems->len - 1))->message);
  if (version == type->version && !g_str_equal (saved, text))
    return g_strdup_printf ("A file of version %d of “%s” changes when it is saved:\n%s", version, type->id,
                            saved);
  again = read_text (type, saved, later);
  if (later->len > 0)
    return g_strdup_printf ("“%s” of version %d is not at rest once it is saved: %s", type->id, version,
                            ((MillDiagnostic *) g_ptr_array_index (later, 0))->message);

  return NULL;
}

/* A file that leaves a parameter out means the default that its version had. */
static char *
check_defaults (const MillNodeType *type,
                int                 version,
                const char         *description)
{
  g_autoptr (JsonNode) kept = json_from_string (description, NULL);
  g_autoptr (JsonObject) settings = json_object_new ();
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (JsonNode) now = NULL;
  JsonObject *old;
  gpointer params;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!mill_node_type_upgrade (type, settings, version, "node", problems))
    return g_strdup_printf ("Settings of version %d of “%s” that are all left out cannot be upgraded: %s",
                            version, type->id,
                            ((MillDiagnostic *) g_ptr_array_index (problems, 0))->hint);
  params = mill_params_parse (type, settings, NULL);
  now = mill_params_to_json (type, params);
  mill_params_free (type, params);
  old = json_object_get_object_member (json_node_get_object (kept), "params");
  json_object_iter_init (&iter, old);
  while (json_object_iter_next (&iter, &name, &value))
    {
      const MillParam *param = mill_node_type_find_param (type, name);
      JsonNode *was = json_object_get_member (json_node_get_object (value), "default");
      g_autofree char *before = mill_json_to_canonical (was, TRUE);
      g_autofree char *after = NULL;

      if (param == NULL)
        continue;
      after = mill_json_to_canonical (json_object_get_member (json_node_get_object (now), name), TRUE);
      if (!g_str_equal (before, after))
        return g_strdup_printf ("Where a file of version %d of “%s” leaves “%s” out, that meant %s, and the "
                                "upgrade makes it %s: set the old default there", version, type->id, name,
                                before, after);
    }

  return NULL;
}

static char *
check_version (const MillNodeType *type,
               const char         *folder,
               int                 version)
{
  g_autofree char *path = make_path (type, folder, version, "json");
  g_autofree char *file = make_path (type, folder, version, "millrace.json");
  g_autofree char *description = NULL;
  g_autofree char *text = NULL;
  char *problem;

  if (!g_file_get_contents (path, &description, NULL, NULL) || !g_file_get_contents (file, &text, NULL, NULL))
    return g_strdup_printf (version == type->version
                              ? "Nothing is kept of version %d of “%s” yet: run this test with MILL_UPDATE_GOLDEN=1 "
                                "and commit what it writes"
                              : "What is kept of version %d of “%s” has to stay for ever: take it back from the "
                                "history", version, type->id);
  problem = version == type->version ? check_description (type, description) : NULL;
  if (problem == NULL)
    problem = check_reading (type, version, text);
  if (problem == NULL)
    problem = check_defaults (type, version, description);

  return problem;
}

char *
golden_check (const MillNodeType *type,
              const char         *folder,
              gboolean            write)
{
  char *problem = NULL;

  if (write)
    {
      g_autofree char *path = make_path (type, folder, type->version, "json");
      g_autofree char *file = make_path (type, folder, type->version, "millrace.json");

      write_if_missing (path, golden_describe (type));
      write_if_missing (file, golden_make (type));
    }
  for (int version = 1; version <= type->version && problem == NULL; version++)
    problem = check_version (type, folder, version);

  return problem;
}

static gboolean
belongs (const MillNodeType *type,
         const char         *name)
{
  for (int version = 1; version <= type->version; version++)
    {
      g_autofree char *description = make_path (type, "", version, "json");
      g_autofree char *file = make_path (type, "", version, "millrace.json");

      if (g_str_equal (name, description) || g_str_equal (name, file))
        return TRUE;
    }

  return FALSE;
}

char *
golden_find_stray (const MillNodeType *const *types,
                   const char         *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (directory);
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      gboolean known = FALSE;

      for (guint i = 0; types[i] != NULL && !known; i++)
        known = belongs (types[i], name);
      if (!known)
        return g_strdup (name);
    }

  return NULL;
}
