/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <float.h>

#include <glib/gi18n-lib.h>

#include "pipeline/annotation-private.h"
#include "pipeline/boundary.h"
#include "pipeline/component-private.h"
#include "pipeline/diagnostic.h"
#include "pipeline/edit-private.h"
#include "pipeline/graph.h"
#include "pipeline/json-private.h"
#include "pipeline/node-private.h"
#include "pipeline/references.h"

/* How far from what they serve inputs and outputs stand. */
#define BORDER_DISTANCE 320

/* A component in the making. */
typedef struct
{
  MillEdit     *edit;         /* of the pipeline that its nodes come from */
  MillPipeline *pipeline;
  MillEdit     *inner;        /* of the component's pipeline */
  GHashTable   *chosen;       /* ids */
  GHashTable   *ports;        /* "node.port" of what crosses the border -> id of its input or output */
  GArray       *inputs;       /* MillInput of the node that will hold it; the strings are borrowed */
  double        left;
  double        right;
  double        top;
  double        bottom;
} Making;

static void
clear_making (Making *self)
{
  mill_edit_free (self->inner);
  g_object_unref (self->pipeline);
  g_hash_table_unref (self->chosen);
  g_hash_table_unref (self->ports);
  g_array_unref (self->inputs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, clear_making)

static void
begin_making (Making     *self,
              MillEdit   *edit,
              const char *title)
{
  self->edit = edit;
  self->pipeline = mill_pipeline_new (mill_pipeline_get_catalogue (edit->pipeline));
  self->inner = mill_edit_new (self->pipeline);
  self->chosen = g_hash_table_new (g_str_hash, g_str_equal);
  self->ports = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->inputs = g_array_new (FALSE, FALSE, sizeof (MillInput));
  self->left = self->top = DBL_MAX;
  self->right = self->bottom = -DBL_MAX;
  mill_edit_set_name (self->inner, title);
}

static void
take_value (Making         *self,
            MillChangeKind  kind,
            const char     *id,
            gpointer        value)
{
  mill_edit_carry_one (self->inner, kind, id, mill_value_ref (kind, value));
}

/* Puts in what was chosen, and finds where it stood. FALSE: no node is among it. */
static gboolean
take_chosen (Making            *self,
             const char *const *ids,
             GError           **error)
{
  MillPipeline *pipeline = self->edit->pipeline;

  for (; *ids != NULL; ids++)
    {
      MillNode *node = mill_pipeline_get_node (pipeline, *ids);
      MillAnnotation *annotation = mill_pipeline_get_annotation (pipeline, *ids);

      if (node != NULL)
        {
          g_hash_table_add (self->chosen, node->id);
          take_value (self, MILL_CHANGE_NODE, node->id, node);
          self->left = MIN (self->left, node->x);
          self->right = MAX (self->right, node->x);
          self->top = MIN (self->top, node->y);
          self->bottom = MAX (self->bottom, node->y);
        }
      if (annotation != NULL)
        take_value (self, MILL_CHANGE_ANNOTATION, *ids, annotation);
    }
  if (g_hash_table_size (self->chosen) > 0)
    return TRUE;
  mill_fail (error, _("Select nodes first"), _("A component needs at least one node"));

  return FALSE;
}

/* Something outside that both needs what is chosen and is needed by it would close a circle. */
static gboolean
check_order (Making  *self,
             GError **error)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      MillNode *node = mill_pipeline_get_node (self->edit->pipeline, id);

      for (guint i = 0; i < node->n_inputs; i++)
        {
          const char *from[] = { node->inputs[i].from_node, NULL };
          g_autoptr (GPtrArray) needed = NULL;

          if (g_hash_table_contains (self->chosen, from[0]))
            continue;
          needed = mill_graph_upstream (self->edit->pipeline, from);
          for (guint j = 0; j < needed->len; j++)
            if (g_hash_table_contains (self->chosen, g_ptr_array_index (needed, j)))
              {
                mill_fail (error, _("Select it too"),
                           _("“%s” stands between the selected nodes"),
                           mill_pipeline_get_node_label (self->edit->pipeline, from[0]));
                return FALSE;
              }
        }
    }

  return TRUE;
}

/* The input or output for what crosses the border at @node and @port (of an output of a node), made at
 * the first time. NULL with @error where it cannot cross. */
static const char *
cross (Making            *self,
       MillPortDirection  direction,
       const char        *node,
       const char        *port,
       const char        *wish,
       double             y,
       GError           **error)
{
  const MillNodeType *type = mill_pipeline_get_node_type (self->edit->pipeline, node);
  const MillPort *found = type != NULL && port != NULL
    ? mill_node_type_find_port (type, MILL_PORT_OUT, port) : NULL;
  const MillNodeType *border = found != NULL ? mill_boundary_for (direction, found->type) : NULL;
  g_autofree char *key = g_strdup_printf ("%s.%s", node, port);
  const char *known = g_hash_table_lookup (self->ports, key);
  g_autoptr (MillNode) made = NULL;
  g_autoptr (MillNode) placed = NULL;
  g_autofree char *id = NULL;
  double x;

  if (known != NULL)
    return known;
  if (border == NULL)
    {
      mill_fail (error, NULL, _("What “%s” gives cannot cross the border of a component"),
                 mill_pipeline_get_node_label (self->edit->pipeline, node));
      return NULL;
    }

  id = mill_edit_make_id (self->inner, wish);
  x = direction == MILL_PORT_IN ? self->left - BORDER_DISTANCE : self->right + BORDER_DISTANCE;
  made = mill_node_new (id, border->id, border->version);
  placed = mill_node_with_position (made, x, y);
  take_value (self, MILL_CHANGE_NODE, id, placed);
  known = mill_node_get_id (mill_pipeline_get_node (self->pipeline, id));
  g_hash_table_insert (self->ports, g_steal_pointer (&key), (gpointer) known);
  if (direction == MILL_PORT_IN)
    {
      MillInput input = { known, node, port, FALSE };

      g_array_append_val (self->inputs, input);
    }

  return known;
}

/* What comes from outside comes from an input. */
static gboolean
link_inputs (Making   *self,
             MillNode *node,
             GError  **error)
{
  g_autofree MillInput *inputs = g_memdup2 (node->inputs, node->n_inputs * sizeof (MillInput));

  for (guint i = 0; i < node->n_inputs; i++)
    {
      MillInput *input = &inputs[i];
      const char *border;

      if (g_hash_table_contains (self->chosen, input->from_node))
        continue;
      border = cross (self, MILL_PORT_IN, input->from_node, input->from_port, input->port, node->y,
                      error);
      if (border == NULL)
        return FALSE;
      input->from_node = border;
      input->from_port = mill_pipeline_get_node_type (self->pipeline, border)->ports->name;
    }
  mill_edit_carry_one (self->inner, MILL_CHANGE_NODE, node->id,
                       mill_node_with_inputs (node, inputs, node->n_inputs));

  return TRUE;
}

/* What goes to nodes outside goes to an output. */
static gboolean
link_outputs (Making   *self,
              MillNode *node,
              GError  **error)
{
  g_autoptr (GArray) links = mill_pipeline_list_links_from (self->edit->pipeline, node->id);

  for (guint i = 0; i < links->len; i++)
    {
      MillLink *link = &g_array_index (links, MillLink, i);
      const char *border, *port;

      if (g_hash_table_contains (self->chosen, link->to_node))
        continue;
      border = cross (self, MILL_PORT_OUT, node->id, link->from_port, link->from_port, node->y,
                      error);
      if (border == NULL)
        return FALSE;
      port = mill_pipeline_get_node_type (self->pipeline, border)->ports->name;
      if (!mill_edit_connect (self->inner, node->id, link->from_port, border, port, error))
        return FALSE;
    }

  return TRUE;
}

/* The parameters that the nodes refer to are the component's too, and have the same values. New object
 * or NULL: what the node that holds it sets. */
static JsonObject *
take_parameters (Making *self)
{
  g_autoptr (GHashTable) names = NULL;
  JsonObject *settings = NULL;
  GHashTableIter iter;
  gpointer id, name;

  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      MillNode *node = mill_pipeline_get_node (self->pipeline, id);

      if (node->params != NULL)
        {
          g_autoptr (JsonNode) json = mill_json_from_object (json_object_ref (node->params));

          mill_references_list (json, names);
        }
    }
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      MillParameter *parameter = mill_pipeline_get_parameter (self->edit->pipeline, name);
      g_autofree char *reference = g_strdup_printf ("${%s}", (const char *) name);

      if (parameter == NULL)
        continue;
      take_value (self, MILL_CHANGE_PARAMETER, name, parameter);
      if (settings == NULL)
        settings = json_object_new ();
      json_object_set_string_member (settings, name, reference);
    }

  return settings;
}

/* The node in the place of all that is within it. */
static char *
put_holder (Making *self,
            GArray *staged)
{
  g_autoptr (MillComponent) component = NULL;
  g_autoptr (MillNode) made = NULL;
  g_autoptr (MillNode) holding = NULL;
  g_autoptr (MillNode) linked = NULL;
  g_autoptr (MillNode) set = NULL;
  const char *name = mill_pipeline_get_name (self->pipeline);
  JsonObject *settings = take_parameters (self);
  char *id;

  component = mill_component_new (self->pipeline, NULL);
  id = mill_edit_make_id (self->edit, name != NULL ? name : MILL_COMPONENT_TYPE);
  made = mill_node_new (id, MILL_COMPONENT_TYPE, 1);
  holding = mill_node_with_component (made, component);
  linked = mill_node_with_inputs (holding, (const MillInput *) self->inputs->data,
                                  self->inputs->len);
  set = mill_node_with_params (linked, settings);
  mill_edit_put (self->edit, staged, MILL_CHANGE_NODE, id,
                 mill_node_with_position (set, (self->left + self->right) / 2,
                                          (self->top + self->bottom) / 2));

  return id;
}

/* Who took something from a chosen node takes it from the node that holds it. */
static void
relink_outside (Making     *self,
                GArray     *staged,
                const char *holder)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (self->edit->pipeline);

  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);
      g_autofree MillInput *inputs = NULL;
      gboolean changed = FALSE;

      if (g_hash_table_contains (self->chosen, node->id))
        continue;
      inputs = g_memdup2 (node->inputs, node->n_inputs * sizeof (MillInput));
      for (guint j = 0; j < node->n_inputs; j++)
        {
          g_autofree char *key = NULL;

          if (!g_hash_table_contains (self->chosen, inputs[j].from_node))
            continue;
          key = g_strdup_printf ("%s.%s", inputs[j].from_node, inputs[j].from_port);
          inputs[j].from_node = holder;
          inputs[j].from_port = g_hash_table_lookup (self->ports, key);
          changed = TRUE;
        }
      if (changed)
        mill_edit_put (self->edit, staged, MILL_CHANGE_NODE, node->id,
                       mill_node_with_inputs (node, inputs, node->n_inputs));
    }
}

const char *
mill_edit_make_component (MillEdit           *self,
                          const char *const  *ids,
                          const char         *title,
                          GError            **error)
{
  g_auto (Making) making = { 0 };
  g_autofree char *holder = NULL;
  GHashTableIter iter;
  GArray *staged;
  gpointer id;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  begin_making (&making, self, title);
  if (!mill_edit_require_settled (self->pipeline, error) ||
      !take_chosen (&making, ids, error) || !check_order (&making, error))
    return NULL;
  for (const char *const *each = ids; *each != NULL; each++)
    if (g_hash_table_contains (making.chosen, *each) &&
        (!link_inputs (&making, mill_pipeline_get_node (self->pipeline, *each), error) ||
         !link_outputs (&making, mill_pipeline_get_node (self->pipeline, *each), error)))
      return NULL;

  staged = mill_edit_stage ();
  holder = put_holder (&making, staged);
  relink_outside (&making, staged, holder);
  g_hash_table_iter_init (&iter, making.chosen);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    mill_edit_put (self, staged, MILL_CHANGE_NODE, id, NULL);
  for (; *ids != NULL; ids++)
    if (mill_pipeline_get_annotation (self->pipeline, *ids) != NULL)
      mill_edit_put (self, staged, MILL_CHANGE_ANNOTATION, *ids, NULL);
  mill_edit_carry (self, staged);

  return mill_node_get_id (mill_pipeline_get_node (self->pipeline, holder));
}

const char *
mill_edit_add_component (MillEdit      *self,
                         MillComponent *component,
                         double         x,
                         double         y)
{
  const char *name;
  g_autoptr (MillNode) made = NULL;
  g_autoptr (MillNode) holding = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (component != NULL, NULL);

  name = mill_pipeline_get_name (mill_component_get_pipeline (component));
  id = mill_edit_make_id (self, name != NULL ? name : MILL_COMPONENT_TYPE);
  made = mill_node_new (id, MILL_COMPONENT_TYPE, 1);
  holding = mill_node_with_component (made, component);
  mill_edit_carry_one (self, MILL_CHANGE_NODE, id, mill_node_with_position (holding, x, y));

  return mill_node_get_id (mill_pipeline_get_node (self->pipeline, id));
}
