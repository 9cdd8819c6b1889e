/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/ticks.h"

G_BEGIN_DECLS

/* Takes @label. */
void mill_ticks_add       (GArray          *ticks,
                           double           value,
                           char            *label);
/* The ticks of a time scale. */
void mill_ticks_add_times (GArray          *ticks,
                           const MillScale *scale,
                           guint            count);

G_END_DECLS
