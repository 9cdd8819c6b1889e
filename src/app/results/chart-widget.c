/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/results/chart-widget.h"

#include <adwaita.h>

#include "app/scene-paint.h"
#include "chart/layout.h"

/* A mark this far from the pointer is still meant. */
#define REACH 12

struct _MillChartWidget
{
  GtkWidget  parent_instance;

  MillChart *chart;
  MillScene *scene;       /* for the present size and theme, or NULL */
  int        hit;         /* index of the mark that the keyboard is at, or -1 */
};

G_DEFINE_FINAL_TYPE (MillChartWidget, mill_chart_widget, GTK_TYPE_WIDGET)

static void
forget_scene (MillChartWidget *self)
{
  g_clear_pointer (&self->scene, mill_scene_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static MillScene *
get_scene (MillChartWidget *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  MillLayout layout = MILL_LAYOUT_INIT;
  MillTextMeasurer measurer;

  if (self->chart == NULL || width < 1 || height < 1)
    return NULL;

  if (self->scene == NULL)
    {
      layout.width = width;
      layout.height = height;
      layout.theme = mill_scene_get_theme ();
      layout.transparent = TRUE;
      mill_scene_init_measurer (&measurer, GTK_WIDGET (self));
      self->scene = mill_chart_layout (self->chart, &layout, &measurer);
    }

  return self->scene;
}

static void
draw_hit (MillChartWidget *self,
          GtkSnapshot     *snapshot)
{
  const MillHit *hit;
  GskRoundedRect outline;
  GdkRGBA color;
  float widths[4] = { 2, 2, 2, 2 };

  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)) || self->hit < 0 ||
      (guint) self->hit >= self->scene->hits->len)
    return;

  hit = &g_array_index (self->scene->hits, MillHit, self->hit);
  gtk_widget_get_color (GTK_WIDGET (self), &color);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (hit->bounds.x - 3, hit->bounds.y - 3,
                                                        hit->bounds.width + 6,
                                                        hit->bounds.height + 6), 3);
  gtk_snapshot_append_border (snapshot, &outline, widths,
                              (GdkRGBA[]) { color, color, color, color });
}

static void
mill_chart_widget_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  MillChartWidget *self = MILL_CHART_WIDGET (widget);
  MillScene *scene = get_scene (self);

  if (scene == NULL)
    return;
  mill_scene_paint (scene, widget, snapshot);
  draw_hit (self, snapshot);
}

static void
mill_chart_widget_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = 80;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 240;
}

static void
mill_chart_widget_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  forget_scene (MILL_CHART_WIDGET (widget));
}

static gboolean
mill_chart_widget_query_tooltip (GtkWidget  *widget,
                                 int         x,
                                 int         y,
                                 gboolean    keyboard,
                                 GtkTooltip *tooltip)
{
  MillChartWidget *self = MILL_CHART_WIDGET (widget);
  MillScene *scene = get_scene (self);
  const MillHit *hit = NULL;
  g_autofree char *text = NULL;
  GdkRectangle area;

  if (scene == NULL)
    return FALSE;

  if (keyboard && self->hit >= 0 && (guint) self->hit < scene->hits->len)
    hit = &g_array_index (scene->hits, MillHit, self->hit);
  else if (!keyboard)
    hit = mill_scene_find_hit (scene, x, y, REACH);
  if (hit == NULL)
    return FALSE;

  text = mill_scene_dup_tooltip (scene, hit);
  area = (GdkRectangle) { hit->bounds.x, hit->bounds.y, MAX (1, hit->bounds.width),
                          MAX (1, hit->bounds.height) };
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &area);

  return TRUE;
}

static gboolean
key_cb (MillChartWidget *self,
        guint            keyval)
{
  MillScene *scene = get_scene (self);
  int n = scene != NULL ? (int) scene->hits->len : 0;
  int to;
  g_autofree char *text = NULL;

  if (n == 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      to = self->hit + 1;
      break;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      to = self->hit - 1;
      break;
    case GDK_KEY_Home:
      to = 0;
      break;
    case GDK_KEY_End:
      to = n - 1;
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }

  self->hit = CLAMP (to, 0, n - 1);
  text = mill_scene_dup_tooltip (scene, &g_array_index (scene->hits, MillHit, self->hit));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return GDK_EVENT_STOP;
}

static void
mill_chart_widget_dispose (GObject *object)
{
  MillChartWidget *self = MILL_CHART_WIDGET (object);

  g_clear_pointer (&self->scene, mill_scene_free);
  g_clear_object (&self->chart);

  G_OBJECT_CLASS (mill_chart_widget_parent_class)->dispose (object);
}

static void
mill_chart_widget_class_init (MillChartWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_chart_widget_dispose;
  widget_class->snapshot = mill_chart_widget_snapshot;
  widget_class->measure = mill_chart_widget_measure;
  widget_class->size_allocate = mill_chart_widget_size_allocate;
  widget_class->query_tooltip = mill_chart_widget_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
mill_chart_widget_init (MillChartWidget *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->hit = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (forget_scene), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (forget_scene), self, G_CONNECT_SWAPPED);
}

GtkWidget *
mill_chart_widget_new (void)
{
  return g_object_new (MILL_TYPE_CHART_WIDGET, NULL);
}

void
mill_chart_widget_set_chart (MillChartWidget *self,
                             MillChart       *chart)
{
  g_autofree char *finding = NULL;

  if (!g_set_object (&self->chart, chart))
    return;

  self->hit = -1;
  finding = chart != NULL ? mill_chart_dup_finding (chart) : NULL;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  finding != NULL ? finding : "", -1);
  forget_scene (self);
}

MillChart *
mill_chart_widget_get_chart (MillChartWidget *self)
{
  return self->chart;
}
