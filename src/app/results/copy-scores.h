/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/results/copy-menu.h"

G_BEGIN_DECLS

/* Makes the texts in @grid, which is within @area, something to copy: a row on a line, tabs between the
 * cells. */
void  mill_copy_scores_attach  (GtkWidget *area,
                                GtkGrid   *grid);
/* New string. */
char *mill_copy_scores_to_text (GtkGrid   *grid);

G_END_DECLS
