/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/chart.h"

#include <string.h>

#include "chart/table.h"
#include "pipeline/diagnostic.h"
#include "support.h"

static MillChart *
read_text (const char  *text,
           GError     **error)
{
  g_autoptr (JsonNode) json = json_from_string (text, NULL);

  return mill_chart_new_from_json (json, error);
}

static void
check_round_trip (MillChart *chart)
{
  g_autofree char *text = test_to_text (chart), *again = NULL;
  g_autofree char *finding = mill_chart_dup_finding (chart), *finding_again = NULL;
  g_autoptr (MillChart) copy = NULL;
  g_autoptr (GError) error = NULL;

  copy = read_text (text, &error);
  g_assert_no_error (error);
  g_assert_nonnull (copy);
  again = test_to_text (copy);
  g_assert_cmpstr (again, ==, text);
  finding_again = mill_chart_dup_finding (copy);
  g_assert_cmpstr (finding_again, ==, finding);
}

static void
test_round_trip (void)
{
  g_autoptr (MillChart) bar = test_bar_chart (), line = test_line_chart ();
  g_autoptr (MillChart) scatter = test_scatter_chart (), matrix = test_matrix_chart ();

  check_round_trip (bar);
  check_round_trip (line);
  check_round_trip (scatter);
  check_round_trip (matrix);
}

/* Doubles come back bit for bit. */
static void
test_exact (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autofree double *x = g_new (double, 500), *y = g_new (double, 500);
  g_autoptr (MillChart) chart = mill_chart_new (MILL_CHART_SCATTER), copy = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 500; i++)
    {
      x[i] = g_rand_double (rand) * 1e-7;
      y[i] = -g_rand_double (rand) * 1e200;
    }
  mill_chart_add_series (chart, NULL, MILL_COLOR_AUTO, x, y, 500);
  text = test_to_text (chart);
  copy = read_text (text, NULL);
  g_assert_cmpmem (mill_chart_get_series (copy, 0)->x, 500 * sizeof (double), x,
                   500 * sizeof (double));
  g_assert_cmpmem (mill_chart_get_series (copy, 0)->y, 500 * sizeof (double), y,
                   500 * sizeof (double));
}

static void
test_any_chart (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (MillChart) chart = test_random_chart (rand);
      g_autofree char *text = test_to_text (chart);

      /* Text that is not UTF-8 has no JSON; everything else comes back. */
      if (g_utf8_validate (text, -1, NULL))
        check_round_trip (chart);
    }
}

static void
test_broken (void)
{
  static const char *const texts[] = {
    "null",
    "[]",
    "3",
    "\"bar\"",
    "{}",
    "{\"chart\":null}",
    "{\"chart\":7}",
    "{\"chart\":\"pie\"}",
    "{\"chart\":\"bar\",\"title\":5}",
    "{\"chart\":\"bar\",\"x\":[]}",
    "{\"chart\":\"bar\",\"x\":{\"scale\":\"polar\"}}",
    "{\"chart\":\"bar\",\"y\":{\"min\":\"low\"}}",
    "{\"chart\":\"bar\",\"categories\":[\"a\",1]}",
    "{\"chart\":\"bar\",\"stacked\":\"yes\"}",
    "{\"chart\":\"bar\",\"series\":{}}",
    "{\"chart\":\"bar\",\"series\":[null]}",
    "{\"chart\":\"bar\",\"series\":[{\"x\":[1,2],\"y\":[1]}]}",
    "{\"chart\":\"bar\",\"series\":[{\"x\":[\"a\"],\"y\":[1]}]}",
    "{\"chart\":\"histogram\",\"series\":[{\"x\":[1],\"y\":[1]}]}",
    "{\"chart\":\"confusion\",\"series\":[{\"x\":[1],\"y\":[1]}]}",
    "{\"chart\":\"line\",\"references\":[{\"axis\":\"z\"}]}",
    "{\"chart\":\"density\",\"grid\":{}}",
    "{\"chart\":\"density\",\"grid\":{\"x-min\":0,\"x-max\":1,\"y-min\":0,\"y-max\":1,\"columns\":"
    "2,\"rows\":2,\"counts\":[1]}}",
    "{\"chart\":\"density\",\"grid\":{\"x-min\":0,\"x-max\":1,\"y-min\":0,\"y-max\":1,\"columns\":-"
    "1,\"rows\":-1,\"counts\":[1]}}",
    "{\"chart\":\"density\",\"grid\":{\"x-min\":1,\"x-max\":0,\"y-min\":0,\"y-max\":1,\"columns\":"
    "1,\"rows\":1,\"counts\":[1]}}",
    "{\"chart\":\"bar\",\"grid\":{\"x-min\":0,\"x-max\":1,\"y-min\":0,\"y-max\":1,\"columns\":1,"
    "\"rows\":1,\"counts\":[1]}}",
    "{\"chart\":\"confusion\",\"matrix\":{}}",
    "{\"chart\":\"confusion\",\"matrix\":{\"actual\":[\"a\"],\"predicted\":[\"a\",\"b\"],"
    "\"counts\":[1]}}",
    "{\"chart\":\"line\",\"matrix\":{\"actual\":[\"a\"],\"predicted\":[\"a\"],\"counts\":[1]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (texts[i], &error));
      g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
    }
}

/* A chart whose text was damaged anywhere is refused, or is a chart that can be laid out. */
static void
test_damaged (void)
{
  static const char marks[] = "0123456789-.eE[]{}:,\"nulltrefasx";
  g_autoptr (GRand) rand = g_rand_new_with_seed (99);
  guint refused = 0, accepted = 0;

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (MillChart) chart = i % 2   ? test_line_chart ()
                                    : i % 4 ? test_bar_chart ()
                                            : test_matrix_chart ();
      g_autofree char *text = test_to_text (chart);
      g_autoptr (MillChart) damaged = NULL;
      gsize length = strlen (text);

      for (guint j = 0; j < 1 + i % 3; j++)
        text[g_rand_int_range (rand, 0, (gint32) length)] =
            marks[g_rand_int_range (rand, 0, sizeof marks - 1)];
      damaged = read_text (text, NULL);
      if (damaged != NULL)
        {
          MillLayout layout = { .width = 300, .height = 200, .font_size = 12 };
          g_autoptr (MillScene) scene = mill_chart_layout (damaged, &layout, &test_measurer);
          g_autofree char *finding = mill_chart_dup_finding (damaged);
          g_autoptr (MillChartTable) table = mill_chart_table_new (damaged);

          accepted++;
        }
      else
        refused++;
    }
  g_assert_cmpuint (refused, >, 100);
  g_assert_cmpuint (accepted, >, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/json/round-trip", test_round_trip);
  g_test_add_func ("/chart/json/exact", test_exact);
  g_test_add_func ("/chart/json/any-chart", test_any_chart);
  g_test_add_func ("/chart/json/broken", test_broken);
  g_test_add_func ("/chart/json/damaged", test_damaged);
  return g_test_run ();
}
