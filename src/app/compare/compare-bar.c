/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/compare/compare-bar.h"

#include <glib/gi18n-lib.h>

#include "app/compare/difference-row.h"

#define LIST_WIDTH 380
#define LIST_HEIGHT 420

struct _MillCompareBar
{
  AdwBin         parent_instance;

  GtkLabel      *label;
  GtkMenuButton *list_button;
  GtkListBox    *list;
  MillSession   *session;
  GSignalGroup  *signals;
  gboolean       listed;      /* the list holds what differs now */
};

G_DEFINE_FINAL_TYPE (MillCompareBar, mill_compare_bar, ADW_TYPE_BIN)

static MillComparison *
get_comparison (MillCompareBar *self)
{
  return self->session != NULL ? mill_session_get_comparison (self->session) : NULL;
}

static void
append_count (GString    *text,
              const char *format,
              guint       n)
{
  if (n == 0)
    return;

  g_string_append (text, text->len > 0 ? ", " : "");
  g_string_append_printf (text, format, n);
}

/* "1 added, 2 changed": how many nodes, by what became of them. */
static char *
dup_counts (MillComparison *comparison)
{
  GString *text = g_string_new (NULL);
  guint n_added = mill_comparison_count (comparison, MILL_NODE_ADDED);
  guint n_changed = mill_comparison_count (comparison, MILL_NODE_CHANGED);
  guint n_removed = mill_comparison_count (comparison, MILL_NODE_REMOVED);
  guint n_moved = mill_comparison_count (comparison, MILL_NODE_MOVED);

  append_count (text, ngettext ("%u added", "%u added", n_added), n_added);
  append_count (text, ngettext ("%u changed", "%u changed", n_changed), n_changed);
  append_count (text, ngettext ("%u removed", "%u removed", n_removed), n_removed);
  append_count (text, ngettext ("%u only moved", "%u only moved", n_moved), n_moved);
  if (text->len == 0)
    g_string_append (text, mill_comparison_get_list (comparison)->len > 0 ? _("the same nodes")
                                                                          : _("no difference"));

  return g_string_free_and_steal (text);
}

static void
fill_list (MillCompareBar *self)
{
  MillComparison *comparison = get_comparison (self);
  GPtrArray *differences;

  if (self->listed || comparison == NULL)
    return;

  gtk_list_box_remove_all (self->list);
  differences = mill_comparison_get_list (comparison);
  for (guint i = 0; i < differences->len; i++)
    gtk_list_box_append (self->list, mill_difference_row_new (g_ptr_array_index (differences, i)));
  self->listed = TRUE;
}

static void
update (MillCompareBar *self)
{
  MillComparison *comparison = get_comparison (self);
  g_autofree char *counts = NULL;
  g_autofree char *text = NULL;

  self->listed = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), comparison != NULL);
  if (comparison == NULL)
    {
      gtk_menu_button_popdown (self->list_button);
      gtk_list_box_remove_all (self->list);
      return;
    }

  counts = dup_counts (comparison);
  /* Translators: what the pipeline is compared with ("the saved file"), and "1 added, 2 changed". */
  text = g_strdup_printf (_("Compared with %1$s: %2$s"), mill_comparison_get_title (comparison), counts);
  if (g_strcmp0 (text, gtk_label_get_label (self->label)) != 0)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list_button), mill_comparison_get_list (comparison)->len > 0);
  if (gtk_menu_button_get_active (self->list_button))
    fill_list (self);
}

static void
row_activated_cb (MillCompareBar *self,
                  GtkListBoxRow  *row)
{
  const char *path = mill_difference_row_get_path (row);

  gtk_menu_button_popdown (self->list_button);
  if (path != NULL)
    mill_session_reveal_path (self->session, path, NULL);
}

static void
active_cb (MillCompareBar *self)
{
  if (gtk_menu_button_get_active (self->list_button))
    fill_list (self);
}

void
mill_compare_bar_set_session (MillCompareBar *self,
                              MillSession    *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->signals, session);
  update (self);
}

static void
mill_compare_bar_dispose (GObject *object)
{
  MillCompareBar *self = MILL_COMPARE_BAR (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mill_compare_bar_parent_class)->dispose (object);
}

static void
mill_compare_bar_class_init (MillCompareBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mill_compare_bar_dispose;
}

static GtkWidget *
make_popover (MillCompareBar *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Differences"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
  gtk_widget_set_size_request (scrolled, LIST_WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_widget_add_css_class (popover, "menu");
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);

  return popover;
}

static void
mill_compare_bar_init (MillCompareBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *end = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  self->list_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->list_button, _("Differences"));
  gtk_menu_button_set_popover (self->list_button, make_popover (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->list_button), "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (end), "win.compare-end");
  gtk_widget_set_tooltip_text (end, _("Stop Comparing"));
  gtk_widget_add_css_class (end, "flat");

  gtk_widget_add_css_class (box, "toolbar");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("differs-symbolic"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list_button));
  gtk_box_append (GTK_BOX (box), end);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "comparison-changed", G_CALLBACK (update), self);
  g_signal_connect_object (self->list_button, "notify::active", G_CALLBACK (active_cb), self, G_CONNECT_SWAPPED);
}
