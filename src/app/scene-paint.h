/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chart/layout.h"

G_BEGIN_DECLS

/* The theme that charts on the screen are laid out in now: light, dark or high contrast. */
MillTheme  mill_scene_get_theme  (void);
/* A measurer that uses the fonts of @widget; valid as long as that lives. */
void       mill_scene_init_measurer (MillTextMeasurer *measurer,
                                     GtkWidget        *widget);
/* Draws a chart's scene with GSK. */
void       mill_scene_paint      (const MillScene  *scene,
                                  GtkWidget        *widget,
                                  GtkSnapshot      *snapshot);

G_END_DECLS
