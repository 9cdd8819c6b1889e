/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/component-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "pipeline/boundary.h"
#include "pipeline/json-private.h"
#include "pipeline/param-private.h"
#include "pipeline/writer.h"

/* What a node that holds a component looks like from outside. Widgets, links and settings point into
 * node types, so one is never freed; components that look the same share it, and an edit that does not
 * show outside makes no new one. */

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  double y, other_y;

  mill_node_get_position (a, NULL, &y);
  mill_node_get_position (b, NULL, &other_y);
  if (y != other_y)
    return y < other_y ? -1 : 1;

  return g_strcmp0 (mill_node_get_id (a), mill_node_get_id (b));
}

/* The ports stand as their nodes do, from above. */
static GPtrArray *
list_boundaries (MillPipeline      *pipeline,
                 MillPortDirection  direction)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_node_unref);

  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);
      const MillNodeType *type = mill_boundary_find (mill_node_get_type_id (node));

      if (type != NULL && mill_boundary_get_direction (type) == direction)
        g_ptr_array_add (found, mill_node_ref (node));
    }
  g_ptr_array_sort_values (found, compare_places);

  return found;
}

/* Is there anything that needs what comes in at @input? */
static gboolean
is_needed (MillPipeline *pipeline,
           MillNode     *input)
{
  g_autoptr (GArray) links = mill_pipeline_list_links_from (pipeline, mill_node_get_id (input));

  for (guint i = 0; i < links->len; i++)
    {
      MillLink *link = &g_array_index (links, MillLink, i);
      const MillNodeType *type = mill_pipeline_get_node_type (pipeline, link->to_node);
      const MillPort *port = type != NULL
        ? mill_node_type_find_port (type, MILL_PORT_IN, link->to_port) : NULL;

      if (port != NULL && !(port->flags & MILL_PORT_OPTIONAL))
        return TRUE;
    }

  return FALSE;
}

/* What has no title is called by its id: "left-table" is "Left table". */
static const char *
get_label (MillNode *node)
{
  g_autofree char *label = g_strdup (mill_node_get_id (node));

  if (mill_node_get_title (node) != NULL)
    return g_intern_string (mill_node_get_title (node));
  label[0] = g_ascii_toupper (label[0]);

  return g_intern_string (g_strdelimit (label, "-", ' '));
}

static void
append_ports (GArray            *ports,
              MillPipeline      *pipeline,
              MillPortDirection  direction)
{
  g_autoptr (GPtrArray) nodes = list_boundaries (pipeline, direction);

  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);
      MillPort port = {
        g_intern_string (mill_node_get_id (node)), get_label (node), direction,
        mill_boundary_find (mill_node_get_type_id (node))->ports->type, 0
      };

      if (direction == MILL_PORT_IN && !is_needed (pipeline, node))
        port.flags = MILL_PORT_OPTIONAL;
      g_array_append_val (ports, port);
    }
}

static void
set_default (MillParam *param,
             JsonNode  *value)
{
  /* Of every kind: where it comes from the environment it has no value yet. */
  if (value != NULL && mill_json_is_reference (value))
    {
      param->default_string = g_intern_string (json_node_get_string (value));
      return;
    }

  switch (param->kind)
    {
    case MILL_PARAM_BOOLEAN:
      param->default_integer = value != NULL && json_node_get_boolean (value);
      break;
    case MILL_PARAM_INTEGER:
      param->default_integer = value != NULL ? json_node_get_int (value) : 0;
      break;
    case MILL_PARAM_NUMBER:
      param->default_number = value != NULL ? json_node_get_double (value) : NAN;
      break;
    case MILL_PARAM_CHOICE:
      param->default_integer =
        mill_param_find_choice (param, value != NULL ? json_node_get_string (value) : "")->value;
      break;
    case MILL_PARAM_STRING:
    case MILL_PARAM_STRINGS:
    case MILL_PARAM_RECORDS:
    default:
      param->default_string = value != NULL ? g_intern_string (json_node_get_string (value)) : NULL;
    }
}

static gboolean
is_set_to (MillNode   *node,
           const char *param,
           const char *text)
{
  JsonObject *params = mill_node_get_params (node);
  JsonNode *value = params != NULL ? json_object_get_member (params, param) : NULL;

  return value != NULL && JSON_NODE_HOLDS_VALUE (value) &&
         json_node_get_value_type (value) == G_TYPE_STRING &&
         g_str_equal (json_node_get_string (value), text);
}

/* What a setting within offers that takes the parameter for its whole value is offered outside too. NULL:
 * there is none, or they do not offer the same. */
static const MillChoice *
find_choices (MillPipeline  *pipeline,
              MillParameter *parameter)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  g_autofree char *reference = g_strdup_printf ("${%s}", mill_parameter_get_name (parameter));
  JsonNode *value = mill_parameter_get_default (parameter);
  const MillParam *found = NULL;

  if (mill_parameter_get_value_type (parameter) != MILL_PARAMETER_STRING || value == NULL)
    return NULL;
  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);
      const MillNodeType *type = mill_pipeline_get_node_type (pipeline, mill_node_get_id (node));

      for (const MillParam *param = type != NULL ? type->params : NULL;
           param != NULL && param->member != NULL; param++)
        {
          if (!is_set_to (node, mill_param_get_name (param), reference))
            continue;
          if (param->kind != MILL_PARAM_CHOICE || (found != NULL && found->choices != param->choices))
            return NULL;
          found = param;
        }
    }

  return found != NULL && mill_param_find_choice (found, json_node_get_string (value)) != NULL
           ? found->choices : NULL;
}

static void
append_param (GArray           *params,
              MillParameter    *parameter,
              const MillChoice *choices)
{
  static const MillParamKind kinds[] = {
    [MILL_PARAMETER_STRING] = MILL_PARAM_STRING,
    [MILL_PARAMETER_NUMBER] = MILL_PARAM_NUMBER,
    [MILL_PARAMETER_INTEGER] = MILL_PARAM_INTEGER,
    [MILL_PARAMETER_BOOLEAN] = MILL_PARAM_BOOLEAN,
    [MILL_PARAMETER_DATE] = MILL_PARAM_STRING,
  };
  const char *name = g_intern_string (mill_parameter_get_name (parameter));
  const char *description = mill_parameter_get_description (parameter);
  MillParam param = {
    .member = name, .name = name, .label = name, .help = g_intern_string (description),
    .kind = choices != NULL ? MILL_PARAM_CHOICE : kinds[mill_parameter_get_value_type (parameter)],
    .choices = choices,
    .offset = params->len * sizeof (gint64), .digits = 3,
    .required = mill_parameter_get_default (parameter) == NULL,
  };

  set_default (&param, mill_parameter_get_default (parameter));
  g_array_append_val (params, param);
}

/* Everything that shows outside, as a text. */
static char *
describe (MillPipeline *pipeline,
          GArray       *ports,
          GPtrArray    *parameters)
{
  GString *text = g_string_new (mill_pipeline_get_name (pipeline));

  for (guint i = 0; i < ports->len; i++)
    {
      MillPort *port = &g_array_index (ports, MillPort, i);

      g_string_append_printf (text, "\n%d %d %d ", port->direction, port->type, port->flags);
      mill_json_append_string (text, port->name);
      mill_json_append_string (text, port->label);
    }
  for (guint i = 0; i < parameters->len; i++)
    {
      MillParameter *parameter = g_ptr_array_index (parameters, i);
      const char *description = mill_parameter_get_description (parameter);

      g_string_append_printf (text, "\n%d ", mill_parameter_get_value_type (parameter));
      mill_json_append_string (text, mill_parameter_get_name (parameter));
      mill_json_append_string (text, description != NULL ? description : "");
      if (mill_parameter_get_default (parameter) != NULL)
        mill_json_append (text, mill_parameter_get_default (parameter), 0, TRUE);
      /* Choices are there for good, as node types are. */
      g_string_append_printf (text, " %p", (gconstpointer) find_choices (pipeline, parameter));
    }

  return g_string_free (text, FALSE);
}

static MillNodeType *
make_type (MillPipeline *pipeline,
           GArray       *ports,
           GPtrArray    *parameters)
{
  const char *name = mill_pipeline_get_name (pipeline);
  GArray *params = g_array_new (TRUE, TRUE, sizeof (MillParam));
  MillNodeType *type = g_new0 (MillNodeType, 1);

  for (guint i = 0; i < parameters->len; i++)
    append_param (params, g_ptr_array_index (parameters, i),
                  find_choices (pipeline, g_ptr_array_index (parameters, i)));
  type->id = MILL_COMPONENT_TYPE;
  type->version = 1;
  type->category = MILL_CATEGORY_COMPONENTS;
  type->icon = "component-symbolic";
  type->label = name != NULL ? g_intern_string (name) : N_("Component");
  type->summary = N_("A part of the pipeline in a node of its own");
  type->params_size = params->len * sizeof (gint64);
  type->params = (MillParam *) g_array_free (params, FALSE);
  type->ports = g_memdup2 (ports->data, (ports->len + 1) * sizeof (MillPort));

  return type;
}

const MillNodeType *
mill_component_find_type (MillPipeline *pipeline)
{
  static GMutex mutex;
  static GHashTable *known;
  g_autoptr (GArray) ports = g_array_new (TRUE, TRUE, sizeof (MillPort));
  g_autoptr (GPtrArray) parameters = mill_pipeline_list_parameters (pipeline);
  g_autofree char *key = NULL;
  MillNodeType *type;

  append_ports (ports, pipeline, MILL_PORT_IN);
  append_ports (ports, pipeline, MILL_PORT_OUT);
  key = describe (pipeline, ports, parameters);

  g_mutex_lock (&mutex);
  if (known == NULL)
    known = g_hash_table_new (g_str_hash, g_str_equal);
  type = g_hash_table_lookup (known, key);
  if (type == NULL)
    {
      type = make_type (pipeline, ports, parameters);
      g_hash_table_insert (known, g_steal_pointer (&key), type);
    }
  g_mutex_unlock (&mutex);

  return type;
}
