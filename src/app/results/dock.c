/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/results/dock.h"

#include <glib/gi18n-lib.h>

#include "app/look.h"
#include "app/results/chart-page.h"
#include "app/results/log-page.h"
#include "app/results/metrics-page.h"
#include "app/results/table-page.h"
#include "app/state-words.h"
#include "chart/chart.h"

struct _MillDock
{
  AdwBin           parent_instance;

  AdwViewStack    *pages;
  GtkLabel        *name;
  GtkLabel        *stale;
  GtkDropDown     *port;
  MillTablePage   *table;
  MillChartPage   *chart;
  MillMetricsPage *metrics;
  MillLogPage     *log;

  MillSession     *session;
  GSignalGroup    *signals;
  GSignalGroup    *pipeline_signals;
  char            *node;        /* shown, or NULL: nothing was selected yet */
  gboolean         offered;     /* the page was turned by a run, and nobody has turned it since */
  gboolean         folded;
};

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (MillDock, mill_dock, ADW_TYPE_BIN)

static const MillNodeType *
get_node_type (MillDock *self)
{
  if (self->session == NULL || self->node == NULL)
    return NULL;

  return mill_pipeline_get_node_type (mill_session_get_pipeline (self->session), self->node);
}

/* The outputs of the node that are tables; for a node that has none, what comes in. */
static GStrv
list_table_ports (const MillNodeType *type,
                  GtkStringList      *labels)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (const MillPort *port = type ? type->ports : NULL; port != NULL && port->name != NULL; port++)
    if (port->direction == MILL_PORT_OUT && port->type == MILL_PORT_TABLE)
      {
        g_strv_builder_add (names, port->name);
        gtk_string_list_append (labels, _(port->label));
      }

  return g_strv_builder_end (names);
}

/* The table that a node shows: of its own output, or, where it makes none (a chart, a file, a node that
 * is bypassed), of what is linked to its first input. */
static gboolean
find_table (MillDock    *self,
            char       **node,
            char       **port)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  g_auto(GStrv) ports = list_table_ports (get_node_type (self), labels);
  guint selected = gtk_drop_down_get_selected (self->port);
  MillNode *value;
  const MillInput *inputs;
  guint n_inputs;

  value = mill_pipeline_get_node (mill_session_get_pipeline (self->session), self->node);
  if (ports[0] != NULL && (value == NULL || !mill_node_is_bypassed (value)))
    {
      *node = g_strdup (self->node);
      *port = g_strdup (ports[selected < g_strv_length (ports) ? selected : 0]);
      return TRUE;
    }

  inputs = value != NULL ? mill_node_get_inputs (value, &n_inputs) : NULL;
  for (guint i = 0; inputs != NULL && i < n_inputs; i++)
    {
      const MillNodeType *from =
        mill_pipeline_get_node_type (mill_session_get_pipeline (self->session),
                                     inputs[i].from_node);
      const MillPort *out = from != NULL && inputs[i].from_port != NULL
        ? mill_node_type_find_port (from, MILL_PORT_OUT, inputs[i].from_port) : NULL;

      if (out != NULL && out->type == MILL_PORT_TABLE)
        {
          *node = g_strdup (inputs[i].from_node);
          *port = g_strdup (inputs[i].from_port);
          return TRUE;
        }
    }

  return FALSE;
}

static const char *
explain_missing (MillDock             *self,
                 const MillNodeStatus *status)
{
  if (status->state == MILL_STATE_FAILED)
    return _("The node failed. The log says why.");
  if (status->state == MILL_STATE_SKIPPED)
    return _("The node did not run, since one before it failed.");
  if (status->state == MILL_STATE_CANCELLED)
    return _("The run was stopped before this node was done.");
  if (mill_session_get_running (self->session))
    return _("They appear when the node is done.");

  return _("Run the pipeline to see the rows of this node.");
}

static void
update_table (MillDock *self)
{
  g_autofree char *node = NULL;
  g_autofree char *port = NULL;
  g_autofree char *made_by = NULL;
  g_autofree char *made_at = NULL;
  MillNodeStatus status;
  MillResults *results;

  if (self->node == NULL)
    {
      mill_table_page_show (self->table, NULL, NULL, NULL,
                            _("Select a node to see the rows it gives."));
      return;
    }
  if (!find_table (self, &node, &port))
    {
      mill_table_page_show (self->table, NULL, self->node, NULL,
                            _("This node neither gives nor takes a table."));
      return;
    }

  results = mill_session_find_results (self->session, node, port, &made_by, &made_at);
  mill_session_get_status (self->session, node, &status);
  if (results != NULL && !mill_results_may_have_table (results, made_by, made_at))
    results = NULL;
  mill_table_page_show (self->table, results,
                        made_by != NULL ? made_by : node, made_at != NULL ? made_at : port,
                        explain_missing (self, &status));
}

static MillChart *
find_chart (MillDock *self)
{
  const MillNodeType *type = get_node_type (self);

  for (const MillPort *port = type != NULL ? type->ports : NULL; port && port->name; port++)
    {
      g_autoptr(MillArtifact) artifact = NULL;

      if (port->direction != MILL_PORT_OUT)
        continue;
      artifact = mill_session_dup_artifact (self->session, self->node, port->name);
      if (artifact != NULL && MILL_IS_CHART (artifact))
        return MILL_CHART (g_steal_pointer (&artifact));
    }

  return NULL;
}

static void
update_chart (MillDock *self)
{
  g_autoptr(MillChart) chart = self->session != NULL ? find_chart (self) : NULL;
  const char *label = NULL;

  if (self->session != NULL && self->node != NULL)
    label = mill_pipeline_get_node_label (mill_session_get_pipeline (self->session), self->node);
  mill_chart_page_show (self->chart, chart, label,
                        _("Charts appear here once a chart node has run and is selected."));
}

static void
update_head (MillDock *self)
{
  MillNodeStatus status = { .state = MILL_STATE_IDLE };
  g_autofree char *values = NULL;
  const char *label = "";

  if (self->session != NULL && self->node != NULL)
    {
      label = mill_pipeline_get_node_label (mill_session_get_pipeline (self->session), self->node);
      mill_session_get_status (self->session, self->node, &status);
    }
  gtk_label_set_label (self->name, label);
  values = mill_state_words_dup_values (&status);
  gtk_label_set_label (self->stale, values != NULL ? values : _("Out of Date"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->stale), values != NULL
    ? _("Run the pipeline to see what it gives with its own values.")
    : _("The pipeline was changed after this was computed. Run it again to renew it."));
  gtk_widget_set_visible (GTK_WIDGET (self->stale), status.state != MILL_STATE_IDLE && status.stale);
}

/* The path of the node that is shown. New string, or NULL. */
static char *
make_path (MillDock *self)
{
  return self->node != NULL ? mill_session_make_path (self->session, self->node) : NULL;
}

static void
update (MillDock *self)
{
  g_autofree char *path = NULL;

  if (self->session == NULL)
    return;
  path = make_path (self);
  update_head (self);
  update_table (self);
  update_chart (self);
  mill_metrics_page_set_node (self->metrics, path);
}

static gboolean
makes_chart (const MillNodeType *type)
{
  for (const MillPort *port = type ? type->ports : NULL; port != NULL && port->name != NULL; port++)
    if (port->direction == MILL_PORT_OUT && port->type == MILL_PORT_CHART)
      return TRUE;

  return FALSE;
}

/* The page that says most about the node; the log stays while somebody reads it. */
static void
choose_page (MillDock *self)
{
  const MillNodeType *type = get_node_type (self);
  const char *visible = adw_view_stack_get_visible_child_name (self->pages);
  g_autofree char *path = make_path (self);

  if (type == NULL || (g_strcmp0 (visible, "log") == 0 && !self->offered))
    return;
  if (makes_chart (type))
    mill_dock_show_page (self, "chart");
  else if (type->category == MILL_CATEGORY_LEARN ||
           mill_metrics_page_has_node (self->metrics, path))
    mill_dock_show_page (self, "metrics");
  else
    mill_dock_show_page (self, "table");
}

static void
update_ports (MillDock *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  g_auto(GStrv) ports = list_table_ports (get_node_type (self), labels);

  gtk_drop_down_set_model (self->port, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->port, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->port), g_strv_length (ports) > 1);
}

static void
selection_changed_cb (MillDock *self)
{
  const char *selected = mill_session_get_selected_node (self->session);
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);

  /* Without a selection the last node stays, as long as there is one. */
  if (selected == NULL)
    {
      if (self->node == NULL || mill_pipeline_get_node (pipeline, self->node) != NULL)
        return;
      g_clear_pointer (&self->node, g_free);
    }
  else if (!g_set_str (&self->node, selected))
    {
      return;
    }
  update_ports (self);
  choose_page (self);
  update (self);
}

/* Another level may have a node of the same id. */
static void
level_left_cb (MillDock *self)
{
  g_signal_group_set_target (self->pipeline_signals, NULL);
  g_clear_pointer (&self->node, g_free);
  update_ports (self);
  update (self);
}

static void
level_changed_cb (MillDock *self)
{
  g_signal_group_set_target (self->pipeline_signals, mill_session_get_pipeline (self->session));
}

static gboolean
is_renamed (const MillChange *change)
{
  return change->kind == MILL_CHANGE_NODE && change->before != NULL && change->after != NULL &&
         g_strcmp0 (mill_node_get_title (change->before), mill_node_get_title (change->after)) != 0;
}

/* A new name changes no status, but stands above what is shown. */
static void
changed_cb (MillDock         *self,
            const MillChange *changes,
            guint             n_changes)
{
  gboolean renamed = FALSE;

  for (guint i = 0; i < n_changes && !renamed; i++)
    renamed = is_renamed (&changes[i]);
  if (!renamed)
    return;
  update_head (self);
  update_chart (self);
  mill_metrics_page_update_titles (self->metrics);
}

static void
status_changed_cb (MillDock   *self,
                   const char *node)
{
  g_autofree char *shown = NULL;
  g_autofree char *port = NULL;

  if (self->node == NULL)
    return;
  if (g_str_equal (node, self->node) ||
      (find_table (self, &shown, &port) && g_str_equal (node, shown)))
    update (self);
}

/* Nothing was selected, so the table has nothing to show: the scores say most about a run, and where there
 * are none, what it told. */
static void
run_finished_cb (MillDock *self,
                 int       state)
{
  const char *visible = adw_view_stack_get_visible_child_name (self->pages);

  update (self);
  if (self->node != NULL || g_strcmp0 (visible, "table") != 0)
    return;
  mill_dock_show_page (self, state == MILL_STATE_DONE &&
                             mill_metrics_page_has_node (self->metrics, NULL) ? "metrics" : "log");
  self->offered = TRUE;
}

static void
page_turned_cb (MillDock *self)
{
  self->offered = FALSE;
}

static void
fold_cb (MillDock *self)
{
  mill_dock_set_folded (self, TRUE);
}

void
mill_dock_show_page (MillDock   *self,
                     const char *page)
{
  adw_view_stack_set_visible_child_name (self->pages, page);
}

gboolean
mill_dock_get_folded (MillDock *self)
{
  return self->folded;
}

void
mill_dock_set_folded (MillDock *self,
                      gboolean  folded)
{
  if (self->folded == folded)
    return;
  self->folded = folded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

void
mill_dock_set_session (MillDock    *self,
                       MillSession *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->signals, session);
  g_signal_group_set_target (self->pipeline_signals,
                             session != NULL ? mill_session_get_pipeline (session) : NULL);
  g_clear_pointer (&self->node, g_free);
  mill_metrics_page_set_session (self->metrics, session);
  mill_log_page_set_session (self->log, session);
  mill_dock_show_page (self, "table");
  update_ports (self);
  if (session == NULL)
    mill_table_page_show (self->table, NULL, NULL, NULL, NULL);
  update (self);
}

static void
mill_dock_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  if (prop_id == PROP_FOLDED)
    g_value_set_boolean (value, MILL_DOCK (object)->folded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mill_dock_dispose (GObject *object)
{
  MillDock *self = MILL_DOCK (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->pipeline_signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->node, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_DOCK);

  G_OBJECT_CLASS (mill_dock_parent_class)->dispose (object);
}

static void
mill_dock_class_init (MillDockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mill_dock_dispose;
  object_class->get_property = mill_dock_get_property;
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (MILL_TYPE_TABLE_PAGE);
  g_type_ensure (MILL_TYPE_CHART_PAGE);
  g_type_ensure (MILL_TYPE_METRICS_PAGE);
  g_type_ensure (MILL_TYPE_LOG_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/millrace/Millrace/dock.ui");
  gtk_widget_class_bind_template_child (widget_class, MillDock, pages);
  gtk_widget_class_bind_template_child (widget_class, MillDock, name);
  gtk_widget_class_bind_template_child (widget_class, MillDock, stale);
  gtk_widget_class_bind_template_child (widget_class, MillDock, port);
  gtk_widget_class_bind_template_child (widget_class, MillDock, table);
  gtk_widget_class_bind_template_child (widget_class, MillDock, chart);
  gtk_widget_class_bind_template_child (widget_class, MillDock, metrics);
  gtk_widget_class_bind_template_child (widget_class, MillDock, log);
  gtk_widget_class_bind_template_callback (widget_class, fold_cb);
}

static void
mill_dock_init (MillDock *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  mill_look_let_pass (GTK_WIDGET (self));

  /* Whoever clicks into the log reads it, and it stays while its lines lead to their nodes. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (page_turned_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->log), GTK_EVENT_CONTROLLER (click));

  self->signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "selection-changed",
                                  G_CALLBACK (selection_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "node-status-changed",
                                  G_CALLBACK (status_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "level-left", G_CALLBACK (level_left_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::level", G_CALLBACK (level_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "run-finished", G_CALLBACK (run_finished_cb),
                                  self);
  self->pipeline_signals = g_signal_group_new (MILL_TYPE_PIPELINE);
  g_signal_group_connect_swapped (self->pipeline_signals, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (page_turned_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->port, "notify::selected", G_CALLBACK (update_table), self,
                           G_CONNECT_SWAPPED);
}
