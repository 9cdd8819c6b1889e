/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/job.h"
#include "engine/plan.h"
#include "engine/run.h"

G_BEGIN_DECLS

/* Tells the listeners. Takes @event. Any thread. */
void                  mill_run_send        (MillRun       *self,
                                            MillEvent     *event);
void                  mill_run_set_results (MillRun       *self,
                                            MillResults   *results);
const MillRunOptions *mill_run_get_options (MillRun       *self);

/* Runs a pipeline from start to end in the calling thread and those it makes (scheduler.c). */
MillState             mill_run_schedule    (MillRun       *self,
                                            GCancellable  *cancellable);

G_END_DECLS
