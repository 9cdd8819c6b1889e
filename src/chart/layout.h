/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/scene.h"

G_BEGIN_DECLS

/* How wide and high a line of text will be; whoever draws lends its fonts. */
typedef struct
{
  void (*measure) (gpointer    data,
                   const char *text,
                   double      size,
                   gboolean    bold,
                   double     *width,
                   double     *height);
  gpointer data;
} MillTextMeasurer;

/* MILL_LAYOUT_INIT gives the defaults of everything but the size. */
typedef struct
{
  double    width, height;   /* pixels */
  MillTheme theme;
  double    font_size;       /* pixels of an axis label; the others follow it */
  gboolean  compact;         /* a thumbnail: only the marks */
  gboolean  hide_title;      /* the surroundings show it */
  gboolean  transparent;     /* no background of its own */
  gboolean  zoomed;          /* show only x from x_min to x_max (data values) */
  double    x_min, x_max;
} MillLayout;

#define MILL_LAYOUT_INIT { .font_size = 12 }

/* More points than this in a scatter chart are shown as density. */
#define MILL_SCATTER_LIMIT 5000

/* Never fails: where there is no room for something it is left out. May be called from any thread,
 * if @measurer may. */
MillScene *mill_chart_layout (MillChart              *chart,
                              const MillLayout       *layout,
                              const MillTextMeasurer *measurer);

G_END_DECLS
