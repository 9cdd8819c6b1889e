/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pipeline/data-type.h"

G_BEGIN_DECLS

/* The short form of what a cell of @kind holds, or NULL where @text is short enough as it stands. What the
 * data has is kept; but a floating point number with more digits than people write was computed, and its
 * last ones are noise: it is rounded to seven significant digits (whole ones always stay). Long text is
 * cut. New string. */
char *mill_cell_text_shorten (const char   *text,
                              MillDataKind  kind);

G_END_DECLS
