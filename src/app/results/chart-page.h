/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chart/chart.h"

G_BEGIN_DECLS

/* A chart, and what can be done with it: save it as a picture, copy it, read its data. */
#define MILL_TYPE_CHART_PAGE (mill_chart_page_get_type ())
G_DECLARE_FINAL_TYPE (MillChartPage, mill_chart_page, MILL, CHART_PAGE, AdwBin)

/* @chart NULL: says @otherwise. @name: proposed for the file. */
void mill_chart_page_show (MillChartPage *self,
                           MillChart     *chart,
                           const char    *name,
                           const char    *otherwise);

G_END_DECLS
