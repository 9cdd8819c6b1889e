/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/run.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef enum
{
  MILL_RUN_VIEW_LINES,   /* log, states, diagnostics; on a terminal with progress bars */
  MILL_RUN_VIEW_BARS,    /* diagnostics and warnings, and on a terminal progress bars */
  MILL_RUN_VIEW_QUIET,   /* diagnostics and warnings only */
  MILL_RUN_VIEW_JSON,    /* every event as a line of JSON on the standard output */
} MillRunViewMode;

typedef struct
{
  char   *node;       /* id */
  char   *name;
  double  value;
  double  baseline;   /* or NAN */
} MillScore;

/* What came of a run. */
typedef struct
{
  MillState  state;
  double     seconds;
  guint      n_done;
  guint      n_reused;
  guint      n_failed;
  guint      n_skipped;
  guint      n_cancelled;
  GArray    *scores;   /* of MillScore */
} MillTally;

/* Shows a run on the terminal while it goes on. The run's events are taken over into the main
 * context, so that a slow terminal does not hold up the engine. */
typedef struct _MillRunView MillRunView;

/* Before the run starts. Cancels @cancellable where nobody reads the standard output any more. */
MillRunView     *mill_run_view_new       (MillRun         *run,
                                          MillRunViewMode  mode,
                                          GCancellable    *cancellable);
/* Which of several runs it is, before it starts: what each of its lines begins with, and what each of its events in
 * JSON has as its member "sweep". Takes @values. */
void             mill_run_view_set_title (MillRunView     *self,
                                          const char      *title,
                                          JsonNode        *values);
/* Before the run starts: how long the nodes of @file took in earlier runs, where somebody sees how long they
 * will. */
void             mill_run_view_recall    (MillRunView     *self,
                                          MillStore       *store,
                                          GFile           *file);
/* After the run: shows what has not been shown yet, and takes the progress bars away. */
void             mill_run_view_finish    (MillRunView     *self);
const MillTally *mill_run_view_get_tally (MillRunView     *self);
void             mill_run_view_free      (MillRunView     *self);

/* A short report on the standard output: how it ended, and the scores beside their baselines. @title: which of
 * several runs it was; their scores are told beside one another afterwards. NULL: the only one. */
void             mill_tally_print        (const MillTally *self,
                                          MillPipeline    *pipeline,
                                          const char      *title);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillRunView, mill_run_view_free)

G_END_DECLS
