/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/render-cairo.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pipeline/diagnostic.h"
#include "support.h"

/* Fontconfig keeps some of its configuration for good. */
const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libfontconfig\n";
}

static void
count_element_cb (GMarkupParseContext  *context,
                  const char           *name,
                  const char          **attribute_names,
                  const char          **attribute_values,
                  gpointer              user_data,
                  GError              **error)
{
  guint *n = user_data;

  (*n)++;
}

static void
check_svg (MillChart *chart)
{
  static const GMarkupParser parser = { .start_element = count_element_cb };
  MillLayout layout = { .width = 400, .height = 300, .font_size = 12 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = mill_chart_render (chart, &layout, MILL_IMAGE_SVG, 1, &error);
  g_autoptr (GMarkupParseContext) context = NULL;
  guint n = 0;

  g_assert_no_error (error);
  context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &n, NULL);
  g_markup_parse_context_parse (context, g_bytes_get_data (bytes, NULL),
                                (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, 1);
}

static void
test_svg (void)
{
  g_autoptr (MillChart) bar = test_bar_chart (), line = test_line_chart ();
  g_autoptr (MillChart) scatter = test_scatter_chart (), matrix = test_matrix_chart ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (21);

  check_svg (bar);
  check_svg (line);
  check_svg (scatter);
  check_svg (matrix);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (MillChart) chart = test_random_chart (rand);

      check_svg (chart);
    }
}

/* The same chart gives the same bytes. */
static void
test_stable (void)
{
  g_autoptr (MillChart) chart = test_line_chart ();
  MillLayout layout = { .width = 400, .height = 300, .font_size = 12 };
  g_autoptr (GBytes) first = mill_chart_render (chart, &layout, MILL_IMAGE_SVG, 1, NULL);
  g_autoptr (GBytes) second = mill_chart_render (chart, &layout, MILL_IMAGE_SVG, 1, NULL);

  g_assert_true (g_bytes_equal (first, second));
}

static void
test_files (void)
{
  static const struct { const char *name; const char *start; } files[] = {
    { "chart.svg", "<?xml" }, { "chart.PNG", "\211PNG" }, { "chart.pdf", "%PDF" } };
  g_autofree char *folder = g_dir_make_tmp ("millrace-chart-XXXXXX", NULL);
  g_autoptr (MillChart) chart = test_bar_chart ();
  MillLayout layout = { .width = 400, .height = 300, .font_size = 12 };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      g_assert_true (mill_chart_render_to_file (chart, &layout, 2, path, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      g_assert_cmpuint (length, >, 500);
      g_assert_cmpmem (contents, strlen (files[i].start), files[i].start, strlen (files[i].start));
      g_remove (path);
    }
  g_rmdir (folder);
}

/* The corner of a picture has the background of the theme; a bar has its colour. */
static void
test_pixels (void)
{
  g_autoptr (MillChart) chart = test_bar_chart ();

  for (MillTheme theme = MILL_THEME_LIGHT; theme <= MILL_THEME_DARK; theme++)
    {
      MillLayout layout = { .width = 400, .height = 300, .font_size = 12, .theme = theme };
      g_autoptr (MillScene) scene = mill_chart_layout (chart, &layout, &test_measurer);
      MillColor back = mill_theme_get_color (theme, MILL_COLOR_BACKGROUND, 0);
      MillColor bar = mill_theme_get_color (theme, MILL_COLOR_SERIES_1, 0);
      const MillRect *box = &g_array_index (scene->hits, MillHit, 0).bounds;
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 400, 300);
      cairo_t *cr = cairo_create (surface);
      const unsigned char *corner, *middle;

      mill_scene_draw_cairo (scene, cr);
      cairo_surface_flush (surface);
      corner = cairo_image_surface_get_data (surface);
      middle = corner +
               (int) (box->y + box->height / 2) * cairo_image_surface_get_stride (surface) +
               4 * (int) (box->x + box->width / 2);
      g_assert_cmpint (ABS (corner[0] - (int) (back.blue * 255)), <=, 1);
      g_assert_cmpint (ABS (middle[0] - (int) (bar.blue * 255)), <=, 1);
      g_assert_cmpint (ABS (middle[2] - (int) (bar.red * 255)), <=, 1);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_errors (void)
{
  g_autoptr (MillChart) chart = test_bar_chart ();
  MillLayout layout = { .width = 400, .height = 300, .font_size = 12 };
  MillLayout huge = { .width = 1e6, .height = 1e6, .font_size = 12 };
  g_autoptr (GError) name = NULL, size = NULL, folder = NULL;

  g_assert_false (mill_chart_render_to_file (chart, &layout, 1, "chart.gif", &name));
  g_assert_error (name, MILL_ERROR, MILL_ERROR_FAILED);
  g_assert_null (mill_chart_render (chart, &huge, MILL_IMAGE_PNG, 1, &size));
  g_assert_error (size, MILL_ERROR, MILL_ERROR_FAILED);
  g_assert_false (
      mill_chart_render_to_file (chart, &layout, 1, "/nowhere/at/all/chart.svg", &folder));
  g_assert_error (folder, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/render/svg", test_svg);
  g_test_add_func ("/chart/render/stable", test_stable);
  g_test_add_func ("/chart/render/files", test_files);
  g_test_add_func ("/chart/render/pixels", test_pixels);
  g_test_add_func ("/chart/render/errors", test_errors);
  return g_test_run ();
}
