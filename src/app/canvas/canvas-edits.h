/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/canvas.h"

G_BEGIN_DECLS

/* What the keys, the menu and the commands do with what is selected. Each is one undo step. */

/* canvas-edits.c: detach, heal, bypass, pin, mute, wire */
void        mill_canvas_install_edits         (GtkWidgetClass *widget_class);
/* The selected nodes, without notes and frames. Never NULL. */
GStrv       mill_canvas_list_selected_nodes   (MillCanvas     *self);

/* canvas-arrange.c: tidy, align, distribute */
void        mill_canvas_install_arrange       (GtkWidgetClass *widget_class);

/* canvas-walk.c: from node to node */
void        mill_canvas_install_walk          (GtkWidgetClass *widget_class);
/* The node @step further in the order of the work; with none selected, the first or the last. FALSE
 * where there is none. */
gboolean    mill_canvas_go_along              (MillCanvas     *self,
                                               int             step);
/* Along a link (left, right), among those that share one (up, down), or to what lies there. */
gboolean    mill_canvas_walk                  (MillCanvas     *self,
                                               double          dx,
                                               double          dy);

/* canvas-move.c: moving by keys */
void        mill_canvas_install_move          (GtkWidgetClass *widget_class);

/* canvas-connect.c: a link without the pointer */
void        mill_canvas_install_connect       (GtkWidgetClass *widget_class);

/* canvas-link-walk.c: from link to link without the pointer */
void        mill_canvas_install_link_walk     (GtkWidgetClass *widget_class);

/* canvas-add.c */
/* How far the first port is below the top of a card, and its width: a new card is placed so that a link
 * that was dropped does not move. */
#define MILL_CANVAS_PORT_OFFSET 30
#define MILL_CANVAS_CARD_WIDTH 220
/* The first port of a type that a link from @start can end at, or NULL. */
const MillPort *mill_canvas_find_fitting_port (const MillNodeType *type,
                                               const MillPort     *start);

/* canvas-search.c: what the search for a type is opened for */
void        mill_canvas_install_search        (GtkWidgetClass *widget_class);
/* Puts another type in the place of each of @ids. */
void        mill_canvas_replace_nodes         (MillCanvas     *self,
                                               const char     *type_id,
                                               char          **ids);

G_END_DECLS
