/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How high the bars at each x are stacked so far; one table for those above zero, one for those
 * below. */
GHashTable *mill_stack_new     (void);
/* The sum at *@x, to be added to; 0 at first. @x must live as long as the table. */
double     *mill_stack_get_sum (GHashTable   *self,
                                const double *x);

G_END_DECLS
