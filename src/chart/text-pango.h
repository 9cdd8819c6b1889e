/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

#include "chart/layout.h"

G_BEGIN_DECLS

/* A text measurer over a Pango context: the app's own, or one for files. @self borrows @context and
 * must outlive no use of it. */
void         mill_text_measurer_init_pango (MillTextMeasurer    *self,
                                            PangoContext        *context);
/* The layout of one TEXT primitive, ready to be drawn at its bounds (before the rotation). */
PangoLayout *mill_primitive_dup_pango      (const MillPrimitive *self,
                                            PangoContext        *context);

G_END_DECLS
