/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/history-list.h"

#include <glib/gi18n-lib.h>

#include "app/row-action.h"

struct _MillHistoryList
{
  AdwBin         parent_instance;

  GtkListView   *view;
  GtkStringList *labels;     /* the state at the beginning, then what each step is called */
  GHashTable    *shown;      /* GtkListItems that show a step */
  MillSession   *session;
  GSignalGroup  *history_signals;
  GSignalGroup  *session_signals;
  guint          focus_source;
};

G_DEFINE_FINAL_TYPE (MillHistoryList, mill_history_list, ADW_TYPE_BIN)

static const char *
get_first_label (MillHistoryList *self)
{
  return mill_session_get_file (self->session) != NULL ? _("As Opened") : _("New Pipeline");
}

static gboolean
is_saved (MillHistoryList *self,
          guint            index)
{
  MillHistory *history = mill_session_get_history (self->session);

  /* A document that is nowhere yet, or was found after a crash, begins unsaved. */
  return mill_session_get_file (self->session) != NULL &&
         mill_session_get_modified (self->session) == mill_history_get_modified (history) &&
         mill_history_get_saved (history) == (gint64) index;
}

static const char *
describe (guint    index,
          guint    position,
          gboolean saved)
{
  if (index == position)
    return saved ? _("Present and saved state") : _("Present state");
  if (index > position)
    return saved ? _("Taken back, saved") : _("Taken back");

  return saved ? _("Saved") : "";
}

static void
update_item (MillHistoryList *self,
             GtkListItem     *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *mark = gtk_widget_get_first_child (box);
  GtkWidget *label = gtk_widget_get_next_sibling (mark);
  GtkWidget *note = gtk_widget_get_last_child (box);
  guint position = mill_history_get_position (mill_session_get_history (self->session));
  guint index = gtk_list_item_get_position (item);
  GtkStringObject *object = gtk_list_item_get_item (item);
  const char *text = gtk_string_object_get_string (object);
  gboolean saved = is_saved (self, index);

  gtk_widget_set_opacity (mark, index == position ? 1 : 0);
  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_visible (note, saved);
  if (index > position)
    gtk_widget_add_css_class (label, "dimmed");
  else
    gtk_widget_remove_css_class (label, "dimmed");
  if (index == position)
    gtk_widget_add_css_class (label, "heading");
  else
    gtk_widget_remove_css_class (label, "heading");
  gtk_list_item_set_accessible_label (item, text);
  gtk_list_item_set_accessible_description (item, describe (index, position, saved));
}

static void
setup_cb (MillHistoryList *self,
          GtkListItem     *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *mark = gtk_image_new_from_icon_name ("emblem-ok-symbolic");
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *note = gtk_label_new (_("Saved"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "accent");
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), note);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (MillHistoryList *self,
         GtkListItem     *item)
{
  mill_list_item_add_action (item);
  g_hash_table_add (self->shown, item);
  update_item (self, item);
}

static void
unbind_cb (MillHistoryList *self,
           GtkListItem     *item)
{
  g_hash_table_remove (self->shown, item);
}

/* Only what differs is put in anew, so that the focus stays where it is. */
static void
update_labels (MillHistoryList *self)
{
  MillHistory *history = mill_session_get_history (self->session);
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->labels));
  guint n_steps = mill_history_get_n_steps (history);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) labels = NULL;
  guint same = 0;

  g_strv_builder_add (builder, get_first_label (self));
  for (guint i = 0; i < n_steps; i++)
    g_strv_builder_add (builder, mill_history_get_step_label (history, i));
  labels = g_strv_builder_end (builder);

  while (same < n_old && same <= n_steps &&
         g_str_equal (gtk_string_list_get_string (self->labels, same), labels[same]))
    same++;
  if (same < n_old || same <= n_steps)
    gtk_string_list_splice (self->labels, same, n_old - same,
                            (const char *const *) labels + same);
}

static void
update (MillHistoryList *self)
{
  GHashTableIter iter;
  gpointer item;

  if (self->session == NULL)
    return;
  update_labels (self);
  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    update_item (self, item);
}

static void
activate_cb (MillHistoryList *self,
             guint            index)
{
  if (self->session == NULL)
    return;
  mill_history_go_to (mill_session_get_history (self->session), index);
  gtk_accessible_announce (GTK_ACCESSIBLE (self),
                           gtk_string_list_get_string (self->labels, index),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Once there are rows, and the popover has given the focus to the first of them. */
static void
focus_present (gpointer data)
{
  MillHistoryList *self = data;

  self->focus_source = 0;
  gtk_list_view_scroll_to (self->view,
                           mill_history_get_position (mill_session_get_history (self->session)),
                           GTK_LIST_SCROLL_FOCUS, NULL);
}

static void
level_changed_cb (MillHistoryList *self)
{
  g_signal_group_set_target (self->history_signals, mill_session_get_history (self->session));
  update (self);
}

/* What nobody sees is not kept up to date. */
static void
mill_history_list_map (GtkWidget *widget)
{
  MillHistoryList *self = MILL_HISTORY_LIST (widget);

  GTK_WIDGET_CLASS (mill_history_list_parent_class)->map (widget);
  if (self->session == NULL)
    return;
  level_changed_cb (self);
  g_signal_group_set_target (self->session_signals, self->session);
  if (self->focus_source == 0)
    self->focus_source = g_idle_add_once (focus_present, self);
}

static void
mill_history_list_unmap (GtkWidget *widget)
{
  MillHistoryList *self = MILL_HISTORY_LIST (widget);

  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_signal_group_set_target (self->history_signals, NULL);
  g_signal_group_set_target (self->session_signals, NULL);
  GTK_WIDGET_CLASS (mill_history_list_parent_class)->unmap (widget);
}

static gboolean
mill_history_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MILL_HISTORY_LIST (widget)->view));
}

static void
mill_history_list_dispose (GObject *object)
{
  MillHistoryList *self = MILL_HISTORY_LIST (object);

  g_clear_object (&self->history_signals);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mill_history_list_parent_class)->dispose (object);
}

static void
mill_history_list_finalize (GObject *object)
{
  MillHistoryList *self = MILL_HISTORY_LIST (object);

  g_hash_table_unref (self->shown);
  g_object_unref (self->labels);

  G_OBJECT_CLASS (mill_history_list_parent_class)->finalize (object);
}

static void
mill_history_list_class_init (MillHistoryListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_history_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = mill_history_list_finalize;
  widget_class->map = mill_history_list_map;
  widget_class->unmap = mill_history_list_unmap;
  widget_class->grab_focus = mill_history_list_grab_focus;
}

static void
make_view (MillHistoryList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->labels)));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (model), factory));
  gtk_list_view_set_single_click_activate (self->view, TRUE);
  gtk_list_view_set_tab_behavior (self->view, GTK_LIST_TAB_ITEM);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("History"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
mill_history_list_init (MillHistoryList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->labels = gtk_string_list_new (NULL);
  self->shown = g_hash_table_new (NULL, NULL);
  make_view (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_widget_set_size_request (scroller, 300, -1);
  adw_bin_set_child (ADW_BIN (self), scroller);

  self->history_signals = g_signal_group_new (MILL_TYPE_HISTORY);
  g_signal_group_connect_swapped (self->history_signals, "notify::position", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->history_signals, "notify::modified", G_CALLBACK (update),
                                  self);
  self->session_signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::level",
                                  G_CALLBACK (level_changed_cb), self);
}

GtkWidget *
mill_history_list_new (void)
{
  return g_object_new (MILL_TYPE_HISTORY_LIST, NULL);
}

void
mill_history_list_set_session (MillHistoryList *self,
                               MillSession     *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_signal_group_set_target (self->history_signals, NULL);
  g_signal_group_set_target (self->session_signals, NULL);
  gtk_string_list_splice (self->labels, 0, g_list_model_get_n_items (G_LIST_MODEL (self->labels)),
                          NULL);
}
