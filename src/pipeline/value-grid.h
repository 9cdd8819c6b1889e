/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Several parameters, each with the values that it is to have, and every combination of these: the last parameter
 * changes fastest. One without parameters has one combination, of nothing. */
typedef struct _MillValueGrid MillValueGrid;

/* So many combinations at most. */
#define MILL_VALUE_GRID_MOST 10000

MillValueGrid *mill_value_grid_new        (void);
void           mill_value_grid_free       (MillValueGrid     *self);
/* @values: as people write them, at least one. FALSE: the parameter is there already. */
gboolean       mill_value_grid_add        (MillValueGrid     *self,
                                           const char        *name,
                                           const char *const *values);
/* How many combinations there are; more than MILL_VALUE_GRID_MOST are that and one. */
guint          mill_value_grid_get_n      (MillValueGrid     *self);
guint          mill_value_grid_get_n_names (MillValueGrid    *self);
/* Borrowed, as are the next two. */
const char    *mill_value_grid_get_name   (MillValueGrid     *self,
                                           guint              which);
const char *const *
               mill_value_grid_get_values (MillValueGrid     *self,
                                           guint              which);
/* The value that parameter @which has in combination @index. */
const char    *mill_value_grid_get_value  (MillValueGrid     *self,
                                           guint              index,
                                           guint              which);
/* Combination @index as "NAME=VALUE" strings. Free with g_strfreev(). */
GStrv          mill_value_grid_list       (MillValueGrid     *self,
                                           guint              index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillValueGrid, mill_value_grid_free)

G_END_DECLS
