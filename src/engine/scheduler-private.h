/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/forecast-private.h"
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
  GPtrArray    *outputs;     /* MillOutput */
  GPtrArray    *found;       /* MillOutput: what the cache had of it, or NULL */
  MillCachedRun told;        /* what it told when it ran, or nothing */
  GError       *unreadable;  /* why a source of it has no digest, or NULL */
  MillKey      *key;         /* under which its outputs may be remembered; borrowed, or NULL */
} MillNodeRun;

/* One run of a plan: opened (scheduler-open.c), sources known and what is remembered reused
 * (scheduler-reuse.c), planned (scheduler-plan.c), nodes prepared as they become ready (scheduler-prepare.c), jobs waited for
 * (scheduler.c), states told (scheduler-state.c). */
typedef struct
{
  MillRun        *run;
  GCancellable   *cancellable;
  GArray         *paths;       /* MillNodePath */
  MillCache      *cache;       /* borrowed from the options, where it can be used; or NULL */
  MillPlan       *plan;
  MillPipelineMemory *memory;  /* of the cache; or NULL */
  MillForecast   *forecast;
  MillNodeRun    *nodes;
  GHashTable     *by_id;       /* interned id -> MillNodeRun */
  MillResults    *results;
  gboolean        binds_clean; /* everything was bound, and nothing found */
  MillConnection *connection;  /* to bind with; NULL: nobody needed it yet */
  GThreadPool    *pool;
  GThreadPool    *readers;     /* jobs that only read sources, which must not hold up the others */
  GAsyncQueue    *finished;    /* MillJob */
  GPtrArray      *active;      /* MillJob, owned */
  char           *part;        /* the tag of files that are being written */
  guint           threads;
  gboolean        failed;
} MillScheduler;

/* Opens a database that may touch just the files of the wanted nodes. */
gboolean    mill_scheduler_open_session        (MillScheduler  *self,
                                                GError        **error);
/* Makes sure that there is a connection to bind with. */
gboolean    mill_scheduler_connect             (MillScheduler  *self,
                                                GError        **error);
/* Binds everything before anything runs, unless that is known to find nothing, makes the plan, and
 * reports what that finds on the wanted nodes. */
gboolean    mill_scheduler_make_plan           (MillScheduler  *self,
                                                GError        **error);

/* Compiles the nodes whose inputs can all be read, and starts their jobs. */
void        mill_scheduler_prepare_ready_nodes (MillScheduler  *self);
/* The plan and its nodes, without telling anybody; and away with them. */
void        mill_scheduler_set_plan            (MillScheduler  *self,
                                                MillTypes      *types);
void        mill_scheduler_clear_plan          (MillScheduler  *self);
/* That binding found nothing, where it did not. */
void        mill_scheduler_remember_bound      (MillScheduler  *self);
/* Looking at what was not needed will make it then (scheduler-complete.c). */
void        mill_scheduler_complete_later      (MillScheduler  *self);
/* Compiles a node whose inputs have their outputs, and takes over what that sets where it is not there yet.
 * @compile (may be NULL) gets what it was compiled with. */
gboolean    mill_scheduler_compile_node        (MillScheduler  *self,
                                                MillNodeRun    *node,
                                                MillCompile   **compile,
                                                GError        **error);
/* Finds out what the sources hold: at once where that is remembered, else in jobs. */
void        mill_scheduler_look_at_sources     (MillScheduler  *self);
void        mill_scheduler_take_digests        (MillScheduler  *self,
                                                MillNodeRun    *node,
                                                MillJob        *job);
/* Decides what can be decided by now, and tells of what is reused as if it had run. */
void        mill_scheduler_reuse_nodes         (MillScheduler  *self);
/* The next run shall know how this one ended. */
void        mill_scheduler_remember            (MillScheduler  *self);
/* Tells listeners events that are kept elsewhere, too; NULL: none. */
void        mill_scheduler_send_again          (MillScheduler  *self,
                                                GPtrArray      *events);
/* That the cache gives trouble is told once. */
void        mill_scheduler_tell_trouble        (MillScheduler  *self);
/* Which sources are not as they were when the run began. */
void        mill_scheduler_tell_changes        (MillScheduler  *self);
/* That what the cache remembers of the pipeline was damaged. */
void        mill_scheduler_tell_damage         (MillScheduler  *self,
                                                const GError   *error);
MillForecastState *mill_scheduler_get_forecast (MillScheduler  *self,
                                                MillNodeRun    *node);
void        mill_scheduler_send_rows           (MillScheduler  *self,
                                                MillOutput     *output);
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
