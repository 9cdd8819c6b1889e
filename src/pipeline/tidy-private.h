/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/tidy.h"

G_BEGIN_DECLS

/* What has a place in a column: a box, or a link on its way through. */
typedef struct
{
  guint  box;       /* G_MAXUINT: a link */
  guint  layer;
  double height;
  double y;         /* first where it was, then where it is to be */
} MillTidySpot;

/* Between neighbouring columns. */
typedef struct
{
  guint  from;
  guint  to;
  double from_y;
  double to_y;
} MillTidyArc;

typedef struct
{
  MillTidySpot  *spots;      /* the boxes first, by their index */
  guint          n_spots;
  MillTidyArc   *arcs;
  guint          n_arcs;
  guint         *out_starts; /* arcs from spot i: out[out_starts[i]] to out[out_starts[i + 1] - 1] */
  guint         *out;
  guint         *in_starts;
  guint         *in;
  GArray       **layers;     /* of spots, from top to bottom */
  guint          n_layers;
} MillTidyGraph;

void mill_tidy_graph_clear (MillTidyGraph *self);
/* Orders the spots in each column so that few arcs cross: from where they were, by barycentres, until
 * @patience rounds bring nothing more, or @most_rounds are done. */
void mill_tidy_order       (MillTidyGraph *self,
                            guint          most_rounds,
                            guint          patience);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MillTidyGraph, mill_tidy_graph_clear)

G_END_DECLS
