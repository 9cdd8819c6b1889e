/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/stack.h"

GHashTable *
mill_stack_new (void)
{
  return g_hash_table_new_full (g_double_hash, g_double_equal, NULL, g_free);
}

double *
mill_stack_get_sum (GHashTable   *self,
                    const double *x)
{
  double *sum = g_hash_table_lookup (self, x);

  if (sum == NULL)
    {
      sum = g_new0 (double, 1);
      g_hash_table_insert (self, (gpointer) x, sum);
    }
  return sum;
}
