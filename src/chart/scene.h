/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart.h"

G_BEGIN_DECLS

/* Laid out as graphene_point_t and graphene_rect_t. */
typedef struct { float x, y; } MillPoint;
typedef struct { float x, y, width, height; } MillRect;

typedef enum
{
  MILL_PRIMITIVE_RECT,     /* filled, its corners rounded by radius */
  MILL_PRIMITIVE_LINE,     /* points joined by a stroke of line_width; dash > 0: dashed by it */
  MILL_PRIMITIVE_AREA,     /* points joined to a closed, filled shape */
  MILL_PRIMITIVE_POINTS,   /* a filled circle of radius at each point */
  MILL_PRIMITIVE_TEXT,
  MILL_PRIMITIVE_CLIP,     /* what follows is cut to bounds, until UNCLIP; never nested */
  MILL_PRIMITIVE_UNCLIP,
} MillPrimitiveKind;

/* One thing to draw, in pixels from the top left corner. Which fields matter depends on the
 * kind. */
typedef struct
{
  MillPrimitiveKind  kind;
  MillColorRole      role;
  MillColor          color;        /* of the role in the scene's theme */
  MillRect           bounds;       /* RECT, CLIP; of a TEXT its unrotated box around the anchor */
  double             radius;
  double             line_width;
  double             dash;
  guint              first_point;  /* LINE, AREA, POINTS: into the scene's points */
  guint              n_points;

  const char        *text;         /* one line, already shortened; owned by the scene */
  double             size;         /* height of the font in pixels (CSS px) */
  gboolean           bold;
  double             x, y;         /* the anchor */
  double             x_align;      /* 0: text begins at the anchor, 0.5: its middle, 1: ends there */
  double             y_align;      /* the same for the line box, from its top */
  double             angle;        /* degrees, clockwise around the anchor */
} MillPrimitive;

/* What can be pointed at. */
typedef struct
{
  MillRect  bounds;
  guint     series;
  gsize     index;       /* of the point, bin, or cell (row * columns + column) */
} MillHit;

/* A chart laid out for one size and theme: a flat list to be drawn in order. Walk the fields; they
 * never change after the layout. */
typedef struct
{
  double     width, height;
  MillTheme  theme;
  GArray    *primitives;   /* of MillPrimitive */
  GArray    *points;       /* of MillPoint */
  GArray    *hits;         /* of MillHit */
  MillRect   plot;         /* the area of the data, empty if there is none */
  MillScale  x, y;         /* where values are: mill_scale_map (&scene->x, value) */
  MillChart *chart;
  GStringChunk *strings;
} MillScene;

void           mill_scene_free        (MillScene       *self);
/* What is at the pixel, or the nearest within @reach pixels; NULL for nothing. On a line chart the
 * nearest point in x at any height. Borrowed. */
const MillHit *mill_scene_find_hit    (const MillScene *self,
                                       double           x,
                                       double           y,
                                       double           reach);
/* What a tooltip says of a hit: lines of translated plain text. */
char          *mill_scene_dup_tooltip (const MillScene *self,
                                       const MillHit   *hit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillScene, mill_scene_free)

G_END_DECLS
