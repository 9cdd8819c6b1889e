/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <float.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/annotation-private.h"
#include "pipeline/boundary.h"
#include "pipeline/component-private.h"
#include "pipeline/diagnostic.h"
#include "pipeline/edit-private.h"
#include "pipeline/json-private.h"
#include "pipeline/node-private.h"
#include "pipeline/param-private.h"
#include "pipeline/parameter-private.h"
#include "pipeline/references.h"

/* What a node holds on its way out. */
typedef struct
{
  MillEdit     *edit;
  MillNode     *holder;
  MillPipeline *inner;
  GHashTable   *ids;      /* within -> outside */
  GHashTable   *names;    /* of parameters, within -> outside */
  GArray       *staged;
  double        dx;
  double        dy;
} Dissolving;

/* The node that holds a component; NULL with @error. */
static MillNode *
find_holder (MillEdit    *self,
             const char  *id,
             GError     **error)
{
  MillNode *node = mill_edit_find (self->pipeline, id, error);

  if (node == NULL || node->component != NULL)
    return node;
  mill_fail (error, NULL, _("“%s” is not a component"),
             mill_pipeline_get_node_label (self->pipeline, id));

  return NULL;
}

/* Inputs and outputs stay behind; all else gets an id that the pipeline does not have yet. */
static void
choose_ids (Dissolving *self,
            GPtrArray  *nodes)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) numbers = NULL;

  numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < nodes->len; i++)
    g_hash_table_add (used, ((MillNode *) g_ptr_array_index (nodes, i))->id);
  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);
      char *id;

      if (mill_boundary_find (node->type_id) != NULL)
        continue;
      id = mill_pipeline_has_id (self->edit->pipeline, node->id)
        ? mill_edit_choose_id (self->edit, used, numbers, node->id) : g_strdup (node->id);
      g_hash_table_insert (self->ids, node->id, id);
      g_hash_table_add (used, id);
    }
}

static void
find_offset (Dissolving *self,
             GPtrArray  *nodes)
{
  double left = DBL_MAX, right = -DBL_MAX, top = DBL_MAX, bottom = -DBL_MAX;

  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);

      if (!g_hash_table_contains (self->ids, node->id))
        continue;
      left = MIN (left, node->x);
      right = MAX (right, node->x);
      top = MIN (top, node->y);
      bottom = MAX (bottom, node->y);
    }
  if (left > right)
    return;
  self->dx = self->holder->x - (left + right) / 2;
  self->dy = self->holder->y - (top + bottom) / 2;
}

static char *
choose_name (MillPipeline *pipeline,
             const char   *wish)
{
  g_autofree char *name = g_strdup (wish);

  for (guint number = 2; mill_pipeline_get_parameter (pipeline, name) != NULL; number++)
    {
      g_free (name);
      name = g_strdup_printf ("%s-%u", wish, number);
    }

  return g_steal_pointer (&name);
}

/* "x" for the value "${x}"; NULL for every other. New string. */
static char *
get_whole_reference (JsonNode *value)
{
  const char *text = value != NULL && mill_json_is_string (value)
    ? json_node_get_string (value) : "";
  size_t length = strlen (text);

  if (!g_str_has_prefix (text, "${") || g_str_has_prefix (text, "${env:") ||
      strchr (text, '}') != text + length - 1)
    return NULL;

  return g_strndup (text + 2, length - 3);
}

/* Can it be what a parameter is set to, as it is? Nothing of it may come from other parameters, or be written
 * in a way that only settings know. */
static gboolean
stands_alone (MillParameter *parameter,
              JsonNode      *value)
{
  g_autofree char *variable = mill_reference_dup_variable (value);
  g_autofree char *part = NULL;
  g_autoptr (GHashTable) names = NULL;
  g_auto (GStrv) escapes = NULL;
  gboolean broken;

  if (!mill_json_is_reference (value) || variable != NULL)
    return TRUE;
  if (mill_parameter_get_value_type (parameter) != MILL_PARAMETER_STRING)
    return FALSE;
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  mill_references_list (value, names);
  part = mill_reference_find_variable (json_node_get_string (value), &broken);
  escapes = g_strsplit (json_node_get_string (value), "$${", -1);
  for (guint i = 1; escapes[i] != NULL; i++)
    broken = broken || !g_str_has_prefix (escapes[i], "env:");

  return g_hash_table_size (names) == 0 && !broken;
}

/* A parameter that was set to one of the pipeline's becomes that one, and every other a new one. */
static gboolean
put_parameters (Dissolving  *self,
                GError     **error)
{
  g_autoptr (GPtrArray) parameters = mill_pipeline_list_parameters (self->inner);

  for (guint i = 0; i < parameters->len; i++)
    {
      MillParameter *parameter = g_ptr_array_index (parameters, i);
      const char *name = mill_parameter_get_name (parameter);
      JsonNode *value = mill_json_get_member (self->holder->params, name);
      char *other = get_whole_reference (value);

      if (value != NULL && !mill_parameter_check_value (parameter, value, error))
        return FALSE;
      /* The value of a parameter cannot be put together from others. */
      if (other == NULL && value != NULL && !stands_alone (parameter, value))
        {
          mill_fail_param (error, name, _("Set it to a value, or to one parameter alone"),
                           _("The setting “%s” is put together from parameters"), name);
          return FALSE;
        }
      if (other == NULL)
        {
          other = choose_name (self->edit->pipeline, name);
          mill_edit_put (self->edit, self->staged, MILL_CHANGE_PARAMETER, other,
                         mill_parameter_new (other, mill_parameter_get_value_type (parameter),
                                             value != NULL ? value
                                                           : mill_parameter_get_default (parameter),
                                             mill_parameter_get_description (parameter)));
        }
      g_hash_table_insert (self->names, (gpointer) name, other);
    }

  return TRUE;
}

static char *
get_new_name (const char *name,
              gpointer    names)
{
  return g_strdup (g_hash_table_lookup (names, name));
}

/* Adds what comes, outside, from where @input comes from within. */
static void
append_sources (Dissolving      *self,
                const MillInput *input,
                const char      *port,
                GArray          *sources)
{
  const char *id = g_hash_table_lookup (self->ids, input->from_node);
  MillInput source = { port, id, input->from_port, input->muted };

  if (id != NULL)
    {
      g_array_append_val (sources, source);
      return;
    }
  for (guint i = 0; i < self->holder->n_inputs; i++)
    {
      source = self->holder->inputs[i];
      if (!g_str_equal (source.port, input->from_node))
        continue;
      source.port = port;
      source.muted = source.muted || input->muted;
      g_array_append_val (sources, source);
    }
}

static void
put_node (Dissolving *self,
          MillNode   *node)
{
  g_autoptr (GArray) inputs = g_array_new (FALSE, FALSE, sizeof (MillInput));
  const char *id = g_hash_table_lookup (self->ids, node->id);
  g_autoptr (MillNode) renamed = mill_node_with_id (node, id);
  g_autoptr (MillNode) linked = NULL;
  g_autoptr (MillNode) set = NULL;

  for (guint i = 0; i < node->n_inputs; i++)
    append_sources (self, &node->inputs[i], node->inputs[i].port, inputs);
  linked = mill_node_with_inputs (renamed, (const MillInput *) inputs->data, inputs->len);
  if (node->params != NULL)
    {
      g_autoptr (JsonNode) params = mill_json_from_object (json_object_ref (node->params));
      g_autoptr (JsonNode) changed = mill_references_rename (params, get_new_name, self->names);

      set = mill_node_with_params (linked, json_node_dup_object (changed));
    }
  else
    set = mill_node_ref (linked);
  mill_edit_put (self->edit, self->staged, MILL_CHANGE_NODE, id,
                 mill_node_with_position (set, node->x + self->dx, node->y + self->dy));
}

/* Who took something from the component takes it from the node within that made it. */
static void
relink_targets (Dissolving *self)
{
  g_autoptr (GArray) links = NULL;
  const char *last = NULL;

  links = mill_pipeline_list_links_from (self->edit->pipeline, self->holder->id);
  for (guint i = 0; i < links->len; i++)
    {
      const char *to = g_array_index (links, MillLink, i).to_node;
      g_autoptr (GArray) inputs = g_array_new (FALSE, FALSE, sizeof (MillInput));
      MillNode *target = mill_pipeline_get_node (self->edit->pipeline, to);

      /* All links to one target come in a row. */
      if (last != NULL && g_str_equal (to, last))
        continue;
      last = to;
      for (guint j = 0; j < target->n_inputs; j++)
        {
          MillInput *input = &target->inputs[j];
          MillNode *output;

          if (!g_str_equal (input->from_node, self->holder->id))
            {
              g_array_append_val (inputs, *input);
              continue;
            }
          output = input->from_port != NULL ? mill_pipeline_get_node (self->inner, input->from_port)
                                            : NULL;
          for (guint k = 0; output != NULL && k < output->n_inputs; k++)
            {
              MillInput source = output->inputs[k];

              source.muted = source.muted || input->muted;
              append_sources (self, &source, input->port, inputs);
            }
        }
      mill_edit_put (self->edit, self->staged, MILL_CHANGE_NODE, to,
                     mill_node_with_inputs (target, (const MillInput *) inputs->data, inputs->len));
    }
}

static void
put_annotations (Dissolving *self)
{
  g_autoptr (GPtrArray) annotations = mill_pipeline_list_annotations (self->inner);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) numbers = NULL;
  GHashTableIter iter;
  gpointer chosen;

  numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, NULL, &chosen))
    g_hash_table_add (used, g_strdup (chosen));
  for (guint i = 0; i < annotations->len; i++)
    {
      MillAnnotation *annotation = g_ptr_array_index (annotations, i);
      const char *old = mill_annotation_get_id (annotation);
      gboolean taken = g_hash_table_contains (used, old) ||
                       mill_pipeline_has_id (self->edit->pipeline, old);
      char *id = taken ? mill_edit_choose_id (self->edit, used, numbers, old) : g_strdup (old);

      g_hash_table_add (used, id);
      mill_edit_put (self->edit, self->staged, MILL_CHANGE_ANNOTATION, id,
                     mill_annotation_with_id (annotation, id, self->dx, self->dy));
    }
}

GStrv
mill_edit_dissolve_component (MillEdit    *self,
                              const char  *id,
                              GError     **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GHashTable) ids = NULL;
  g_autoptr (GHashTable) names = NULL;
  Dissolving dissolving = { .edit = self };

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  dissolving.holder = find_holder (self, id, error);
  if (dissolving.holder == NULL || !mill_edit_require_settled (self->pipeline, error))
    return NULL;
  ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  dissolving.inner = mill_component_get_pipeline (dissolving.holder->component);
  dissolving.ids = ids;
  dissolving.names = names;
  dissolving.staged = mill_edit_stage ();

  nodes = mill_pipeline_list_nodes (dissolving.inner);
  choose_ids (&dissolving, nodes);
  find_offset (&dissolving, nodes);
  if (!put_parameters (&dissolving, error))
    {
      g_array_unref (dissolving.staged);
      return NULL;
    }
  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);

      if (!g_hash_table_contains (ids, node->id))
        continue;
      put_node (&dissolving, node);
      g_strv_builder_add (builder, g_hash_table_lookup (ids, node->id));
    }
  relink_targets (&dissolving);
  put_annotations (&dissolving);
  mill_edit_put (self, dissolving.staged, MILL_CHANGE_NODE, id, NULL);
  mill_edit_carry (self, dissolving.staged);

  return g_strv_builder_end (builder);
}

/* Without the links at ports that @type does not have. */
static MillNode *
prune_inputs (MillNode           *node,
              const char         *from,
              MillPortDirection   direction,
              const MillNodeType *type)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (MillInput));

  for (guint i = 0; i < node->n_inputs; i++)
    {
      const MillInput *input = &node->inputs[i];
      const char *port = direction == MILL_PORT_IN ? input->port : input->from_port;

      if ((from == NULL || g_str_equal (input->from_node, from)) &&
          (port == NULL || mill_node_type_find_port (type, direction, port) == NULL))
        continue;
      g_array_append_val (kept, *input);
    }

  return mill_node_with_inputs (node, (const MillInput *) kept->data, kept->len);
}

static JsonObject *
prune_settings (JsonObject         *settings,
                const MillNodeType *before,
                const MillNodeType *after)
{
  JsonObject *kept = settings != NULL ? json_object_ref (settings) : NULL;

  for (const MillParam *param = before->params; param->member != NULL; param++)
    {
      const char *name = mill_param_get_name (param);
      JsonObject *without;

      if (mill_json_get_member (kept, name) == NULL ||
          mill_node_type_find_param (after, name) != NULL)
        continue;
      without = mill_json_with_member (kept, name, NULL);
      json_object_unref (kept);
      kept = without;
    }

  return kept;
}

gboolean
mill_edit_replace_component (MillEdit       *self,
                             const char     *id,
                             MillComponent  *component,
                             GError        **error)
{
  const MillNodeType *before, *after;
  g_autoptr (GArray) links = NULL;
  g_autoptr (MillNode) holding = NULL;
  g_autoptr (MillNode) linked = NULL;
  const char *last = NULL;
  MillNode *holder;
  GArray *staged;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);
  g_return_val_if_fail (component != NULL, FALSE);

  holder = find_holder (self, id, error);
  if (holder == NULL)
    return FALSE;
  before = mill_component_get_node_type (holder->component);
  after = mill_component_get_node_type (component);
  staged = mill_edit_stage ();
  holding = mill_node_with_component (holder, component);
  if (before == after)
    {
      mill_edit_put (self, staged, MILL_CHANGE_NODE, id, g_steal_pointer (&holding));
      mill_edit_carry (self, staged);
      return TRUE;
    }

  linked = prune_inputs (holding, NULL, MILL_PORT_IN, after);
  mill_edit_put (self, staged, MILL_CHANGE_NODE, id,
                 mill_node_with_params (linked, prune_settings (holder->params, before, after)));
  links = mill_pipeline_list_links_from (self->pipeline, id);
  for (guint i = 0; i < links->len; i++)
    {
      const char *to = g_array_index (links, MillLink, i).to_node;

      if (last == NULL || !g_str_equal (to, last))
        mill_edit_put (self, staged, MILL_CHANGE_NODE, to,
                       prune_inputs (mill_pipeline_get_node (self->pipeline, to), id, MILL_PORT_OUT,
                                     after));
      last = to;
    }
  mill_edit_carry (self, staged);

  return TRUE;
}
