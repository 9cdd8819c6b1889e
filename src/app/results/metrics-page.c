/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/results/metrics-page.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/results/chart-widget.h"
#include "app/results/copy-scores.h"
#include "chart/training-curve.h"
#include "pipeline/expand.h"

struct _MillMetricsPage
{
  AdwBin           parent_instance;

  GtkStack        *stack;
  MillChartWidget *curve;
  GtkWidget       *scores_scroller;
  GtkGrid         *scores;

  MillSession     *session;
  GSignalGroup    *signals;
  char            *node;
  guint            update_source;
};

G_DEFINE_FINAL_TYPE (MillMetricsPage, mill_metrics_page, ADW_TYPE_BIN)

/* Of the node at @path, or of one within it? */
static gboolean
is_of (const MillEvent *event,
       const char      *path)
{
  return event->node != NULL &&
         (g_str_equal (event->node, path) || mill_path_is_within (event->node, path));
}

static gboolean
concerns (MillMetricsPage *self,
          const MillEvent *event)
{
  return event->kind == MILL_EVENT_METRIC &&
         (self->node == NULL || is_of (event, self->node));
}

static MillChart *
make_curve (MillMetricsPage *self)
{
  GPtrArray *events = mill_session_get_events (self->session);
  g_autoptr(MillTrainingCurves) curves = mill_training_curves_new ();
  GPtrArray *nodes;

  for (guint i = 0; i < events->len; i++)
    if (concerns (self, g_ptr_array_index (events, i)))
      mill_training_curves_add (curves, g_ptr_array_index (events, i));

  nodes = mill_training_curves_list_nodes (curves);
  if (nodes->len == 0)
    return NULL;

  return mill_training_curves_make_chart (
    curves, NULL, mill_session_get_path_label (self->session, g_ptr_array_index (nodes, 0)));
}

/* Of these a smaller value is the better one. */
static gboolean
is_loss (const char *name)
{
  static const char *const losses[] = { "loss", "error", "mae", "mse", "rmse", "mape", "brier",
                                        "deviance" };
  g_autofree char *folded = g_utf8_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    if (strstr (folded, losses[i]) != NULL)
      return TRUE;

  return FALSE;
}

static GtkWidget *
make_label (const char *text,
            double      xalign,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  /* Numbers end at the right, and begin with their sign, in every language. */
  if (xalign == 1)
    gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
add_heading (MillMetricsPage *self,
             int              row)
{
  gtk_grid_attach (self->scores, make_label (_("Measure"), 0, "caption-heading"), 0, row, 1, 1);
  gtk_grid_attach (self->scores, make_label (_("Model"), 1, "caption-heading"), 1, row, 1, 1);
  gtk_grid_attach (self->scores, make_label (_("Baseline"), 1, "caption-heading"), 2, row, 1, 1);
  gtk_grid_attach (self->scores, make_label (_("Better by"), 0, "caption-heading"), 3, row, 2, 1);
}

static void
add_improvement (MillMetricsPage *self,
                 const MillEvent *event,
                 int              row)
{
  double better = is_loss (event->name) ? event->baseline - event->value
                                        : event->value - event->baseline;
  /* Nothing can be a multiple of zero; there the difference itself is told. */
  double share = event->baseline != 0 ? better / fabs (event->baseline) : better;
  g_autofree char *text = event->baseline != 0 ? g_strdup_printf ("%+.1f %%", share * 100)
                                               : g_strdup_printf ("%+.3g", better);
  GtkWidget *bar = g_object_new (GTK_TYPE_LEVEL_BAR,
                                 "value", CLAMP (share, 0, 1),
                                 "hexpand", TRUE,
                                 "valign", GTK_ALIGN_CENTER,
                                 "width-request", 60,
                                 NULL);
  GtkWidget *label = make_label (text, 1, "numeric");

  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Improvement over the baseline"), -1);
  gtk_widget_add_css_class (label, better < 0 ? "error" : "success");
  gtk_grid_attach (self->scores, label, 3, row, 1, 1);
  gtk_grid_attach (self->scores, bar, 4, row, 1, 1);
}

/* What a screen reader says of the score: the figures stand in cells of their own. */
static void
tell_score (const MillEvent *event,
            const char      *value,
            const char      *baseline,
            GString         *told)
{
  if (isnan (event->baseline))
    /* Translators: a measure and its value, as in "accuracy: 0.69". */
    g_string_append_printf (told, _("%1$s: %2$s"), event->name, value);
  else
    /* Translators: a measure, its value, and that of the baseline. */
    g_string_append_printf (told, _("%1$s: %2$s, baseline %3$s"), event->name, value, baseline);
  g_string_append_c (told, '\n');
}

static void
add_score (MillMetricsPage *self,
           const MillEvent *event,
           int              row,
           GString         *told)
{
  g_autofree char *value = g_strdup_printf ("%.4g", event->value);
  g_autofree char *baseline = isnan (event->baseline) ? g_strdup ("–")
                                                      : g_strdup_printf ("%.4g", event->baseline);

  gtk_grid_attach (self->scores, make_label (event->name, 0, NULL), 0, row, 1, 1);
  gtk_grid_attach (self->scores, make_label (value, 1, "score"), 1, row, 1, 1);
  gtk_grid_attach (self->scores, make_label (baseline, 1, "score-baseline"), 2, row, 1, 1);
  if (!isnan (event->baseline))
    add_improvement (self, event, row);
  tell_score (event, value, baseline, told);
}

static int
update_scores (MillMetricsPage *self)
{
  GPtrArray *events = mill_session_get_events (self->session);
  g_autoptr(GString) told = g_string_new (NULL);
  const char *node = NULL;
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->scores))) != NULL)
    gtk_grid_remove (self->scores, child);

  for (guint i = 0; i < events->len; i++)
    {
      const MillEvent *event = g_ptr_array_index (events, i);

      if (!concerns (self, event) || event->step > 0)
        continue;
      if (g_strcmp0 (event->node, node) != 0)
        {
          GtkWidget *heading = make_label (mill_session_get_path_label (self->session, event->node),
                                           0, "heading");

          node = event->node;
          /* A title may be as long as it likes; of numbers all is shown. */
          gtk_label_set_ellipsize (GTK_LABEL (heading), PANGO_ELLIPSIZE_END);
          gtk_grid_attach (self->scores, heading, 0, row++, 5, 1);
          add_heading (self, row++);
          g_string_append_printf (told, "%s\n", gtk_label_get_label (GTK_LABEL (heading)));
        }
      add_score (self, event, row++, told);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scores_scroller),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, g_strchomp (told->str), -1);

  return row;
}

static void
update (MillMetricsPage *self)
{
  g_autoptr(MillChart) chart = self->session != NULL ? make_curve (self) : NULL;
  int n_rows = self->session != NULL ? update_scores (self) : 0;

  mill_chart_widget_set_chart (self->curve, chart);
  gtk_widget_set_visible (GTK_WIDGET (self->curve), chart != NULL);
  gtk_widget_set_visible (self->scores_scroller, n_rows > 0);
  gtk_stack_set_visible_child_name (self->stack,
                                    chart != NULL || n_rows > 0 ? "metrics" : "empty");
}

static gboolean
update_cb (gpointer data)
{
  MillMetricsPage *self = data;

  self->update_source = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

/* A curve of hundreds of rounds is drawn some times a second, not for every round. */
static void
queue_update (MillMetricsPage *self)
{
  if (self->update_source == 0)
    self->update_source = g_timeout_add (80, update_cb, self);
}

static void
events_cb (MillMetricsPage  *self,
           MillEvent       **events,
           guint             n_events)
{
  for (guint i = 0; i < n_events; i++)
    if (events[i]->kind == MILL_EVENT_METRIC)
      {
        queue_update (self);
        return;
      }
}

gboolean
mill_metrics_page_has_node (MillMetricsPage *self,
                            const char      *node)
{
  GPtrArray *events = self->session != NULL ? mill_session_get_events (self->session) : NULL;

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const MillEvent *event = g_ptr_array_index (events, i);

      if (event->kind == MILL_EVENT_METRIC &&
          (node == NULL || is_of (event, node)))
        return TRUE;
    }

  return FALSE;
}

void
mill_metrics_page_set_node (MillMetricsPage *self,
                            const char      *node)
{
  const char *shown = node != NULL && mill_metrics_page_has_node (self, node) ? node : NULL;

  if (g_set_str (&self->node, shown))
    update (self);
}

void
mill_metrics_page_update_titles (MillMetricsPage *self)
{
  if (self->session != NULL)
    queue_update (self);
}

void
mill_metrics_page_set_session (MillMetricsPage *self,
                               MillSession     *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  g_clear_pointer (&self->node, g_free);
  update (self);
}

static void
mill_metrics_page_dispose (GObject *object)
{
  MillMetricsPage *self = MILL_METRICS_PAGE (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->node, g_free);
  /* The bin does not see that the template lets go of its child. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_METRICS_PAGE);

  G_OBJECT_CLASS (mill_metrics_page_parent_class)->dispose (object);
}

static void
mill_metrics_page_class_init (MillMetricsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_metrics_page_dispose;

  g_type_ensure (MILL_TYPE_CHART_WIDGET);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/millrace/Millrace/metrics-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MillMetricsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MillMetricsPage, curve);
  gtk_widget_class_bind_template_child (widget_class, MillMetricsPage, scores_scroller);
  gtk_widget_class_bind_template_child (widget_class, MillMetricsPage, scores);
}

static void
mill_metrics_page_init (MillMetricsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mill_copy_scores_attach (self->scores_scroller, self->scores);

  self->signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "events", G_CALLBACK (events_cb), self);
  g_signal_group_connect_swapped (self->signals, "run-started", G_CALLBACK (queue_update), self);
}
