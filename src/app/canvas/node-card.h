/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/canvas/canvas-item.h"
#include "app/canvas/port-dot.h"

G_BEGIN_DECLS

/* A node on the canvas: icon, title, what its settings do, how it stands, and its ports. */
#define MILL_TYPE_NODE_CARD (mill_node_card_get_type ())
G_DECLARE_FINAL_TYPE (MillNodeCard, mill_node_card, MILL, NODE_CARD, MillCanvasItem)

/* How large a card is, and how far down the ports are: with more than one on a side each is in a row of
 * its own, else all are in the first. Inputs are at the left edge, outputs at the right. */
typedef struct
{
  int   width;
  int   height;
  guint n_rows;
  float rows[];
} MillCardShape;

GtkWidget   *mill_node_card_new            (MillSession       *session,
                                            const char        *id);
/* After the node's settings, title, inputs or diagnostics changed. */
void         mill_node_card_update         (MillNodeCard      *self);
/* After its part in the run changed. */
void         mill_node_card_update_status  (MillNodeCard      *self);
/* After it became known how many rows it gives. */
void         mill_node_card_update_rows    (MillNodeCard      *self);
/* After what it differs in from another version changed. */
void         mill_node_card_update_comparison (MillNodeCard   *self);
/* Opens what the badge tells of, where there is something. */
void         mill_node_card_show_problems  (MillNodeCard      *self);
/* Where its sign of problems is in @of; FALSE: it has none to show. */
gboolean     mill_node_card_get_badge_bounds (MillNodeCard    *self,
                                            GtkWidget         *of,
                                            graphene_rect_t   *bounds);
/* How much at the end of its first lines the signs take that say how it stands. */
float        mill_node_card_get_signs_width (MillNodeCard     *self);
/* All that the pointer is told where it rests on the card. */
char        *mill_node_card_describe       (MillNodeCard      *self);
/* Elements MillPortDot, inputs first. Borrowed. */
GPtrArray   *mill_node_card_get_ports      (MillNodeCard      *self);
MillPortDot *mill_node_card_find_port      (MillNodeCard      *self,
                                            MillPortDirection  direction,
                                            const char        *name);
/* Does not need the card to be shown; what is shown only during a run does not count. Free with
 * g_rc_box_release(). */
MillCardShape *mill_node_card_measure_shape (MillNodeCard    *self);

G_END_DECLS
