/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/command-tips.h"

#include <glib/gi18n-lib.h>

#include "app/commands.h"

typedef struct
{
  char     *keys;
  gboolean  has_text;
} Tip;

static void
tip_free (gpointer  data,
          GClosure *closure)
{
  Tip *self = data;

  g_free (self->keys);
  g_free (self);
}

static void
tooltip_cb (GtkWidget  *widget,
            GParamSpec *pspec,
            Tip        *self)
{
  const char *text = gtk_widget_get_tooltip_text (widget);
  g_autofree char *plain = g_strdup (text);
  g_autofree char *whole = NULL;

  if (text == NULL)
    return;
  /* Translators: what a button does, and the key that does the same. */
  whole = g_strdup_printf (_("%1$s (%2$s)"), plain, self->keys);
  g_signal_handlers_block_by_func (widget, tooltip_cb, self);
  gtk_widget_set_tooltip_text (widget, whole);
  g_signal_handlers_unblock_by_func (widget, tooltip_cb, self);
  if (!self->has_text)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
}

static const char *
get_action (GtkWidget *button)
{
  const char *action = GTK_IS_ACTIONABLE (button)
                         ? gtk_actionable_get_action_name (GTK_ACTIONABLE (button)) : NULL;

  return action != NULL ? action : gtk_widget_get_name (button);
}

/* Without a picture alone, a button is called by its text. */
static gboolean
has_text (GtkWidget *button)
{
  return GTK_IS_BUTTON (button) ? gtk_button_get_icon_name (GTK_BUTTON (button)) == NULL
                                : gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (button)) == NULL;
}

static void
add (GtkWidget         *button,
     const MillCommand *command)
{
  Tip *tip = g_new (Tip, 1);

  *tip = (Tip) { mill_command_get_key_label (command), has_text (button) };
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS,
                                  tip->keys, -1);
  g_signal_connect_data (button, "notify::tooltip-text", G_CALLBACK (tooltip_cb), tip, tip_free, 0);
  tooltip_cb (button, NULL, tip);
}

void
mill_command_tips_add (GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gboolean button = GTK_IS_BUTTON (child) || GTK_IS_MENU_BUTTON (child);
      const MillCommand *command = button ? mill_commands_find (get_action (child)) : NULL;

      if (command != NULL && command->keys != NULL && gtk_widget_get_tooltip_text (child) != NULL)
        add (child, command);
      else
        mill_command_tips_add (child);
    }
}
