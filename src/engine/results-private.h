/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/duck.h"
#include "engine/output.h"
#include "engine/results.h"
#include "engine/scratch.h"

G_BEGIN_DECLS

/* For run.c, which fills them. Takes @scratch; references @duck. */
MillResults   *mill_results_new        (MillDuck      *duck,
                                        MillScratch   *scratch);
MillDuck      *mill_results_get_duck   (MillResults   *self);
MillScratch   *mill_results_get_scratch (MillResults  *self);
void           mill_results_add        (MillResults   *self,
                                        MillOutput    *output);
/* New reference, or NULL. */
MillOutput    *mill_results_dup_output (MillResults   *self,
                                        const char    *node,
                                        const char    *port);
/* Keeps the rows of @output in a file of @self, if they are not yet. Blocks. */
gboolean       mill_results_keep       (MillResults     *self,
                                        MillConnection  *connection,
                                        MillOutput      *output,
                                        GCancellable    *cancellable,
                                        GError         **error);
MillTableView *mill_table_view_new     (MillResults   *results,
                                        const char    *path,
                                        MillSchema    *schema,
                                        gint64         n_rows,
                                        GError       **error);

G_END_DECLS
