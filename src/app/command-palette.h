/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/commands.h"

G_BEGIN_DECLS

/* A dialog in which everything that can be done is found by a few letters. What was done last comes first
 * while nothing is typed.
 *
 * signal "chosen" (const char *action, GVariant *target or NULL): after the dialog has closed. */
#define MILL_TYPE_COMMAND_PALETTE (mill_command_palette_get_type ())
G_DECLARE_FINAL_TYPE (MillCommandPalette, mill_command_palette, MILL, COMMAND_PALETTE, AdwDialog)

AdwDialog *mill_command_palette_new         (void);
void       mill_command_palette_add_command (MillCommandPalette *self,
                                             const MillCommand  *command);
/* Something that is offered below the commands, and only once something is typed. Of what fits equally
 * well, the lower @rank (1 and above) comes first. Takes @target if it is floating. */
void       mill_command_palette_add         (MillCommandPalette *self,
                                             guint               rank,
                                             const char         *title,
                                             const char         *keywords,
                                             const char         *group,
                                             const char         *action,
                                             GVariant           *target);

G_END_DECLS
