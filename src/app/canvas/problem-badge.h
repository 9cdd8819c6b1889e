/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

G_BEGIN_DECLS

/* Says on a card that something is wrong with its node; opened, what it is and what would be right, and
 * leads to the field. Not visible where nothing is wrong. */
#define MILL_TYPE_PROBLEM_BADGE (mill_problem_badge_get_type ())
G_DECLARE_FINAL_TYPE (MillProblemBadge, mill_problem_badge, MILL, PROBLEM_BADGE, GtkWidget)

GtkWidget *mill_problem_badge_new    (MillSession      *session,
                                      const char       *node);
/* After the node's diagnostics changed. */
void       mill_problem_badge_update (MillProblemBadge *self);
void       mill_problem_badge_popup  (MillProblemBadge *self);

G_END_DECLS
