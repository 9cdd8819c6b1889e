/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/results/copy-menu.h"
#include "engine/results.h"

G_BEGIN_DECLS

/* The names of the columns of @table and its rows at @positions, as other programs paste them: a row on a
 * line, tabs between the cells, in quotes what would break that. NULL with @error. Blocks. New string. */
char *mill_copy_rows_to_text (MillTableView  *table,
                              GtkBitset      *positions,
                              GCancellable   *cancellable,
                              GError        **error);
/* Puts the same on the clipboard of @widget. Does not block; of very many rows the first. */
void  mill_copy_rows         (GtkWidget      *widget,
                              MillResults    *results,
                              const char     *node,
                              const char     *port,
                              GtkBitset      *positions);

G_END_DECLS
