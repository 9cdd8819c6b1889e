/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/thumbnail.h"

#include "app/scene-paint.h"

#define HEIGHT 90

struct _MillThumbnail
{
  GtkWidget  parent_instance;

  MillChart *chart;
};

G_DEFINE_FINAL_TYPE (MillThumbnail, mill_thumbnail, GTK_TYPE_WIDGET)

static void
mill_thumbnail_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
}

static void
mill_thumbnail_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  MillThumbnail *self = MILL_THUMBNAIL (widget);
  MillLayout layout = MILL_LAYOUT_INIT;
  MillTextMeasurer measurer;
  g_autoptr (MillScene) scene = NULL;

  if (self->chart == NULL)
    return;

  layout.width = gtk_widget_get_width (widget);
  layout.height = gtk_widget_get_height (widget);
  layout.theme = mill_scene_get_theme ();
  layout.compact = TRUE;
  layout.hide_title = TRUE;
  layout.transparent = TRUE;
  mill_scene_init_measurer (&measurer, widget);
  scene = mill_chart_layout (self->chart, &layout, &measurer);
  mill_scene_paint (scene, widget, snapshot);
}

static void
mill_thumbnail_dispose (GObject *object)
{
  g_clear_object (&MILL_THUMBNAIL (object)->chart);

  G_OBJECT_CLASS (mill_thumbnail_parent_class)->dispose (object);
}

static void
mill_thumbnail_class_init (MillThumbnailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_thumbnail_dispose;
  widget_class->measure = mill_thumbnail_measure;
  widget_class->snapshot = mill_thumbnail_snapshot;
  gtk_widget_class_set_css_name (widget_class, "thumbnail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
mill_thumbnail_init (MillThumbnail *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
}

GtkWidget *
mill_thumbnail_new (void)
{
  return g_object_new (MILL_TYPE_THUMBNAIL, NULL);
}

void
mill_thumbnail_set_artifact (MillThumbnail *self,
                             MillArtifact  *artifact)
{
  MillChart *chart = artifact != NULL && MILL_IS_CHART (artifact) ? MILL_CHART (artifact) : NULL;
  g_autofree char *finding = chart != NULL ? mill_chart_dup_finding (chart) : NULL;

  if (!g_set_object (&self->chart, chart))
    return;

  if (chart != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "empty");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
  if (finding != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, finding, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
