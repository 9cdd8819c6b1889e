/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a tab shows before a pipeline is open in it: recent files, blueprints, a new pipeline. Everything
 * it offers is an action of the window. */
#define MILL_TYPE_HOME (mill_home_get_type ())
G_DECLARE_FINAL_TYPE (MillHome, mill_home, MILL, HOME, AdwBin)

GtkWidget *mill_home_new (void);

G_END_DECLS
