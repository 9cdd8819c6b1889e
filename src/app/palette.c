/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/palette.h"

#include <glib/gi18n-lib.h>

#include "app/look.h"
#include "nodes/catalogue.h"

struct _MillPalette
{
  AdwBin          parent_instance;

  GtkSearchEntry *search;
  GtkStack       *stack;
  GtkListBox     *list;
};

G_DEFINE_FINAL_TYPE (MillPalette, mill_palette, ADW_TYPE_BIN)

enum
{
  SIGNAL_ADD_NODE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const MillNodeType *
get_type_of (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "node-type");
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 gpointer       data)
{
  const MillNodeType *type = get_type_of (data);

  return gdk_content_provider_new_typed (G_TYPE_STRING, type->id);
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               gpointer       data)
{
  const MillNodeType *type = get_type_of (data);
  GtkWidget *icon = gtk_drag_icon_get_for_drag (drag);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (box, "drag-node");
  gtk_box_append (GTK_BOX (box), mill_look_tile_new (type));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_(type->label)));
  gtk_drag_icon_set_child (GTK_DRAG_ICON (icon), box);
}

static GtkWidget *
make_row (const MillNodeType *type)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (_(type->label));
  GtkDragSource *drag = gtk_drag_source_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), mill_look_tile_new (type));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "node-type", (gpointer) type);
  if (type->summary != NULL)
    {
      gtk_widget_set_tooltip_text (row, _(type->summary));
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      _(type->summary), -1);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(type->label), -1);

  gtk_drag_source_set_actions (drag, GDK_ACTION_COPY);
  g_signal_connect (drag, "prepare", G_CALLBACK (drag_prepare_cb), row);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));

  return row;
}

static void
update_list (MillPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autoptr(GPtrArray) types = mill_catalogue_search (mill_nodes_get_catalogue (), text);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < types->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (types, i)));
  gtk_list_box_select_row (self->list, *text != '\0' ? gtk_list_box_get_row_at_index (self->list, 0)
                                                     : NULL);
  gtk_stack_set_visible_child_name (self->stack, types->len > 0 ? "list" : "empty");
}

static void
update_header_cb (GtkListBoxRow *row,
                  GtkListBoxRow *before,
                  gpointer       data)
{
  MillPalette *self = data;
  const MillNodeType *type = get_type_of (row);
  GtkWidget *header;

  /* Search results come best first, so categories would repeat. */
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' ||
      (before != NULL && get_type_of (before)->category == type->category))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (gtk_list_box_row_get_header (row) != NULL)
    return;

  header = gtk_label_new (mill_category_get_label (type->category));
  gtk_label_set_xalign (GTK_LABEL (header), 0);
  gtk_widget_add_css_class (header, "palette-header");
  gtk_list_box_row_set_header (row, header);
}

static void
activated_cb (MillPalette   *self,
              GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_ADD_NODE], 0, get_type_of (row)->id);
}

static void
search_activated_cb (MillPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    activated_cb (self, row);
}

static gboolean
search_key_cb (MillPalette *self,
               guint        keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));

  return GDK_EVENT_STOP;
}

/* The entry keeps Escape for itself: the first empties it, another leaves a catalogue that lies over the
 * canvas. */
static void
stop_search_cb (MillPalette *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_OVERLAY_SPLIT_VIEW);

  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0' && view != NULL &&
      adw_overlay_split_view_get_collapsed (ADW_OVERLAY_SPLIT_VIEW (view)))
    adw_overlay_split_view_set_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (view), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

void
mill_palette_focus_search (MillPalette *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
mill_palette_dispose (GObject *object)
{
  /* Rows that go away one by one ask for the headers of the others, by what is searched for. */
  if (MILL_PALETTE (object)->list != NULL)
    gtk_list_box_set_header_func (MILL_PALETTE (object)->list, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MILL_TYPE_PALETTE);

  G_OBJECT_CLASS (mill_palette_parent_class)->dispose (object);
}

static void
mill_palette_class_init (MillPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_palette_dispose;

  signals[SIGNAL_ADD_NODE] = g_signal_new ("add-node", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/millrace/Millrace/palette.ui");
  gtk_widget_class_bind_template_child (widget_class, MillPalette, search);
  gtk_widget_class_bind_template_child (widget_class, MillPalette, stack);
  gtk_widget_class_bind_template_child (widget_class, MillPalette, list);
}

static void
mill_palette_init (MillPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_list_box_set_header_func (self->list, update_header_cb, self, NULL);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (update_list), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stop_search_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (search_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  update_list (self);
}
