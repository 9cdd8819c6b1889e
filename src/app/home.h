/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a window shows before a pipeline is open: recent files, blueprints, a new pipeline. Everything it
 * offers is an action of the window. */
#define MILL_TYPE_HOME (mill_home_get_type ())
G_DECLARE_FINAL_TYPE (MillHome, mill_home, MILL, HOME, AdwBin)

void mill_home_open_menu (MillHome *self);

G_END_DECLS
