/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How high the results below the canvas are: as high as the user made them, as far as the window has room.
 * What a small window makes of it is not what was chosen: in a larger one, and at the next start, they are
 * as high as before. */
typedef struct _MillDockHeight MillDockHeight;

/* Places what divides the two in @paned, which outlives it, by the settings. */
MillDockHeight *mill_dock_height_new   (GtkPaned       *paned);
void            mill_dock_height_free  (MillDockHeight *self);
/* The height of @paned is known before it has it. */
void            mill_dock_height_place (MillDockHeight *self,
                                        int             height);
/* Writes to the settings what was chosen. */
void            mill_dock_height_keep  (MillDockHeight *self);

G_END_DECLS
