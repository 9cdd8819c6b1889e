/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "engine/results.h"

G_BEGIN_DECLS

/* A row of a table that may still be on its way from the engine.
 *
 * signal "loaded" (): its cells are there now. */
#define MILL_TYPE_TABLE_ROW (mill_table_row_get_type ())
G_DECLARE_FINAL_TYPE (MillTableRow, mill_table_row, MILL, TABLE_ROW, GObject)

/* The rows of a table of any size as a list model: pages are read by a worker thread when somebody looks
 * at them, and the ones looked at least lately are forgotten. */
#define MILL_TYPE_TABLE_MODEL (mill_table_model_get_type ())
G_DECLARE_FINAL_TYPE (MillTableModel, mill_table_model, MILL, TABLE_MODEL, GObject)

MillTableModel *mill_table_model_new        (MillTableView  *view);
MillSchema     *mill_table_model_get_schema (MillTableModel *self);
/* How many pages are kept now; for tests. */
guint           mill_table_model_get_n_pages (MillTableModel *self);

gint64          mill_table_row_get_index    (MillTableRow   *self);
/* Is it here? Asks for it if not. */
gboolean        mill_table_row_is_loaded    (MillTableRow   *self);
/* The text of a cell of a row that is loaded; NULL: the value is NULL. Borrowed. */
const char     *mill_table_row_get_text     (MillTableRow   *self,
                                             guint           column);

G_END_DECLS
