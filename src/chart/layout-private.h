/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/layout.h"
#include "chart/scene-private.h"

G_BEGIN_DECLS

/* A layout under way: the scene, and the area that is still free in it. */
typedef struct
{
  MillChart              *chart;
  const MillLayout       *in;
  const MillTextMeasurer *measurer;
  MillScene              *scene;
  double                  font;          /* size of a label */
  double                  line_height;   /* of a label */
  double label_gap; /* from the plot to the labels of x, clear of the lowest of y */
  double                  left, top, right, bottom;
  MillRect                y_title;       /* empty if there is none */
  double                  spacing;       /* between the bars of a linear or time axis */
  const MillGrid         *grid;          /* the density to draw, or NULL */
  double                  grid_most;     /* the highest count in it */
} MillBuilder;

/* A text with a place, for mill_builder_add_text(). */
typedef struct
{
  const char    *text;
  double         x, y;
  double         x_align, y_align;
  double         angle;
  double         size;        /* 0: a label's */
  gboolean       bold;
  MillColorRole  role;
  double         shade;
  double         max_width;   /* shortened with an ellipsis to this */
} MillLabel;

/* layout-text.c */
double         mill_builder_measure    (MillBuilder       *self,
                                        const char        *text,
                                        double             size,
                                        gboolean           bold);
/* The text itself, its beginning with an ellipsis, or "" if not even that fits. */
char          *mill_builder_shorten    (MillBuilder       *self,
                                        const char        *text,
                                        double             size,
                                        gboolean           bold,
                                        double             max_width);
/* The box of the text as it was added; empty if there was no room for any of it. */
MillRect       mill_builder_add_text   (MillBuilder       *self,
                                        const MillLabel   *label);

/* layout-scales.c: the scales of the scene, without their pixels. */
void           mill_builder_make_scales (MillBuilder      *self);
/* What the bar at @x covers on the x axis. */
void           mill_builder_get_span   (MillBuilder       *self,
                                        double             x,
                                        double            *from,
                                        double            *to);

/* layout-frame.c: title, note and legend; they take their part of the free area from the top. */
void           mill_builder_add_heading (MillBuilder      *self);
void           mill_builder_add_legend (MillBuilder       *self);

/* layout-axes.c: labels and gridlines; sets the plot and the pixels of the scales. */
void           mill_builder_add_axes   (MillBuilder       *self);
/* layout-categories.c: the labels of an x axis with categories, below the plot. The height is what
 * they would like between @left and @right; when they are added they get what there is. */
double         mill_builder_get_categories_height (MillBuilder *self,
                                        double             left,
                                        double             right);
void           mill_builder_add_categories (MillBuilder   *self);

/* The marks of each kind of chart. */
void           mill_builder_add_bars   (MillBuilder       *self);
void           mill_builder_add_bins   (MillBuilder       *self);
/* The lines of a second round through the palette are dashed. */
double         mill_builder_get_dash   (guint              series);
void           mill_builder_add_lines  (MillBuilder       *self);
void           mill_builder_add_scatter (MillBuilder      *self);
void           mill_builder_add_grid   (MillBuilder       *self);
/* The room that the labels of reference lines across the plot take at its right. */
double         mill_builder_get_references_width (MillBuilder *self);
void           mill_builder_add_references (MillBuilder   *self);
/* The whole of a confusion matrix, with its labels. */
void           mill_builder_add_matrix (MillBuilder       *self);

G_END_DECLS
