/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/event.h"
#include "engine/output.h"
#include "engine/plan.h"
#include "engine/results-private.h"
#include "engine/task-private.h"

G_BEGIN_DECLS

/* One piece of work of a run, done in one thread: a node's run, or keeping tables of a node whose
 * query (with everything fused into it) is executed now. */
typedef struct _MillJob MillJob;

/* @task (taken) for a node that runs; else NULL, and @outputs (elements MillOutput) are kept. */
MillJob        *mill_job_new            (MillPlanNode    *node,
                                         MillResults     *results,
                                         GPtrArray       *outputs,
                                         GCancellable    *cancellable);
/* One that reads the files @paths to tell what their digests are; does nothing else. */
MillJob        *mill_job_new_digests    (MillPlanNode    *node,
                                         MillCache       *cache,
                                         GPtrArray       *paths,
                                         GCancellable    *cancellable);
/* Of such a job, in the order of the paths, of which the last may have failed; NULL: it is another.
 * Borrowed. */
GPtrArray      *mill_job_get_digests    (MillJob         *self);
GPtrArray      *mill_job_get_paths      (MillJob         *self);
/* @key: under what the run of @task may be remembered, or NULL. Takes @task. */
void            mill_job_set_task       (MillJob         *self,
                                         MillTask        *task,
                                         MillKey         *key);
MillPlanNode   *mill_job_get_node       (MillJob         *self);
/* The node's outputs once it has run; those to keep before. Borrowed. */
GPtrArray      *mill_job_get_outputs    (MillJob         *self);
/* The files that the node's run wrote, elements MillEvent, where somebody wants to know. Borrowed. */
GPtrArray      *mill_job_get_files      (MillJob         *self);
/* The tables whose queries are part of this job: its outputs', or its task's inputs'. Borrowed. */
GPtrArray      *mill_job_get_queries    (MillJob         *self);
void            mill_job_set_queries    (MillJob         *self,
                                         GPtrArray       *queries);
/* Seconds since it was made, or that it took. */
double          mill_job_get_seconds    (MillJob         *self);
/* What progress to tell while it goes on; -1: nothing new. For any thread. */
double          mill_job_follow         (MillJob         *self);
/* Does the work; blocks. What went wrong is in mill_job_get_error() then, and for which node in
 * mill_job_get_culprit(): with fused queries that may be one before this. */
void            mill_job_execute        (MillJob         *self);
const GError   *mill_job_get_error      (MillJob         *self);
const char     *mill_job_get_culprit    (MillJob         *self);
void            mill_job_free           (MillJob         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillJob, mill_job_free)

G_END_DECLS
