/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/theme.h"

#include <math.h>

/* The hues follow Okabe and Ito ("Color Universal Design", 2008) in their order of use here, with
 * the lightness moved until each stands out from the background by 3:1. */
static const guint32 light_series[MILL_N_SERIES_COLORS] = {
  0x1c71d8, 0xdf5f0c, 0x0c8a68, 0xad4a94, 0x6b4f00, 0x3a9cc0, 0x8f1d3f, 0x77767b,
};
static const guint32 dark_series[MILL_N_SERIES_COLORS] = {
  0x4d92e8, 0xf5a04a, 0x6fe0bd, 0xc25bb4, 0xf8e45c, 0xa9d8f5, 0xd4604c, 0x9a9996,
};

/* Libadwaita's view background and text, in its two styles. */
#define LIGHT_BACKGROUND 0xffffff
#define DARK_BACKGROUND 0x1d1d20
#define LIGHT_TEXT 0x222226
#define DARK_TEXT 0xffffff

static MillColor
from_hex (guint32 hex)
{
  return (MillColor) { (hex >> 16 & 0xff) / 255.0f, (hex >> 8 & 0xff) / 255.0f,
                       (hex & 0xff) / 255.0f, 1 };
}

static MillColor
mix (MillColor a,
     MillColor b,
     double    share)
{
  float s = (float) share;

  return (MillColor) { a.red + (b.red - a.red) * s, a.green + (b.green - a.green) * s,
                       a.blue + (b.blue - a.blue) * s, 1 };
}

static double
luminance (MillColor color)
{
  double part[] = { color.red, color.green, color.blue };

  for (guint i = 0; i < 3; i++)
    part[i] = part[i] <= 0.04045 ? part[i] / 12.92 : pow ((part[i] + 0.055) / 1.055, 2.4);
  return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
}

double
mill_color_get_contrast (MillColor a,
                         MillColor b)
{
  double la = luminance (a), lb = luminance (b);

  return (fmax (la, lb) + 0.05) / (fmin (la, lb) + 0.05);
}

MillColorRole
mill_color_role_of_series (guint index)
{
  return MILL_COLOR_SERIES_1 + index % MILL_N_SERIES_COLORS;
}

/* Sequential, of one hue: in light from nearly white to deep blue, in dark from nearly black to
 * pale. */
static MillColor
heat (gboolean dark,
      double   shade)
{
  static const guint32 light_stops[] = { 0xf1f5fb, 0xb4d0f3, 0x62a0ea, 0x1c71d8, 0x123f7a };
  static const guint32 dark_stops[] = { 0x26292f, 0x1b3d66, 0x1f63b0, 0x62a0ea, 0xd6e7fb };
  const guint32 *stops = dark ? dark_stops : light_stops;
  double place = CLAMP (isfinite (shade) ? shade : 0, 0, 1) * 4;
  int below = MIN ((int) place, 3);

  return mix (from_hex (stops[below]), from_hex (stops[below + 1]), place - below);
}

static MillColor
on_heat (gboolean dark,
         double   shade)
{
  MillColor back = heat (dark, shade);
  /* Black, as only with it one of both reaches 4.5:1 on any grey. */
  MillColor ink = from_hex (0x000000), paper = from_hex (0xffffff);

  return mill_color_get_contrast (back, ink) >= mill_color_get_contrast (back, paper) ? ink : paper;
}

MillColor
mill_theme_get_color (MillTheme     theme,
                      MillColorRole role,
                      double        shade)
{
  gboolean dark = theme == MILL_THEME_DARK || theme == MILL_THEME_DARK_CONTRAST;
  gboolean contrast = theme == MILL_THEME_LIGHT_CONTRAST || theme == MILL_THEME_DARK_CONTRAST;
  MillColor back = from_hex (dark ? (contrast ? 0x000000 : DARK_BACKGROUND) : LIGHT_BACKGROUND);
  MillColor text = from_hex (dark ? DARK_TEXT : (contrast ? 0x000000 : LIGHT_TEXT));

  switch (role)
    {
    case MILL_COLOR_BACKGROUND:
      return back;
    case MILL_COLOR_TEXT:
      return mix (back, text, contrast ? 1 : 0.92);
    case MILL_COLOR_DIM_TEXT:
      return mix (back, text, contrast ? 0.9 : 0.66);
    case MILL_COLOR_GRID:
      return mix (back, text, contrast ? 0.35 : 0.09);
    case MILL_COLOR_AXIS:
      return mix (back, text, contrast ? 0.8 : 0.3);
    case MILL_COLOR_REFERENCE:
      return mix (back, text, contrast ? 1 : 0.7);
    case MILL_COLOR_HEAT:
      return heat (dark, shade);
    case MILL_COLOR_ON_HEAT:
      return on_heat (dark, shade);
    default:
      return mix (
          from_hex ((dark ? dark_series
                          : light_series)[(MAX (role, MILL_COLOR_SERIES_1) - MILL_COLOR_SERIES_1) %
                                          MILL_N_SERIES_COLORS]),
          text, contrast ? 0.25 : 0);
    }
}
