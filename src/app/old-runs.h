/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* Forgetting the runs that are older than the setting "keep-runs" says. */

/* So many of the newest stay however old they are. */
#define MILL_OLD_RUNS_NEWEST 100

/* For how many days runs are remembered; 0: for ever. */
guint  mill_old_runs_get_days     (void);
/* After a run: forgets what is too old, in a thread, unless that is going on already. The callback comes in
 * the caller's main context. */
void   mill_old_runs_clean_async  (MillStore           *store,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data);
/* How many runs were forgotten, or -1. */
gint64 mill_old_runs_clean_finish (GAsyncResult        *result,
                                   GError             **error);
/* The program ends: what is forgotten by then is forgotten, the rest another time. */
void   mill_old_runs_stop         (void);

G_END_DECLS
