/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout.h"

#include <math.h>
#include <string.h>

#include "support.h"

/* The corners of a text, turned around its anchor. */
static void
get_corners (const MillPrimitive *text,
             MillPoint            corners[4])
{
  double angle = text->angle * G_PI / 180;

  for (guint i = 0; i < 4; i++)
    {
      double x = text->bounds.x + (i % 2 ? text->bounds.width : 0) - text->x;
      double y = text->bounds.y + (i / 2 ? text->bounds.height : 0) - text->y;

      corners[i] = (MillPoint) { (float) (text->x + x * cos (angle) - y * sin (angle)),
                                 (float) (text->y + x * sin (angle) + y * cos (angle)) };
    }
}

/* Do two texts of the same angle cover each other? Seen along that angle their boxes are
 * upright. */
static gboolean
overlap (const MillPrimitive *a,
         const MillPrimitive *b)
{
  double angle = -a->angle * G_PI / 180;
  double box[2][4];
  const MillPrimitive *texts[] = { a, b };

  for (guint i = 0; i < 2; i++)
    {
      const MillPrimitive *text = texts[i];
      double x = text->x * cos (angle) - text->y * sin (angle);
      double y = text->x * sin (angle) + text->y * cos (angle);

      box[i][0] = x + text->bounds.x - text->x;
      box[i][1] = y + text->bounds.y - text->y;
      box[i][2] = box[i][0] + text->bounds.width;
      box[i][3] = box[i][1] + text->bounds.height;
    }
  return box[0][0] < box[1][2] - 0.1 && box[1][0] < box[0][2] - 0.1 &&
    box[0][1] < box[1][3] - 0.1 && box[1][1] < box[0][3] - 0.1;
}

static void
check_texts (const MillScene *scene)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < scene->primitives->len; i++)
    {
      const MillPrimitive *text = &g_array_index (scene->primitives, MillPrimitive, i);
      MillPoint corners[4];

      if (text->kind != MILL_PRIMITIVE_TEXT)
        continue;
      g_assert_true (*text->text != '\0' && g_utf8_validate (text->text, -1, NULL));
      get_corners (text, corners);
      for (guint j = 0; j < 4; j++)
        if (corners[j].x < -1 || corners[j].y < -1 ||
            corners[j].x > scene->width + 1 || corners[j].y > scene->height + 1)
          g_error ("“%s” leaves the scene of %.0f x %.0f at %.1f, %.1f", text->text,
                   scene->width, scene->height, corners[j].x, corners[j].y);
      /* Labels of axes and references of one slope. */
      for (guint j = 0; j < texts->len; j++)
        {
          const MillPrimitive *other = g_ptr_array_index (texts, j);

          if (other->angle == text->angle && overlap (other, text))
            g_error (
                "“%s” at %.1f, %.1f covers “%s” at %.1f, %.1f in a chart of kind %d, %.0f x %.0f",
                text->text, text->bounds.x, text->bounds.y, other->text, other->bounds.x,
                other->bounds.y, mill_chart_get_kind (scene->chart), scene->width, scene->height);
        }
      g_ptr_array_add (texts, (gpointer) text);
    }
}

static void
check_scene (const MillScene *scene)
{
  int clips = 0;

  for (guint i = 0; i < scene->points->len; i++)
    {
      const MillPoint *point = &g_array_index (scene->points, MillPoint, i);

      g_assert_true (isfinite (point->x) && isfinite (point->y));
    }
  for (guint i = 0; i < scene->primitives->len; i++)
    {
      const MillPrimitive *primitive = &g_array_index (scene->primitives, MillPrimitive, i);

      clips +=
          (primitive->kind == MILL_PRIMITIVE_CLIP) - (primitive->kind == MILL_PRIMITIVE_UNCLIP);
      g_assert_true (clips == 0 || clips == 1);
      g_assert_true (isfinite (primitive->bounds.x) && isfinite (primitive->bounds.y));
      g_assert_true (primitive->bounds.width >= 0 && primitive->bounds.height >= 0);
      g_assert_true (isfinite (primitive->x) && isfinite (primitive->y));
      g_assert_cmpuint (primitive->first_point + primitive->n_points, <=, scene->points->len);
      g_assert_true (primitive->color.alpha > 0 && primitive->color.alpha <= 1);
    }
  g_assert_cmpint (clips, ==, 0);
  for (guint i = 0; i < scene->hits->len; i++)
    {
      const MillHit *hit = &g_array_index (scene->hits, MillHit, i);

      g_assert_true (isfinite (hit->bounds.x) && isfinite (hit->bounds.y));
      g_assert_true (hit->bounds.width >= 0 && hit->bounds.height >= 0);
    }
  g_assert_cmpfloat (scene->plot.x + scene->plot.width, <=, scene->width + 0.5);
  g_assert_cmpfloat (scene->plot.y + scene->plot.height, <=, scene->height + 0.5);
  check_texts (scene);
}

static void
test_any_chart (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (MillChart) chart = test_random_chart (rand);
      MillLayout layout = MILL_LAYOUT_INIT;
      g_autoptr (MillScene) scene = NULL;

      layout.width = g_rand_int_range (rand, 0, 1000);
      layout.height = g_rand_int_range (rand, 0, 700);
      layout.font_size = g_rand_int_range (rand, 8, 20);
      layout.theme = g_rand_int_range (rand, 0, 4);
      layout.compact = g_rand_int_range (rand, 0, 5) == 0;
      layout.hide_title = g_rand_boolean (rand);
      layout.zoomed = g_rand_int_range (rand, 0, 4) == 0;
      layout.x_min = g_rand_double_range (rand, -100, 100);
      layout.x_max = layout.x_min + g_rand_double_range (rand, -10, 1000);
      g_test_message ("chart %u", i);
      scene = mill_chart_layout (chart, &layout, &test_measurer);
      check_scene (scene);
    }
}

static const MillPrimitive *
find_text (const MillScene *scene,
           const char      *text)
{
  for (guint i = 0; i < scene->primitives->len; i++)
    {
      const MillPrimitive *primitive = &g_array_index (scene->primitives, MillPrimitive, i);

      if (primitive->kind == MILL_PRIMITIVE_TEXT && g_str_equal (primitive->text, text))
        return primitive;
    }
  return NULL;
}

static guint
count_kind (const MillScene   *scene,
            MillPrimitiveKind  kind)
{
  guint n = 0;

  for (guint i = 0; i < scene->primitives->len; i++)
    n += g_array_index (scene->primitives, MillPrimitive, i).kind == kind;
  return n;
}

static void
test_texts (void)
{
  g_autoptr (MillChart) chart = test_bar_chart (), matrix = test_matrix_chart ();
  g_autoptr (MillScene) scene = NULL, hidden = NULL, cells = NULL;
  MillLayout layout = MILL_LAYOUT_INIT;

  layout.width = 500;
  layout.height = 300;
  scene = mill_chart_layout (chart, &layout, &test_measurer);
  g_assert_true (find_text (scene, "Days by weather")->bold);
  g_assert_nonnull (find_text (scene, "days"));
  g_assert_nonnull (find_text (scene, "rain"));
  g_assert_nonnull (find_text (scene, "800"));
  layout.hide_title = TRUE;
  hidden = mill_chart_layout (chart, &layout, &test_measurer);
  g_assert_null (find_text (hidden, "Days by weather"));

  cells = mill_chart_layout (matrix, &layout, &test_measurer);
  g_assert_cmpfloat (find_text (cells, "Actual")->angle, ==, -90);
  g_assert_nonnull (find_text (cells, "Predicted"));
  g_assert_nonnull (find_text (cells, "171"));
  g_assert_nonnull (find_text (cells, "77\342\200\257%"));
}

static void
test_compact (void)
{
  static MillChart *(*const makers[]) (void) = { test_bar_chart, test_line_chart,
                                                 test_scatter_chart, test_matrix_chart };

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (MillChart) chart = makers[i] ();
      MillLayout layout = { .width = 200, .height = 90, .font_size = 12, .compact = TRUE };
      g_autoptr (MillScene) scene = mill_chart_layout (chart, &layout, &test_measurer);

      g_assert_cmpuint (count_kind (scene, MILL_PRIMITIVE_TEXT), ==, 0);
      g_assert_cmpuint (scene->primitives->len, >, 3);
    }
}

static void
test_empty (void)
{
  g_autoptr (MillChart) chart = mill_chart_new (MILL_CHART_LINE);
  MillLayout layout = { .width = 400, .height = 300 };
  g_autoptr (MillScene) scene = mill_chart_layout (chart, &layout, &test_measurer);

  g_assert_nonnull (find_text (scene, "No rows"));
}

/* Where the points are drawn is what the scales of the scene say. */
static void
test_places (void)
{
  g_autoptr (MillChart) chart = test_scatter_chart ();
  const MillSeries *series = mill_chart_get_series (chart, 0);
  MillLayout layout = { .width = 600, .height = 400 };
  g_autoptr (MillScene) scene = mill_chart_layout (chart, &layout, &test_measurer);

  g_assert_cmpuint (scene->hits->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const MillHit *hit = &g_array_index (scene->hits, MillHit, i);

      g_assert_cmpfloat_with_epsilon (mill_scale_map (&scene->x, series->x[hit->index]),
                                      hit->bounds.x + hit->bounds.width / 2, 0.01);
      g_assert_cmpfloat_with_epsilon (mill_scale_map (&scene->y, series->y[hit->index]),
                                      hit->bounds.y + hit->bounds.height / 2, 0.01);
    }
}

static void
test_zoom (void)
{
  g_autoptr (MillChart) chart = test_scatter_chart ();
  MillLayout layout = { .width = 600, .height = 400, .zoomed = TRUE, .x_min = 185, .x_max = 200 };
  g_autoptr (MillScene) scene = mill_chart_layout (chart, &layout, &test_measurer);

  g_assert_cmpfloat (scene->x.min, ==, 185);
  g_assert_cmpfloat (scene->x.max, ==, 200);
  g_assert_cmpuint (scene->hits->len, ==, 2);
}

static void
test_density (void)
{
  const gsize n = MILL_SCATTER_LIMIT + 1;
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  g_autoptr (MillChart) chart = mill_chart_new (MILL_CHART_SCATTER);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  MillLayout layout = { .width = 600, .height = 400 };
  g_autoptr (MillScene) scene = NULL;

  for (gsize i = 0; i < n; i++)
    {
      x[i] = g_rand_double (rand);
      y[i] = g_rand_double (rand);
    }
  mill_chart_add_series (chart, NULL, MILL_COLOR_AUTO, x, y, n);
  scene = mill_chart_layout (chart, &layout, &test_measurer);
  g_assert_cmpuint (count_kind (scene, MILL_PRIMITIVE_POINTS), ==, 0);
  g_assert_nonnull (find_text (scene, "Points per cell"));
}

/* A long line costs what its pixels cost. */
static void
test_long_line (void)
{
  const gsize n = 200000;
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  g_autoptr (MillChart) chart = mill_chart_new (MILL_CHART_LINE);
  MillLayout layout = { .width = 600, .height = 400 };
  g_autoptr (MillScene) scene = NULL;

  for (gsize i = 0; i < n; i++)
    {
      x[i] = (double) i;
      y[i] = (double) (i * 7919 % 1000);
    }
  mill_chart_add_series (chart, NULL, MILL_COLOR_AUTO, x, y, n);
  scene = mill_chart_layout (chart, &layout, &test_measurer);
  g_assert_cmpuint (scene->points->len, <, 4 * 600 + 100);
}

/* What is not filled is on all sides of the cells, and that is little on any usual page. */
static void
test_matrix_fills_the_page (void)
{
  static const struct { double width, height; } pages[] = {
    { 1000, 600 }, { 480, 300 }, { 400, 700 }, { 220, 120 },
  };
  g_autoptr (MillChart) chart = test_matrix_chart ();

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      MillLayout layout = { .width = pages[i].width, .height = pages[i].height, .font_size = 12,
                            .hide_title = TRUE };
      g_autoptr (MillScene) scene = mill_chart_layout (chart, &layout, &test_measurer);
      double below = scene->height - scene->plot.y - scene->plot.height;
      double above = scene->plot.y - find_text (scene, "Predicted")->bounds.y;

      g_assert_cmpfloat (below, <, pages[i].height * 0.15);
      g_assert_cmpfloat (above, <, 60);
    }
}

/* The gaps between thirty classes do not eat the cells. */
static void
test_small_cells (void)
{
  g_auto (GStrv) names = g_new0 (char *, 31);
  g_autofree double *counts = g_new0 (double, 30 * 30);
  g_autoptr (MillChart) chart = mill_chart_new (MILL_CHART_CONFUSION);
  MillLayout layout = { .width = 220, .height = 120, .font_size = 12, .hide_title = TRUE };
  g_autoptr (MillScene) scene = NULL;
  double covered = 0;

  for (guint i = 0; i < 30; i++)
    {
      names[i] = g_strdup_printf ("class %u", i);
      counts[i * 31] = 5;
    }
  mill_chart_set_matrix (chart, (const char *const *) names, (const char *const *) names, counts);
  scene = mill_chart_layout (chart, &layout, &test_measurer);
  for (guint i = 0; i < scene->primitives->len; i++)
    {
      const MillPrimitive *cell = &g_array_index (scene->primitives, MillPrimitive, i);

      if (cell->kind == MILL_PRIMITIVE_RECT && cell->role == MILL_COLOR_HEAT)
        covered += cell->bounds.width * cell->bounds.height;
    }
  g_assert_cmpfloat (covered, >, 0.8 * scene->plot.width * scene->plot.height);
}

/* There is no half row. */
static void
test_whole_ticks (void)
{
  static const double heights[] = { 1, 2, 3, 4, 7, 14 };
  static const char *const names[] = { "all", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (heights); i++)
    for (double size = 130; size <= 700; size += 150)
      {
        const double x = 0;
        g_autoptr (MillChart) chart = mill_chart_new (MILL_CHART_BAR);
        MillLayout layout = { .width = 400, .height = size, .font_size = 12, .hide_title = TRUE };
        g_autoptr (MillScene) scene = NULL;
        guint n_numbers = 0;

        mill_chart_set_axis (chart, MILL_CHART_X, MILL_SCALE_CATEGORY, NULL, NULL);
        mill_chart_set_categories (chart, names);
        mill_chart_add_series (chart, NULL, MILL_COLOR_AUTO, &x, &heights[i], 1);
        scene = mill_chart_layout (chart, &layout, &test_measurer);
        for (guint k = 0; k < scene->primitives->len; k++)
          {
            const MillPrimitive *text = &g_array_index (scene->primitives, MillPrimitive, k);

            if (text->kind != MILL_PRIMITIVE_TEXT || g_str_equal (text->text, "all"))
              continue;
            n_numbers++;
            g_assert_null (strchr (text->text, '.'));
          }
        g_assert_cmpuint (n_numbers, >=, 2);
      }
}

/* Whatever can be counted has its place: it is not left out without a word. */
static void
test_largest_numbers (void)
{
  static const double values[] = { 0, 1e300, 3e301, 9e305 };
  g_autoptr (MillChart) chart = mill_chart_new (MILL_CHART_SCATTER);
  MillLayout layout = { .width = 600, .height = 400 };
  g_autoptr (MillScene) scene = NULL;

  mill_chart_add_series (chart, NULL, MILL_COLOR_AUTO, values, values, G_N_ELEMENTS (values));
  scene = mill_chart_layout (chart, &layout, &test_measurer);
  g_assert_cmpuint (scene->hits->len, ==, G_N_ELEMENTS (values));
}

/* Below a low chart names are level and whole, even if not all of them have room. */
static void
test_names_below_a_low_chart (void)
{
  static const char *const names[] = { "Category 1", "Category 2", "Category 3", "Category 4",
                                       "Category 5", NULL };
  static const double x[] = { 0, 1, 2, 3, 4 }, y[] = { 5, 4, 3, 2, 1 };
  g_autoptr (MillChart) chart = mill_chart_new (MILL_CHART_BAR);
  MillLayout layout = { .width = 220, .height = 120, .font_size = 12, .hide_title = TRUE };
  g_autoptr (MillScene) scene = NULL;
  const MillPrimitive *name;

  mill_chart_set_axis (chart, MILL_CHART_X, MILL_SCALE_CATEGORY, NULL, NULL);
  mill_chart_set_categories (chart, names);
  mill_chart_add_series (chart, NULL, MILL_COLOR_AUTO, x, y, 5);
  scene = mill_chart_layout (chart, &layout, &test_measurer);
  name = find_text (scene, "Category 1");
  g_assert_nonnull (name);
  g_assert_cmpfloat (name->angle, ==, 0);
  check_texts (scene);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/layout/any-chart", test_any_chart);
  g_test_add_func ("/chart/layout/texts", test_texts);
  g_test_add_func ("/chart/layout/compact", test_compact);
  g_test_add_func ("/chart/layout/empty", test_empty);
  g_test_add_func ("/chart/layout/places", test_places);
  g_test_add_func ("/chart/layout/zoom", test_zoom);
  g_test_add_func ("/chart/layout/density", test_density);
  g_test_add_func ("/chart/layout/long-line", test_long_line);
  g_test_add_func ("/chart/layout/matrix-fills-the-page", test_matrix_fills_the_page);
  g_test_add_func ("/chart/layout/small-cells", test_small_cells);
  g_test_add_func ("/chart/layout/names-below-a-low-chart", test_names_below_a_low_chart);
  g_test_add_func ("/chart/layout/whole-ticks", test_whole_ticks);
  g_test_add_func ("/chart/layout/largest-numbers", test_largest_numbers);
  return g_test_run ();
}
