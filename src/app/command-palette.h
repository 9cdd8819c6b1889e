/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/commands.h"

G_BEGIN_DECLS

/* A dialog in which every command is found by a few letters.
 *
 * signal "chosen" (const char *action): after the dialog has closed. */
#define MILL_TYPE_COMMAND_PALETTE (mill_command_palette_get_type ())
G_DECLARE_FINAL_TYPE (MillCommandPalette, mill_command_palette, MILL, COMMAND_PALETTE, AdwDialog)

/* Can @action be done now? What cannot is not offered. */
typedef gboolean (*MillCommandFilter) (const char *action,
                                       gpointer    data);

AdwDialog *mill_command_palette_new (MillCommandFilter filter,
                                     gpointer          data);

G_END_DECLS
