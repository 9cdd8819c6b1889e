/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/table.h"
#include "engine/results.h"

G_BEGIN_DECLS

typedef enum
{
  MILL_ROWS_TABLE,
  MILL_ROWS_CSV,
  MILL_ROWS_JSON,
} MillRowFormat;

/* The names of the formats, in their order; ends with NULL. */
extern const char *const mill_row_formats[];

/* Prints rows @offset and on, @count of them (0: all); page by page, so that any table can be
 * printed. FALSE with @error where they could not be read. */
gboolean mill_rows_print       (MillTableView         *view,
                                MillRowFormat          format,
                                gint64                 offset,
                                gint64                 count,
                                GCancellable          *cancellable,
                                GError               **error);
/* Columns of @schema, one a line. */
void     mill_rows_print_schema (const MillSchema     *schema,
                                MillRowFormat          format);
/* The same rows of a chart's data, as a table or as CSV. */
void     mill_rows_print_chart (const MillChartTable  *data,
                                MillRowFormat          format,
                                gint64                 offset,
                                gint64                 count);

G_END_DECLS
