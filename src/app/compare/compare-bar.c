/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/compare/compare-bar.h"

#include <glib/gi18n-lib.h>

#include "app/compare/difference-row.h"

#define LIST_WIDTH 420
#define LIST_HEIGHT 480

struct _MillCompareBar
{
  AdwBin         parent_instance;

  GtkLabel      *label;
  GtkWidget     *list_button;
  MillSession   *session;
  GSignalGroup  *signals;
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

/* How much of the pipeline itself is different: its name, its parameters. */
static guint
count_others (MillComparison *comparison)
{
  GPtrArray *list = mill_comparison_get_list (comparison);

  for (guint i = 0; i < list->len; i++)
    {
      const MillNodeDifference *difference = g_ptr_array_index (list, i);

      if (difference->node == NULL)
        return difference->lines->len;
    }

  return 0;
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
  guint n_others = count_others (comparison);

  append_count (text, ngettext ("%u added", "%u added", n_added), n_added);
  append_count (text, ngettext ("%u changed", "%u changed", n_changed), n_changed);
  append_count (text, ngettext ("%u removed", "%u removed", n_removed), n_removed);
  append_count (text, ngettext ("%u only moved", "%u only moved", n_moved), n_moved);
  /* Translators: differences that are not those of nodes: "1 changed, 2 differences in the pipeline itself". */
  append_count (text, ngettext ("%u difference in the pipeline itself",
                                "%u differences in the pipeline itself", n_others), n_others);
  if (text->len == 0)
    g_string_append (text, _("no difference"));

  return g_string_free_and_steal (text);
}

static void
update (MillCompareBar *self)
{
  MillComparison *comparison = get_comparison (self);
  g_autofree char *counts = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), comparison != NULL);
  if (comparison == NULL)
    return;

  counts = dup_counts (comparison);
  /* Translators: what the pipeline is compared with ("the saved file"), and "1 added, 2 changed". */
  text = g_strdup_printf (_("Compared with %1$s: %2$s"), mill_comparison_get_title (comparison), counts);
  if (g_strcmp0 (text, gtk_label_get_label (self->label)) != 0)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
  gtk_widget_set_sensitive (self->list_button, mill_comparison_get_list (comparison)->len > 0);
}

static void
row_activated_cb (MillCompareBar *self,
                  GtkListBoxRow  *row)
{
  g_autofree char *path = g_strdup (mill_difference_row_get_path (row));

  adw_dialog_close (ADW_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (row), ADW_TYPE_DIALOG)));
  if (path != NULL)
    mill_session_reveal_path (self->session, path, NULL);
}

static GtkWidget *
make_list (MillCompareBar *self)
{
  GPtrArray *differences = mill_comparison_get_list (get_comparison (self));
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_widget_set_margin_top (list, 12);
  gtk_widget_set_margin_bottom (list, 12);
  gtk_widget_set_margin_start (list, 12);
  gtk_widget_set_margin_end (list, 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Differences"), -1);
  for (guint i = 0; i < differences->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), mill_difference_row_new (g_ptr_array_index (differences, i)));
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);

  return list;
}

/* It has room on a phone as well. */
static void
list_cb (MillCompareBar *self)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_list (self));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), scrolled);
  adw_dialog_set_title (dialog, _("Differences"));
  adw_dialog_set_content_width (dialog, LIST_WIDTH);
  adw_dialog_set_content_height (dialog, LIST_HEIGHT);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, GTK_WIDGET (self));
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

static void
mill_compare_bar_init (MillCompareBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *end = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  self->list_button = gtk_button_new_with_label (_("Differences"));
  gtk_widget_add_css_class (self->list_button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (end), "win.compare-end");
  gtk_widget_set_tooltip_text (end, _("Stop Comparing"));
  gtk_widget_add_css_class (end, "flat");

  gtk_widget_add_css_class (box, "toolbar");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("differs-symbolic"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), self->list_button);
  gtk_box_append (GTK_BOX (box), end);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "comparison-changed", G_CALLBACK (update), self);
  g_signal_connect_object (self->list_button, "clicked", G_CALLBACK (list_cb), self, G_CONNECT_SWAPPED);
}
