/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

G_BEGIN_DECLS

/* What lies on the canvas and can be selected: a part of a session's document, by its id. */
#define MILL_TYPE_CANVAS_ITEM (mill_canvas_item_get_type ())
G_DECLARE_DERIVABLE_TYPE (MillCanvasItem, mill_canvas_item, MILL, CANVAS_ITEM, GtkWidget)

struct _MillCanvasItemClass
{
  GtkWidgetClass parent_class;
};

/* Lets assistive technology do something with an item that it found by its name: GTK tells it of the actions
 * that the class of a widget has. @name: "item." and what follows "canvas." in the name of the canvas's own
 * action, which is done with the item selected. */
void         mill_canvas_item_class_add_action (GtkWidgetClass *widget_class,
                                                const char     *name);
/* For the types of items, once, when one of them is made. */
void         mill_canvas_item_set_up       (MillCanvasItem *self,
                                            MillSession    *session,
                                            const char     *id);
MillSession *mill_canvas_item_get_session  (MillCanvasItem *self);
const char  *mill_canvas_item_get_id       (MillCanvasItem *self);
void         mill_canvas_item_set_selected (MillCanvasItem *self,
                                            gboolean        selected);

G_END_DECLS
