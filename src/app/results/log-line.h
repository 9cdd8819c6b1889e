/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/event.h"

G_BEGIN_DECLS

/* An event of a run as a line to read. */
#define MILL_TYPE_LOG_LINE (mill_log_line_get_type ())
G_DECLARE_FINAL_TYPE (MillLogLine, mill_log_line, MILL, LOG_LINE, GObject)

/* Does it say something to people? What does not is seen elsewhere. */
gboolean      mill_log_line_is_said      (const MillEvent *event);
MillSeverity  mill_log_line_choose_severity (const MillEvent *event);
/* @event: of those that say something. */
MillLogLine  *mill_log_line_new          (const MillEvent *event);
/* What a MILL_EVENT_LOG of these would say. @node: interned, or NULL. */
MillLogLine  *mill_log_line_new_said     (gint64           time,
                                          MillSeverity     severity,
                                          const char      *node,
                                          const char      *text);
MillSeverity  mill_log_line_get_severity (MillLogLine     *self);
/* "14:03:22.150", local time. */
const char   *mill_log_line_get_time     (MillLogLine     *self);
/* Id of the node, or NULL. */
const char   *mill_log_line_get_node     (MillLogLine     *self);
/* The parameter it is about, or NULL. */
const char   *mill_log_line_get_param    (MillLogLine     *self);
const char   *mill_log_line_get_text     (MillLogLine     *self);

G_END_DECLS
