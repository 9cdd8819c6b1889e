/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/exact.h"

G_BEGIN_DECLS

/* For products: twice the 2098 bits of a double, and 64 for how many of them there are. */
#define MILL_EXACT_MAX_LIMBS 140

const gint64 *mill_exact_get_limbs   (const MillExact *self);
/* Hands carries on, so that all limbs but the highest are from 0 to 2^32 - 1. */
void          mill_exact_carry_limbs (gint64          *limbs,
                                      guint            n_limbs);

G_END_DECLS
