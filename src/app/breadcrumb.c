/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/breadcrumb.h"

#include <glib/gi18n-lib.h>

struct _MillBreadcrumb
{
  AdwBin        parent_instance;

  GtkBox       *box;
  MillSession  *session;
  GSignalGroup *signals;
  GSignalGroup *whole_signals;
};

G_DEFINE_FINAL_TYPE (MillBreadcrumb, mill_breadcrumb, ADW_TYPE_BIN)

/* So much of a title is always seen. */
#define MAX_WIDTH_CHARS 24

static void
leave_cb (MillBreadcrumb *self,
          GtkWidget      *button)
{
  guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "n-levels"));

  mill_session_leave (self->session, n);
}

static void
add_button (MillBreadcrumb *self,
            GtkWidget      *child,
            const char     *tooltip,
            guint           n_levels)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), child);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "n-levels", GUINT_TO_POINTER (n_levels));
  g_signal_connect_object (button, "clicked", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, button);
}

static GtkWidget *
make_label (const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_WIDTH_CHARS);

  return label;
}

static void
update (MillBreadcrumb *self)
{
  g_auto(GStrv) titles = NULL;
  GtkWidget *child;
  guint n;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  gtk_widget_set_visible (GTK_WIDGET (self), self->session != NULL &&
                                             mill_session_get_level (self->session) != NULL);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  titles = mill_session_list_level_titles (self->session);
  n = g_strv_length (titles);
  add_button (self, gtk_image_new_from_icon_name ("go-previous-symbolic"),
              _("Leave the Component"), 1);
  for (guint i = 0; i + 1 < n; i++)
    {
      /* Translators: on a button that leads out of a component; the name of a level. */
      g_autofree char *tooltip = g_strdup_printf (_("Back to “%s”"), titles[i]);
      GtkWidget *separator = g_object_new (GTK_TYPE_LABEL, "label", "›", "accessible-role",
                                           GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      add_button (self, make_label (titles[i]), tooltip, n - 1 - i);
      gtk_widget_add_css_class (separator, "dim-label");
      gtk_box_append (self->box, separator);
    }
  child = make_label (titles[n - 1]);
  gtk_widget_add_css_class (child, "heading");
  gtk_box_append (self->box, child);
}

void
mill_breadcrumb_set_session (MillBreadcrumb *self,
                             MillSession    *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->signals, session);
  g_signal_group_set_target (self->whole_signals,
                             session != NULL ? mill_session_get_whole (session) : NULL);
  update (self);
}

static void
mill_breadcrumb_dispose (GObject *object)
{
  MillBreadcrumb *self = MILL_BREADCRUMB (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->whole_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mill_breadcrumb_parent_class)->dispose (object);
}

static void
mill_breadcrumb_class_init (MillBreadcrumbClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mill_breadcrumb_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_NAVIGATION);
}

static void
mill_breadcrumb_init (MillBreadcrumb *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "breadcrumb");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Components on the Way Here"), -1);

  self->signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "notify::level", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->signals, "notify::title", G_CALLBACK (update), self);
  self->whole_signals = g_signal_group_new (MILL_TYPE_PIPELINE);
  g_signal_group_connect_swapped (self->whole_signals, "changed", G_CALLBACK (update), self);
}
