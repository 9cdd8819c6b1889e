/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pipeline/component-private.h"
#include "pipeline/conflict-private.h"
#include "pipeline/expand.h"
#include "pipeline/json-private.h"
#include "pipeline/node-private.h"
#include "pipeline/reader-private.h"

/* FALSE: there is none that can be understood. */
static gboolean
read_origin (JsonObject *json,
             MillOrigin *origin)
{
  JsonNode *member = json_object_get_member (json, "origin");
  JsonObject *object;
  JsonNode *name, *digest;

  if (member == NULL || !JSON_NODE_HOLDS_OBJECT (member))
    return FALSE;
  object = json_node_get_object (member);
  name = json_object_get_member (object, "name");
  digest = json_object_get_member (object, "digest");
  if (json_object_get_size (object) != 2 || name == NULL || !mill_json_is_string (name) ||
      *json_node_get_string (name) == '\0' || digest == NULL || !mill_json_is_string (digest))
    return FALSE;
  origin->name = (char *) json_node_get_string (name);
  origin->digest = (char *) json_node_get_string (digest);

  return TRUE;
}

/* What was found within names the way to its node. */
static void
take_problems (MillReader *self,
               MillNode   *node,
               GPtrArray  *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      MillDiagnostic *problem = g_ptr_array_index (found, i);
      g_autofree char *path = problem->node != NULL
        ? g_strdup_printf ("%s%c%s", node->id, MILL_PATH_SEPARATOR, problem->node)
        : g_strdup (node->id);

      g_ptr_array_add (self->problems, mill_diagnostic_with_node (problem, path));
    }
}

void
mill_reader_read_component (MillReader *self,
                            MillNode   *node,
                            JsonObject *json)
{
  const char *known[] = { "name", "parameters", "nodes", "layout", MILL_CONFLICTS, NULL, NULL };
  JsonNode *member = json_object_get_member (json, "component");
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (GPtrArray) found = self->problems != NULL ? mill_diagnostics_new () : NULL;
  MillOrigin origin = { 0 };
  MillReader reader = { 0 };
  gboolean has_origin;

  if (!g_str_equal (node->type_id, MILL_COMPONENT_TYPE) || member == NULL ||
      !JSON_NODE_HOLDS_OBJECT (member))
    {
      if (member != NULL)
        mill_reader_keep (&node->extra, json, "component");
      if (member != NULL)
        mill_reader_report (self, MILL_SEVERITY_ERROR, node->id, member,
                            _("It must be an object, in a node of the type “component”"),
                            _("The component cannot be read"));
      return;
    }

  pipeline = mill_pipeline_new (mill_pipeline_get_catalogue (self->pipeline));
  reader.pipeline = pipeline;
  reader.lines = self->lines;
  reader.problems = found;
  reader.root = json_node_get_object (member);
  has_origin = read_origin (reader.root, &origin);
  if (has_origin)
    known[G_N_ELEMENTS (known) - 2] = "origin";
  mill_reader_read_sections (&reader, known);
  if (found != NULL)
    take_problems (self, node, found);
  node->component = mill_component_new (pipeline, has_origin ? &origin : NULL);
}
