/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/collect-bar.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  MillCanvas   *canvas;    /* below the bar, and as long there */
  GtkLabel     *count;
  GSignalGroup *signals;   /* of its session */
} Bar;

static void
bar_free (gpointer data)
{
  Bar *self = data;

  g_object_unref (self->signals);
  g_free (self);
}

static void
update (Bar *self)
{
  MillSession *session = mill_canvas_get_session (self->canvas);
  g_auto (GStrv) ids = session != NULL ? mill_session_list_selected (session) : NULL;
  guint n = ids != NULL ? g_strv_length (ids) : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u Selected", "%u Selected", n), n);

  gtk_label_set_label (self->count, text);
}

static void
session_cb (GtkWidget *bar)
{
  Bar *self = g_object_get_data (G_OBJECT (bar), "bar");

  g_signal_group_set_target (self->signals, mill_canvas_get_session (self->canvas));
  update (self);
}

static void
done_cb (GtkButton  *button,
         MillCanvas *canvas)
{
  g_object_set (canvas, "collecting", FALSE, NULL);
  mill_canvas_take_focus (canvas);
}

GtkWidget *
mill_collect_bar_new (MillCanvas *canvas)
{
  Bar *self = g_new0 (Bar, 1);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *done = gtk_button_new_with_mnemonic (_("_Done"));

  self->canvas = canvas;
  self->count = GTK_LABEL (gtk_label_new (NULL));
  self->signals = g_signal_group_new (MILL_TYPE_SESSION);
  gtk_widget_add_css_class (bar, "zoom-box");
  gtk_widget_add_css_class (bar, "collect-bar");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_widget_set_halign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (bar, GTK_ALIGN_START);
  gtk_widget_set_margin_top (bar, 12);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (bar), done);
  g_object_set_data_full (G_OBJECT (bar), "bar", self, bar_free);

  g_object_bind_property (canvas, "collecting", bar, "visible", G_BINDING_SYNC_CREATE);
  g_signal_group_connect_swapped (self->signals, "selection-changed", G_CALLBACK (update), self);
  g_signal_connect_object (canvas, "notify::session", G_CALLBACK (session_cb), bar, G_CONNECT_SWAPPED);
  g_signal_connect_object (done, "clicked", G_CALLBACK (done_cb), canvas, 0);
  session_cb (bar);

  return bar;
}
