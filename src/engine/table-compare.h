/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/cache.h"
#include "engine/results.h"

G_BEGIN_DECLS

/* Where two tables with the same columns differ first, the rows of each in the order of all columns. */
typedef struct
{
  gint64  row;       /* counted from 1, in that order */
  char   *column;    /* NULL: one table ends there */
  char   *before;    /* what stands there, as text; NULL: no value, or the end */
  char   *after;
} MillTableDifference;

/* Compares the table at an output with the one that @cache has under @key (before). NULL without @error:
 * they are the same, or the cache has none, or their columns are others. Blocks. */
MillTableDifference *mill_results_compare_table  (MillResults         *self,
                                                  const char          *node,
                                                  const char          *port,
                                                  MillCache           *cache,
                                                  const char          *key,
                                                  GCancellable        *cancellable,
                                                  GError             **error);
void                 mill_table_difference_free  (MillTableDifference *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillTableDifference, mill_table_difference_free)

G_END_DECLS
