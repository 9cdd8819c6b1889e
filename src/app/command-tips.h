/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on the tooltips of the buttons below @root, whatever they say, also name the key of what the
 * button does: of the command that its action or, where it has none, its widget name is the one of. What
 * assistive technology reads as the name of the button stays without the key. */
void mill_command_tips_add (GtkWidget *root);

G_END_DECLS
