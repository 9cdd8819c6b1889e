/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/exact.h"

G_BEGIN_DECLS

/* For products: twice the 2098 bits of a double, and 64 for how many of them there are. */
#define MILL_EXACT_MAX_LIMBS 140

/* Fewer numbers than this are no batch. */
#define MILL_EXACT_BATCH 1024

const gint64 *mill_exact_get_limbs   (const MillExact *self);
/* Adds as many of the first values as can be added by the batch; how many these were. */
gsize         mill_exact_add_batches (MillExact       *self,
                                      const double    *values,
                                      gsize            n_values);
/* Hands carries on, so that all limbs but the highest are from 0 to 2^32 - 1. */
void          mill_exact_carry_limbs (gint64          *limbs,
                                      guint            n_limbs);

G_END_DECLS
