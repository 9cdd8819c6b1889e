/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A card to be placed. */
typedef struct
{
  double x;        /* of its upper left corner; where it is, and then where it is to be */
  double y;
  double width;
  double height;
} MillTidyBox;

/* A link from an output on the right side of one box to an input on the left side of another. */
typedef struct
{
  guint  from;     /* index of the box */
  guint  to;
  double from_y;   /* of the port, below the upper edge of its box */
  double to_y;
} MillTidyLink;

/* Places boxes in columns, so that links lead from left to right, cross little and run straight where
 * they can, and no box lies on another: the layered drawing of Sugiyama, Tagawa and Toda, "Methods for
 * Visual Understanding of Hierarchical System Structures" (1981), with rows placed by isotonic
 * regression. What is alike keeps the order that it had from top to bottom, ports count with their
 * place, circles are opened somewhere. The upper left corner of the whole stays; places are multiples of
 * 20 from there. */
void mill_tidy (MillTidyBox         *boxes,
                guint                n_boxes,
                const MillTidyLink  *links,
                guint                n_links);

G_END_DECLS
