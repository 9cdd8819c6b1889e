/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/run.h"

G_BEGIN_DECLS

/* A run of a small pipeline and everything it told. */
typedef struct
{
  MillRun    *run;
  GPtrArray  *events;
  GMutex      lock;
  MillState   end;
} RunTrial;

/* @nodes: the members of "nodes" of the document. @targets: NULL: all. */
RunTrial   *run_trial_new               (const char        *nodes,
                                         const char *const *targets);
RunTrial   *run_trial_run               (const char        *nodes);
void        run_trial_free              (RunTrial          *self);
/* The last state told of a node, and how often each came. */
MillState   run_trial_get_state         (RunTrial          *self,
                                         const char        *node);
guint       run_trial_count_states      (RunTrial          *self,
                                         const char        *node,
                                         MillState          state);
guint       run_trial_count_diagnostics (RunTrial          *self);
/* The first of its kind, of @node (NULL: of any), or NULL. Borrowed. */
MillEvent  *run_trial_find              (RunTrial          *self,
                                         MillEventKind      kind,
                                         const char        *node);
/* Of a node that is done, or NULL. */
const char *run_trial_get_key           (RunTrial          *self,
                                         const char        *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunTrial, run_trial_free)

/* Nodes to be put one behind the other. */
#define NUMBERS "\"numbers\": {\"type\": \"numbers\", \"version\": 1, \"params\": {\"count\": 100}}"
#define NODE(id, type, input) ", \"" id "\": {\"type\": \"" type "\", \"version\": 1, " \
                              "\"inputs\": {\"table\": \"" input "\"}}"
#define KEEP(id, input, condition) ", \"" id "\": {\"type\": \"keep\", \"version\": 1, \"inputs\": " \
                                   "{\"table\": \"" input "\"}, \"params\": {\"condition\": \"" condition "\"}}"

G_END_DECLS
