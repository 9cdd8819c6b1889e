/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* What a run measured: the curves of training as they grow, and scores beside those of the naive
 * model. */
#define MILL_TYPE_METRICS_PAGE (mill_metrics_page_get_type ())
G_DECLARE_FINAL_TYPE (MillMetricsPage, mill_metrics_page, MILL, METRICS_PAGE, AdwBin)

void     mill_metrics_page_set_session (MillMetricsPage *self,
                                        MillSession     *session);
/* Shows the metrics of the node at path @node (and within it) only, or of all nodes for NULL or where it
 * has none. */
void     mill_metrics_page_set_node    (MillMetricsPage *self,
                                        const char      *node);
/* A node was renamed: its title stands above what it measured. */
void     mill_metrics_page_update_titles (MillMetricsPage *self);
/* Has @node, or for NULL any node, measured anything in the present or last run? */
gboolean mill_metrics_page_has_node    (MillMetricsPage *self,
                                        const char      *node);

G_END_DECLS
