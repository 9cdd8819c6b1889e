/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/artifact.h"
#include "engine/compile.h"
#include "engine/event.h"

G_BEGIN_DECLS

/* What a node's run works with, in a worker thread. */

GCancellable     *mill_task_get_cancellable (MillTask            *self);
guint             mill_task_get_threads     (MillTask            *self);
gboolean          mill_task_has_input       (MillTask            *self,
                                             const char          *port);
/* How many links come into @port; those of a port that takes several are counted from 0. What is asked
 * for by the name of the port alone is that of the first. */
guint             mill_task_get_n_inputs    (MillTask            *self,
                                             const char          *port);
/* Columns of the table at an input, or NULL. Borrowed. */
const MillSchema *mill_task_get_schema      (MillTask            *self,
                                             const char          *port);
const MillSchema *mill_task_get_nth_schema  (MillTask            *self,
                                             const char          *port,
                                             guint                index);
/* The name to select from, for mill_select_new(). */
const char       *mill_task_get_relation    (MillTask            *self,
                                             const char          *port);
const char       *mill_task_get_nth_relation (MillTask           *self,
                                             const char          *port,
                                             guint                index);
/* The compile context of this node: expressions, columns, paths. Borrowed. */
MillCompile      *mill_task_get_compile     (MillTask            *self);

/* Runs a query over the inputs. Takes @select. */
MillRows         *mill_task_query           (MillTask            *self,
                                             MillSelect          *select,
                                             GError             **error);
/* Keeps the rows of each link into a port in a temporary file in a total order, so that they can be read
 * several times and always in the same order (fits). mill_task_get_relation() then names the kept rows. */
gboolean          mill_task_keep_input      (MillTask            *self,
                                             const char          *port,
                                             GError             **error);
/* Writes the rows of a query to a file, whole or not at all (a temporary name, then a rename).
 * @format: "csv" or "parquet"; @options: further COPY options or NULL, e.g. "DELIMITER ';'", made by
 * mill_expr_*. Takes @select. Gives the number of rows. */
gboolean          mill_task_write_file      (MillTask            *self,
                                             MillSelect          *select,
                                             const char          *path,
                                             const char          *format,
                                             GPtrArray           *option_names,
                                             GPtrArray           *option_values,
                                             gint64              *n_rows,
                                             GError             **error);

/* Outputs. */
void              mill_task_set_artifact    (MillTask            *self,
                                             const char          *port,
                                             MillArtifact        *artifact);
/* Takes @select. */
void              mill_task_set_table       (MillTask            *self,
                                             const char          *port,
                                             MillSelect          *select);

/* Events. */
void              mill_task_log             (MillTask            *self,
                                             MillSeverity         severity,
                                             const char          *format,
                                             ...) G_GNUC_PRINTF (3, 4);
/* A note of what the task has done: @now. A run that finds it done, and does not do it again, says @again. */
void              mill_task_log_done        (MillTask            *self,
                                             const char          *now,
                                             const char          *again);
void              mill_task_progress        (MillTask            *self,
                                             double               fraction);
/* The queries that come next, until progress is told again, are what takes it from @from to @to: while
 * they go on, theirs is told in between. */
void              mill_task_progress_span   (MillTask            *self,
                                             double               from,
                                             double               to);
/* @step 0: a score; @series NULL then; @baseline NAN where there is none. */
void              mill_task_metric          (MillTask            *self,
                                             const char          *name,
                                             const char          *series,
                                             gint64               step,
                                             double               value,
                                             double               baseline);
/* TRUE with G_IO_ERROR_CANCELLED in @error when the run is to stop: for loops. */
gboolean          mill_task_is_cancelled    (MillTask            *self,
                                             GError             **error);

G_END_DECLS
