/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What takes out of @widget what is to be pasted elsewhere. */
typedef void (*MillCopyFunc) (GtkWidget *widget,
                              gpointer   data);

/* Gives @widget the action "results.copy", its key, and a menu that opens at the pointer and by the key for
 * menus. @func is called with @data as long as @widget lives. */
void mill_copy_menu_attach (GtkWidget    *widget,
                            MillCopyFunc  func,
                            gpointer      data);
/* Puts @text on the clipboard, and tells so with @told (both taken). */
void mill_copy_text        (GtkWidget    *widget,
                            char         *text,
                            char         *told);

G_END_DECLS
