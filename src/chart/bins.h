/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bins of one width whose edges are round numbers: bin i holds start + i * width <= v < start +
 * (i + 1) * width, the last one also its upper edge. */
typedef struct
{
  double start;
  double width;
  guint  n;
} MillBins;

#define MILL_MAX_BINS 200

/* Bins for @count values from @min to @max. @wanted: about so many, or 0 for the rule of Freedman
 * and Diaconis (2 IQR / cube root of count; "On the histogram as a density estimator", 1981), with
 * Sturges' rule where @iqr is 0 or NaN. @integers: the values are whole, so bins are as well and
 * sit between them. Always gives at least one bin of some width. */
void     mill_bins_choose   (MillBins     *self,
                             double        min,
                             double        max,
                             gsize         count,
                             double        iqr,
                             guint         wanted,
                             gboolean      integers);
/* Edge @i, from 0 to n, without the error of repeated addition. */
double   mill_bins_get_edge (const MillBins *self,
                             guint         i);

G_END_DECLS
