/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* What stands at the left of the canvas: the catalogue or the outline.
 *
 * signal "add-node" (const char *type_id): a row of the catalogue was activated */
#define MILL_TYPE_SIDEBAR (mill_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (MillSidebar, mill_sidebar, MILL, SIDEBAR, AdwBin)

/* Shows the present level of @session (NULL: nothing is open); NULL before it becomes another. */
void mill_sidebar_set_session     (MillSidebar *self,
                                   MillSession *session);
void mill_sidebar_focus_catalogue (MillSidebar *self);
void mill_sidebar_focus_outline   (MillSidebar *self);

G_END_DECLS
