/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/popovers.h"

/* Keys that a popover does not take go no further than the popover, so those of the window are never
 * asked. */
static GStrv
find_actions (guint           key,
              GdkModifierType state)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  g_autofree char *accel = gtk_accelerator_name (gdk_keyval_to_lower (key), modifiers);
  g_autofree char *unshifted = gtk_accelerator_name (key, modifiers & ~GDK_SHIFT_MASK);
  GStrv actions = gtk_application_get_actions_for_accel (application, accel);

  if (actions[0] != NULL)
    return actions;
  g_strfreev (actions);

  /* "?" is Shift and another key on many keyboards. */
  return gtk_application_get_actions_for_accel (application, unshifted);
}

static gboolean
key_pressed_cb (GtkWidget       *popover,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  g_autoptr(GtkWidget) alive = g_object_ref (popover);
  g_auto(GStrv) actions = NULL;

  if (g_application_get_default () == NULL)
    return GDK_EVENT_PROPAGATE;

  actions = find_actions (key, state);
  for (guint i = 0; actions[i] != NULL; i++)
    if (gtk_widget_activate_action (popover, actions[i], NULL))
      {
        if (GTK_IS_POPOVER_MENU (popover))
          gtk_popover_popdown (GTK_POPOVER (popover));
        return GDK_EVENT_STOP;
      }

  return GDK_EVENT_PROPAGATE;
}

static void
take_shortcuts (GtkWidget *popover)
{
  GtkEventController *keys;

  if (g_object_get_data (G_OBJECT (popover), "takes-shortcuts") != NULL)
    return;

  g_object_set_data (G_OBJECT (popover), "takes-shortcuts", GINT_TO_POINTER (TRUE));
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_name (keys, "application-shortcuts");
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), popover,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (popover, keys);
}

/* GTK says that an item is labelled by its label, and then that nobody is to be told of the label. */
static void
name_item (GtkWidget *item)
{
  g_autofree char *text = NULL;

  g_object_get (item, "text", &text, NULL);
  if (text == NULL || *text == '\0')
    return;
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static gboolean
mapped_cb (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               data)
{
  GtkWidget *widget = g_value_get_object (values);

  if (GTK_IS_POPOVER (widget))
    take_shortcuts (widget);
  else if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton"))
    name_item (widget);

  return TRUE;
}

static void
drop (gpointer data)
{
  GtkWidget *popover = data;

  gtk_widget_unparent (popover);
  g_object_unref (popover);
}

void
mill_popover_drop (GtkWidget *popover)
{
  g_idle_add_once (drop, g_object_ref (popover));
}

void
mill_popovers_init (void)
{
  /* The signal is there once the class is. */
  g_autoptr(GTypeClass) widget_class = g_type_class_ref (GTK_TYPE_WIDGET);

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
}
