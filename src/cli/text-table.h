/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/terminal.h"

G_BEGIN_DECLS

/* A table of text whose columns are lined up, for people: on a terminal it is cut to its width,
 * in a pipe it is as wide as it needs, but for very long cells. */
typedef struct _MillTextTable MillTextTable;

MillTextTable *mill_text_table_new        (void);
void           mill_text_table_free       (MillTextTable *self);
/* @is_number: lined up at the right. */
void           mill_text_table_add_column (MillTextTable *self,
                                           const char    *title,
                                           gboolean       is_number);
/* The next cell, row by row; NULL is shown as a dim "NULL". */
void           mill_text_table_add_cell   (MillTextTable *self,
                                           const char    *text);
/* A number with @digits decimals, or nothing where it is NAN. */
void           mill_text_table_add_number (MillTextTable *self,
                                           double         value,
                                           guint          digits);
/* How many of the columns were shown; on a terminal that is too narrow the last ones are not. */
guint          mill_text_table_print      (MillTextTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillTextTable, mill_text_table_free)

G_END_DECLS
