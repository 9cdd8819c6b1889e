/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-private.h"

static const char *
get_type_label (MillCanvas *self,
                const char *node)
{
  const MillNodeType *type = mill_pipeline_get_node_type (mill_session_get_pipeline (self->session),
                                                          node);

  return type != NULL ? _(type->label) : NULL;
}

/* No name, or that of its type, is what a node has that nobody named. */
static void
take_title (MillCanvas *self,
            const char *node,
            const char *title)
{
  MillHistory *history = mill_session_get_history (self->session);
  gboolean own = *title != '\0' && g_strcmp0 (title, get_type_label (self, node)) != 0;

  if (g_strcmp0 (title, mill_pipeline_get_node_label (mill_session_get_pipeline (self->session),
                                                      node)) == 0)
    return;

  mill_edit_set_title (mill_history_begin (history, _("Rename")), node, own ? title : NULL, NULL);
  mill_history_commit (history, NULL);
}

static void
activate_cb (MillCanvas *self,
             GtkWidget  *entry)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  const char *node = g_object_get_data (G_OBJECT (entry), "node");

  if (mill_pipeline_get_node (mill_session_get_pipeline (self->session), node) != NULL)
    take_title (self, node, title);
  gtk_popover_popdown (GTK_POPOVER (self->popup));
}

void
mill_canvas_rename (MillCanvas *self,
                    const char *node)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *popover = gtk_popover_new ();
  graphene_rect_t bounds;

  gtk_editable_set_text (GTK_EDITABLE (entry), mill_pipeline_get_node_label (pipeline, node));
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 24);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), get_type_label (self, node));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the node"), -1);
  g_object_set_data_full (G_OBJECT (entry), "node", g_strdup (node), g_free);
  g_signal_connect_object (entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), entry);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);

  mill_world_get_bounds_of (self->world, node, &bounds);
  mill_canvas_popup (self, popover,
                     &(GdkRectangle) { (int) (bounds.origin.x * self->zoom + self->offset_x),
                                       (int) (bounds.origin.y * self->zoom + self->offset_y),
                                       (int) (bounds.size.width * self->zoom),
                                       (int) (bounds.size.height * self->zoom) });
  gtk_widget_grab_focus (entry);
}
