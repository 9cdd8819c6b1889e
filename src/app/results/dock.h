/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* The results below the canvas: table, chart, metrics and log. It follows the selection, and what it
 * shows stays, marked as out of date, when the document is edited.
 *
 * property "folded" */
#define MILL_TYPE_DOCK (mill_dock_get_type ())
G_DECLARE_FINAL_TYPE (MillDock, mill_dock, MILL, DOCK, AdwBin)

void     mill_dock_set_session (MillDock    *self,
                                MillSession *session);
/* "table", "chart", "metrics" or "log". */
void     mill_dock_show_page   (MillDock    *self,
                                const char  *page);
gboolean mill_dock_get_folded  (MillDock    *self);
void     mill_dock_set_folded  (MillDock    *self,
                                gboolean     folded);

G_END_DECLS
