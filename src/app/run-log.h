/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "engine/event.h"

G_BEGIN_DECLS

/* What a run has said, line by line: there may be a million of them, so that each is a few words in memory, and
 * an object (MillLogLine) only while somebody looks at it. */
typedef struct _MillRunLog MillRunLog;

typedef enum
{
  MILL_RUN_LOG_ALL,
  MILL_RUN_LOG_WARNINGS,   /* and errors */
  MILL_RUN_LOG_ERRORS,
} MillRunLogLevel;

MillRunLog *mill_run_log_new   (void);
void        mill_run_log_free  (MillRunLog       *self);
/* Takes in those that say something to people. Each model tells of it once. */
void        mill_run_log_add   (MillRunLog       *self,
                                MillEvent *const *events,
                                guint             n_events);
void        mill_run_log_clear (MillRunLog       *self);
/* The lines of a level: MillLogLine. Borrowed; may be kept for longer than the log, and says no more then. */
GListModel *mill_run_log_get   (MillRunLog       *self,
                                MillRunLogLevel   level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillRunLog, mill_run_log_free)

G_END_DECLS
