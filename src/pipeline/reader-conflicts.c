/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pipeline/conflict-private.h"
#include "pipeline/reader-private.h"

static void
report_entry (MillReader *self,
              JsonNode   *entry)
{
  g_autoptr (MillConflict) conflict = mill_conflict_from_json (entry, NULL);
  MillDiagnostic *problem;

  if (conflict == NULL)
    {
      mill_reader_report (self, MILL_SEVERITY_ERROR, NULL, entry, _("It must be an object"),
                          _("“%s” cannot be read"), MILL_CONFLICTS);
      return;
    }
  problem = mill_conflict_describe (conflict);
  g_ptr_array_add (self->problems,
                   mill_diagnostic_at_line (problem, GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, entry))));
}

void
mill_reader_read_conflicts (MillReader *self)
{
  JsonNode *conflicts = json_object_get_member (self->root, MILL_CONFLICTS);
  JsonArray *entries;

  if (conflicts == NULL)
    return;
  mill_reader_keep (&self->extra, self->root, MILL_CONFLICTS);
  if (!JSON_NODE_HOLDS_ARRAY (conflicts))
    {
      mill_reader_report (self, MILL_SEVERITY_ERROR, NULL, conflicts, _("It must be a list"),
                          _("“%s” cannot be read"), MILL_CONFLICTS);
      return;
    }
  entries = json_node_get_array (conflicts);
  for (guint i = 0; self->problems != NULL && i < json_array_get_length (entries); i++)
    report_entry (self, json_array_get_element (entries, i));
}
