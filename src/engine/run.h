/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/cache.h"
#include "engine/event.h"
#include "engine/results.h"
#include "pipeline/bindings.h"
#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* One run of a pipeline. Works on a copy, with a database of its own; several may go on at once. */
#define MILL_TYPE_RUN (mill_run_get_type ())
G_DECLARE_FINAL_TYPE (MillRun, mill_run, MILL, RUN, GObject)

typedef struct
{
  GFile              *base;       /* directory that relative paths start from, or NULL */
  const char *const  *targets;    /* ids of the nodes wanted (with all they need), or NULL: all */
  guint               threads;    /* 0: as many as there are cores */
  guint64             memory;     /* bytes, 0: default */
  GPtrArray          *problems;   /* what was found when the file was read (MillDiagnostic), to be told
                                   * once with what the run finds; or NULL */
  MillCache          *cache;      /* what is in it is not computed again; NULL: nothing is remembered */
  const char         *identity;   /* the URI of the pipeline's file, by which the cache knows what its nodes
                                   * gave last; or NULL */
  gboolean            only_recall;  /* nothing is computed: what is in the cache is told, as if it had run, and
                                     * nothing is told of the rest */
  gboolean            from_scratch; /* everything is computed, and takes the place of what is in the cache */
  const char         *aside;      /* absolute: a directory that files are written to, instead of where the settings
                                   * say; or NULL */
  const char         *spill;      /* absolute: a directory below which the run keeps what it works with, and what
                                   * does not fit into the memory; NULL: in the user's cache */
  gboolean            digests;    /* events of rows tell what the table holds, where it is kept */
} MillRunOptions;

/* Called for each event, in order, one at a time, from whichever thread has it: be quick, take no
 * locks that call back. */
typedef void (*MillEventFunc) (MillEvent *event,
                               gpointer   data);

/* Copies @pipeline, which is a drawing (pipeline/expand.h); references @bindings. A target that holds a
 * component stands for all that is within. */
MillRun      *mill_run_new           (MillPipeline          *pipeline,
                                      MillBindings          *bindings,
                                      const MillRunOptions  *options);
/* A random UUID: the run's name in the store. */
const char   *mill_run_get_id        (MillRun               *self);
/* The pipeline as it was drawn. */
MillPipeline *mill_run_get_drawing   (MillRun               *self);
/* What of it runs: the ids of events and results are those of its nodes. */
MillPipeline *mill_run_get_pipeline  (MillRun               *self);
/* Values of the parameters that the drawing has. */
MillBindings *mill_run_get_bindings  (MillRun               *self);
/* Those and the ones of its components: all that nodes refer to. */
MillBindings *mill_run_get_values    (MillRun               *self);
/* Before it starts only. Takes @data. */
void          mill_run_add_listener  (MillRun               *self,
                                      MillEventFunc          func,
                                      gpointer               data,
                                      GDestroyNotify         destroy);
/* Runs to the end and returns DONE, FAILED or CANCELLED; blocks, so call it in a thread. Everything
 * that went wrong is told through events. Only once. */
MillState     mill_run_execute       (MillRun               *self,
                                      GCancellable          *cancellable);
/* The same in a thread of its own; the callback comes in the caller's main context. */
void          mill_run_execute_async (MillRun               *self,
                                      GCancellable          *cancellable,
                                      GAsyncReadyCallback    callback,
                                      gpointer               data);
MillState     mill_run_execute_finish (MillRun              *self,
                                      GAsyncResult          *result);
/* What was made, for looking at; complete when the run has ended, growing while it runs. New
 * reference. */
MillResults  *mill_run_get_results   (MillRun               *self);

G_END_DECLS
