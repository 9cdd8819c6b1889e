/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/duck.h"

G_BEGIN_DECLS

/* Opens a session and runs @sql in it; ends the program where that fails. Returns the seconds that both took,
 * and in @open_seconds (may be NULL) those of opening. */
double bench_run_query (const char            *sql,
                        const MillDuckOptions *options,
                        double                *open_seconds);

G_END_DECLS
