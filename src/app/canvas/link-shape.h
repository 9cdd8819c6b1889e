/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The curve of a link from an output at @from to an input at @to: leaves and arrives level. */
GskPath  *mill_link_shape_new      (const graphene_point_t *from,
                                    const graphene_point_t *to);
/* How far from the ends its two inner control points are, to the right and to the left. */
float     mill_link_shape_get_reach  (const graphene_point_t *from,
                                    const graphene_point_t *to);
/* An area that the curve does not leave, without making it. */
void      mill_link_shape_get_bounds (const graphene_point_t *from,
                                    const graphene_point_t *to,
                                    graphene_rect_t        *bounds);
/* Where the curve is after each of @n shares of its length. */
void      mill_link_shape_get_points (GskPath              *path,
                                    const float            *shares,
                                    guint                   n,
                                    graphene_point_t       *points);
/* Does the curve, without making it, cross the line between two points? */
gboolean  mill_link_shape_crosses  (const graphene_point_t *from,
                                    const graphene_point_t *to,
                                    const graphene_point_t *a,
                                    const graphene_point_t *b);
/* Likewise: how near to the middle of @area it passes, or -1 where it does not touch it. */
float     mill_link_shape_touches  (const graphene_point_t *from,
                                    const graphene_point_t *to,
                                    const graphene_rect_t  *area);
/* Is @point within @reach of the curve? */
gboolean  mill_link_shape_contains (GskPath                *path,
                                    const graphene_point_t *point,
                                    float                   reach);

G_END_DECLS
