/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart.h"
#include "engine/event.h"

G_BEGIN_DECLS

/* What learners told of their rounds, collected from a run's events in order. Only one measure fits one
 * axis: of each node the first that is met. One thread at a time. */
typedef struct _MillTrainingCurves MillTrainingCurves;

MillTrainingCurves *mill_training_curves_new        (void);
void                mill_training_curves_free       (MillTrainingCurves *self);
/* Takes in a metric of a round; any other event is passed over. */
void                mill_training_curves_add        (MillTrainingCurves *self,
                                                     const MillEvent    *event);
/* The nodes that have told of a round, in that order; interned. Borrowed, not ended by NULL. */
GPtrArray          *mill_training_curves_list_nodes (MillTrainingCurves *self);
/* A line for each series of @node (NULL: the first that told of a round); NULL where there is none. */
MillChart          *mill_training_curves_make_chart (MillTrainingCurves *self,
                                                     const char         *node,
                                                     const char         *title);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillTrainingCurves, mill_training_curves_free)

G_END_DECLS
