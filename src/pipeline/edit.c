/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/edit.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "pipeline/annotation-private.h"
#include "pipeline/boundary.h"
#include "pipeline/diagnostic.h"
#include "pipeline/edit-private.h"
#include "pipeline/json-private.h"
#include "pipeline/bounds.h"
#include "pipeline/node-private.h"
#include "pipeline/param-private.h"
#include "pipeline/slug.h"

static gboolean
is_taken (MillEdit   *self,
          const char *slug,
          guint       number)
{
  g_autofree char *id = g_strdup_printf ("%s-%u", slug, number);

  return mill_pipeline_has_id (self->pipeline, id);
}

char *
mill_edit_make_id (MillEdit   *self,
                   const char *wish)
{
  g_autofree char *slug = mill_slug_new (wish, "node");
  guint taken = 1, unused = 2;

  if (!mill_pipeline_has_id (self->pipeline, slug))
    return g_steal_pointer (&slug);

  /* Numbers are mostly used up from below, so the first that is not is found by halving. */
  while (is_taken (self, slug, unused))
    {
      taken = unused;
      unused *= 2;
    }
  while (unused - taken > 1)
    {
      guint middle = taken + (unused - taken) / 2;

      if (is_taken (self, slug, middle))
        taken = middle;
      else
        unused = middle;
    }

  return g_strdup_printf ("%s-%u", slug, unused);
}

static double
limit_position (double value)
{
  return isnan (value) ? 0 : CLAMP (value, -MILL_LARGEST_POSITION, MILL_LARGEST_POSITION);
}

const char *
mill_edit_add_node (MillEdit   *self,
                    const char *type_id,
                    const char *title,
                    double      x,
                    double      y)
{
  const MillNodeType *type;
  g_autoptr (MillNode) node = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (type_id != NULL, NULL);

  type = mill_boundary_find (type_id);
  if (type == NULL)
    type = mill_catalogue_find (mill_pipeline_get_catalogue (self->pipeline), type_id);
  if (title != NULL && *title == '\0')
    title = NULL;
  id = mill_edit_make_id (self, title != NULL ? title : type_id);
  node = mill_node_new (id, type_id, type != NULL ? type->version : 1);
  if (title != NULL)
    {
      MillNode *titled = mill_node_with_title (node, title);

      mill_node_unref (node);
      node = titled;
    }
  mill_edit_carry_one (self, MILL_CHANGE_NODE, id,
                       mill_node_with_position (node, limit_position (x), limit_position (y)));

  return mill_node_get_id (mill_pipeline_get_node (self->pipeline, id));
}

/* What reads from nodes that are removed does so no more. */
static void
cut_off (MillEdit   *self,
         GArray     *staged,
         MillNode   *target,
         GHashTable *removed)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (MillInput));
  const MillInput *inputs;
  guint n_inputs;

  inputs = mill_node_get_inputs (target, &n_inputs);
  for (guint i = 0; i < n_inputs; i++)
    if (!g_hash_table_contains (removed, inputs[i].from_node))
      g_array_append_val (kept, inputs[i]);
  mill_edit_put (self, staged, MILL_CHANGE_NODE, mill_node_get_id (target),
                 mill_node_with_inputs (target, (const MillInput *) kept->data, kept->len));
}

void
mill_edit_remove_nodes (MillEdit          *self,
                        const char *const *ids,
                        guint              n_ids)
{
  g_autoptr (GHashTable) removed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) readers = g_hash_table_new (NULL, NULL);
  GArray *staged;

  g_return_if_fail (self != NULL);

  staged = mill_edit_stage ();
  for (guint i = 0; i < n_ids; i++)
    if (mill_pipeline_get_node (self->pipeline, ids[i]) != NULL)
      g_hash_table_add (removed, (char *) ids[i]);
  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr (GArray) links = mill_pipeline_list_links_from (self->pipeline, ids[i]);

      for (guint j = 0; j < links->len; j++)
        {
          const char *to = g_array_index (links, MillLink, j).to_node;
          MillNode *reader = mill_pipeline_get_node (self->pipeline, to);

          if (!g_hash_table_contains (removed, to) && g_hash_table_add (readers, reader))
            cut_off (self, staged, reader, removed);
        }
      if (g_hash_table_contains (removed, ids[i]))
        mill_edit_put (self, staged, MILL_CHANGE_NODE, ids[i], NULL);
    }
  mill_edit_carry (self, staged);
}

gboolean
mill_edit_remove_node (MillEdit    *self,
                       const char  *id,
                       GError     **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (mill_edit_find (self->pipeline, id, error) == NULL)
    return FALSE;
  mill_edit_remove_nodes (self, &id, 1);

  return TRUE;
}

gboolean
mill_edit_move_node (MillEdit    *self,
                     const char  *id,
                     double       x,
                     double       y,
                     GError     **error)
{
  MillNode *node;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  node = mill_edit_find (self->pipeline, id, error);
  if (node == NULL)
    return FALSE;
  mill_edit_carry_one (self, MILL_CHANGE_NODE, id,
                       mill_node_with_position (node, limit_position (x), limit_position (y)));

  return TRUE;
}

void
mill_edit_move_nodes (MillEdit          *self,
                      const MillPlacing *placings,
                      guint              n_placings)
{
  GArray *staged;

  g_return_if_fail (self != NULL);

  staged = mill_edit_stage ();
  for (guint i = 0; i < n_placings; i++)
    {
      const MillPlacing *placing = &placings[i];
      MillNode *node = mill_pipeline_get_node (self->pipeline, placing->id);

      if (node != NULL)
        mill_edit_put (self, staged, MILL_CHANGE_NODE, placing->id,
                       mill_node_with_position (node, limit_position (placing->x),
                                                limit_position (placing->y)));
    }
  mill_edit_carry (self, staged);
}

gboolean
mill_edit_set_title (MillEdit    *self,
                     const char  *id,
                     const char  *title,
                     GError     **error)
{
  MillNode *node;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  node = mill_edit_find (self->pipeline, id, error);
  if (node == NULL)
    return FALSE;
  if (title != NULL && *title == '\0')
    title = NULL;
  mill_edit_carry_one (self, MILL_CHANGE_NODE, id, mill_node_with_title (node, title));

  return TRUE;
}

gboolean
mill_edit_set_bypassed (MillEdit    *self,
                        const char  *id,
                        gboolean     bypassed,
                        GError     **error)
{
  MillNode *node;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  node = mill_edit_find (self->pipeline, id, error);
  if (node == NULL)
    return FALSE;
  mill_edit_carry_one (self, MILL_CHANGE_NODE, id, mill_node_with_bypassed (node, bypassed));

  return TRUE;
}

gboolean
mill_edit_set_pinned (MillEdit    *self,
                      const char  *id,
                      gboolean     pinned,
                      GError     **error)
{
  MillNode *node;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  node = mill_edit_find (self->pipeline, id, error);
  if (node == NULL)
    return FALSE;
  mill_edit_carry_one (self, MILL_CHANGE_NODE, id, mill_node_with_pinned (node, pinned));

  return TRUE;
}

gboolean
mill_edit_set_param (MillEdit    *self,
                     const char  *id,
                     const char  *param,
                     JsonNode    *value,
                     GError     **error)
{
  const MillNodeType *type;
  const MillParam *known = NULL;
  MillNode *node;
  JsonNode *copy = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);
  g_return_val_if_fail (param != NULL, FALSE);

  node = mill_edit_find (self->pipeline, id, error);
  if (node == NULL)
    return FALSE;

  /* The defaults of another version of the type are not known. */
  type = mill_pipeline_get_node_type (self->pipeline, id);
  if (type != NULL && type->version == mill_node_get_version (node))
    known = mill_node_type_find_param (type, param);
  if (value != NULL && (known == NULL || !mill_param_is_default (known, value)))
    copy = mill_json_copy (value);
  mill_edit_carry_one (self, MILL_CHANGE_NODE, id,
                       mill_node_with_params (node,
                                              mill_json_with_member (mill_node_get_params (node),
                                                                     param, copy)));

  return TRUE;
}

void
mill_edit_put_annotation (MillEdit       *self,
                          MillAnnotation *annotation)
{
  MillAnnotation *known;
  JsonObject *extra;
  const char *id;

  g_return_if_fail (self != NULL);
  g_return_if_fail (annotation != NULL);

  /* What the file said beyond what this build knows stays with the annotation. */
  id = mill_annotation_get_id (annotation);
  known = mill_pipeline_get_annotation (self->pipeline, id);
  extra = known != NULL ? mill_annotation_get_extra (known) : NULL;
  mill_edit_carry_one (self, MILL_CHANGE_ANNOTATION, id,
                       extra != NULL && mill_annotation_get_extra (annotation) == NULL
                         ? mill_annotation_with_extra (annotation, extra)
                         : mill_annotation_ref (annotation));
}

gboolean
mill_edit_remove_annotation (MillEdit    *self,
                             const char  *id,
                             GError     **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (mill_pipeline_get_annotation (self->pipeline, id) == NULL)
    {
      mill_fail (error, NULL, _("There is no frame or note “%s”"), id);
      return FALSE;
    }
  mill_edit_carry_one (self, MILL_CHANGE_ANNOTATION, id, NULL);

  return TRUE;
}

void
mill_edit_set_name (MillEdit   *self,
                    const char *name)
{
  g_return_if_fail (self != NULL);

  mill_edit_carry_one (self, MILL_CHANGE_NAME, NULL,
                       name != NULL && *name != '\0' ? g_ref_string_new (name) : NULL);
}
