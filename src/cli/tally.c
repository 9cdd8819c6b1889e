/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/output.h"
#include "cli/run-view.h"
#include "cli/text-table.h"

static void
print_scores (const MillTally *self,
              MillPipeline    *pipeline)
{
  g_autoptr (MillTextTable) table = mill_text_table_new ();
  const char *last_node = "";

  mill_text_table_add_column (table, _("Node"), FALSE);
  mill_text_table_add_column (table, _("Score"), FALSE);
  mill_text_table_add_column (table, _("Value"), TRUE);
  mill_text_table_add_column (table, _("Baseline"), TRUE);
  for (guint i = 0; i < self->scores->len; i++)
    {
      MillScore *score = &g_array_index (self->scores, MillScore, i);

      mill_text_table_add_cell (table, g_str_equal (score->node, last_node) ? ""
                                : mill_pipeline_get_node_label (pipeline, score->node));
      mill_text_table_add_cell (table, score->name);
      mill_text_table_add_number (table, score->value, 4);
      mill_text_table_add_number (table, score->baseline, 4);
      last_node = score->node;
    }

  mill_output_text ("\n");
  mill_text_table_print (table);
}

void
mill_tally_print (const MillTally *self,
                  MillPipeline    *pipeline)
{
  MillStyle style = self->state == MILL_STATE_DONE ? MILL_STYLE_GOOD : MILL_STYLE_ERROR;
  const char *name = mill_pipeline_get_name (pipeline);

  mill_output_print ("%s%s%s%s%s", mill_terminal_begin (MILL_STDOUT, style),
                     mill_state_get_label (self->state), mill_terminal_end (MILL_STDOUT, style),
                     name && *name ? ": " : "", name ? name : "");
  mill_output_text ("\n");
  mill_output_print (_("Nodes: %u done, %u failed, %u skipped, in %.2f s"),
                     self->n_done, self->n_failed, self->n_skipped, self->seconds);
  mill_output_text ("\n");

  if (self->scores->len > 0)
    print_scores (self, pipeline);
}
