/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/edit.h"

G_BEGIN_DECLS

/* The undo and redo steps of one pipeline, or a view of them from within a component.
 *
 * properties (all notify): "can-undo", "can-redo", "undo-label", "redo-label", "modified" (the
 * document differs from what was last marked as saved, by position in the history), "position" (how
 * many steps are done; also when their number or a label changes).
 *
 * signal "closed": the component that this is the history of is there no more. */
#define MILL_TYPE_HISTORY (mill_history_get_type ())
G_DECLARE_FINAL_TYPE (MillHistory, mill_history, MILL, HISTORY, GObject)

MillHistory  *mill_history_new            (MillPipeline *pipeline);
/* The history of what the component of @node holds. Its pipeline can be edited as any other; each of
 * its steps is one of @parent's, whose undo and redo it follows. NULL when @node holds no component. */
MillHistory  *mill_history_new_inside     (MillHistory  *parent,
                                           const char   *node);
MillPipeline *mill_history_get_pipeline   (MillHistory  *self);
gboolean      mill_history_get_can_undo   (MillHistory  *self);
gboolean      mill_history_get_can_redo   (MillHistory  *self);
const char   *mill_history_get_undo_label (MillHistory  *self);
const char   *mill_history_get_redo_label (MillHistory  *self);
gboolean      mill_history_get_modified   (MillHistory  *self);

/* Starts a step called @label (translated). Only one may be open at a time. The edit belongs to the
 * history and ends with commit or abandon. */
MillEdit     *mill_history_begin          (MillHistory  *self,
                                           const char   *label);
/* Ends the step. Nothing changed: no step. @merge_key (NULL: none): when the step before this one
 * had the same key, was the last thing done, and is younger than two seconds, both become one (typing
 * into a field). */
void          mill_history_commit         (MillHistory  *self,
                                           const char   *merge_key);
/* Takes everything done since begin back, without a trace. */
void          mill_history_abandon        (MillHistory  *self);
void          mill_history_undo           (MillHistory  *self);
void          mill_history_redo           (MillHistory  *self);
void          mill_history_mark_saved     (MillHistory  *self);
/* The position that was marked as saved, 0 at first; -1: no undo or redo leads there any more. */
gint64        mill_history_get_saved      (MillHistory  *self);
/* All steps, those that were taken back included. */
guint         mill_history_get_n_steps    (MillHistory  *self);
const char   *mill_history_get_step_label (MillHistory  *self,
                                           guint         index);
guint         mill_history_get_position   (MillHistory  *self);
/* Takes back or repeats steps until @position of them are done. */
void          mill_history_go_to          (MillHistory  *self,
                                           guint         position);

G_END_DECLS
