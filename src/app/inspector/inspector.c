/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/inspector/inspector.h"

#include <glib/gi18n-lib.h>

#include "app/inspector/columns-view.h"
#include "app/inspector/conflict-list.h"
#include "app/inspector/help-view.h"
#include "app/inspector/node-form.h"
#include "app/inspector/pipeline-form.h"
#include "app/look.h"
#include "app/state-words.h"

struct _MillInspector
{
  AdwBin            parent_instance;

  GtkStack         *stack;
  AdwWindowTitle   *header_title;
  AdwBin           *pipeline_bin;
  AdwStatusPage    *several_page;
  GtkWidget        *tile;
  GtkEditableLabel *title;
  GtkLabel         *subtitle;
  GtkWidget        *run_button;
  AdwViewStack     *pages;
  AdwBin           *conflicts_bin;
  AdwBin           *settings_bin;
  AdwBin           *columns_bin;
  AdwBin           *help_bin;

  MillSession      *session;
  GSignalGroup     *session_signals;
  GSignalGroup     *pipeline_signals;
  char             *node;           /* shown, or NULL */
  const MillNodeType *type;         /* as it was when it was shown first */
};

G_DEFINE_FINAL_TYPE (MillInspector, mill_inspector, ADW_TYPE_BIN)

static void
update_subtitle (MillInspector *self)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, self->node);
  MillNode *node = mill_pipeline_get_node (pipeline, self->node);
  g_autofree char *state = NULL;
  const char *summary = type != NULL && type->summary != NULL ? _(type->summary) : "";
  MillNodeStatus status;

  adw_window_title_set_title (self->header_title,
                              type != NULL ? _(type->label) : mill_node_get_type_id (node));
  mill_session_get_status (self->session, self->node, &status);
  if (status.state != MILL_STATE_IDLE && status.stale)
    {
      state = g_strdup (mill_state_words_get_old (&status));
    }
  else if (status.state != MILL_STATE_IDLE)
    {
      if ((state = mill_state_words_dup_running (&status)) == NULL &&
          (state = mill_state_words_dup_done (&status)) == NULL)
        state = g_strdup (mill_state_get_label (status.state));
    }
  gtk_label_set_label (self->subtitle, state != NULL ? state : summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->subtitle), summary);
}

static void
update_head (MillInspector *self)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);

  mill_look_tile_set_type (self->tile, mill_pipeline_get_node_type (pipeline, self->node));
  if (!gtk_editable_label_get_editing (self->title))
    gtk_editable_set_text (GTK_EDITABLE (self->title),
                           mill_pipeline_get_node_label (pipeline, self->node));
  update_subtitle (self);
}

static GtkWidget *
make_unknown (void)
{
  GtkWidget *label = gtk_label_new (_("This version of Millrace does not know this type of node. "
                                      "Its settings are kept as they are."));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

static GtkWidget *
make_conflicts (MillInspector *self,
                const char    *node)
{
  GtkWidget *list = mill_conflict_list_new (self->session, node);

  /* None where there is nothing to choose. */
  gtk_widget_set_margin_bottom (list, 18);

  return list;
}

static void
show_node (MillInspector *self,
           const char    *node)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, node);

  gtk_stack_set_visible_child_name (self->stack, "node");
  if (g_set_str (&self->node, node))
    {
      self->type = type;
      gtk_editable_label_stop_editing (self->title, FALSE);
      adw_bin_set_child (self->settings_bin, type ? mill_node_form_new (self->session, node)
                                                  : make_unknown ());
      adw_bin_set_child (self->conflicts_bin, make_conflicts (self, node));
      adw_bin_set_child (self->columns_bin, mill_columns_view_new (self->session, node));
      adw_bin_set_child (self->help_bin, type != NULL ? mill_help_view_new (type) : NULL);
    }
  update_head (self);
}

static void
clear_node (MillInspector *self)
{
  g_clear_pointer (&self->node, g_free);
  adw_bin_set_child (self->settings_bin, NULL);
  adw_bin_set_child (self->conflicts_bin, NULL);
  adw_bin_set_child (self->columns_bin, NULL);
  adw_bin_set_child (self->help_bin, NULL);
}

static void
show_several (MillInspector *self,
              guint          n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u Selected", "%u Selected", n), n);

  clear_node (self);
  adw_window_title_set_title (self->header_title, _("Selection"));
  adw_status_page_set_title (self->several_page, text);
  gtk_stack_set_visible_child_name (self->stack, "several");
}

static void
show_pipeline (MillInspector *self)
{
  clear_node (self);
  adw_window_title_set_title (self->header_title, _("Pipeline"));
  gtk_stack_set_visible_child_name (self->stack, "pipeline");
}

static void
selection_changed_cb (MillInspector *self)
{
  g_auto(GStrv) selected = mill_session_list_selected (self->session);
  const char *node = mill_session_get_selected_node (self->session);
  guint n = g_strv_length (selected);

  if (node != NULL)
    show_node (self, node);
  else if (n > 1)
    show_several (self, n);
  else
    show_pipeline (self);
}

/* The settings of a component are others once what it holds is. */
static void
changed_cb (MillInspector *self)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);

  if (self->node == NULL || mill_pipeline_get_node (pipeline, self->node) == NULL)
    return;
  if (mill_pipeline_get_node_type (pipeline, self->node) != self->type)
    {
      g_autofree char *node = g_steal_pointer (&self->node);

      show_node (self, node);
    }
  update_head (self);
}

static void
status_changed_cb (MillInspector *self,
                   const char    *node)
{
  if (self->node != NULL && g_str_equal (node, self->node))
    update_subtitle (self);
}

/* The label says "editing" again when it is done; what it then holds becomes the title. */
static void
editing_cb (MillInspector *self)
{
  MillPipeline *pipeline;
  MillHistory *history;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->title));
  g_autofree char *label = NULL;
  MillEdit *edit;

  if (gtk_editable_label_get_editing (self->title) || self->node == NULL || self->session == NULL)
    return;
  pipeline = mill_session_get_pipeline (self->session);
  if (g_strcmp0 (text, mill_pipeline_get_node_label (pipeline, self->node)) == 0)
    return;

  history = mill_session_get_history (self->session);
  label = g_strdup_printf (_("Rename “%s”"), mill_pipeline_get_node_label (pipeline, self->node));
  edit = mill_history_begin (history, label);
  mill_edit_set_title (edit, self->node, *text != '\0' ? text : NULL, NULL);
  mill_history_commit (history, NULL);
  update_head (self);
}

static void
delete_cb (MillInspector *self)
{
  g_auto(GStrv) selected = mill_session_list_selected (self->session);
  MillHistory *history = mill_session_get_history (self->session);
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  MillEdit *edit = mill_history_begin (history, _("Delete the selection"));

  for (guint i = 0; selected[i] != NULL; i++)
    if (mill_pipeline_get_node (pipeline, selected[i]) != NULL)
      mill_edit_remove_node (edit, selected[i], NULL);
    else
      mill_edit_remove_annotation (edit, selected[i], NULL);
  mill_history_commit (history, NULL);
}

void
mill_inspector_set_session (MillInspector *self,
                            MillSession   *session)
{
  if (!g_set_object (&self->session, session))
    return;

  clear_node (self);
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->pipeline_signals,
                             session != NULL ? mill_session_get_pipeline (session) : NULL);
  adw_bin_set_child (self->pipeline_bin, session != NULL ? mill_pipeline_form_new (session) : NULL);
  if (session != NULL)
    selection_changed_cb (self);
}

void
mill_inspector_focus_param (MillInspector *self,
                            const char    *param)
{
  GtkWidget *form = adw_bin_get_child (self->settings_bin);

  adw_view_stack_set_visible_child_name (self->pages, "settings");
  if (MILL_IS_NODE_FORM (form))
    mill_node_form_focus_param (MILL_NODE_FORM (form), param);
}

static void
mill_inspector_dispose (GObject *object)
{
  MillInspector *self = MILL_INSPECTOR (object);

  g_clear_object (&self->session_signals);
  g_clear_object (&self->pipeline_signals);
  g_clear_pointer (&self->node, g_free);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_INSPECTOR);

  G_OBJECT_CLASS (mill_inspector_parent_class)->dispose (object);
}

static void
mill_inspector_class_init (MillInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_inspector_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/millrace/Millrace/inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, MillInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, MillInspector, header_title);
  gtk_widget_class_bind_template_child (widget_class, MillInspector, pipeline_bin);
  gtk_widget_class_bind_template_child (widget_class, MillInspector, several_page);
  gtk_widget_class_bind_template_child (widget_class, MillInspector, tile);
  gtk_widget_class_bind_template_child (widget_class, MillInspector, title);
  gtk_widget_class_bind_template_child (widget_class, MillInspector, subtitle);
  gtk_widget_class_bind_template_child (widget_class, MillInspector, run_button);
  gtk_widget_class_bind_template_child (widget_class, MillInspector, pages);
  gtk_widget_class_bind_template_child (widget_class, MillInspector, settings_bin);
  gtk_widget_class_bind_template_child (widget_class, MillInspector, conflicts_bin);
  gtk_widget_class_bind_template_child (widget_class, MillInspector, columns_bin);
  gtk_widget_class_bind_template_child (widget_class, MillInspector, help_bin);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
}

/* The label within the one that can be edited would have all of the title seen, however wide that is. */
static void
shorten (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    shorten (child);
}

static void
mill_inspector_init (MillInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  shorten (GTK_WIDGET (self->title));

  self->session_signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "selection-changed",
                                  G_CALLBACK (selection_changed_cb), self);
  g_signal_group_connect_swapped (self->session_signals, "node-status-changed",
                                  G_CALLBACK (status_changed_cb), self);
  self->pipeline_signals = g_signal_group_new (MILL_TYPE_PIPELINE);
  g_signal_group_connect_swapped (self->pipeline_signals, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_object (self->title, "notify::editing", G_CALLBACK (editing_cb), self,
                           G_CONNECT_SWAPPED);
}
