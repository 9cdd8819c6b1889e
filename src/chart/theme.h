/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MILL_THEME_LIGHT,
  MILL_THEME_DARK,
  MILL_THEME_LIGHT_CONTRAST,
  MILL_THEME_DARK_CONTRAST,
} MillTheme;

/* What a colour is for. */
typedef enum
{
  MILL_COLOR_AUTO,         /* of a series: the next one of the palette */
  MILL_COLOR_BACKGROUND,
  MILL_COLOR_TEXT,
  MILL_COLOR_DIM_TEXT,
  MILL_COLOR_GRID,
  MILL_COLOR_AXIS,
  MILL_COLOR_REFERENCE,
  MILL_COLOR_HEAT,         /* with a shade from 0 (nothing) to 1 (most) */
  MILL_COLOR_ON_HEAT,      /* text that is read on MILL_COLOR_HEAT of the same shade */
  MILL_COLOR_SERIES_1,
  MILL_COLOR_SERIES_2,
  MILL_COLOR_SERIES_3,
  MILL_COLOR_SERIES_4,
  MILL_COLOR_SERIES_5,
  MILL_COLOR_SERIES_6,
  MILL_COLOR_SERIES_7,
  MILL_COLOR_SERIES_8,
} MillColorRole;

#define MILL_N_SERIES_COLORS 8

/* Laid out as GdkRGBA. */
typedef struct
{
  float red, green, blue, alpha;
} MillColor;

/* The role of the series with this index when it asked for none: the palette goes round. */
MillColorRole  mill_color_role_of_series (guint          index);
/* The colour of @role; @shade matters for the heat roles only. The palette keeps apart for people
 * with any colour vision, and every series colour stands out from the background by at least
 * 3:1. */
MillColor      mill_theme_get_color      (MillTheme      theme,
                                          MillColorRole  role,
                                          double         shade);
/* The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance). */
double         mill_color_get_contrast   (MillColor      a,
                                          MillColor      b);

G_END_DECLS
