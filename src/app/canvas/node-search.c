/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/node-search.h"

#include <glib/gi18n-lib.h>

#include "app/row-action.h"

struct _MillNodeSearch
{
  GtkPopover            parent_instance;

  const MillCatalogue  *catalogue;
  MillNodeSearchFilter  filter;
  MillNodeSearchRank    rank;
  gpointer              filter_data;
  gboolean              chain;       /* Ctrl was held when a row was pressed */
  GtkWidget            *entry;
  GtkWidget            *stack;       /* the list, or that there is nothing in it */
  GtkWidget            *list;
};

G_DEFINE_FINAL_TYPE (MillNodeSearch, mill_node_search, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
make_row (const MillNodeType *type)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *tile = gtk_image_new_from_icon_name (type->icon);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (_(type->label));
  GtkWidget *summary = gtk_label_new (_(type->summary));

  gtk_widget_add_css_class (tile, "tile");
  gtk_widget_add_css_class (tile, "small");
  gtk_widget_add_css_class (tile, mill_category_get_name (type->category));
  gtk_widget_set_valign (tile, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (summary), 0);
  gtk_label_set_ellipsize (GTK_LABEL (summary), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (summary, "dimmed");
  gtk_widget_add_css_class (summary, "caption");
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), summary);
  gtk_box_append (GTK_BOX (box), tile);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "type", (gpointer) type);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(type->label),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _(type->summary), -1);
  mill_row_add_action (row);

  return row;
}

static int
compare_ranks (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  MillNodeSearch *self = data;
  guint rank_a = self->rank (*(const MillNodeType *const *) a, self->filter_data);
  guint rank_b = self->rank (*(const MillNodeType *const *) b, self->filter_data);

  return rank_a > rank_b ? -1 : rank_a < rank_b;
}

static void
fill_list (MillNodeSearch *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GPtrArray) found = mill_catalogue_search (self->catalogue, text);

  for (guint i = found->len; i > 0; i--)
    if (!self->filter (g_ptr_array_index (found, i - 1), self->filter_data))
      g_ptr_array_remove_index (found, i - 1);
  if (*text == '\0')
    g_ptr_array_sort_with_data (found, compare_ranks, self);
  gtk_list_box_remove_all (GTK_LIST_BOX (self->list));
  for (guint i = 0; i < found->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (g_ptr_array_index (found, i)));
  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), found->len > 0 ? "list" : "empty");
}

static void
choose (MillNodeSearch *self,
        GtkListBoxRow  *row,
        gboolean        chain)
{
  const MillNodeType *type;

  if (row == NULL)
    return;

  type = g_object_get_data (G_OBJECT (row), "type");
  g_signal_emit (self, signals[CHOSEN], 0, type->id, chain);
  if (!chain)
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill_list (self);
  gtk_widget_grab_focus (self->entry);
}

static void
activate_cb (MillNodeSearch *self)
{
  choose (self, gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)), FALSE);
}

static void
row_activated_cb (MillNodeSearch *self,
                  GtkListBoxRow  *row)
{
  gboolean chain = self->chain;

  self->chain = FALSE;
  choose (self, row, chain);
}

static void
row_pressed_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                MillNodeSearch   *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  self->chain = (state & GDK_CONTROL_MASK) != 0;
}

/* The arrows move through the list while the text keeps the focus. */
static gboolean
key_pressed_cb (MillNodeSearch  *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int step = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;
  GtkListBoxRow *next;

  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) &&
      (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter))
    {
      choose (self, row, TRUE);
      return GDK_EVENT_STOP;
    }

  if (step == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;

  next = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list),
                                        gtk_list_box_row_get_index (row) + step);
  if (next != NULL)
    {
      GtkWidget *scroller = gtk_widget_get_ancestor (self->list, GTK_TYPE_SCROLLED_WINDOW);
      GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
      graphene_rect_t bounds;

      gtk_list_box_select_row (GTK_LIST_BOX (self->list), next);
      if (gtk_widget_compute_bounds (GTK_WIDGET (next), self->list, &bounds))
        gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
      gtk_accessible_announce (GTK_ACCESSIBLE (self),
                               _(((const MillNodeType *) g_object_get_data (G_OBJECT (next),
                                                                            "type"))->label),
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }

  return GDK_EVENT_STOP;
}

/* What was typed to open it is not to be replaced by the next letter. */
static void
shown_cb (MillNodeSearch *self)
{
  gtk_text_grab_focus_without_selecting (
    GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/* It lives on for a moment, in which what is searched may go, and the entry tells late what was typed. */
static void
mill_node_search_closed (GtkPopover *popover)
{
  MillNodeSearch *self = MILL_NODE_SEARCH (popover);

  g_signal_handlers_disconnect_by_func (self->entry, fill_list, self);
}

static void
mill_node_search_class_init (MillNodeSearchClass *klass)
{
  GTK_POPOVER_CLASS (klass)->closed = mill_node_search_closed;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
mill_node_search_init (MillNodeSearch *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *empty = gtk_label_new (_("No such node"));
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  self->entry = gtk_search_entry_new ();
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->entry), _("Search nodes"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search nodes"), -1);
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Node Types"), -1);
  gtk_widget_add_css_class (empty, "dimmed");
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, 340, 300);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "node-search");

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (fill_list), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "begin", G_CALLBACK (row_pressed_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (press));
}

GtkWidget *
mill_node_search_new (const MillCatalogue  *catalogue,
                      const char           *text,
                      MillNodeSearchFilter  filter,
                      MillNodeSearchRank    rank,
                      gpointer              data)
{
  MillNodeSearch *self = g_object_new (MILL_TYPE_NODE_SEARCH, NULL);

  self->catalogue = catalogue;
  self->filter = filter;
  self->rank = rank;
  self->filter_data = data;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  fill_list (self);
  g_signal_connect_after (self, "show", G_CALLBACK (shown_cb), NULL);

  return GTK_WIDGET (self);
}
