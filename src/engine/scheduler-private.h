/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/run-private.h"

G_BEGIN_DECLS

/* More branches than this side by side only take memory from one another. */
#define MILL_MAX_WORKERS 4

/* A node of the plan while the run goes on. Known to the scheduling thread only. */
typedef struct
{
  MillPlanNode *plan;
  MillState     state;
  gboolean      available;   /* its outputs can be read by other nodes */
  gboolean      queued;      /* a job of it is under way */
  MillCompile  *compile;     /* while the digests of its sources are made */
  GPtrArray    *outputs;     /* MillOutput */
  char         *key;
} MillNodeRun;

/* One run of a plan: opened (scheduler-open.c), nodes prepared as they become ready
 * (scheduler-prepare.c), jobs waited for (scheduler.c), states told (scheduler-state.c). */
typedef struct
{
  MillRun        *run;
  GCancellable   *cancellable;
  MillPlan       *plan;
  MillNodeRun    *nodes;
  GHashTable     *by_id;       /* interned id -> MillNodeRun */
  MillResults    *results;
  MillConnection *connection;  /* to bind with */
  GThreadPool    *pool;
  GThreadPool    *readers;     /* jobs that only read sources, which must not hold up the others */
  GAsyncQueue    *finished;    /* MillJob */
  GPtrArray      *active;      /* MillJob, owned */
  char           *part;        /* what temporary names of written files end in */
  guint           threads;
  gboolean        failed;
} MillScheduler;

/* Opens a database that may touch just the files of the wanted nodes. */
gboolean    mill_scheduler_open_session        (MillScheduler  *self,
                                                GError        **error);
/* Binds everything before anything runs, makes the plan, and reports what that finds on the wanted
 * nodes. */
gboolean    mill_scheduler_make_plan           (MillScheduler  *self,
                                                GError        **error);

/* Compiles the nodes whose inputs can all be read, and starts their jobs. */
void        mill_scheduler_prepare_ready_nodes (MillScheduler  *self);
/* The node goes on where it waited for a job that made the digests of its sources. */
void        mill_scheduler_take_digests        (MillScheduler  *self,
                                                MillNodeRun    *node,
                                                MillJob        *job);
/* Nodes whose readers could not run are computed for themselves: what does not depend on a failure
 * still runs. Once nothing else is under way. */
void        mill_scheduler_prepare_left_over   (MillScheduler  *self);
MillOutput *mill_scheduler_find_output         (MillNodeRun    *node,
                                                const char     *port);

/* The node of an id as others know it, or NULL. */
MillNodeRun *mill_scheduler_find_node          (MillScheduler  *self,
                                                const char     *id);
gboolean    mill_scheduler_is_ended            (MillNodeRun    *node);
void        mill_scheduler_send_state          (MillScheduler  *self,
                                                MillNodeRun    *node,
                                                MillState       state,
                                                double          seconds);
void        mill_scheduler_send_diagnostic     (MillScheduler  *self,
                                                MillDiagnostic *diagnostic);
/* What depends on a node that fails cannot run: that is skipped. */
void        mill_scheduler_fail_node           (MillScheduler  *self,
                                                MillNodeRun    *node,
                                                const GError   *error,
                                                double          seconds);

G_END_DECLS
