/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/score-table.h"

#include <glib/gi18n-lib.h>

#define DIGITS 4

MillTextTable *
mill_score_table_new (void)
{
  MillTextTable *self = mill_text_table_new ();

  mill_text_table_add_column (self, _("Node"), FALSE);
  mill_text_table_add_column (self, _("Score"), FALSE);
  mill_text_table_add_column (self, _("Value"), TRUE);
  mill_text_table_add_column (self, _("Baseline"), TRUE);

  return self;
}

void
mill_score_table_add (MillTextTable *self,
                      const char    *node,
                      const char    *name,
                      double         value,
                      double         baseline)
{
  mill_text_table_add_cell (self, node);
  mill_text_table_add_cell (self, name);
  mill_text_table_add_number (self, value, DIGITS);
  mill_text_table_add_number (self, baseline, DIGITS);
}
