/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/scale.h"

G_BEGIN_DECLS

typedef struct
{
  double  value;
  char   *label;     /* or NULL: a line without a label */
} MillTick;

/* 1, 2 or 5 times a power of ten: the step that cuts @range into about @count pieces. */
double     mill_nice_step   (double           range,
                             guint            count);
/* About @count ticks within the scale, rising, at numbers or times that people would choose, with
 * labels that differ from each other. For categories (@names, ended by NULL, may be NULL for
 * others) one each. An array of MillTick that owns them. */
GArray    *mill_ticks_new   (const MillScale *scale,
                             guint            count,
                             const char *const *names);

G_END_DECLS
