/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chart/time-unit.h"

G_BEGIN_DECLS

typedef enum
{
  MILL_SCALE_LINEAR,
  MILL_SCALE_LOG,        /* base 10; what is not above zero is not shown */
  MILL_SCALE_TIME,       /* seconds since 1970-01-01 UTC */
  MILL_SCALE_CATEGORY,   /* index of the category */
} MillScaleKind;

/* From data to pixels and back. @start and @end may run either way. */
typedef struct
{
  MillScaleKind kind;
  double        min, max;     /* data; min < max */
  double        start, end;   /* pixels of min and max */
} MillScale;

/* A scale over finite values from @min to @max: a single value gets room around it, nothing at all
 * (min > max, NaN) a scale from 0 to 1; a log scale starts above zero. */
void    mill_scale_init       (MillScale       *self,
                               MillScaleKind    kind,
                               double           min,
                               double           max);
/* The scale of @n categories: from -0.5 to n - 0.5. */
void    mill_scale_init_categories (MillScale  *self,
                               guint            n);
/* Widens the ends to round numbers, no further apart than those of about @n_ticks ticks. Time and
 * categories stay. */
void    mill_scale_make_nice  (MillScale       *self,
                               guint            n_ticks);
void    mill_scale_set_pixels (MillScale       *self,
                               double           start,
                               double           end);
/* The pixel of a value; values outside run on beyond the ends, up to a million pixels. NaN for what
 * has no place. */
double  mill_scale_map        (const MillScale *self,
                               double           value);
gboolean mill_scale_contains  (const MillScale *self,
                               double           value);

G_END_DECLS
