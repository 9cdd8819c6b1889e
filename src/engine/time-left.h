/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/event.h"
#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* How long a whole run will still take: what running nodes say of themselves, and how long the others took when
 * they last ran. Where that is not known of one that is still to run, nothing is known of the whole. One thread. */
typedef struct _MillTimeLeft MillTimeLeft;

/* When a node ran last: from when to when, in seconds of any clock of that run. Several may have run at once, or
 * as one query, so that their times are no sum. */
typedef struct
{
  char   *node;
  gint64  run;    /* tells the runs apart that this comes from */
  double  from;
  double  to;
} MillPastNode;

void          mill_past_node_free       (gpointer            data);

/* @pipeline is what runs, in which the events name their nodes. */
MillTimeLeft *mill_time_left_new        (MillPipeline       *pipeline);
void          mill_time_left_free       (MillTimeLeft       *self);
void          mill_time_left_add_past   (MillTimeLeft       *self,
                                         const MillPastNode *past);
/* @now: seconds of any clock that only goes on. */
void          mill_time_left_take_event (MillTimeLeft       *self,
                                         const MillEvent    *event,
                                         double              now);
/* The seconds that are left at @now, NAN: nobody knows. It follows what is known slowly, so that it can be read. */
double        mill_time_left_advance    (MillTimeLeft       *self,
                                         double              now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillTimeLeft, mill_time_left_free)

G_END_DECLS
