/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/conflict-private.h"

#include <glib/gi18n-lib.h>

#include "pipeline/component.h"
#include "pipeline/expand.h"
#include "pipeline/json-private.h"
#include "pipeline/pipeline-private.h"

void
mill_conflict_free (MillConflict *self)
{
  g_free (self->node);
  g_free (self->name);
  g_clear_pointer (&self->base, json_node_unref);
  g_clear_pointer (&self->ours, json_node_unref);
  g_clear_pointer (&self->theirs, json_node_unref);
  g_free (self);
}

/* ---- As they stand in a file ---- */

static void
add_value (JsonObject *object,
           const char *name,
           JsonNode   *value)
{
  if (value != NULL)
    json_object_set_member (object, name, mill_json_copy (value));
}

static void
add_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static JsonObject *
make_entry (const MillConflict *conflict)
{
  JsonObject *entry = json_object_new ();

  add_text (entry, "what", mill_fact_get_name (conflict->fact));
  add_text (entry, "node", conflict->node);
  add_text (entry, "name", conflict->name);
  add_value (entry, "base", conflict->base);
  add_value (entry, "ours", conflict->ours);
  add_value (entry, "theirs", conflict->theirs);

  return entry;
}

void
mill_pipeline_put_conflicts (MillPipeline *pipeline,
                             GPtrArray    *conflicts)
{
  JsonObject *extra = mill_pipeline_get_extra (pipeline);
  JsonArray *known = mill_json_get_array (extra, MILL_CONFLICTS);
  JsonArray *entries = json_array_new ();
  g_autoptr (JsonObject) made = NULL;

  for (guint i = 0; known != NULL && i < json_array_get_length (known); i++)
    json_array_add_element (entries, mill_json_copy (json_array_get_element (known, i)));
  for (guint i = 0; i < conflicts->len; i++)
    json_array_add_object_element (entries, make_entry (g_ptr_array_index (conflicts, i)));

  made = mill_json_with_member (extra, MILL_CONFLICTS, mill_json_from_array (entries));
  mill_pipeline_put_value (pipeline, MILL_CHANGE_EXTRA, NULL, made);
}

static const char *
get_text (JsonObject *entry,
          const char *name)
{
  JsonNode *member = mill_json_get_member (entry, name);

  return member != NULL && mill_json_is_string (member) ? json_node_get_string (member) : NULL;
}

static MillFact
find_fact (const char *name)
{
  for (MillFact fact = MILL_FACT_NAME; fact <= MILL_FACT_OTHER_PLACE; fact++)
    if (g_strcmp0 (mill_fact_get_name (fact), name) == 0)
      return fact;

  return MILL_FACT_OTHER;
}

static JsonNode *
copy_member (JsonObject *entry,
             const char *name)
{
  JsonNode *member = mill_json_get_member (entry, name);

  return member != NULL ? mill_json_copy (member) : NULL;
}

MillConflict *
mill_conflict_from_json (JsonNode   *entry,
                         const char *path)
{
  MillConflict *self;
  JsonObject *object;
  const char *node;

  if (!JSON_NODE_HOLDS_OBJECT (entry))
    return NULL;

  object = json_node_get_object (entry);
  node = get_text (object, "node");
  self = g_new0 (MillConflict, 1);
  self->fact = find_fact (get_text (object, "what"));
  self->node = node != NULL && path != NULL ? g_strdup_printf ("%s%c%s", path, MILL_PATH_SEPARATOR, node)
               : g_strdup (node != NULL ? node : path);
  self->name = g_strdup (get_text (object, "name"));
  self->base = copy_member (object, "base");
  self->ours = copy_member (object, "ours");
  self->theirs = copy_member (object, "theirs");

  return self;
}

static void
list_own (GPtrArray    *found,
          MillPipeline *pipeline,
          const char   *path)
{
  JsonArray *entries = mill_json_get_array (mill_pipeline_get_extra (pipeline), MILL_CONFLICTS);

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      MillConflict *conflict = mill_conflict_from_json (json_array_get_element (entries, i), path);

      if (conflict != NULL)
        g_ptr_array_add (found, conflict);
    }
}

static void
list_within (GPtrArray    *found,
             MillPipeline *pipeline,
             const char   *path)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);

  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);
      g_autofree char *inside = NULL;

      if (mill_node_get_component (node) == NULL)
        continue;
      inside = path != NULL ? g_strdup_printf ("%s%c%s", path, MILL_PATH_SEPARATOR, mill_node_get_id (node))
                            : g_strdup (mill_node_get_id (node));
      pipeline = mill_component_get_pipeline (mill_node_get_component (node));
      list_own (found, pipeline, inside);
      list_within (found, pipeline, inside);
    }
}

GPtrArray *
mill_pipeline_list_conflicts (MillPipeline *pipeline,
                              gboolean      within)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_conflict_free);

  g_return_val_if_fail (MILL_IS_PIPELINE (pipeline), found);

  list_own (found, pipeline, NULL);
  if (within)
    list_within (found, pipeline, NULL);

  return found;
}

/* ---- In words ---- */

/* Of a node as a whole its type is enough to know it by. */
static JsonNode *
find_telling (const MillConflict *self,
              JsonNode           *value)
{
  JsonNode *type;

  if (self->fact != MILL_FACT_NODE || !JSON_NODE_HOLDS_OBJECT (value))
    return value;
  type = mill_json_get_member (mill_json_get_object (json_node_get_object (value), "node"), "type");

  return type != NULL ? type : value;
}

char *
mill_conflict_value_to_text (const MillConflict *self,
                             JsonNode           *value)
{
  /* Translators: one of two versions of a file has no such thing. */
  return value != NULL ? mill_fact_value_to_text (find_telling (self, value)) : g_strdup (_("none"));
}

const char *
mill_conflict_get_label (const MillConflict *self)
{
  if (self->name != NULL)
    return self->name;

  return self->fact != MILL_FACT_OTHER ? mill_fact_get_name (self->fact) : "?";
}

MillDiagnostic *
mill_conflict_describe (const MillConflict *self)
{
  g_autofree char *ours = mill_conflict_value_to_text (self, self->ours);
  g_autofree char *theirs = mill_conflict_value_to_text (self, self->theirs);
  MillDiagnostic *problem;

  /* Translators: what two versions of a file differ in ("rounds"), and its two values. */
  problem = mill_diagnostic_new (MILL_SEVERITY_ERROR, self->node,
                                 _("Choose one in Millrace, or take this out of “conflicts” in the file"),
                                 _("Two versions differ in “%1$s”: ours is %2$s, theirs is %3$s"),
                                 mill_conflict_get_label (self), ours, theirs);
  if (self->fact == MILL_FACT_SETTING)
    mill_diagnostic_at_param (problem, self->name);
  if (self->fact == MILL_FACT_INPUT)
    mill_diagnostic_at_port (problem, self->name);

  return problem;
}

gboolean
mill_conflict_is_cosmetic (const MillConflict *self)
{
  const MillDifference difference = { .fact = self->fact };

  return mill_difference_is_cosmetic (&difference);
}
