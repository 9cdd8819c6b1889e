/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/output.h"
#include "cli/run-view.h"
#include "cli/score-table.h"

static void
print_scores (const MillTally *self,
              MillPipeline    *pipeline)
{
  g_autoptr (MillTextTable) table = mill_score_table_new ();
  const char *last_node = "";

  for (guint i = 0; i < self->scores->len; i++)
    {
      MillScore *score = &g_array_index (self->scores, MillScore, i);

      mill_score_table_add (table, g_str_equal (score->node, last_node) ? ""
                            : mill_pipeline_get_node_label (pipeline, score->node),
                            score->name, score->value, score->baseline);
      last_node = score->node;
    }

  mill_output_text ("\n");
  mill_text_table_print (table);
}

static void
print_title (const char *title)
{
  if (title != NULL)
    mill_output_print ("%s%s:%s ", mill_terminal_begin (MILL_STDOUT, MILL_STYLE_BOLD), title,
                       mill_terminal_end (MILL_STDOUT, MILL_STYLE_BOLD));
}

void
mill_tally_print (const MillTally *self,
                  MillPipeline    *pipeline,
                  const char      *title)
{
  MillStyle style = self->state == MILL_STATE_DONE ? MILL_STYLE_GOOD : MILL_STYLE_ERROR;
  const char *name = mill_pipeline_get_name (pipeline);

  print_title (title);
  mill_output_print ("%s%s%s%s%s", mill_terminal_begin (MILL_STDOUT, style),
                     mill_state_get_label (self->state), mill_terminal_end (MILL_STDOUT, style),
                     name && *name ? ": " : "", name ? name : "");
  mill_output_text ("\n");
  print_title (title);
  if (self->n_reused > 0 && self->n_cancelled == 0)
    mill_output_print (_("Nodes: %u done, %u reused, %u failed, %u skipped, in %.2f s"),
                       self->n_done, self->n_reused, self->n_failed, self->n_skipped, self->seconds);
  else if (self->n_reused > 0)
    mill_output_print (_("Nodes: %u done, %u reused, %u failed, %u skipped, %u cancelled, in %.2f s"),
                       self->n_done, self->n_reused, self->n_failed, self->n_skipped,
                       self->n_cancelled, self->seconds);
  else if (self->n_cancelled > 0)
    mill_output_print (_("Nodes: %u done, %u failed, %u skipped, %u cancelled, in %.2f s"),
                       self->n_done, self->n_failed, self->n_skipped, self->n_cancelled,
                       self->seconds);
  else
    mill_output_print (_("Nodes: %u done, %u failed, %u skipped, in %.2f s"),
                       self->n_done, self->n_failed, self->n_skipped, self->seconds);
  mill_output_text ("\n");

  if (self->scores->len > 0 && title == NULL)
    print_scores (self, pipeline);
}
