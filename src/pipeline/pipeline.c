/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/pipeline.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/annotation-private.h"
#include "pipeline/json-private.h"
#include "pipeline/link-index.h"
#include "pipeline/parameter-private.h"
#include "pipeline/pipeline-private.h"

struct _MillPipeline
{
  GObject              parent_instance;

  const MillCatalogue *catalogue;
  char                *name;          /* GRefString or NULL */
  GHashTable          *values[3];     /* by kind and id; the keys belong to the values */
  JsonObject          *extra;
  MillLinkIndex       *index;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MillPipeline, mill_pipeline, G_TYPE_OBJECT)

gpointer
mill_value_ref (MillChangeKind kind,
                gpointer       value)
{
  if (value == NULL)
    return NULL;

  switch (kind)
    {
    case MILL_CHANGE_NODE:
      return mill_node_ref (value);
    case MILL_CHANGE_ANNOTATION:
      return mill_annotation_ref (value);
    case MILL_CHANGE_PARAMETER:
      return mill_parameter_ref (value);
    case MILL_CHANGE_NAME:
      return g_ref_string_acquire (value);
    case MILL_CHANGE_EXTRA:
    default:
      return json_object_ref (value);
    }
}

void
mill_value_unref (MillChangeKind kind,
                  gpointer       value)
{
  if (value == NULL)
    return;

  switch (kind)
    {
    case MILL_CHANGE_NODE:
      mill_node_unref (value);
      break;
    case MILL_CHANGE_ANNOTATION:
      mill_annotation_unref (value);
      break;
    case MILL_CHANGE_PARAMETER:
      mill_parameter_unref (value);
      break;
    case MILL_CHANGE_NAME:
      g_ref_string_release (value);
      break;
    case MILL_CHANGE_EXTRA:
    default:
      json_object_unref (value);
      break;
    }
}

gboolean
mill_value_equal (MillChangeKind kind,
                  gpointer       a,
                  gpointer       b)
{
  if (a == NULL || b == NULL)
    return a == b;

  switch (kind)
    {
    case MILL_CHANGE_NODE:
      return mill_node_equal (a, b);
    case MILL_CHANGE_ANNOTATION:
      return mill_annotation_equal (a, b);
    case MILL_CHANGE_PARAMETER:
      return mill_parameter_equal (a, b);
    case MILL_CHANGE_NAME:
      return g_str_equal (a, b);
    case MILL_CHANGE_EXTRA:
    default:
      return mill_json_objects_equal (a, b);
    }
}

void
mill_delta_clear (MillDelta *self)
{
  mill_value_unref (self->kind, self->before);
  mill_value_unref (self->kind, self->after);
  g_clear_pointer (&self->id, g_ref_string_release);
}

static void
mill_pipeline_finalize (GObject *object)
{
  MillPipeline *self = MILL_PIPELINE (object);

  for (int kind = 0; kind < 3; kind++)
    g_hash_table_unref (self->values[kind]);
  g_clear_pointer (&self->name, g_ref_string_release);
  g_clear_pointer (&self->extra, json_object_unref);
  mill_link_index_free (self->index);

  G_OBJECT_CLASS (mill_pipeline_parent_class)->finalize (object);
}

static void
mill_pipeline_class_init (MillPipelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_pipeline_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", MILL_TYPE_PIPELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_UINT);
}

static void
mill_pipeline_init (MillPipeline *self)
{
  static const GDestroyNotify destroy[3] = {
    [MILL_CHANGE_NODE] = (GDestroyNotify) mill_node_unref,
    [MILL_CHANGE_ANNOTATION] = (GDestroyNotify) mill_annotation_unref,
    [MILL_CHANGE_PARAMETER] = (GDestroyNotify) mill_parameter_unref,
  };

  for (int kind = 0; kind < 3; kind++)
    self->values[kind] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, destroy[kind]);
  self->index = mill_link_index_new ();
}

MillPipeline *
mill_pipeline_new (const MillCatalogue *catalogue)
{
  MillPipeline *self = g_object_new (MILL_TYPE_PIPELINE, NULL);

  self->catalogue = catalogue;

  return self;
}

static const char *
get_value_id (MillChangeKind kind,
              gpointer       value)
{
  if (kind == MILL_CHANGE_NODE)
    return mill_node_get_id (value);
  if (kind == MILL_CHANGE_ANNOTATION)
    return mill_annotation_get_id (value);

  return mill_parameter_get_name (value);
}

MillPipeline *
mill_pipeline_copy (MillPipeline *self)
{
  MillPipeline *copy;

  g_return_val_if_fail (MILL_IS_PIPELINE (self), NULL);

  copy = mill_pipeline_new (self->catalogue);
  for (int kind = 0; kind < 3; kind++)
    {
      GHashTableIter iter;
      gpointer value;

      g_hash_table_iter_init (&iter, self->values[kind]);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        mill_pipeline_put_value (copy, kind, get_value_id (kind, value), value);
    }
  copy->name = mill_value_ref (MILL_CHANGE_NAME, self->name);
  copy->extra = mill_value_ref (MILL_CHANGE_EXTRA, self->extra);

  return copy;
}

const MillCatalogue *
mill_pipeline_get_catalogue (MillPipeline *self)
{
  g_return_val_if_fail (MILL_IS_PIPELINE (self), NULL);

  return self->catalogue;
}

const char *
mill_pipeline_get_name (MillPipeline *self)
{
  g_return_val_if_fail (MILL_IS_PIPELINE (self), NULL);

  return self->name;
}

JsonObject *
mill_pipeline_get_extra (MillPipeline *self)
{
  return self->extra;
}

guint
mill_pipeline_get_n_nodes (MillPipeline *self)
{
  g_return_val_if_fail (MILL_IS_PIPELINE (self), 0);

  return g_hash_table_size (self->values[MILL_CHANGE_NODE]);
}

guint
mill_pipeline_get_n_parameters (MillPipeline *self)
{
  g_return_val_if_fail (MILL_IS_PIPELINE (self), 0);

  return g_hash_table_size (self->values[MILL_CHANGE_PARAMETER]);
}

MillNode *
mill_pipeline_get_node (MillPipeline *self,
                        const char   *id)
{
  g_return_val_if_fail (MILL_IS_PIPELINE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->values[MILL_CHANGE_NODE], id);
}

MillAnnotation *
mill_pipeline_get_annotation (MillPipeline *self,
                              const char   *id)
{
  g_return_val_if_fail (MILL_IS_PIPELINE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->values[MILL_CHANGE_ANNOTATION], id);
}

MillParameter *
mill_pipeline_get_parameter (MillPipeline *self,
                             const char   *name)
{
  g_return_val_if_fail (MILL_IS_PIPELINE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (self->values[MILL_CHANGE_PARAMETER], name);
}

static int
compare_nodes (gconstpointer a,
               gconstpointer b)
{
  return strcmp (mill_node_get_id (a), mill_node_get_id (b));
}

static int
compare_annotations (gconstpointer a,
                     gconstpointer b)
{
  return strcmp (mill_annotation_get_id (a), mill_annotation_get_id (b));
}

static int
compare_parameters (gconstpointer a,
                    gconstpointer b)
{
  return strcmp (mill_parameter_get_name (a), mill_parameter_get_name (b));
}

static GPtrArray *
list_values (MillPipeline   *self,
             MillChangeKind  kind,
             GDestroyNotify  destroy,
             GCompareFunc    compare)
{
  GHashTable *table = self->values[kind];
  GPtrArray *list = g_ptr_array_new_full (g_hash_table_size (table), destroy);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (list, mill_value_ref (kind, value));
  g_ptr_array_sort_values (list, compare);

  return list;
}

GPtrArray *
mill_pipeline_list_nodes (MillPipeline *self)
{
  g_return_val_if_fail (MILL_IS_PIPELINE (self), NULL);

  return list_values (self, MILL_CHANGE_NODE, (GDestroyNotify) mill_node_unref, compare_nodes);
}

GPtrArray *
mill_pipeline_list_annotations (MillPipeline *self)
{
  g_return_val_if_fail (MILL_IS_PIPELINE (self), NULL);

  return list_values (self, MILL_CHANGE_ANNOTATION, (GDestroyNotify) mill_annotation_unref,
                      compare_annotations);
}

GPtrArray *
mill_pipeline_list_parameters (MillPipeline *self)
{
  g_return_val_if_fail (MILL_IS_PIPELINE (self), NULL);

  return list_values (self, MILL_CHANGE_PARAMETER, (GDestroyNotify) mill_parameter_unref,
                      compare_parameters);
}

static void
append_links (GArray     *links,
              MillNode   *node,
              const char *from)
{
  const MillInput *inputs;
  guint n_inputs;

  inputs = mill_node_get_inputs (node, &n_inputs);
  for (guint i = 0; i < n_inputs; i++)
    if (from == NULL || g_str_equal (inputs[i].from_node, from))
      {
        MillLink link = {
          inputs[i].from_node, inputs[i].from_port, mill_node_get_id (node), inputs[i].port,
          inputs[i].muted
        };

        g_array_append_val (links, link);
      }
}

GArray *
mill_pipeline_list_links (MillPipeline *self)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (self);
  GArray *links = g_array_new (FALSE, FALSE, sizeof (MillLink));

  for (guint i = 0; i < nodes->len; i++)
    append_links (links, g_ptr_array_index (nodes, i), NULL);

  return links;
}

GArray *
mill_pipeline_list_links_from (MillPipeline *self,
                               const char   *node)
{
  g_autoptr (GPtrArray) targets = NULL;
  GArray *links = g_array_new (FALSE, FALSE, sizeof (MillLink));

  g_return_val_if_fail (MILL_IS_PIPELINE (self), links);
  g_return_val_if_fail (node != NULL, links);

  targets = mill_link_index_list_targets (self->index, node);
  for (guint i = 0; i < targets->len; i++)
    append_links (links, mill_pipeline_get_node (self, g_ptr_array_index (targets, i)), node);

  return links;
}

const MillNodeType *
mill_pipeline_get_node_type (MillPipeline *self,
                             const char   *node)
{
  MillNode *found = mill_pipeline_get_node (self, node);

  if (found == NULL)
    return NULL;

  return mill_node_find_type (found, self->catalogue);
}

const char *
mill_pipeline_get_node_label (MillPipeline *self,
                              const char   *node)
{
  MillNode *found = mill_pipeline_get_node (self, node);
  const MillNodeType *type;

  if (found == NULL)
    return NULL;
  if (mill_node_get_title (found) != NULL)
    return mill_node_get_title (found);
  type = mill_node_find_type (found, self->catalogue);
  if (type != NULL)
    return _(type->label);

  return mill_node_get_type_id (found);
}

gboolean
mill_pipeline_has_id (MillPipeline *self,
                      const char   *id)
{
  JsonObject *odd = mill_json_get_object (self->extra, "nodes");

  return g_hash_table_contains (self->values[MILL_CHANGE_NODE], id) ||
         g_hash_table_contains (self->values[MILL_CHANGE_ANNOTATION], id) ||
         (odd != NULL && json_object_has_member (odd, id));
}

gboolean
mill_pipeline_has_targets (MillPipeline *self,
                           const char   *node)
{
  return mill_link_index_has_targets (self->index, node);
}

GHashTable *
mill_pipeline_get_values (MillPipeline   *self,
                          MillChangeKind  kind)
{
  return self->values[kind];
}

gpointer
mill_pipeline_get_value (MillPipeline   *self,
                         MillChangeKind  kind,
                         const char     *id)
{
  if (kind == MILL_CHANGE_NAME)
    return self->name;
  if (kind == MILL_CHANGE_EXTRA)
    return self->extra;

  return g_hash_table_lookup (self->values[kind], id);
}

void
mill_pipeline_put_value (MillPipeline   *self,
                         MillChangeKind  kind,
                         const char     *id,
                         gpointer        value)
{
  if (kind == MILL_CHANGE_NAME || kind == MILL_CHANGE_EXTRA)
    {
      gpointer *member = kind == MILL_CHANGE_NAME ? (gpointer *) &self->name
                                                  : (gpointer *) &self->extra;
      gpointer old = *member;

      *member = mill_value_ref (kind, value);
      mill_value_unref (kind, old);
      return;
    }

  if (kind == MILL_CHANGE_NODE)
    mill_link_index_replace (self->index, g_hash_table_lookup (self->values[kind], id), value);
  /* The key belongs to the value, so it is replaced with it. */
  if (value != NULL)
    g_hash_table_replace (self->values[kind], (gpointer) get_value_id (kind, value),
                          mill_value_ref (kind, value));
  else
    g_hash_table_remove (self->values[kind], id);
}

void
mill_pipeline_apply (MillPipeline    *self,
                     const MillDelta *deltas,
                     guint            n_deltas,
                     gboolean         backwards)
{
  g_autofree MillChange *changes = g_new0 (MillChange, n_deltas);

  if (n_deltas == 0)
    return;
  for (guint i = 0; i < n_deltas; i++)
    {
      const MillDelta *delta = &deltas[backwards ? n_deltas - 1 - i : i];
      gpointer after = backwards ? delta->before : delta->after;

      mill_pipeline_put_value (self, delta->kind, delta->id, after);
      changes[i].kind = delta->kind;
      changes[i].id = delta->id;
      if (delta->kind <= MILL_CHANGE_PARAMETER)
        {
          changes[i].before = backwards ? delta->after : delta->before;
          changes[i].after = after;
        }
    }
  g_signal_emit (self, signals[CHANGED], 0, changes, n_deltas);
}
