/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/results/log-page.h"

#include <glib/gi18n-lib.h>

#include "app/look.h"
#include "app/results/log-line.h"
#include "app/row-action.h"
#include "app/rows-bin.h"

struct _MillLogPage
{
  AdwBin             parent_instance;

  GtkStack          *stack;
  GtkScrolledWindow *scroller;
  GtkListView       *view;
  AdwToggleGroup    *levels;
  GtkLabel          *count;

  GtkNoSelection    *shown;      /* the lines of a level */
  MillSession       *session;
  GSignalGroup      *signals;
  gboolean           follow;     /* the last line is to stay in sight */
};

G_DEFINE_FINAL_TYPE (MillLogPage, mill_log_page, ADW_TYPE_BIN)

static MillRunLogLevel
get_level (MillLogPage *self)
{
  const char *level = adw_toggle_group_get_active_name (self->levels);

  if (g_strcmp0 (level, "errors") == 0)
    return MILL_RUN_LOG_ERRORS;
  if (g_strcmp0 (level, "warnings") == 0)
    return MILL_RUN_LOG_WARNINGS;

  return MILL_RUN_LOG_ALL;
}

static GListModel *
get_lines (MillLogPage     *self,
           MillRunLogLevel  level)
{
  return self->session != NULL ? mill_run_log_get (mill_session_get_log (self->session), level) : NULL;
}

static void
update_stack (MillLogPage *self)
{
  GListModel *all = get_lines (self, MILL_RUN_LOG_ALL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  g_autofree char *text = g_strdup_printf (ngettext ("%u message", "%u messages", n), n);

  gtk_label_set_label (self->count, text);
  gtk_stack_set_visible_child_name (self->stack,
                                    all != NULL && g_list_model_get_n_items (all) > 0 ? "log" : "empty");
}

static void
scroll_to_end (MillLogPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  if (self->follow && n > 0)
    gtk_list_view_scroll_to (self->view, n - 1, GTK_LIST_SCROLL_NONE, NULL);
}

static void
events_cb (MillLogPage *self)
{
  update_stack (self);
  scroll_to_end (self);
}

static void
run_started_cb (MillLogPage *self)
{
  self->follow = TRUE;
  update_stack (self);
}

/* Somebody who scrolls up wants to read; at the end again, the log runs on. */
static void
scrolled_cb (MillLogPage   *self,
             GtkAdjustment *adjustment)
{
  double rest = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) -
                gtk_adjustment_get_value (adjustment);

  self->follow = rest < 40;
}

static void
activated_cb (MillLogPage *self,
              guint        position)
{
  g_autoptr(MillLogLine) line = g_list_model_get_item (G_LIST_MODEL (self->shown), position);
  const char *node = line != NULL ? mill_log_line_get_node (line) : NULL;

  if (node != NULL && self->session != NULL)
    mill_session_reveal_path (self->session, node, mill_log_line_get_param (line));
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *time = gtk_label_new (NULL);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *node = gtk_label_new (NULL);
  GtkWidget *text = gtk_label_new (NULL);

  gtk_widget_add_css_class (time, "dim-label");
  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_add_css_class (node, "log-node");
  gtk_label_set_width_chars (GTK_LABEL (node), 18);
  gtk_label_set_max_width_chars (GTK_LABEL (node), 18);
  gtk_label_set_ellipsize (GTK_LABEL (node), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (node), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), time);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), node);
  gtk_box_append (GTK_BOX (box), text);
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_valign (child, GTK_ALIGN_BASELINE_FILL);
  gtk_list_item_set_child (item, box);
}

/* A line is read as a whole: the node, what was said of it, and when. */
static void
name_item (GtkListItem *item,
           MillLogLine *line,
           const char  *node)
{
  g_autofree char *text = NULL;

  if (node != NULL && *node != '\0')
    /* Translators: a node, and what a run tells of it. */
    text = g_strdup_printf (_("%1$s: %2$s"), node, mill_log_line_get_text (line));
  gtk_list_item_set_accessible_label (item, text != NULL ? text : mill_log_line_get_text (line));
  gtk_list_item_set_accessible_description (item, mill_log_line_get_time (line));
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            data)
{
  MillLogPage *self = data;
  MillLogLine *line = gtk_list_item_get_item (item);
  const char *label = mill_log_line_get_node (line) != NULL
    ? mill_session_get_path_label (self->session, mill_log_line_get_node (line)) : "";
  MillSeverity severity = mill_log_line_get_severity (line);
  GtkWidget *time = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *icon = gtk_widget_get_next_sibling (time);
  GtkWidget *node = gtk_widget_get_next_sibling (icon);
  GtkWidget *text = gtk_widget_get_next_sibling (node);

  gtk_label_set_label (GTK_LABEL (time), mill_log_line_get_time (line));
  gtk_label_set_label (GTK_LABEL (node), label);
  gtk_label_set_label (GTK_LABEL (text), mill_log_line_get_text (line));
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), mill_look_severity_icon (severity));
  gtk_widget_set_css_classes (icon, (const char *[]) { mill_look_severity_class (severity), NULL });
  gtk_widget_set_css_classes (text, severity == MILL_SEVERITY_ERROR
                                      ? (const char *[]) { "error", NULL }
                                      : (const char *[]) { NULL });
  name_item (item, line, label);
  gtk_list_item_set_activatable (item, mill_log_line_get_node (line) != NULL);
  mill_list_item_add_action (item);
}

static void
show_level (MillLogPage *self)
{
  gtk_no_selection_set_model (self->shown, get_lines (self, get_level (self)));
  update_stack (self);
}

void
mill_log_page_set_session (MillLogPage *self,
                           MillSession *session)
{
  if (session == self->session)
    return;

  /* The rows that are there are of the other one. */
  gtk_no_selection_set_model (self->shown, NULL);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->signals, session);
  show_level (self);
}

static void
mill_log_page_dispose (GObject *object)
{
  MillLogPage *self = MILL_LOG_PAGE (object);

  g_clear_object (&self->signals);
  if (self->shown != NULL)
    gtk_no_selection_set_model (self->shown, NULL);
  g_clear_object (&self->shown);
  g_clear_object (&self->session);
  /* The bin does not see that the template lets go of its child. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_LOG_PAGE);

  G_OBJECT_CLASS (mill_log_page_parent_class)->dispose (object);
}

static void
mill_log_page_class_init (MillLogPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_log_page_dispose;

  g_type_ensure (MILL_TYPE_ROWS_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/millrace/Millrace/log-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MillLogPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MillLogPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, MillLogPage, view);
  gtk_widget_class_bind_template_child (widget_class, MillLogPage, levels);
  gtk_widget_class_bind_template_child (widget_class, MillLogPage, count);
}

static void
mill_log_page_init (MillLogPage *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->follow = TRUE;
  self->shown = gtk_no_selection_new (NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->shown));

  g_signal_connect_object (self->view, "activate", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->levels, "notify::active-name", G_CALLBACK (show_level), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  self->signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "events", G_CALLBACK (events_cb), self);
  g_signal_group_connect_swapped (self->signals, "run-started", G_CALLBACK (run_started_cb), self);
}
