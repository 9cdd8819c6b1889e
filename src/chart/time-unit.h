/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A calendar unit that time is cut into, in UTC. */
typedef enum
{
  MILL_TIME_UNIT_NONE,
  MILL_TIME_UNIT_SECOND,
  MILL_TIME_UNIT_MINUTE,
  MILL_TIME_UNIT_HOUR,
  MILL_TIME_UNIT_DAY,
  MILL_TIME_UNIT_WEEK,
  MILL_TIME_UNIT_MONTH,
  MILL_TIME_UNIT_QUARTER,
  MILL_TIME_UNIT_YEAR,
} MillTimeUnit;

/* The untranslated name, which is also what SQL's date_trunc() takes: "month". "none" for none. */
const char   *mill_time_unit_get_name  (MillTimeUnit  unit);
MillTimeUnit  mill_time_unit_from_name (const char   *name);
/* The finest unit that cuts the range (seconds since 1970) into at most @max_buckets. */
MillTimeUnit  mill_time_unit_choose    (double        from,
                                        double        to,
                                        guint         max_buckets);
/* The beginning of the unit that @time lies in, and of the one @steps further. NaN outside the
 * years 1 to 9999. */
double        mill_time_unit_floor     (MillTimeUnit  unit,
                                        double        time);
double        mill_time_unit_add       (MillTimeUnit  unit,
                                        double        time,
                                        int           steps);

G_END_DECLS
