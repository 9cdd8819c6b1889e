/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Mends two things in every popover that is shown from now on: the shortcuts of the default application
 * work in it too, and the items of menus have names that assistive technology can read. Call it once. */
void mill_popovers_init (void);
/* Takes a popover that was closed from its parent, but only in an idle: what was chosen in a menu is done
 * after the menu closed, and is looked for from the menu upwards. */
void mill_popover_drop  (GtkWidget *popover);

G_END_DECLS
