/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/data-type.h"

G_BEGIN_DECLS

/* A column of a table: its name and its type as written in SQL ("DECIMAL(12,2)", "VARCHAR"). */
typedef struct
{
  const char   *name;
  const char   *type;
  MillDataKind  kind;
} MillColumn;

/* The columns of a table, in order. Counted references; filled once by whoever made it, and not
 * changed after it has been handed on, so that threads may share it. */
typedef struct _MillSchema MillSchema;

GType             mill_schema_get_type      (void);
MillSchema       *mill_schema_new           (void);
MillSchema       *mill_schema_ref           (MillSchema       *self);
void              mill_schema_unref         (MillSchema       *self);
void              mill_schema_add           (MillSchema       *self,
                                             const char       *name,
                                             const char       *type);
guint             mill_schema_get_n_columns (const MillSchema *self);
const MillColumn *mill_schema_get_column    (const MillSchema *self,
                                             guint             index);
const MillColumn *mill_schema_find          (const MillSchema *self,
                                             const char       *name);
gboolean          mill_schema_equal         (const MillSchema *a,
                                             const MillSchema *b);
/* The existing name that is most like @name (typing mistakes), or %NULL when none is near. */
const char       *mill_schema_suggest       (const MillSchema *self,
                                             const char       *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillSchema, mill_schema_unref)

G_END_DECLS
