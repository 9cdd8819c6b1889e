/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The lines at the bottom of a terminal that show what is running, redrawn in place on the standard
 * error. Main thread only. */
typedef struct _MillProgress MillProgress;

MillProgress *mill_progress_new       (void);
/* Takes the lines away. */
void          mill_progress_free      (MillProgress *self);
void          mill_progress_begin     (MillProgress *self,
                                       const char   *node,
                                       const char   *label);
/* @left: the seconds that it still takes, NAN where nobody knows. */
void          mill_progress_advance   (MillProgress *self,
                                       const char   *node,
                                       double        fraction,
                                       double        left);
void          mill_progress_end       (MillProgress *self,
                                       const char   *node);
/* How much there is of how much. */
void          mill_progress_set_count (MillProgress *self,
                                       guint         n_done,
                                       guint         n_all);
/* The seconds that all of it still takes at the time of the next frame, NAN where nobody knows. */
void          mill_progress_set_left  (MillProgress *self,
                                       double        left);
void          mill_progress_draw      (MillProgress *self);
/* Before other lines are written: they take the place of these, which are drawn below them
 * later. */
void          mill_progress_clear     (MillProgress *self);
/* At a sudden end: the cursor, which the lines hide, comes back. */
void          mill_progress_restore_terminal (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillProgress, mill_progress_free)

G_END_DECLS
