/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/results/copy-menu.h"

#include <glib/gi18n-lib.h>

#include "app/popovers.h"

typedef struct
{
  GtkWidget    *widget;
  MillCopyFunc  func;
  gpointer      data;
} Copy;

static void
copy_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  Copy *copy = data;

  copy->func (copy->widget, copy->data);
}

static void
free_copy (gpointer data,
           GClosure *closure)
{
  g_free (data);
}

/* The menu is a child only as long as it is open: what @widget holds besides is its own affair. */
static void
open_menu (GtkWidget          *widget,
           const GdkRectangle *at)
{
  g_autoptr(GMenu) model = g_menu_new ();
  GtkWidget *menu;

  g_menu_append (model, _("_Copy"), "results.copy");
  menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));
  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_widget_set_halign (menu, gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? GTK_ALIGN_END
                                                                                     : GTK_ALIGN_START);
  gtk_widget_set_parent (menu, widget);
  g_signal_connect (menu, "closed", G_CALLBACK (mill_popover_drop), NULL);
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), at);
  gtk_popover_popup (GTK_POPOVER (menu));
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            GtkWidget       *widget)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (widget, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  open_menu (widget, &(GdkRectangle) { gtk_widget_get_width (widget) / 2, 0, 1, 1 });

  return TRUE;
}

void
mill_copy_menu_attach (GtkWidget    *widget,
                       MillCopyFunc  func,
                       gpointer      data)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) action = g_simple_action_new ("copy", NULL);
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  Copy *copy = g_new (Copy, 1);

  *copy = (Copy) { widget, func, data };
  g_signal_connect_data (action, "activate", G_CALLBACK (copy_cb), copy, free_copy, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (widget, "results", G_ACTION_GROUP (group));

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>c|<Control>Insert"),
                      gtk_named_action_new ("results.copy")));
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                      gtk_callback_action_new (menu_key_cb, NULL, NULL)));
  gtk_widget_add_controller (widget, keys);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), widget);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

void
mill_copy_text (GtkWidget *widget,
                char      *text,
                char      *told)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  if (toasts != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), adw_toast_new (told));
  g_free (text);
  g_free (told);
}
