/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/check.h"
#include "pipeline/json-private.h"
#include "pipeline/node-private.h"
#include "pipeline/param-private.h"
#include "pipeline/params.h"
#include "pipeline/reader-private.h"
#include "pipeline/suggest.h"

/* What it is and in which version, once the document has the node. The document is good where it only
 * needs a newer Millrace. */
static void
check_type (MillReader *self,
            const char *node,
            JsonNode   *whole)
{
  g_autoptr (MillDiagnostic) found = NULL;
  MillDiagnostic *problem;
  JsonObject *json = json_node_get_object (whole);
  const char *type_id = mill_node_get_type_id (mill_pipeline_get_node (self->pipeline, node));
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, node);
  JsonNode *where = json_object_get_member (json, type != NULL ? "version" : "type");

  if (self->problems == NULL || (found = mill_pipeline_check_type (self->pipeline, node)) == NULL)
    return;
  problem = mill_diagnostic_with_node (found, node);
  if (type != NULL ? mill_node_get_version (mill_pipeline_get_node (self->pipeline, node)) > 0
                   : *type_id != '\0')
    problem->severity = MILL_SEVERITY_WARNING;
  if (where == NULL)
    where = whole;
  mill_diagnostic_at_line (problem, GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, where)));
  g_ptr_array_add (self->problems, problem);
}

static void
read_type (MillNode   *node,
           JsonObject *json)
{
  JsonNode *type = json_object_get_member (json, "type");

  if (type != NULL && mill_json_is_string (type) && *json_node_get_string (type) != '\0')
    {
      g_ref_string_release (node->type_id);
      node->type_id = g_ref_string_new (json_node_get_string (type));
      return;
    }
  mill_reader_keep (&node->extra, json, "type");
}

static void
read_version (MillReader         *self,
              MillNode           *node,
              const MillNodeType *type,
              JsonObject         *json,
              JsonNode           *whole)
{
  JsonNode *version = json_object_get_member (json, "version");
  gint64 number;

  if (version != NULL && mill_param_read_integer (version, &number) && number >= 1 &&
      number <= G_MAXINT)
    {
      node->version = number;
      return;
    }
  if (version != NULL)
    {
      mill_reader_keep (&node->extra, json, "version");
      return;
    }
  if (type == NULL)
    return;
  node->version = type->version;
  mill_reader_report (self, MILL_SEVERITY_WARNING, node->id, whole, NULL,
                      _("The node does not say the version of its type; %d is taken"),
                      type->version);
}

static void
read_title (MillReader *self,
            MillNode   *node,
            JsonObject *json)
{
  JsonNode *title = json_object_get_member (json, "title");

  if (title == NULL)
    return;
  if (!mill_json_is_string (title))
    {
      mill_reader_keep (&node->extra, json, "title");
      mill_reader_report (self, MILL_SEVERITY_WARNING, node->id, title, _("It must be a string"),
                          _("The title cannot be read"));
    }
  else if (*json_node_get_string (title) != '\0')
    node->title = g_ref_string_new (json_node_get_string (title));
}

static void
read_bypassed (MillReader *self,
               MillNode   *node,
               JsonObject *json)
{
  JsonNode *bypassed = json_object_get_member (json, "bypassed");

  if (bypassed != NULL && mill_json_is_boolean (bypassed))
    node->bypassed = json_node_get_boolean (bypassed);
  else if (bypassed != NULL)
    {
      mill_reader_keep (&node->extra, json, "bypassed");
      mill_reader_report (self, MILL_SEVERITY_ERROR, node->id, bypassed,
                          _("It must be true or false"),
                          _("Whether the node is bypassed cannot be read"));
    }
}

static void
read_pinned (MillReader *self,
             MillNode   *node,
             JsonObject *json)
{
  JsonNode *pinned = json_object_get_member (json, "pinned");

  if (pinned != NULL && mill_json_is_boolean (pinned))
    node->pinned = json_node_get_boolean (pinned);
  else if (pinned != NULL)
    {
      mill_reader_keep (&node->extra, json, "pinned");
      mill_reader_report (self, MILL_SEVERITY_ERROR, node->id, pinned,
                          _("It must be true or false"),
                          _("Whether the node is pinned cannot be read"));
    }
}

/* { "from": "node.port", "muted": true } */
static JsonNode *
read_muted (JsonNode *json)
{
  JsonObject *object;
  JsonNode *muted;

  if (!JSON_NODE_HOLDS_OBJECT (json))
    return NULL;
  object = json_node_get_object (json);
  muted = json_object_get_member (object, "muted");
  if (json_object_get_size (object) != 2 || muted == NULL || !mill_json_is_boolean (muted) ||
      !json_node_get_boolean (muted))
    return NULL;

  return json_object_get_member (object, "from");
}

/* "node" or "node.port", with strings of its own, or a muted link. */
static gboolean
read_source (JsonNode   *json,
             const char *port,
             GArray     *inputs)
{
  g_autofree char *id = NULL;
  const char *text, *dot;
  MillInput input = { 0 };
  JsonNode *muted = read_muted (json);

  if (muted != NULL)
    {
      json = muted;
      input.muted = TRUE;
    }
  if (!mill_json_is_string (json))
    return FALSE;
  text = json_node_get_string (json);
  dot = strchr (text, '.');
  id = dot != NULL ? g_strndup (text, dot - text) : g_strdup (text);
  if (!mill_reader_is_id (id) || (dot != NULL && !mill_reader_is_id (dot + 1)))
    return FALSE;
  input.port = g_strdup (port);
  input.from_node = g_steal_pointer (&id);
  input.from_port = dot != NULL ? g_strdup (dot + 1) : NULL;
  g_array_append_val (inputs, input);

  return TRUE;
}

static void
clear_input (gpointer data)
{
  MillInput *input = data;

  g_free ((char *) input->port);
  g_free ((char *) input->from_node);
  g_free ((char *) input->from_port);
}

static gboolean
read_sources (JsonNode   *json,
              const char *port,
              GArray     *inputs)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (json))
    return read_source (json, port, inputs);

  array = json_node_get_array (json);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_source (json_array_get_element (array, i), port, inputs))
      return FALSE;

  return TRUE;
}

static void
read_inputs (MillReader *self,
             MillNode   *node,
             JsonObject *json)
{
  JsonNode *section = json_object_get_member (json, "inputs");
  g_autoptr (GArray) inputs = NULL;
  JsonObjectIter iter;
  const char *port;
  JsonNode *value;

  if (section == NULL)
    return;
  if (!JSON_NODE_HOLDS_OBJECT (section))
    {
      mill_reader_keep (&node->extra, json, "inputs");
      mill_reader_report (self, MILL_SEVERITY_ERROR, node->id, section, _("It must be an object"),
                          _("The inputs cannot be read"));
      return;
    }

  inputs = g_array_new (FALSE, FALSE, sizeof (MillInput));
  g_array_set_clear_func (inputs, clear_input);
  json_object_iter_init (&iter, json_node_get_object (section));
  while (json_object_iter_next (&iter, &port, &value))
    {
      guint before = inputs->len;
      MillDiagnostic *diagnostic;

      if (read_sources (value, port, inputs))
        continue;
      g_array_set_size (inputs, before);
      mill_reader_keep (&node->odd_inputs, json_node_get_object (section), port);
      diagnostic = mill_reader_report (self, MILL_SEVERITY_ERROR, node->id, value,
                                       _("It must be \"node\", \"node.port\" or a list of these"),
                                       _("The link into “%s” cannot be read"), port);
      if (diagnostic != NULL)
        mill_diagnostic_at_port (diagnostic, port);
    }
  mill_node_set_inputs (node, (const MillInput *) inputs->data, inputs->len);
}

static void
report_problems (MillReader *self,
                 const char *node,
                 JsonNode   *where,
                 GPtrArray  *found)
{
  guint line = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, where));

  for (guint i = 0; i < found->len; i++)
    {
      MillDiagnostic *diagnostic = mill_diagnostic_with_node (g_ptr_array_index (found, i), node);

      g_ptr_array_add (self->problems, mill_diagnostic_at_line (diagnostic, line));
    }
}

/* Brings the settings to the version of the type that this build has. FALSE: they stay. */
static gboolean
upgrade (MillReader         *self,
         MillNode           *node,
         const MillNodeType *type,
         JsonNode           *where)
{
  g_autoptr (JsonObject) params = NULL;
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  int from = node->version;

  params = node->params != NULL ? mill_json_copy_object (node->params) : json_object_new ();
  if (!mill_node_type_upgrade (type, params, from, node->id, problems))
    {
      if (self->problems != NULL)
        report_problems (self, node->id, where, problems);
      return FALSE;
    }

  g_clear_pointer (&node->params, json_object_unref);
  node->params = g_steal_pointer (&params);
  node->version = type->version;
  mill_reader_report (self, MILL_SEVERITY_NOTE, node->id, where, NULL,
                      _("The settings were brought from version %d of “%s” to version %d"),
                      from, type->id, type->version);

  return TRUE;
}

static void
report_unknown_param (MillReader         *self,
                      const char         *node,
                      const MillNodeType *type,
                      const char         *name,
                      JsonNode           *where)
{
  g_autofree char *hint = NULL;
  MillSuggestion suggestion;
  MillDiagnostic *diagnostic;

  mill_suggestion_init (&suggestion, name);
  for (const MillParam *param = type->params; param != NULL && param->member != NULL; param++)
    mill_suggestion_offer (&suggestion, mill_param_get_name (param));
  hint = mill_reader_hint (mill_suggestion_finish (&suggestion));
  diagnostic = mill_reader_report (self, MILL_SEVERITY_WARNING, node, where, hint,
                                   _("“%s” is not a setting of this node; "
                                     "it is kept, and does nothing"),
                                   name);
  if (diagnostic != NULL)
    mill_diagnostic_at_param (diagnostic, name);
}

/* Checks the settings one by one, and drops those that only repeat their default. */
static void
tidy_params (MillReader         *self,
             MillNode           *node,
             const MillNodeType *type)
{
  g_autoptr (GPtrArray) names = mill_json_sorted_names (node->params);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      JsonNode *value = json_object_get_member (node->params, name);
      const MillParam *param = mill_node_type_find_param (type, name);

      if (param == NULL)
        {
          report_unknown_param (self, node->id, type, name, value);
          continue;
        }
      if (self->problems != NULL)
        {
          g_autoptr (GPtrArray) found = mill_diagnostics_new ();

          if (!mill_param_check_json (param, value, found))
            report_problems (self, node->id, value, found);
        }
      if (mill_param_is_default (param, value))
        json_object_remove_member (node->params, name);
    }
  if (json_object_get_size (node->params) == 0)
    g_clear_pointer (&node->params, json_object_unref);
}

static void
read_params (MillReader         *self,
             MillNode           *node,
             const MillNodeType *type,
             JsonObject         *json,
             JsonNode           *whole)
{
  JsonNode *params = json_object_get_member (json, "params");

  if (params != NULL && !JSON_NODE_HOLDS_OBJECT (params))
    {
      mill_reader_keep (&node->extra, json, "params");
      mill_reader_report (self, MILL_SEVERITY_ERROR, node->id, params, _("It must be an object"),
                          _("The settings cannot be read"));
      return;
    }
  if (params != NULL && json_object_get_size (json_node_get_object (params)) > 0)
    node->params = json_object_ref (json_node_get_object (params));
  if (type == NULL || node->version == 0)
    return;

  if ((node->version == type->version ||
       (node->version < type->version && upgrade (self, node, type, whole))) &&
      node->params != NULL)
    tidy_params (self, node, type);
}

static void
read_node (MillReader *self,
           const char *id,
           JsonNode   *whole)
{
  static const char *const known[] = {
    "type", "version", "title", "bypassed", "pinned", "inputs", "params", "component", NULL
  };
  g_autoptr (MillNode) node = mill_node_new (id, "", 0);
  JsonObject *json = json_node_get_object (whole);
  const MillNodeType *type;

  read_type (node, json);
  mill_reader_read_component (self, node, json);
  type = mill_node_find_type (node, mill_pipeline_get_catalogue (self->pipeline));
  read_version (self, node, type, json, whole);
  read_title (self, node, json);
  read_bypassed (self, node, json);
  read_pinned (self, node, json);
  read_inputs (self, node, json);
  read_params (self, node, type, json, whole);
  mill_reader_keep_unknown (self, &node->extra, json, known, id);
  mill_pipeline_put_value (self->pipeline, MILL_CHANGE_NODE, id, node);
  check_type (self, id, whole);
}

void
mill_reader_read_nodes (MillReader *self,
                        JsonObject *nodes)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *value;

  json_object_iter_init (&iter, nodes);
  while (json_object_iter_next (&iter, &id, &value))
    {
      JsonObject *odd;

      if (mill_reader_is_id (id) && JSON_NODE_HOLDS_OBJECT (value))
        {
          read_node (self, id, value);
          continue;
        }
      odd = mill_json_ensure_object (self->extra, "nodes");
      mill_reader_keep (&odd, nodes, id);
      if (JSON_NODE_HOLDS_OBJECT (value))
        mill_reader_report (self, MILL_SEVERITY_ERROR, NULL, value,
                            _("An id is made of letters, digits and “-”, as in “read-csv”"),
                            _("“%s” cannot be the id of a node"), id);
      else
        mill_reader_report (self, MILL_SEVERITY_ERROR, NULL, value, _("A node is an object"),
                            _("The node “%s” cannot be read"), id);
    }
}
