/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/output.h"
#include "engine/results-private.h"
#include "engine/task.h"

G_BEGIN_DECLS

/* For the run: how a task is made and what it left. */

typedef void (*MillTaskSend) (MillEvent *event,
                              gpointer   data);

/* Takes @compile. @send gets each event, takes its reference, and may be called from this task's thread
 * only. @part: the tag of files that are being written. */
MillTask   *mill_task_new         (const char      *node,
                                   MillCompile     *compile,
                                   MillResults     *results,
                                   const char      *part,
                                   guint            threads,
                                   GCancellable    *cancellable,
                                   MillTaskSend     send,
                                   gpointer         data);
void        mill_task_free        (MillTask        *self);
/* What its queries go through. Borrowed. */
void        mill_task_set_connection (MillTask     *self,
                                   MillConnection  *connection);
void        mill_task_add_input   (MillTask        *self,
                                   const char      *port,
                                   MillOutput      *output);
/* What was set, elements MillOutput. Borrowed. */
GPtrArray  *mill_task_get_outputs (MillTask        *self);
/* What it told that is worth remembering, elements MillEvent, and the files that it wrote. Borrowed. */
GPtrArray  *mill_task_get_events  (MillTask        *self);
GPtrArray  *mill_task_get_files   (MillTask        *self);
/* What progress to tell while a query of the task is at @fraction; -1: nothing new. For any thread. */
double      mill_task_follow      (MillTask        *self,
                                   double           fraction);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillTask, mill_task_free)

G_END_DECLS
