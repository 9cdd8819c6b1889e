/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Threads at work. They must have ended before the program does: while it ends, libraries take down what they
 * still use. */

/* Around what a thread of one's own does; begun before it is started. */
void     mill_workers_begin    (void);
void     mill_workers_end      (void);
/* g_task_run_in_thread(), counted. */
void     mill_workers_run_task (GTask           *task,
                                GTaskThreadFunc  function);
/* Waits until none is at work, for so many seconds. FALSE: some still are. */
gboolean mill_workers_wait     (guint            seconds);

G_END_DECLS
