/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/canvas/link-options.h"

G_BEGIN_DECLS

/* A popover to choose a link by typing the name of the node at its other end.
 *
 * signal "chosen" (MillLinkOption *option): before it closes. */
#define MILL_TYPE_CONNECT_CHOOSER (mill_connect_chooser_get_type ())
G_DECLARE_FINAL_TYPE (MillConnectChooser, mill_connect_chooser, MILL, CONNECT_CHOOSER, GtkPopover)

/* @options: of MillLinkOption; @prompt: what is asked for, as "Connect to…". */
GtkWidget *mill_connect_chooser_new (GListModel *options,
                                     const char *prompt);

G_END_DECLS
