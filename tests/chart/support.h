/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/layout.h"

G_BEGIN_DECLS

/* A measurer whose letters are all 0.6 of their size wide: the same on every machine. */
extern const MillTextMeasurer test_measurer;

/* The chart as JSON text. */
char      *test_to_text       (MillChart  *chart);
/* A chart of any kind with anything in it, decided by @rand alone. */
MillChart *test_random_chart  (GRand      *rand);
/* A small chart of each kind that is easy to check. */
MillChart *test_bar_chart     (void);
MillChart *test_line_chart    (void);
MillChart *test_scatter_chart (void);
MillChart *test_matrix_chart  (void);

G_END_DECLS
