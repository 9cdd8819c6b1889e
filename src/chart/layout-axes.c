/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout-private.h"

#include <math.h>

#include "chart/ticks.h"

static char *
dup_axis_title (MillBuilder        *self,
                MillChartDimension  dimension)
{
  const MillAxis *axis = mill_chart_get_axis (self->chart, dimension);

  if (axis->title == NULL || *axis->title == '\0')
    return g_strdup (axis->unit);
  if (axis->unit == NULL || *axis->unit == '\0')
    return g_strdup (axis->title);
  return g_strdup_printf ("%s (%s)", axis->title, axis->unit);
}

/* The title of y stands level above its labels: it reads better so, and takes no width. */
static void
add_y_title (MillBuilder *self)
{
  g_autofree char *title = dup_axis_title (self, MILL_CHART_Y);

  if (title == NULL || *title == '\0' || self->bottom - self->top < self->line_height * 7)
    return;
  self->y_title = mill_builder_add_text (self, &(MillLabel) {
    .text = title, .x = self->left, .y = self->top, .role = MILL_COLOR_DIM_TEXT,
    .max_width = self->right - self->left });
  self->top += self->line_height + self->font * 0.25;
}

/* Below the x labels; the place is taken before the plot is known, the text set afterwards. */
static gboolean
reserve_x_title (MillBuilder *self,
                 const char  *title)
{
  if (title == NULL || *title == '\0' || self->bottom - self->top < self->line_height * 7)
    return FALSE;
  self->bottom -= self->line_height + self->font * 0.25;
  return TRUE;
}

static guint
count_y_ticks (MillBuilder *self,
               double       height)
{
  double lines = height / self->line_height;

  return (guint) CLAMP (lines / 3, lines > 5 ? 3 : 1, 6);
}

/* Are the heights of all bars whole numbers? Then so are the ticks: there is no half row. */
static gboolean
has_whole_bars (MillChart *chart)
{
  MillChartKind kind = mill_chart_get_kind (chart);

  if (kind != MILL_CHART_BAR && kind != MILL_CHART_HISTOGRAM)
    return FALSE;
  for (guint i = 0; i < mill_chart_get_n_series (chart); i++)
    {
      const MillSeries *series = mill_chart_get_series (chart, i);

      for (gsize j = 0; j < series->n; j++)
        if (isfinite (series->y[j]) && series->y[j] != floor (series->y[j]))
          return FALSE;
    }
  return TRUE;
}

static GArray *
make_y_ticks (MillBuilder *self,
              MillScale    raw,
              double       height)
{
  guint count = count_y_ticks (self, height), most = G_MAXUINT;
  g_autoptr (GArray) ticks = NULL;

  if (has_whole_bars (self->chart) && raw.kind == MILL_SCALE_LINEAR && raw.max - raw.min < 1e6)
    most = (guint) fmax (raw.max - raw.min, 1);
  count = MIN (count, most);

  if (self->grid == NULL)
    mill_scale_make_nice (&raw, count);
  self->scene->y = raw;
  ticks = mill_ticks_new (&self->scene->y, count, NULL);

  /* One label says nothing of the scale; on the lowest chart there is room for a second. */
  if (ticks->len < 2 && height > 3 * self->line_height && count + 2 <= most)
    {
      g_array_unref (ticks);
      ticks = mill_ticks_new (&self->scene->y, count + 2, NULL);
    }

  return g_steal_pointer (&ticks);
}

static double
widest_label (MillBuilder *self,
              GArray      *ticks)
{
  double widest = 0;

  for (guint i = 0; i < ticks->len; i++)
    {
      const MillTick *tick = &g_array_index (ticks, MillTick, i);

      if (tick->label != NULL)
        widest = fmax (widest, mill_builder_measure (self, tick->label, self->font, FALSE));
    }
  return widest;
}

static void
add_y_labels (MillBuilder *self,
              GArray      *ticks,
              double       width)
{
  MillScene *scene = self->scene;
  double last = INFINITY;

  for (guint i = 0; i < ticks->len; i++)
    {
      const MillTick *tick = &g_array_index (ticks, MillTick, i);
      double y = mill_scale_map (&scene->y, tick->value);

      if (!(y >= scene->plot.y - 0.5 && y <= scene->plot.y + scene->plot.height + 0.5))
        continue;
      mill_scene_add_rule (scene, MILL_COLOR_GRID, scene->plot.x, y,
                           scene->plot.x + scene->plot.width, y);
      if (width <= 0 || last - y < self->line_height)
        continue;
      last = y;
      mill_builder_add_text (self, &(MillLabel) { .text = tick->label,
                                                  .x = scene->plot.x - self->font * 0.6,
                                                  .y = y,
                                                  .x_align = 1,
                                                  .y_align = 0.5,
                                                  .role = MILL_COLOR_DIM_TEXT,
                                                  .max_width = G_MAXDOUBLE });
    }
}

/* Sets @x to where the label may stand without leaving the scene; is it clear of the one before? */
static gboolean
place_label (MillBuilder *self,
             const char  *text,
             double      *x,
             double      *last_end)
{
  double half = mill_builder_measure (self, text, self->font, FALSE) / 2;

  *x = CLAMP (*x, half + 2, fmax (half + 2, self->scene->width - half - 2));
  if (*x - half < *last_end + self->font * 1.4 || *x + half > self->scene->width)
    return FALSE;
  *last_end = *x + half;
  return TRUE;
}

static gboolean
labels_fit (MillBuilder *self,
            GArray      *ticks)
{
  double last_end = -INFINITY;

  for (guint i = 0; i < ticks->len; i++)
    {
      const MillTick *tick = &g_array_index (ticks, MillTick, i);
      double x = mill_scale_map (&self->scene->x, tick->value);

      if (!place_label (self, tick->label, &x, &last_end))
        return FALSE;
    }
  return TRUE;
}

static void
add_x_labels (MillBuilder *self)
{
  MillScene *scene = self->scene;
  MillChartKind kind = mill_chart_get_kind (self->chart);
  gboolean grid = kind == MILL_CHART_SCATTER || kind == MILL_CHART_DENSITY;
  double bottom = scene->plot.y + scene->plot.height;
  double last_end = -INFINITY;
  guint count = (guint) CLAMP (scene->plot.width / (self->font * 6), 1, 10);
  g_autoptr (GArray) ticks = mill_ticks_new (&scene->x, count, NULL);

  while (!labels_fit (self, ticks) && count > 1)
    {
      g_array_unref (ticks);
      ticks = mill_ticks_new (&scene->x, --count, NULL);
    }
  for (guint i = 0; i < ticks->len; i++)
    {
      const MillTick *tick = &g_array_index (ticks, MillTick, i);
      double x = mill_scale_map (&scene->x, tick->value), label_x = x;

      if (!(x >= scene->plot.x - 0.5 && x <= scene->plot.x + scene->plot.width + 0.5))
        continue;
      if (grid)
        mill_scene_add_rule (scene, MILL_COLOR_GRID, x, scene->plot.y, x, bottom);
      else
        mill_scene_add_rule (scene, MILL_COLOR_AXIS, x, bottom, x, bottom + 4);
      if (place_label (self, tick->label, &label_x, &last_end))
        mill_builder_add_text (self, &(MillLabel) {
          .text = tick->label, .x = label_x, .y = bottom + self->label_gap, .x_align = 0.5,
          .role = MILL_COLOR_DIM_TEXT, .max_width = G_MAXDOUBLE });
    }
}

void
mill_builder_add_axes (MillBuilder *self)
{
  MillScene *scene = self->scene;
  MillScale raw = scene->y;
  gboolean categories = scene->x.kind == MILL_SCALE_CATEGORY;
  g_autofree char *x_title = dup_axis_title (self, MILL_CHART_X);
  gboolean titled, labelled;
  double y_gap = self->font * 0.6, below = self->line_height, widest, left, top, height;
  g_autoptr (GArray) ticks = NULL;

  add_y_title (self);
  titled = reserve_x_title (self, x_title);
  self->right -= mill_builder_get_references_width (self);
  top = ceil (self->top + self->line_height / 2);
  labelled = self->bottom - top > self->line_height * 3;

  height = self->bottom - top - (labelled ? below + self->label_gap : 0);
  ticks = make_y_ticks (self, raw, height);
  widest = widest_label (self, ticks);
  if (widest > (self->right - self->left) * 0.35)
    widest = 0;
  left = self->left + (widest > 0 ? widest + y_gap : 0);
  if (categories && labelled)
    {
      below = mill_builder_get_categories_height (self, left, self->right);
      height = self->bottom - top - below - self->label_gap;
      g_array_unref (ticks);
      ticks = make_y_ticks (self, raw, height);
      widest = widest > 0 ? widest_label (self, ticks) : 0;
      left = self->left + (widest > 0 ? widest + y_gap : 0);
    }
  scene->plot =
      (MillRect) { (float) ceil (left), (float) top, (float) floor (self->right - ceil (left)),
                   (float) fmax (floor (height), 1) };
  mill_scale_set_pixels (&scene->x, scene->plot.x, scene->plot.x + scene->plot.width);
  mill_scale_set_pixels (&scene->y, scene->plot.y + scene->plot.height, scene->plot.y);
  add_y_labels (self, ticks, widest);
  if (labelled && categories)
    mill_builder_add_categories (self);
  else if (labelled)
    add_x_labels (self);
  if (titled)
    mill_builder_add_text (self, &(MillLabel) { .text = x_title,
                                                .x = scene->plot.x + scene->plot.width / 2,
                                                .y = self->bottom + self->font * 0.25,
                                                .x_align = 0.5,
                                                .role = MILL_COLOR_DIM_TEXT,
                                                .max_width = scene->plot.width });
}
