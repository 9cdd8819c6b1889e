/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/conflict-private.h"
#include "pipeline/difference-private.h"
#include "pipeline/edit-private.h"
#include "pipeline/json-parse.h"
#include "pipeline/json-private.h"
#include "pipeline/reader.h"
#include "pipeline/writer.h"

static JsonArray *
get_entries (MillPipeline *pipeline)
{
  return mill_json_get_array (mill_pipeline_get_extra (pipeline), MILL_CONFLICTS);
}

static void
put_entries (MillEdit  *self,
             JsonArray *entries)
{
  JsonNode *value = json_array_get_length (entries) > 0 ? mill_json_from_array (json_array_ref (entries)) : NULL;
  JsonObject *extra =
    mill_json_with_member (mill_pipeline_get_extra (self->pipeline), MILL_CONFLICTS, value);

  mill_edit_carry_one (self, MILL_CHANGE_EXTRA, NULL, extra);
}

/* Takes out the entries of which @is_settled. */
typedef gboolean (*IsSettled) (MillEdit           *self,
                               const MillConflict *entry,
                               gconstpointer       data);

static gboolean
remove_entries (MillEdit      *self,
                IsSettled      is_settled,
                gconstpointer  data)
{
  JsonArray *entries = get_entries (self->pipeline);
  g_autoptr (JsonArray) kept = json_array_new ();
  gboolean found = FALSE;

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonNode *entry = json_array_get_element (entries, i);
      g_autoptr (MillConflict) conflict = mill_conflict_from_json (entry, NULL);

      if (conflict != NULL && is_settled (self, conflict, data))
        found = TRUE;
      else
        json_array_add_element (kept, mill_json_copy (entry));
    }
  if (found)
    put_entries (self, kept);

  return found;
}

/* ---- By choosing ---- */

static gboolean
is_same (MillEdit           *self,
         const MillConflict *entry,
         gconstpointer       data)
{
  const MillConflict *chosen = data;

  return entry->fact == chosen->fact && g_strcmp0 (entry->node, chosen->node) == 0 &&
         g_strcmp0 (entry->name, chosen->name) == 0;
}

/* @value NULL: takes it out. */
static void
set_member (JsonObject *object,
            const char *name,
            JsonNode   *value)
{
  if (value != NULL)
    json_object_set_member (object, name, mill_json_copy (value));
  else
    json_object_remove_member (object, name);
}

static void
set_annotation (JsonObject         *layout,
                const char         *list,
                const MillConflict *conflict)
{
  JsonArray *old = mill_json_get_array (layout, list);
  JsonArray *new = json_array_new ();

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    {
      JsonNode *one = json_array_get_element (old, i);
      JsonNode *id = JSON_NODE_HOLDS_OBJECT (one) ? mill_json_get_member (json_node_get_object (one), "id") : NULL;

      if (id == NULL || !mill_json_is_string (id) ||
          g_strcmp0 (json_node_get_string (id), conflict->name) != 0)
        json_array_add_element (new, mill_json_copy (one));
    }
  if (conflict->theirs != NULL && JSON_NODE_HOLDS_OBJECT (conflict->theirs))
    json_array_add_object_element (new, mill_json_with_member (json_node_get_object (conflict->theirs), "id",
                                                               mill_json_from_string (conflict->name)));
  json_object_set_array_member (layout, list, new);
}

static gboolean
set_whole_node (JsonObject         *nodes,
                JsonObject         *places,
                const MillConflict *conflict)
{
  JsonObject *whole =
    JSON_NODE_HOLDS_OBJECT (conflict->theirs) ? json_node_get_object (conflict->theirs) : NULL;
  JsonNode *node = mill_json_get_member (whole, "node");

  if (node == NULL)
    return FALSE;
  set_member (nodes, conflict->node, node);
  set_member (places, conflict->node, mill_json_get_member (whole, "place"));

  return TRUE;
}

static gboolean
set_node_fact (JsonObject         *nodes,
               JsonObject         *places,
               const MillConflict *conflict)
{
  JsonObject *node = mill_json_get_object (nodes, conflict->node);
  JsonObject *component = mill_json_get_object (node, "component");

  if (node == NULL)
    return FALSE;

  switch (conflict->fact)
    {
    case MILL_FACT_TYPE:
    case MILL_FACT_VERSION:
    case MILL_FACT_TITLE:
    case MILL_FACT_BYPASSED:
    case MILL_FACT_PINNED:
      set_member (node, mill_fact_get_name (conflict->fact), conflict->theirs);
      return TRUE;
    case MILL_FACT_PLACE:
      set_member (places, conflict->node, conflict->theirs);
      return TRUE;
    case MILL_FACT_ORIGIN:
      if (component != NULL)
        set_member (component, "origin", conflict->theirs);
      return component != NULL;
    default:
      break;
    }

  if (conflict->name == NULL)
    return FALSE;
  switch (conflict->fact)
    {
    case MILL_FACT_SETTING:
      set_member (mill_json_ensure_object (node, "params"), conflict->name, conflict->theirs);
      return TRUE;
    case MILL_FACT_INPUT:
    case MILL_FACT_OTHER_INPUT:
      set_member (mill_json_ensure_object (node, "inputs"), conflict->name, conflict->theirs);
      return TRUE;
    case MILL_FACT_OTHER:
      set_member (node, conflict->name, conflict->theirs);
      return TRUE;
    case MILL_FACT_OTHER_PLACE:
      set_member (mill_json_ensure_object (places, conflict->node), conflict->name, conflict->theirs);
      return TRUE;
    default:
      return FALSE;
    }
}

/* In a file, all facts are in one shape: that in which the conflict has them. FALSE: @file has no place for it. */
static gboolean
set_theirs (JsonObject         *file,
            const MillConflict *conflict)
{
  JsonObject *layout = mill_json_ensure_object (file, "layout");

  if (conflict->node != NULL)
    {
      JsonObject *nodes = mill_json_ensure_object (file, "nodes");
      JsonObject *places = mill_json_ensure_object (layout, "nodes");

      return conflict->fact == MILL_FACT_NODE ? set_whole_node (nodes, places, conflict)
                                              : set_node_fact (nodes, places, conflict);
    }
  if (conflict->fact == MILL_FACT_NAME)
    {
      set_member (file, "name", conflict->theirs);
      return TRUE;
    }
  if (conflict->name == NULL)
    return FALSE;

  switch (conflict->fact)
    {
    case MILL_FACT_PARAMETER:
      set_member (mill_json_ensure_object (file, "parameters"), conflict->name, conflict->theirs);
      return TRUE;
    case MILL_FACT_FRAME:
      set_annotation (layout, "frames", conflict);
      return TRUE;
    case MILL_FACT_NOTE:
      set_annotation (layout, "notes", conflict);
      return TRUE;
    case MILL_FACT_OTHER:
      set_member (file, conflict->name, conflict->theirs);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
take_theirs (MillEdit            *self,
             const MillConflict  *conflict,
             GError             **error)
{
  g_autofree char *text = mill_pipeline_to_text (self->pipeline);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MillPipeline) made = NULL;

  if (conflict->fact == MILL_FACT_NODE && conflict->node != NULL && conflict->theirs == NULL)
    return mill_edit_remove_node (self, conflict->node, error);

  root = mill_json_parse (text, strlen (text), NULL, error);
  if (root == NULL)
    return FALSE;
  if (!set_theirs (json_node_get_object (root), conflict))
    {
      mill_fail (error, _("Keep ours, and change it by hand"), _("What theirs is cannot be put in here"));
      return FALSE;
    }
  g_clear_pointer (&text, g_free);
  text = mill_json_to_canonical (root, FALSE);
  bytes = g_bytes_new (text, strlen (text));
  made = mill_pipeline_new_from_bytes (mill_pipeline_get_catalogue (self->pipeline), bytes, NULL, error);
  if (made == NULL)
    return FALSE;
  mill_edit_carry (self, mill_pipeline_diff (self->pipeline, made));

  return TRUE;
}

gboolean
mill_edit_settle_conflict (MillEdit            *self,
                           const MillConflict  *conflict,
                           gboolean             theirs,
                           GError             **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (conflict != NULL, FALSE);

  if (theirs && !take_theirs (self, conflict, error))
    return FALSE;
  remove_entries (self, is_same, conflict);

  return TRUE;
}

/* ---- By changing it ---- */

static const MillDelta *
find_delta (MillEdit       *self,
            MillChangeKind  kind,
            const char     *id)
{
  for (guint i = 0; i < self->deltas->len; i++)
    {
      const MillDelta *delta = &g_array_index (self->deltas, MillDelta, i);

      if (delta->kind == kind && g_strcmp0 (delta->id, id) == 0 &&
          !mill_value_equal (kind, delta->before, delta->after))
        return delta;
    }

  return NULL;
}

static gboolean
changed_node (MillEdit           *self,
              const MillConflict *entry)
{
  const MillDelta *delta = find_delta (self, MILL_CHANGE_NODE, entry->node);
  g_autoptr (GPtrArray) differences = NULL;

  if (delta == NULL)
    return FALSE;
  if (delta->before == NULL || delta->after == NULL)
    return TRUE;
  differences = mill_differences_list_node (NULL, delta->before, delta->after);
  for (guint i = 0; i < differences->len; i++)
    {
      const MillDifference *one = g_ptr_array_index (differences, i);

      if (one->fact == entry->fact && g_strcmp0 (one->name, entry->name) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_changed (MillEdit           *self,
            const MillConflict *entry,
            gconstpointer       data)
{
  if (entry->node != NULL)
    return changed_node (self, entry);

  switch (entry->fact)
    {
    case MILL_FACT_NAME:
      return find_delta (self, MILL_CHANGE_NAME, NULL) != NULL;
    case MILL_FACT_PARAMETER:
      return find_delta (self, MILL_CHANGE_PARAMETER, entry->name) != NULL;
    case MILL_FACT_FRAME:
    case MILL_FACT_NOTE:
      return find_delta (self, MILL_CHANGE_ANNOTATION, entry->name) != NULL;
    default:
      return FALSE;
    }
}

void
mill_edit_settle_changed (MillEdit *self)
{
  remove_entries (self, is_changed, NULL);
}

gboolean
mill_edit_require_settled (MillPipeline  *pipeline,
                           GError       **error)
{
  g_autoptr (GPtrArray) conflicts = mill_pipeline_list_conflicts (pipeline, TRUE);

  if (conflicts->len == 0)
    return TRUE;

  mill_fail (error, _("Choose one of them first"), _("Two versions differ in “%s”"),
             mill_conflict_get_label (g_ptr_array_index (conflicts, 0)));

  return FALSE;
}
