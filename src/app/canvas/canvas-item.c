/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/canvas-item.h"

#include <string.h>

typedef struct
{
  MillSession *session;
  char        *id;
} MillCanvasItemPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (MillCanvasItem, mill_canvas_item, GTK_TYPE_WIDGET)

static MillCanvasItemPrivate *
get_private (MillCanvasItem *self)
{
  return mill_canvas_item_get_instance_private (self);
}

static void
mill_canvas_item_finalize (GObject *object)
{
  MillCanvasItemPrivate *private = get_private (MILL_CANVAS_ITEM (object));

  g_clear_object (&private->session);
  g_free (private->id);

  G_OBJECT_CLASS (mill_canvas_item_parent_class)->finalize (object);
}

static void
select_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  MillCanvasItemPrivate *private = get_private (MILL_CANVAS_ITEM (widget));

  mill_session_select_one (private->session, private->id);
  gtk_widget_grab_focus (widget);
}

/* The canvas does it to what is selected. */
static void
canvas_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_autofree char *action = g_strconcat ("canvas.", name + strlen ("item."), NULL);
  MillCanvasItemPrivate *private = get_private (MILL_CANVAS_ITEM (widget));

  if (!mill_session_is_selected (private->session, private->id))
    mill_session_select_one (private->session, private->id);
  gtk_widget_activate_action (widget, action, NULL);
}

void
mill_canvas_item_class_add_action (GtkWidgetClass *widget_class,
                                   const char     *name)
{
  gtk_widget_class_install_action (widget_class, name, NULL, canvas_action);
}

static void
mill_canvas_item_class_init (MillCanvasItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mill_canvas_item_finalize;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "item.select", NULL, select_action);
  mill_canvas_item_class_add_action (widget_class, "item.menu");
  mill_canvas_item_class_add_action (widget_class, "item.rename");
  mill_canvas_item_class_add_action (widget_class, "item.delete");
}

static void
mill_canvas_item_init (MillCanvasItem *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

void
mill_canvas_item_set_up (MillCanvasItem *self,
                         MillSession    *session,
                         const char     *id)
{
  MillCanvasItemPrivate *private = get_private (self);

  private->session = g_object_ref (session);
  private->id = g_strdup (id);
}

MillSession *
mill_canvas_item_get_session (MillCanvasItem *self)
{
  return get_private (self)->session;
}

const char *
mill_canvas_item_get_id (MillCanvasItem *self)
{
  return get_private (self)->id;
}

void
mill_canvas_item_set_selected (MillCanvasItem *self,
                               gboolean        selected)
{
  if (selected)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}
