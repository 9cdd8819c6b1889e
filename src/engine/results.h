/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "engine/artifact.h"
#include "pipeline/schema.h"

G_BEGIN_DECLS

/* The outputs of a run. Thread-safe. Its temporary files live as long as it does. */
#define MILL_TYPE_RESULTS (mill_results_get_type ())
G_DECLARE_FINAL_TYPE (MillResults, mill_results, MILL, RESULTS, GObject)

/* A table opened for looking at: any size, read in pages. */
#define MILL_TYPE_TABLE_VIEW (mill_table_view_get_type ())
G_DECLARE_FINAL_TYPE (MillTableView, mill_table_view, MILL, TABLE_VIEW, GObject)

/* The columns of an output, or NULL where that table is not there (yet). New reference. */
MillSchema    *mill_results_get_schema   (MillResults   *self,
                                          const char    *node,
                                          const char    *port);
/* Whether it pays to open the table at an output: FALSE where that is not there (yet). One that nobody needed in
 * a run that reused results is made only then. Does not block. */
gboolean       mill_results_may_have_table (MillResults *self,
                                          const char    *node,
                                          const char    *port);
/* The model, chart... at an output, or NULL. New reference. */
MillArtifact  *mill_results_get_artifact (MillResults   *self,
                                          const char    *node,
                                          const char    *port);
/* Rows of a table; asks the engine only where the run did not learn it, and the files are as they were then.
 * -1 with @error on failure. Blocks. */
gint64         mill_results_count_rows   (MillResults   *self,
                                          const char    *node,
                                          const char    *port,
                                          GCancellable  *cancellable,
                                          GError       **error);
/* Opens the table at an output. One that was only passed through in the run is kept in a temporary
 * file first, in the order the run would give it, which takes files that are as they were then. Blocks. */
MillTableView *mill_results_open_table   (MillResults   *self,
                                          const char    *node,
                                          const char    *port,
                                          GCancellable  *cancellable,
                                          GError       **error);

MillSchema    *mill_table_view_get_schema (MillTableView *self);
gint64         mill_table_view_get_n_rows (MillTableView *self);
/* The cells of rows @first to @first + @count - 1 (fewer at the end) as text: an array of columns x rows,
 * row by row; NULL where the value is. Elements char *, free the array with g_ptr_array_unref().
 * Blocks; one thread at a time. */
GPtrArray     *mill_table_view_fetch      (MillTableView *self,
                                           gint64         first,
                                           guint          count,
                                           GCancellable  *cancellable,
                                           GError       **error);

G_END_DECLS
