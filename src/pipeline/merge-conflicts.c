/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/merge.h"

#include <glib/gi18n-lib.h>

#include "pipeline/json-private.h"
#include "pipeline/reader-private.h"

/* What a merge left to be chosen, as it stands in a file. */

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

/* ---- Reading ---- */

static const char *
get_text (JsonObject *entry,
          const char *name)
{
  JsonNode *member = mill_json_get_member (entry, name);

  return member != NULL && mill_json_is_string (member) ? json_node_get_string (member) : NULL;
}

static char *
describe_value (JsonObject *entry,
                const char *name)
{
  JsonNode *value = mill_json_get_member (entry, name);

  /* Translators: one of two versions of a file has no such thing. */
  return value != NULL ? mill_fact_value_to_text (value) : g_strdup (_("none"));
}

static void
report_entry (MillReader *self,
              JsonNode   *node,
              JsonObject *entry)
{
  const char *what = get_text (entry, "what");
  const char *name = get_text (entry, "name");
  g_autofree char *ours = describe_value (entry, "ours");
  g_autofree char *theirs = describe_value (entry, "theirs");
  MillDiagnostic *problem;

  /* Translators: what two versions of a file differ in ("rounds"), and its two values. */
  problem = mill_reader_report (self, MILL_SEVERITY_ERROR, get_text (entry, "node"), node,
                                _("Choose one, and take this out of “conflicts” in the file"),
                                _("Two versions differ in “%1$s”: ours is %2$s, theirs is %3$s"),
                                name != NULL ? name : what != NULL ? what : "?", ours, theirs);
  if (problem != NULL && g_strcmp0 (what, mill_fact_get_name (MILL_FACT_SETTING)) == 0)
    mill_diagnostic_at_param (problem, name);
  if (problem != NULL && g_strcmp0 (what, mill_fact_get_name (MILL_FACT_INPUT)) == 0)
    mill_diagnostic_at_port (problem, name);
}

void
mill_reader_report_conflicts (MillReader *self,
                              JsonNode   *conflicts)
{
  JsonArray *entries;

  mill_reader_keep (&self->extra, self->root, MILL_CONFLICTS);
  if (!JSON_NODE_HOLDS_ARRAY (conflicts))
    {
      mill_reader_report (self, MILL_SEVERITY_ERROR, NULL, conflicts, _("It must be a list"),
                          _("“%s” cannot be read"), MILL_CONFLICTS);
      return;
    }
  entries = json_node_get_array (conflicts);
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonNode *entry = json_array_get_element (entries, i);

      if (JSON_NODE_HOLDS_OBJECT (entry))
        report_entry (self, entry, json_node_get_object (entry));
      else
        mill_reader_report (self, MILL_SEVERITY_ERROR, NULL, entry, _("It must be an object"),
                            _("“%s” cannot be read"), MILL_CONFLICTS);
    }
}
