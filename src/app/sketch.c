/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sketch.h"

#include <math.h>

/* The size of a card on the canvas, which the positions in a document are meant for. */
#define CARD_WIDTH  200
#define CARD_HEIGHT 80
#define PADDING     16

struct _MillSketch
{
  GtkWidget     parent_instance;

  MillPipeline *pipeline;
  GPtrArray    *nodes;
  GArray       *links;
  double        x, y, width, height;   /* the area that nodes take, as in the document */
};

G_DEFINE_FINAL_TYPE (MillSketch, mill_sketch, GTK_TYPE_WIDGET)

typedef struct
{
  double scale, dx, dy;
} View;

static void
measure_nodes (MillSketch *self)
{
  double right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  self->x = self->y = G_MAXDOUBLE;
  for (guint i = 0; i < self->nodes->len; i++)
    {
      double x, y;

      mill_node_get_position (g_ptr_array_index (self->nodes, i), &x, &y);
      self->x = MIN (self->x, x);
      self->y = MIN (self->y, y);
      right = MAX (right, x + CARD_WIDTH);
      bottom = MAX (bottom, y + CARD_HEIGHT);
    }
  self->width = right - self->x;
  self->height = bottom - self->y;
}

static graphene_rect_t
place (MillSketch *self,
       const View *view,
       MillNode   *node)
{
  double x, y;

  mill_node_get_position (node, &x, &y);

  return GRAPHENE_RECT_INIT (view->dx + (x - self->x) * view->scale,
                             view->dy + (y - self->y) * view->scale,
                             CARD_WIDTH * view->scale, CARD_HEIGHT * view->scale);
}

static void
draw_link (MillSketch     *self,
           GtkSnapshot    *snapshot,
           const View     *view,
           const MillLink *link,
           const GdkRGBA  *color)
{
  MillNode *from = mill_pipeline_get_node (self->pipeline, link->from_node);
  MillNode *to = mill_pipeline_get_node (self->pipeline, link->to_node);
  g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr(GskPath) path = NULL;
  g_autoptr(GskStroke) stroke = gsk_stroke_new (1.5);
  graphene_rect_t a, b;
  float ax, ay, bx, by, bend;

  if (from == NULL || to == NULL)
    return;

  a = place (self, view, from);
  b = place (self, view, to);
  ax = a.origin.x + a.size.width;
  ay = a.origin.y + a.size.height / 2;
  bx = b.origin.x;
  by = b.origin.y + b.size.height / 2;
  bend = MAX (fabsf (bx - ax) / 2, 4);
  gsk_path_builder_move_to (builder, ax, ay);
  gsk_path_builder_cubic_to (builder, ax + bend, ay, bx - bend, by, bx, by);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

/* The colours are those of the tiles in canvas.css. */
static void
draw_node (MillSketch  *self,
           GtkSnapshot *snapshot,
           const View  *view,
           MillNode    *node)
{
  static const GdkRGBA colors[MILL_N_CATEGORIES] = {
    [MILL_CATEGORY_SOURCES] = { 0.102f, 0.435f, 0.816f, 1 },
    [MILL_CATEGORY_COLUMNS] = { 0.055f, 0.490f, 0.549f, 1 },
    [MILL_CATEGORY_ROWS] = { 0.133f, 0.478f, 0.310f, 1 },
    [MILL_CATEGORY_COMBINE] = { 0.420f, 0.478f, 0.071f, 1 },
    [MILL_CATEGORY_PREPARE] = { 0.604f, 0.416f, 0.000f, 1 },
    [MILL_CATEGORY_LEARN] = { 0.506f, 0.239f, 0.612f, 1 },
    [MILL_CATEGORY_EVALUATE] = { 0.710f, 0.188f, 0.427f, 1 },
    [MILL_CATEGORY_SEE] = { 0.769f, 0.314f, 0.110f, 1 },
    [MILL_CATEGORY_DELIVER] = { 0.369f, 0.361f, 0.392f, 1 },
    [MILL_CATEGORY_COMPONENTS] = { 0.247f, 0.341f, 0.569f, 1 },
  };
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, mill_node_get_id (node));
  graphene_rect_t bounds = place (self, view, node);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, MIN (bounds.size.height / 3, 4));
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot,
                             &colors[type != NULL ? type->category : MILL_CATEGORY_DELIVER],
                             &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
mill_sketch_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  MillSketch *self = MILL_SKETCH (widget);
  double width = gtk_widget_get_width (widget) - 2 * PADDING;
  double height = gtk_widget_get_height (widget) - 2 * PADDING;
  View view;
  GdkRGBA color;

  if (self->nodes->len == 0 || width <= 0 || height <= 0)
    return;

  view.scale = MIN (MIN (width / self->width, height / self->height), 0.3);
  view.dx = PADDING + (width - self->width * view.scale) / 2;
  view.dy = PADDING + (height - self->height * view.scale) / 2;
  gtk_widget_get_color (widget, &color);
  color.alpha *= 0.35f;

  for (guint i = 0; i < self->links->len; i++)
    draw_link (self, snapshot, &view, &g_array_index (self->links, MillLink, i), &color);
  for (guint i = 0; i < self->nodes->len; i++)
    draw_node (self, snapshot, &view, g_ptr_array_index (self->nodes, i));
}

static void
mill_sketch_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 80 : 96;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 112;
}

static void
mill_sketch_finalize (GObject *object)
{
  MillSketch *self = MILL_SKETCH (object);

  g_clear_object (&self->pipeline);
  g_clear_pointer (&self->nodes, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_array_unref);

  G_OBJECT_CLASS (mill_sketch_parent_class)->finalize (object);
}

static void
mill_sketch_class_init (MillSketchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mill_sketch_finalize;
  widget_class->snapshot = mill_sketch_snapshot;
  widget_class->measure = mill_sketch_measure;
  gtk_widget_class_set_css_name (widget_class, "sketch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
mill_sketch_init (MillSketch *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
mill_sketch_new (MillPipeline *pipeline)
{
  MillSketch *self = g_object_new (MILL_TYPE_SKETCH, NULL);

  self->pipeline = g_object_ref (pipeline);
  self->nodes = mill_pipeline_list_nodes (pipeline);
  self->links = mill_pipeline_list_links (pipeline);
  measure_nodes (self);

  return GTK_WIDGET (self);
}
