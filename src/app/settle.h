/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is to become of changes that are not saved and of runs that go on, before tabs close. */

/* @tabs: MillTab. Is there something to be asked? */
gboolean mill_settle_is_needed (GPtrArray           *tabs);
/* Asks once about all changes, saves what is to be saved, asks once about all runs, and then marks the
 * tabs as settled. */
void     mill_settle_async     (GtkWidget           *parent,
                                GPtrArray           *tabs,
                                GAsyncReadyCallback  callback,
                                gpointer             data);
/* FALSE: nothing is to close. */
gboolean mill_settle_finish    (GAsyncResult        *result);

G_END_DECLS
