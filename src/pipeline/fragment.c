/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/fragment.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/annotation-private.h"
#include "pipeline/diagnostic.h"
#include "pipeline/edit-private.h"
#include "pipeline/json-private.h"
#include "pipeline/node-private.h"
#include "pipeline/reader.h"
#include "pipeline/references.h"
#include "pipeline/writer.h"

/* Puts those parameters into @fragment that @json refers to. */
static void
copy_parameters (MillPipeline *self,
                 MillPipeline *fragment,
                 JsonNode     *json)
{
  g_autoptr (GHashTable) names = NULL;
  GHashTableIter iter;
  gpointer name;

  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  mill_references_list (json, names);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      MillParameter *parameter = mill_pipeline_get_parameter (self, name);

      if (parameter != NULL)
        mill_pipeline_put_value (fragment, MILL_CHANGE_PARAMETER, name, parameter);
    }
}

static void
copy_node (MillPipeline *self,
           MillPipeline *fragment,
           MillNode     *node,
           GHashTable   *wanted,
           gboolean      keep_incoming)
{
  g_autoptr (GArray) inputs = g_array_new (FALSE, FALSE, sizeof (MillInput));
  g_autoptr (MillNode) copy = NULL;

  for (guint i = 0; i < node->n_inputs; i++)
    if (keep_incoming || g_hash_table_contains (wanted, node->inputs[i].from_node))
      g_array_append_val (inputs, node->inputs[i]);
  copy = mill_node_with_inputs (node, (const MillInput *) inputs->data, inputs->len);
  mill_pipeline_put_value (fragment, MILL_CHANGE_NODE, node->id, copy);
  if (node->params != NULL)
    {
      g_autoptr (JsonNode) params = json_node_new (JSON_NODE_OBJECT);

      json_node_set_object (params, node->params);
      copy_parameters (self, fragment, params);
    }
}

char *
mill_pipeline_copy_text (MillPipeline      *self,
                         const char *const *ids,
                         gboolean           keep_incoming)
{
  g_autoptr (MillPipeline) fragment = NULL;
  g_autoptr (GHashTable) wanted = NULL;

  g_return_val_if_fail (MILL_IS_PIPELINE (self), NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  fragment = mill_pipeline_new (mill_pipeline_get_catalogue (self));
  wanted = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (wanted, (gpointer) ids[i]);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      MillNode *node = mill_pipeline_get_node (self, ids[i]);
      MillAnnotation *annotation = mill_pipeline_get_annotation (self, ids[i]);

      if (node != NULL)
        copy_node (self, fragment, node, wanted, keep_incoming);
      if (annotation != NULL)
        mill_pipeline_put_value (fragment, MILL_CHANGE_ANNOTATION, ids[i], annotation);
    }

  return mill_pipeline_to_text (fragment);
}

/* "sort" of "sort-2": the copy of a copy is another one of the same. */
static char *
without_number (const char *id)
{
  const char *end = id + strlen (id);

  while (end > id && g_ascii_isdigit (end[-1]))
    end--;
  if (*end != '\0' && end - id > 1 && end[-1] == '-')
    return g_strndup (id, end - 1 - id);

  return g_strdup (id);
}

char *
mill_edit_choose_id (MillEdit   *self,
                     GHashTable *used,
                     GHashTable *numbers,
                     const char *old)
{
  char *name = without_number (old);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, name));
  char *id;

  for (id = NULL; id == NULL; number++)
    {
      id = number == 0 ? g_strdup (name) : g_strdup_printf ("%s-%u", name, number + 1);
      if (g_hash_table_contains (used, id) || mill_pipeline_has_id (self->pipeline, id))
        g_clear_pointer (&id, g_free);
    }
  g_hash_table_replace (numbers, name, GUINT_TO_POINTER (number));

  return id;
}

/* One id for each of the fragment's, another one where the document has it already. */
static GHashTable *
choose_ids (MillEdit  *self,
            GPtrArray *nodes)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) numbers = NULL;

  numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < nodes->len; i++)
    g_hash_table_add (used, (gpointer) mill_node_get_id (g_ptr_array_index (nodes, i)));
  for (guint i = 0; i < nodes->len; i++)
    {
      const char *old = mill_node_get_id (g_ptr_array_index (nodes, i));
      char *id = mill_pipeline_has_id (self->pipeline, old) ? mill_edit_choose_id (self, used, numbers, old)
                                                            : g_strdup (old);

      g_hash_table_insert (ids, (gpointer) old, id);
      g_hash_table_add (used, id);
    }

  return ids;
}

static MillNode *
make_copy (MillEdit   *self,
           MillNode   *node,
           GHashTable *ids,
           double      dx,
           double      dy)
{
  g_autoptr (GArray) inputs = g_array_new (FALSE, FALSE, sizeof (MillInput));
  g_autoptr (MillNode) renamed = NULL;
  g_autoptr (MillNode) linked = NULL;

  for (guint i = 0; i < node->n_inputs; i++)
    {
      MillInput input = node->inputs[i];
      const char *from = g_hash_table_lookup (ids, input.from_node);

      /* A link from outside is good as long as its node is still there. */
      if (from == NULL && mill_pipeline_get_node (self->pipeline, input.from_node) == NULL)
        continue;
      if (from != NULL)
        input.from_node = from;
      g_array_append_val (inputs, input);
    }
  renamed = mill_node_with_id (node, g_hash_table_lookup (ids, node->id));
  linked = mill_node_with_inputs (renamed, (const MillInput *) inputs->data, inputs->len);

  return mill_node_with_position (linked, node->x + dx, node->y + dy);
}

static void
paste_annotations (MillEdit     *self,
                   MillPipeline *fragment,
                   double        dx,
                   double        dy)
{
  g_autoptr (GPtrArray) annotations = mill_pipeline_list_annotations (fragment);

  for (guint i = 0; i < annotations->len; i++)
    {
      MillAnnotation *annotation = g_ptr_array_index (annotations, i);
      const char *old = mill_annotation_get_id (annotation);
      g_autofree char *id = g_strdup (old);
      g_autoptr (MillAnnotation) copy = NULL;

      if (mill_pipeline_has_id (self->pipeline, old))
        {
          g_free (id);
          id = mill_edit_make_id (self, old);
        }
      copy = mill_annotation_with_id (annotation, id, dx, dy);
      mill_edit_put_annotation (self, copy);
    }
}

GStrv
mill_edit_paste (MillEdit    *self,
                 const char  *text,
                 double       dx,
                 double       dy,
                 GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (MillPipeline) fragment = NULL;
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GPtrArray) parameters = NULL;
  g_autoptr (GHashTable) ids = NULL;
  GArray *staged;

  g_return_val_if_fail (self != NULL, NULL);

  fragment = mill_pipeline_new_from_bytes (mill_pipeline_get_catalogue (self->pipeline), bytes,
                                           NULL, error);
  if (fragment == NULL)
    return NULL;

  nodes = mill_pipeline_list_nodes (fragment);
  parameters = mill_pipeline_list_parameters (fragment);
  ids = choose_ids (self, nodes);
  staged = mill_edit_stage ();
  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *copy = make_copy (self, g_ptr_array_index (nodes, i), ids, dx, dy);

      g_strv_builder_add (builder, mill_node_get_id (copy));
      mill_edit_put (self, staged, MILL_CHANGE_NODE, copy->id, copy);
    }
  for (guint i = 0; i < parameters->len; i++)
    {
      MillParameter *parameter = g_ptr_array_index (parameters, i);
      const char *name = mill_parameter_get_name (parameter);

      if (mill_pipeline_get_parameter (self->pipeline, name) == NULL)
        mill_edit_put (self, staged, MILL_CHANGE_PARAMETER, name, mill_parameter_ref (parameter));
    }
  mill_edit_carry (self, staged);
  paste_annotations (self, fragment, dx, dy);

  return g_strv_builder_end (builder);
}

gboolean
mill_fragment_get_corner (const MillCatalogue *catalogue,
                          const char          *text,
                          double              *x,
                          double              *y)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (MillPipeline) fragment = mill_pipeline_new_from_bytes (catalogue, bytes, NULL, NULL);
  g_autoptr (GPtrArray) nodes = fragment != NULL ? mill_pipeline_list_nodes (fragment) : NULL;
  g_autoptr (GPtrArray) annotations = fragment != NULL ? mill_pipeline_list_annotations (fragment)
                                                       : NULL;
  double left, top;

  *x = *y = G_MAXDOUBLE;
  for (guint i = 0; nodes != NULL && i < nodes->len; i++)
    if (mill_node_is_placed (g_ptr_array_index (nodes, i)))
      {
        mill_node_get_position (g_ptr_array_index (nodes, i), &left, &top);
        *x = MIN (*x, left);
        *y = MIN (*y, top);
      }
  for (guint i = 0; annotations != NULL && i < annotations->len; i++)
    {
      mill_annotation_get_bounds (g_ptr_array_index (annotations, i), &left, &top, NULL, NULL);
      *x = MIN (*x, left);
      *y = MIN (*y, top);
    }

  return *x < G_MAXDOUBLE;
}
