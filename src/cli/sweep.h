/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/run-view.h"

G_BEGIN_DECLS

/* Several runs of one pipeline, with every combination of the values that --sweep gives its parameters. */
typedef struct _MillSweep MillSweep;

/* @sweeps: "NAME=VALUE,VALUE..." strings, or NULL: one run, with nothing of its own. NULL, and told, where one
 * of them is no such text or a parameter comes twice. */
MillSweep          *mill_sweep_new          (const char *const *sweeps);
void                mill_sweep_free         (MillSweep         *self);
guint               mill_sweep_get_n_runs   (MillSweep         *self);
/* @values (may be NULL), and over them those of run @index: "NAME=VALUE" strings. */
GStrv               mill_sweep_list_values  (MillSweep         *self,
                                             guint              index,
                                             const char *const *values);
/* FALSE, and told, where one of @values (may be NULL), "NAME=VALUE" strings, is of a parameter of the sweep: which of
 * them is meant nobody can know. */
gboolean            mill_sweep_check_values (MillSweep         *self,
                                             const char *const *values);
/* "depth=3, rate=0.1": what every line of a run says. New string; NULL where nothing is swept. */
char               *mill_sweep_describe     (MillSweep         *self,
                                             guint              index);
/* {name: value} of the parameters of the sweep in a run with @bindings; NULL where nothing is swept. */
JsonNode           *mill_sweep_to_json      (MillSweep         *self,
                                             MillBindings      *bindings);
/* What came of run @index. Copies. */
void                mill_sweep_set_outcome  (MillSweep         *self,
                                             guint              index,
                                             const char        *run,
                                             const MillTally   *tally);
/* The runs that were made, one a line, on the standard output: values, state, scores beside their baselines. */
void                mill_sweep_print        (MillSweep         *self,
                                             MillPipeline      *pipeline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillSweep, mill_sweep_free)

G_END_DECLS
