/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/canvas/port-dot.h"
#include "app/session.h"

G_BEGIN_DECLS

/* A node on the canvas: icon, title, what its settings do, how it stands, and its ports. */
#define MILL_TYPE_NODE_CARD (mill_node_card_get_type ())
G_DECLARE_FINAL_TYPE (MillNodeCard, mill_node_card, MILL, NODE_CARD, GtkWidget)

GtkWidget   *mill_node_card_new            (MillSession       *session,
                                            const char        *id);
const char  *mill_node_card_get_id         (MillNodeCard      *self);
/* After the node's settings, title, inputs or diagnostics changed. */
void         mill_node_card_update         (MillNodeCard      *self);
/* After its part in the run changed. */
void         mill_node_card_update_status  (MillNodeCard      *self);
void         mill_node_card_set_selected   (MillNodeCard      *self,
                                            gboolean           selected);
/* Opens what the badge tells of, where there is something. */
void         mill_node_card_show_problems  (MillNodeCard      *self);
/* Elements MillPortDot, inputs first. Borrowed. */
GPtrArray   *mill_node_card_get_ports      (MillNodeCard      *self);
MillPortDot *mill_node_card_find_port      (MillNodeCard      *self,
                                            MillPortDirection  direction,
                                            const char        *name);
/* Where a link meets the port, in the card's coordinates. */
void         mill_node_card_get_anchor     (MillNodeCard      *self,
                                            MillPortDot       *port,
                                            graphene_point_t  *anchor);

G_END_DECLS
