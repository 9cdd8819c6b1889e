/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/cache-private.h"
#include "engine/duck.h"
#include "engine/output.h"
#include "engine/results.h"
#include "engine/scratch.h"
#include "engine/source-watch.h"

G_BEGIN_DECLS

/* For run.c, which fills them. Takes @scratch and @watch, which saw the sources before anything was read of
 * them; references @duck. */
MillResults   *mill_results_new        (MillDuck        *duck,
                                        MillScratch     *scratch,
                                        MillSourceWatch *watch);
MillDuck      *mill_results_get_duck   (MillResults   *self);
MillScratch   *mill_results_get_scratch (MillResults  *self);
/* Borrowed. */
MillSourceWatch *mill_results_get_watch (MillResults  *self);
/* What is kept goes into @cache too, as long as the sources are as they were. @hold: where links to its files
 * are. Takes @hold. */
void           mill_results_set_cache  (MillResults     *self,
                                        MillCache       *cache,
                                        MillScratch     *hold);
/* From now on a digest is made of every table that is kept. Before anything is. */
void           mill_results_make_digests (MillResults *self);
gboolean       mill_results_makes_digests (MillResults *self);
/* Where to put what was made; NULL: there is no such place, or no longer. Borrowed. */
MillCache     *mill_results_find_cache (MillResults   *self);
MillScratch   *mill_results_get_hold   (MillResults   *self);
/* The cache gave trouble: nothing more goes in. Takes @error; NULL: there is nothing to tell of it. */
void           mill_results_give_up_cache (MillResults *self,
                                        GError        *error);
/* What the trouble was, once; NULL: there is nothing to tell. */
GError        *mill_results_take_trouble (MillResults  *self);
/* Makes the outputs of a reused run that nobody has asked for yet, as queries: called when an output is
 * looked for that is not there, once, in the thread of who looks. Takes @data. */
typedef void (*MillResultsFunc) (MillResults   *self,
                                 gpointer       data);
void           mill_results_set_completer (MillResults     *self,
                                        MillResultsFunc  func,
                                        gpointer         data,
                                        GDestroyNotify   destroy);
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
