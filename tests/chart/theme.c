/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/theme.h"

#include <math.h>

static void
test_contrast (void)
{
  MillColor black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };

  g_assert_cmpfloat_with_epsilon (mill_color_get_contrast (black, white), 21, 0.01);
  g_assert_cmpfloat_with_epsilon (mill_color_get_contrast (white, white), 1, 1e-9);
  for (MillTheme theme = MILL_THEME_LIGHT; theme <= MILL_THEME_DARK_CONTRAST; theme++)
    {
      MillColor back = mill_theme_get_color (theme, MILL_COLOR_BACKGROUND, 0);

      for (guint i = 0; i < MILL_N_SERIES_COLORS; i++)
        g_assert_cmpfloat (
            mill_color_get_contrast (
                back, mill_theme_get_color (theme, mill_color_role_of_series (i), 0)),
            >=, 3);
      g_assert_cmpfloat (
          mill_color_get_contrast (back, mill_theme_get_color (theme, MILL_COLOR_TEXT, 0)), >=, 7);
      g_assert_cmpfloat (
          mill_color_get_contrast (back, mill_theme_get_color (theme, MILL_COLOR_DIM_TEXT, 0)), >=,
          4.5);
      g_assert_cmpfloat (
          mill_color_get_contrast (back, mill_theme_get_color (theme, MILL_COLOR_REFERENCE, 0)), >=,
          4.5);
    }
}

static void
test_text_on_heat (void)
{
  for (MillTheme theme = MILL_THEME_LIGHT; theme <= MILL_THEME_DARK_CONTRAST; theme++)
    for (double shade = 0; shade <= 1; shade += 0.01)
      g_assert_cmpfloat (
          mill_color_get_contrast (mill_theme_get_color (theme, MILL_COLOR_HEAT, shade),
                                   mill_theme_get_color (theme, MILL_COLOR_ON_HEAT, shade)),
          >=, 4.5);
}

/* Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
 * deficiency" (2009), severity 1.0, on linear RGB. */
static const double deficiencies[3][9] = {
  { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998 },
  { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881 },
  { 1, 0, 0, 0, 1, 0, 0, 0, 1 },
};

static double
to_linear (double part)
{
  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

/* As CIE L*a*b* under D65. */
static void
to_lab (MillColor     color,
        const double *matrix,
        double        lab[3])
{
  double rgb[] = { to_linear (color.red), to_linear (color.green), to_linear (color.blue) };
  double seen[3], f[3];
  static const double to_xyz[] = { 0.4124, 0.3576, 0.1805, 0.2126, 0.7152,
                                   0.0722, 0.0193, 0.1192, 0.9505 };
  static const double white[] = { 0.9505, 1, 1.089 };

  for (guint i = 0; i < 3; i++)
    seen[i] = CLAMP (
        matrix[3 * i] * rgb[0] + matrix[3 * i + 1] * rgb[1] + matrix[3 * i + 2] * rgb[2], 0, 1);
  for (guint i = 0; i < 3; i++)
    {
      double t =
          (to_xyz[3 * i] * seen[0] + to_xyz[3 * i + 1] * seen[1] + to_xyz[3 * i + 2] * seen[2]) /
          white[i];

      f[i] = t > 0.008856 ? cbrt (t) : 7.787 * t + 16.0 / 116;
    }
  lab[0] = 116 * f[1] - 16;
  lab[1] = 500 * (f[0] - f[1]);
  lab[2] = 200 * (f[1] - f[2]);
}

/* All colours are told apart with any colour vision, and the first four, which are as many as most
 * charts have, at a glance. */
static void
test_color_vision (void)
{
  for (MillTheme theme = MILL_THEME_LIGHT; theme <= MILL_THEME_DARK; theme++)
    for (guint kind = 0; kind < 3; kind++)
      for (guint i = 0; i < MILL_N_SERIES_COLORS; i++)
        for (guint j = i + 1; j < MILL_N_SERIES_COLORS; j++)
          {
            double a[3], b[3], distance;

            to_lab (mill_theme_get_color (theme, mill_color_role_of_series (i), 0),
                    deficiencies[kind], a);
            to_lab (mill_theme_get_color (theme, mill_color_role_of_series (j), 0),
                    deficiencies[kind], b);
            distance = sqrt (pow (a[0] - b[0], 2) + pow (a[1] - b[1], 2) + pow (a[2] - b[2], 2));
            g_test_message ("theme %d, vision %u, colours %u and %u: %.1f", theme, kind, i, j,
                            distance);
            g_assert_cmpfloat (distance, >=, j < 4 ? 15 : 8);
          }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/theme/contrast", test_contrast);
  g_test_add_func ("/chart/theme/text-on-heat", test_text_on_heat);
  g_test_add_func ("/chart/theme/color-vision", test_color_vision);
  return g_test_run ();
}
