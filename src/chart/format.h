/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chart/time-unit.h"

G_BEGIN_DECLS

/* Numbers and times as people read them. The same in every locale (a decimal point, thin spaces
 * between thousands, a real minus sign) but for the names of months and days. */

/* With as many decimals as steps of @step need: (1500, 500) is "1 500", (0.25, 0.05) is "0.25". */
char *mill_format_number  (double        value,
                           double        step);
/* Short, for an axis whose numbers are @step apart and go up to @largest (without sign), which all
 * get the same letter: 1.2M beside 0.8M, 30k; very large and very small ones as 1.5×10⁻⁹. */
char *mill_format_compact (double        value,
                           double        step,
                           double        largest);
/* With up to @digits significant digits, for tooltips and texts: "1 461", "35.6", "0.00012". */
char *mill_format_value   (double        value,
                           int           digits);
/* A share from 0 to 1 as "93 %" or, below 10 %, "4.7 %". */
char *mill_format_percent (double        share);
/* As exact as @unit needs: "2015", "Jul 2015", "2015-07-19", "2015-07-19 14:00". */
char *mill_format_time    (double        time,
                           MillTimeUnit  unit);
/* The coarsest of the above that says the time exactly. */
char *mill_format_time_exact (double     time);
/* The shortest decimal number that reads back as the same double, for machines: "0.1",
 * "-1e+300". */
char *mill_format_exact   (double        value);

G_END_DECLS
