/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/record.h"

G_BEGIN_DECLS

/* A row of a list of runs: when it began, how it ended with which scores, and the values that its parameters had. */
GtkWidget *mill_run_row_new        (void);
/* Shows @run in it, which is the child of @item. */
void       mill_run_row_bind       (GtkWidget           *self,
                                    GtkListItem         *item,
                                    const MillRunRecord *run);
/* "28 Nov 2026, 12:03:07". New string. */
char      *mill_run_row_dup_time   (const MillRunRecord *run);
/* "Done, 2.4 s · accuracy 0.84 (0.61)": the scores that come first, each with its baseline. New string. */
char      *mill_run_row_dup_how    (const MillRunRecord *run);
/* "most = 2, name = x", or NULL where there are no parameters. New string. */
char      *mill_run_row_dup_values (const MillRunRecord *run);

G_END_DECLS
