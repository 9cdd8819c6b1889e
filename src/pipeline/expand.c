/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/expand.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/boundary.h"
#include "pipeline/component.h"
#include "pipeline/diagnostic.h"
#include "pipeline/json-private.h"
#include "pipeline/node-private.h"
#include "pipeline/param-private.h"
#include "pipeline/parameter-private.h"
#include "pipeline/pipeline-private.h"
#include "pipeline/references.h"

/* Borders that one link may cross before it must be going in a circle. */
#define MOST_BORDERS 4000

/* A pipeline on the way in: the whole one, or what a node of its parent holds. */
typedef struct _Level Level;

struct _Level
{
  const Level  *parent;
  MillPipeline *pipeline;
  MillNode     *holder;     /* in the parent; NULL: this is the whole */
  char         *prefix;     /* "clean/" */
  char         *title;      /* "Clean Weather › " */
};

typedef struct
{
  MillPipeline *made;
  GPtrArray    *problems;
} Expansion;

static void
clear_level (Level *self)
{
  g_free (self->prefix);
  g_free (self->title);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Level, clear_level)

static void
enter (Level       *self,
       const Level *parent,
       MillNode    *holder)
{
  self->parent = parent;
  self->holder = holder;
  self->pipeline = mill_component_get_pipeline (holder->component);
  self->prefix = g_strdup_printf ("%s%s%c", parent->prefix, holder->id, MILL_PATH_SEPARATOR);
  self->title = g_strdup_printf ("%s%s › ", parent->title,
                                 mill_pipeline_get_node_label (parent->pipeline, holder->id));
}

static gboolean find_maker (const Level     *level,
                            const MillInput *input,
                            guint            n_borders,
                            MillInput       *maker);

/* Follows what comes in at @port of @node, the first of several. */
static gboolean
follow_input (const Level *level,
              MillNode    *node,
              const char  *port,
              guint        n_borders,
              MillInput   *maker)
{
  for (guint i = 0; i < node->n_inputs; i++)
    if (g_str_equal (node->inputs[i].port, port) && !node->inputs[i].muted)
      return find_maker (level, &node->inputs[i], n_borders, maker);

  return FALSE;
}

/* A node that is bypassed gives what comes in at its first input of that kind. */
static const MillInput *
find_bypass (const Level     *level,
             MillNode        *node,
             const MillInput *input)
{
  const MillNodeType *type = mill_pipeline_get_node_type (level->pipeline, node->id);
  const MillPort *output = type != NULL && input->from_port != NULL
    ? mill_node_type_find_port (type, MILL_PORT_OUT, input->from_port) : NULL;

  if (output == NULL)
    return NULL;
  for (const MillPort *port = type->ports; port->name != NULL; port++)
    if (port->direction == MILL_PORT_IN && port->type == output->type)
      for (guint i = 0; i < node->n_inputs; i++)
        if (g_str_equal (node->inputs[i].port, port->name) && !node->inputs[i].muted)
          return &node->inputs[i];

  return NULL;
}

/* Goes back along a link to the node that will run. The strings of @maker are new. */
static gboolean
find_maker (const Level     *level,
            const MillInput *input,
            guint            n_borders,
            MillInput       *maker)
{
  MillNode *node = mill_pipeline_get_node (level->pipeline, input->from_node);
  guint n_left = mill_pipeline_get_n_nodes (level->pipeline);

  while (node != NULL && node->bypassed && n_left-- > 0)
    {
      input = find_bypass (level, node, input);
      if (input == NULL)
        return FALSE;
      node = mill_pipeline_get_node (level->pipeline, input->from_node);
    }
  if (n_borders > MOST_BORDERS || (node != NULL && node->bypassed))
    return FALSE;

  if (node != NULL && node->component != NULL)
    {
      g_auto (Level) inner = { 0 };
      MillNode *output;

      enter (&inner, level, node);
      output = input->from_port != NULL
        ? mill_pipeline_get_node (inner.pipeline, input->from_port) : NULL;
      if (output == NULL || mill_boundary_find (output->type_id) == NULL)
        return FALSE;
      return follow_input (&inner, output, mill_boundary_find (output->type_id)->ports->name,
                           n_borders + 1, maker);
    }
  if (node != NULL && mill_boundary_find (node->type_id) != NULL)
    return level->parent != NULL &&
           follow_input (level->parent, level->holder, node->id, n_borders + 1, maker);

  maker->from_node = g_strconcat (level->prefix, input->from_node, NULL);
  maker->from_port = g_strdup (input->from_port);

  return TRUE;
}

static void
clear_input (gpointer data)
{
  MillInput *input = data;

  g_free ((char *) input->from_node);
  g_free ((char *) input->from_port);
}

static char *
add_prefix (const char *name,
            gpointer    prefix)
{
  return g_strconcat (prefix, name, NULL);
}

/* What refers to a parameter of the level refers to it by its path. */
static JsonNode *
qualify (const Level *level,
         JsonNode    *json)
{
  return mill_references_rename (json, add_prefix, level->prefix);
}

static MillNode *
expand_node (const Level *level,
             MillNode    *node)
{
  g_autofree char *id = g_strconcat (level->prefix, node->id, NULL);
  g_autoptr (GArray) inputs = g_array_new (FALSE, FALSE, sizeof (MillInput));
  g_autoptr (MillNode) renamed = NULL;
  g_autoptr (MillNode) titled = NULL;
  g_autofree char *title = NULL;
  MillNode *linked;

  g_array_set_clear_func (inputs, clear_input);
  for (guint i = 0; i < node->n_inputs; i++)
    {
      MillInput input = { .port = node->inputs[i].port };

      if (!node->inputs[i].muted && find_maker (level, &node->inputs[i], 0, &input))
        g_array_append_val (inputs, input);
    }
  renamed = mill_node_with_id (node, id);
  title = g_strconcat (level->title, mill_pipeline_get_node_label (level->pipeline, node->id), NULL);
  titled = mill_node_with_title (renamed, level->parent != NULL ? title : node->title);
  linked = mill_node_with_inputs (titled, (const MillInput *) inputs->data, inputs->len);
  if (level->parent != NULL && node->params != NULL)
    {
      g_autoptr (JsonNode) params = mill_json_from_object (json_object_ref (node->params));
      g_autoptr (JsonNode) qualified = qualify (level, params);
      MillNode *made = mill_node_with_params (linked, json_node_dup_object (qualified));

      mill_node_unref (linked);
      return made;
    }

  return linked;
}

/* The setting of a node that holds a component tells a date from no other text; its parameter does. */
static gboolean
check_set (const MillNodeType *type,
           MillParameter      *parameter,
           JsonNode           *set,
           GPtrArray          *problems)
{
  const char *name = mill_parameter_get_name (parameter);
  g_autoptr (GError) error = NULL;

  if (!mill_param_check_json (mill_node_type_find_param (type, name), set, problems))
    return FALSE;
  if (mill_parameter_check_value (parameter, set, &error))
    return TRUE;
  g_ptr_array_add (problems, mill_error_dup_diagnostic (error, NULL));

  return FALSE;
}

/* A parameter of a component has what the node that holds it sets, and else its own default. */
static void
expand_parameter (Expansion     *self,
                  const Level   *level,
                  MillParameter *parameter)
{
  const MillNodeType *type = mill_component_get_node_type (level->holder->component);
  const char *name = mill_parameter_get_name (parameter);
  g_autofree char *path = g_strconcat (level->prefix, name, NULL);
  JsonNode *set = mill_json_get_member (level->holder->params, name);
  g_autoptr (GPtrArray) found = mill_diagnostics_new ();
  g_autoptr (MillParameter) made = NULL;
  g_autoptr (JsonNode) value = NULL;

  if (set != NULL && check_set (type, parameter, set, found))
    value = qualify (level->parent, set);
  else if (mill_parameter_get_default (parameter) != NULL)
    value = mill_json_copy (mill_parameter_get_default (parameter));
  for (guint i = 0; self->problems != NULL && i < found->len; i++)
    {
      g_autofree char *id = g_strconcat (level->parent->prefix, level->holder->id, NULL);

      g_ptr_array_add (self->problems,
                       mill_diagnostic_with_node (g_ptr_array_index (found, i), id));
    }
  made = mill_parameter_new (path, mill_parameter_get_value_type (parameter), value, NULL);
  mill_pipeline_put_value (self->made, MILL_CHANGE_PARAMETER, path, made);
}

/* A component that is pinned keeps what comes out of it: what makes that is pinned, where it is within. */
static void
pin_makers (Expansion   *self,
            const Level *level)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (level->pipeline);

  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *output = g_ptr_array_index (nodes, i);
      const MillNodeType *boundary = mill_boundary_find (output->type_id);
      MillInput maker = { 0 };
      MillNode *node;

      if (boundary == NULL || boundary->ports->direction != MILL_PORT_IN ||
          !follow_input (level, output, boundary->ports->name, 0, &maker))
        continue;
      node = mill_pipeline_get_node (self->made, maker.from_node);
      if (node != NULL && g_str_has_prefix (maker.from_node, level->prefix))
        {
          g_autoptr (MillNode) pinned = mill_node_with_pinned (node, TRUE);

          mill_pipeline_put_value (self->made, MILL_CHANGE_NODE, pinned->id, pinned);
        }
      clear_input (&maker);
    }
}

static void
report_stray (Expansion *self,
              MillNode  *node)
{
  if (self->problems == NULL)
    return;
  g_ptr_array_add (self->problems,
                   mill_diagnostic_new (MILL_SEVERITY_ERROR, node->id,
                                        _("Make a component of the nodes that it belongs to, "
                                          "or delete it"),
                                        _("Inputs and outputs have a meaning only in a component")));
}

static void
expand_level (Expansion   *self,
              const Level *level)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (level->pipeline);
  g_autoptr (GPtrArray) parameters = mill_pipeline_list_parameters (level->pipeline);

  for (guint i = 0; i < parameters->len; i++)
    {
      MillParameter *parameter = g_ptr_array_index (parameters, i);

      if (level->parent != NULL)
        expand_parameter (self, level, parameter);
      else
        mill_pipeline_put_value (self->made, MILL_CHANGE_PARAMETER,
                                 mill_parameter_get_name (parameter), parameter);
    }
  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);

      if (node->bypassed)
        continue;
      if (node->component != NULL)
        {
          g_auto (Level) inner = { 0 };

          enter (&inner, level, node);
          expand_level (self, &inner);
          if (node->pinned)
            pin_makers (self, &inner);
        }
      else if (mill_boundary_find (node->type_id) == NULL)
        {
          g_autoptr (MillNode) made = expand_node (level, node);

          mill_pipeline_put_value (self->made, MILL_CHANGE_NODE, made->id, made);
        }
      else if (level->parent == NULL)
        report_stray (self, node);
    }
}

static gboolean
runs_as_drawn (MillNode *node)
{
  if (node->bypassed || node->component != NULL || mill_boundary_find (node->type_id) != NULL)
    return FALSE;
  for (guint i = 0; i < node->n_inputs; i++)
    if (node->inputs[i].muted)
      return FALSE;

  return TRUE;
}

MillPipeline *
mill_pipeline_expand (MillPipeline *pipeline,
                      GPtrArray    *problems)
{
  g_autoptr (GPtrArray) nodes = NULL;
  Level level = { .prefix = (char *) "", .title = (char *) "" };
  Expansion self = { 0 };
  gboolean as_drawn = TRUE;

  g_return_val_if_fail (MILL_IS_PIPELINE (pipeline), NULL);

  nodes = mill_pipeline_list_nodes (pipeline);
  for (guint i = 0; as_drawn && i < nodes->len; i++)
    as_drawn = runs_as_drawn (g_ptr_array_index (nodes, i));
  if (as_drawn)
    return g_object_ref (pipeline);

  level.pipeline = pipeline;
  self.made = mill_pipeline_new (mill_pipeline_get_catalogue (pipeline));
  self.problems = problems;
  mill_pipeline_put_value (self.made, MILL_CHANGE_NAME, NULL,
                           mill_pipeline_get_value (pipeline, MILL_CHANGE_NAME, NULL));
  expand_level (&self, &level);

  return self.made;
}

gboolean
mill_path_is_within (const char *path,
                     const char *holder)
{
  size_t length = strlen (holder);

  return g_str_has_prefix (path, holder) && path[length] == MILL_PATH_SEPARATOR;
}

/* @path from the level on. */
static gboolean
find_maker_at (const Level *level,
               const char  *path,
               const char  *port,
               MillInput   *maker)
{
  const char *rest = strchr (path, MILL_PATH_SEPARATOR);
  MillInput input = { .from_node = path, .from_port = port };
  g_auto (Level) inner = { 0 };
  g_autofree char *id = NULL;
  MillNode *holder;

  if (rest == NULL)
    return find_maker (level, &input, 0, maker);
  id = g_strndup (path, rest - path);
  holder = mill_pipeline_get_node (level->pipeline, id);
  if (holder == NULL || holder->component == NULL)
    return FALSE;
  enter (&inner, level, holder);

  return find_maker_at (&inner, rest + 1, port, maker);
}

gboolean
mill_pipeline_find_maker (MillPipeline *pipeline,
                          const char   *path,
                          const char   *port,
                          char        **made_by,
                          char        **made_at)
{
  Level level = { .pipeline = pipeline, .prefix = (char *) "", .title = (char *) "" };
  MillInput maker = { 0 };

  g_return_val_if_fail (MILL_IS_PIPELINE (pipeline), FALSE);

  if (!find_maker_at (&level, path, port, &maker))
    return FALSE;
  *made_by = (char *) maker.from_node;
  *made_at = (char *) maker.from_port;

  return TRUE;
}
