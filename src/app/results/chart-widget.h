/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chart/chart.h"

G_BEGIN_DECLS

/* Draws a chart in its own size, light or dark as the window is. What is pointed at is told in a tooltip;
 * with the keyboard the arrow keys walk from mark to mark. */
#define MILL_TYPE_CHART_WIDGET (mill_chart_widget_get_type ())
G_DECLARE_FINAL_TYPE (MillChartWidget, mill_chart_widget, MILL, CHART_WIDGET, GtkWidget)

GtkWidget *mill_chart_widget_new       (void);
/* NULL: nothing. */
void       mill_chart_widget_set_chart (MillChartWidget *self,
                                        MillChart       *chart);
MillChart *mill_chart_widget_get_chart (MillChartWidget *self);

G_END_DECLS
