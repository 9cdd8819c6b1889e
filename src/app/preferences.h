/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MILL_TYPE_PREFERENCES (mill_preferences_get_type ())
G_DECLARE_FINAL_TYPE (MillPreferences, mill_preferences, MILL, PREFERENCES, AdwPreferencesDialog)

MillPreferences *mill_preferences_new (void);

G_END_DECLS
