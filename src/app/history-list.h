/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* The steps of undo and redo by name, the oldest first: those that were taken back are dimmed, the present
 * one and the one that was saved are marked. Activating one goes there. */
#define MILL_TYPE_HISTORY_LIST (mill_history_list_get_type ())
G_DECLARE_FINAL_TYPE (MillHistoryList, mill_history_list, MILL, HISTORY_LIST, AdwBin)

GtkWidget *mill_history_list_new         (void);
void       mill_history_list_set_session (MillHistoryList *self,
                                          MillSession     *session);

G_END_DECLS
