/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart.h"

G_BEGIN_DECLS

struct _MillChart
{
  MillArtifact   parent_instance;

  MillChartKind  kind;
  char          *title;
  char          *note;
  char          *finding;
  MillAxis       axes[2];
  GStrv          categories;
  MillTimeUnit   bucket;
  gboolean       stacked;
  GPtrArray     *series;       /* of MillSeries */
  GPtrArray     *references;   /* of MillReference */
  MillGrid      *grid;
  MillMatrix    *matrix;
};

JsonNode *mill_chart_to_json (MillArtifact *artifact);
/* How many x a series has: the edges of bins are one more than the bins. */
gsize     mill_chart_get_n_x (MillChart        *self,
                              const MillSeries *series);

G_END_DECLS
