/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/connect-chooser.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/row-action.h"

struct _MillConnectChooser
{
  GtkPopover          parent_instance;

  GtkWidget          *entry;
  GtkWidget          *stack;
  GtkListView        *list;
  GtkFilter          *filter;
  GtkSingleSelection *selection;
  char               *folded;      /* what is typed */
};

G_DEFINE_FINAL_TYPE (MillConnectChooser, mill_connect_chooser, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
matches (gpointer item,
         gpointer data)
{
  MillConnectChooser *self = data;
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (self->folded == NULL)
    return TRUE;

  text = g_strdup_printf ("%s %s", mill_link_option_get_title (item), mill_link_option_get_detail (item));
  folded = g_utf8_casefold (text, -1);

  /* A part of it, or the beginnings of several words. */
  return strstr (folded, self->folded) != NULL || g_str_match_string (self->folded, text, TRUE);
}

static void
choose (MillConnectChooser *self,
        MillLinkOption     *option)
{
  g_autoptr (MillLinkOption) kept = option != NULL ? g_object_ref (option) : NULL;

  if (kept == NULL)
    return;

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, kept);
}

static void
entry_activate_cb (MillConnectChooser *self)
{
  choose (self, gtk_single_selection_get_selected_item (self->selection));
}

static void
list_activate_cb (MillConnectChooser *self,
                  guint               position)
{
  g_autoptr (MillLinkOption) option =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  choose (self, option);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "dimmed");
  gtk_widget_add_css_class (detail, "caption");
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), detail);
  gtk_list_item_set_child (item, texts);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  MillLinkOption *option = gtk_list_item_get_item (item);
  GtkWidget *texts = gtk_list_item_get_child (item);
  GtkWidget *title = gtk_widget_get_first_child (texts);

  gtk_label_set_label (GTK_LABEL (title), mill_link_option_get_title (option));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (title)),
                       mill_link_option_get_detail (option));
  gtk_list_item_set_accessible_label (item, mill_link_option_get_title (option));
  gtk_list_item_set_accessible_description (item, mill_link_option_get_detail (option));
  mill_list_item_add_action (item);
}

static void
update_stack (MillConnectChooser *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), any ? "list" : "empty");
}

static void
search_changed_cb (MillConnectChooser *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_clear_pointer (&self->folded, g_free);
  if (*text != '\0')
    self->folded = g_utf8_casefold (text, -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_stack (self);
}

/* The arrows move through the list while the text keeps the focus. */
static gboolean
key_pressed_cb (MillConnectChooser *self,
                guint               keyval)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint selected = gtk_single_selection_get_selected (self->selection);
  MillLinkOption *option;
  g_autofree char *text = NULL;

  if (keyval == GDK_KEY_Down && selected + 1 < n)
    selected++;
  else if (keyval == GDK_KEY_Up && selected > 0 && selected < n)
    selected--;
  else
    return keyval == GDK_KEY_Down || keyval == GDK_KEY_Up;

  gtk_list_view_scroll_to (self->list, selected, GTK_LIST_SCROLL_SELECT, NULL);
  option = gtk_single_selection_get_selected_item (self->selection);
  text = g_strdup_printf ("%s, %s", mill_link_option_get_title (option),
                          mill_link_option_get_detail (option));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);

  return GDK_EVENT_STOP;
}

static void
mill_connect_chooser_finalize (GObject *object)
{
  MillConnectChooser *self = MILL_CONNECT_CHOOSER (object);

  g_clear_object (&self->selection);
  g_free (self->folded);

  G_OBJECT_CLASS (mill_connect_chooser_parent_class)->finalize (object);
}

static void
mill_connect_chooser_class_init (MillConnectChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_connect_chooser_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, MILL_TYPE_LINK_OPTION);
}

static GtkWidget *
make_list (MillConnectChooser *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  list = gtk_list_view_new (NULL, factory);
  self->list = GTK_LIST_VIEW (list);
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_list_view_set_tab_behavior (self->list, GTK_LIST_TAB_ITEM);
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Possible links"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  g_signal_connect_swapped (list, "activate", G_CALLBACK (list_activate_cb), self);

  return scroller;
}

static void
mill_connect_chooser_init (MillConnectChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *empty = gtk_label_new (_("Nothing fits here"));
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  gtk_widget_add_css_class (empty, "dimmed");
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), make_list (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_widget_set_size_request (self->stack, 280, 260);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "node-search");

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
}

GtkWidget *
mill_connect_chooser_new (GListModel *options,
                          const char *prompt)
{
  MillConnectChooser *self = g_object_new (MILL_TYPE_CONNECT_CHOOSER, NULL);
  GtkFilterListModel *found;

  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->entry), prompt);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, prompt, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, prompt, -1);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  found = gtk_filter_list_model_new (g_object_ref (options), self->filter);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (found));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  update_stack (self);

  return GTK_WIDGET (self);
}
