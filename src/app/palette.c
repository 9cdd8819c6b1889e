/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/palette.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/library.h"
#include "app/look.h"
#include "app/popovers.h"
#include "app/row-action.h"
#include "nodes/catalogue.h"
#include "pipeline/boundary.h"

struct _MillPalette
{
  AdwBin          parent_instance;

  GtkSearchEntry *search;
  GtkStack       *stack;
  GtkListBox     *list;
  gboolean        inside;     /* a component */
};

/* What a row adds. */
typedef struct
{
  const MillNodeType *type;
  char               *id;         /* of the type, or MILL_LIBRARY_PREFIX and a name */
  char               *label;
  const char         *summary;    /* translated, or NULL */
  const char         *section;    /* translated */
} Offer;

G_DEFINE_FINAL_TYPE (MillPalette, mill_palette, ADW_TYPE_BIN)

enum
{
  SIGNAL_ADD_NODE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
offer_free (gpointer data)
{
  Offer *self = data;

  g_free (self->id);
  g_free (self->label);
  g_free (self);
}

static const Offer *
get_offer (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "offer");
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 gpointer       data)
{
  return gdk_content_provider_new_typed (G_TYPE_STRING, get_offer (data)->id);
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               gpointer       data)
{
  const Offer *offer = get_offer (data);
  GtkWidget *icon = gtk_drag_icon_get_for_drag (drag);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (box, "drag-node");
  gtk_box_append (GTK_BOX (box), mill_look_tile_new (offer->type));
  gtk_box_append (GTK_BOX (box), gtk_label_new (offer->label));
  gtk_drag_icon_set_child (GTK_DRAG_ICON (icon), box);
}

static gboolean
is_from_library (const Offer *offer)
{
  return g_str_has_prefix (offer->id, MILL_LIBRARY_PREFIX);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(MillPalette) self = data;
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autoptr(GError) error = NULL;

  /* The row that had the focus is gone. */
  if (mill_library_remove_finish (MILL_LIBRARY (object), result, &error))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else if (toasts != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts),
                                 g_object_new (ADW_TYPE_TOAST, "title", error->message,
                                               "use-markup", FALSE, NULL));
}

static void
remove_action (GtkWidget  *widget,
               const char *action,
               GVariant   *name)
{
  mill_library_remove_async (mill_library_get_default (), g_variant_get_string (name, NULL),
                             removed_cb, g_object_ref (widget));
}

/* Only what the user put there can be taken away. */
static gboolean
open_menu (GtkWidget *row)
{
  const Offer *offer = get_offer (row);
  GtkWidget *palette = gtk_widget_get_ancestor (row, MILL_TYPE_PALETTE);
  g_autoptr(GMenu) menu = NULL;
  g_autoptr(GMenuItem) item = NULL;
  graphene_rect_t bounds;
  GtkWidget *popover;

  if (!is_from_library (offer))
    return FALSE;

  menu = g_menu_new ();
  item = g_menu_item_new (_("_Remove from Library"), NULL);
  g_menu_item_set_action_and_target (item, "palette.remove-component", "s",
                                     offer->id + strlen (MILL_LIBRARY_PREFIX));
  g_menu_append_item (menu, item);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  /* The row goes as soon as the component does, before the menu has closed. */
  gtk_widget_set_parent (popover, palette);
  if (gtk_widget_compute_bounds (row, palette, &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                                 &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                                   (int) bounds.size.width, (int) bounds.size.height });
  g_signal_connect (popover, "closed", G_CALLBACK (mill_popover_drop), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));

  return TRUE;
}

static void
row_pressed_cb (GtkGesture *gesture,
                int         n_press,
                double      x,
                double      y,
                GtkWidget  *row)
{
  if (open_menu (row))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
row_key_cb (GtkWidget       *row,
            guint            keyval,
            guint            keycode,
            GdkModifierType  state)
{
  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && (state & GDK_SHIFT_MASK)))
    return open_menu (row);

  return GDK_EVENT_PROPAGATE;
}

static void
add_controllers (GtkWidget *row)
{
  GtkDragSource *drag = gtk_drag_source_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_drag_source_set_actions (drag, GDK_ACTION_COPY);
  g_signal_connect (drag, "prepare", G_CALLBACK (drag_prepare_cb), row);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (row_pressed_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (row_key_cb), row);
  gtk_widget_add_controller (row, keys);
}

/* Takes @offer. */
static GtkWidget *
make_row (Offer *offer)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (offer->label);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), mill_look_tile_new (offer->type));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "offer", offer, offer_free);
  if (offer->summary != NULL)
    {
      gtk_widget_set_tooltip_text (row, offer->summary);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      offer->summary, -1);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  offer->label, -1);
  mill_row_add_action (row);
  add_controllers (row);

  return row;
}

static void
add_types (MillPalette         *self,
           const MillCatalogue *catalogue,
           const char          *text)
{
  g_autoptr(GPtrArray) types = mill_catalogue_search (catalogue, text);

  for (guint i = 0; i < types->len; i++)
    {
      const MillNodeType *type = g_ptr_array_index (types, i);
      Offer *offer = g_new0 (Offer, 1);

      offer->type = type;
      offer->id = g_strdup (type->id);
      offer->label = g_strdup (_(type->label));
      offer->summary = type->summary != NULL ? _(type->summary) : NULL;
      offer->section = mill_category_get_label (type->category);
      gtk_list_box_append (self->list, make_row (offer));
    }
}

/* Are all words of @text in @label? */
static gboolean
has_words (const char *label,
           const char *text)
{
  g_autofree char *folded = g_utf8_casefold (label, -1);
  g_autofree char *wanted = g_utf8_casefold (text, -1);
  g_auto(GStrv) words = g_strsplit_set (wanted, " \t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static void
add_library (MillPalette *self,
             const char  *text)
{
  MillLibrary *library = mill_library_get_default ();
  g_autoptr(GPtrArray) names = mill_library_list (library);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      MillComponent *component = mill_library_find (library, name);
      const char *title = mill_pipeline_get_name (mill_component_get_pipeline (component));
      const char *label = title != NULL && *title != '\0' ? title : name;
      Offer *offer;

      if (!has_words (label, text))
        continue;
      offer = g_new0 (Offer, 1);
      offer->type = mill_component_get_node_type (component);
      offer->id = g_strconcat (MILL_LIBRARY_PREFIX, name, NULL);
      offer->label = g_strdup (label);
      offer->summary = _("A component from your library");
      offer->section = _("My Components");
      gtk_list_box_append (self->list, make_row (offer));
    }
}

static void
update_list (MillPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  gboolean any;

  gtk_list_box_remove_all (self->list);
  if (self->inside)
    add_types (self, mill_boundary_get_catalogue (), text);
  add_types (self, mill_nodes_get_catalogue (), text);
  add_library (self, text);

  any = gtk_list_box_get_row_at_index (self->list, 0) != NULL;
  gtk_list_box_select_row (self->list, *text != '\0' ? gtk_list_box_get_row_at_index (self->list, 0)
                                                     : NULL);
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
}

static void
update_header_cb (GtkListBoxRow *row,
                  GtkListBoxRow *before,
                  gpointer       data)
{
  MillPalette *self = data;
  const Offer *offer = get_offer (row);
  GtkWidget *header;

  /* Search results come best first, so categories would repeat. */
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' ||
      (before != NULL && g_str_equal (get_offer (before)->section, offer->section)))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (gtk_list_box_row_get_header (row) != NULL)
    return;

  header = gtk_label_new (offer->section);
  gtk_label_set_xalign (GTK_LABEL (header), 0);
  gtk_widget_add_css_class (header, "palette-header");
  gtk_list_box_row_set_header (row, header);
}

static void
activated_cb (MillPalette   *self,
              GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_ADD_NODE], 0, get_offer (row)->id);
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

void
mill_palette_set_inside (MillPalette *self,
                         gboolean     inside)
{
  if (self->inside == inside)
    return;
  self->inside = inside;
  update_list (self);
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
  gtk_widget_class_install_action (widget_class, "palette.remove-component", "s", remove_action);
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
  g_signal_connect_object (mill_library_get_default (), "changed", G_CALLBACK (update_list), self,
                           G_CONNECT_SWAPPED);
  update_list (self);
}
