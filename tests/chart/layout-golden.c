/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout.h"

#include "support.h"

/* The scenes of small charts, line by line, as they were when somebody looked at them and found
 * them good. MILL_UPDATE_GOLDEN=1 writes them anew. */

static char *
to_text (const MillScene *scene)
{
  static const char *const names[] = { "rect", "line", "area", "points", "text", "clip", "unclip" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < scene->primitives->len; i++)
    {
      const MillPrimitive *primitive = &g_array_index (scene->primitives, MillPrimitive, i);
      const MillRect *box = &primitive->bounds;

      g_string_append_printf (text, "%s role=%d", names[primitive->kind], primitive->role);
      if (primitive->kind == MILL_PRIMITIVE_TEXT)
        g_string_append_printf (text, " “%s” size=%.1f%s angle=%.0f", primitive->text,
                                primitive->size, primitive->bold ? " bold" : "", primitive->angle);
      if (primitive->n_points == 0)
        g_string_append_printf (text, " %.1f,%.1f %.1fx%.1f", box->x, box->y, box->width,
                                box->height);
      for (guint j = 0; j < primitive->n_points; j++)
        {
          const MillPoint *point =
              &g_array_index (scene->points, MillPoint, primitive->first_point + j);

          g_string_append_printf (text, " %.1f,%.1f", point->x, point->y);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
check (MillChart  *chart,
       const char *name)
{
  MillLayout layout = { .width = 400, .height = 300, .font_size = 12 };
  g_autoptr (MillScene) scene = mill_chart_layout (chart, &layout, &test_measurer);
  g_autofree char *text = to_text (scene);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "chart", "golden", name, NULL);
  g_autofree char *want = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("MILL_UPDATE_GOLDEN") != NULL)
    g_file_set_contents (path, text, -1, NULL);
  g_file_get_contents (path, &want, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, want);
}

static void
test_bar (void)
{
  g_autoptr (MillChart) chart = test_bar_chart ();

  check (chart, "bar.scene");
}

static void
test_line (void)
{
  g_autoptr (MillChart) chart = test_line_chart ();

  check (chart, "line.scene");
}

static void
test_scatter (void)
{
  g_autoptr (MillChart) chart = test_scatter_chart ();

  check (chart, "scatter.scene");
}

static void
test_matrix (void)
{
  g_autoptr (MillChart) chart = test_matrix_chart ();

  check (chart, "matrix.scene");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/golden/bar", test_bar);
  g_test_add_func ("/chart/golden/line", test_line);
  g_test_add_func ("/chart/golden/scatter", test_scatter);
  g_test_add_func ("/chart/golden/matrix", test_matrix);
  return g_test_run ();
}
