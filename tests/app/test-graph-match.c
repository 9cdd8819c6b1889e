/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/graph-match.h"

static MillGraphIndex *
make_index (void)
{
  MillGraphIndex *index = mill_graph_index_new ();

  mill_graph_index_add (index, "weather", MILL_FOUND_TITLE, "Weather");
  mill_graph_index_add (index, "weather", MILL_FOUND_TYPE, "Read CSV");
  mill_graph_index_add (index, "weather", MILL_FOUND_SETTING, "weather.csv");
  mill_graph_index_add (index, "weather", MILL_FOUND_COLUMN, "rain");
  mill_graph_index_add (index, "weather", MILL_FOUND_COLUMN, "temp_max");
  mill_graph_index_add (index, "wet", MILL_FOUND_TITLE, "Only wet days");
  mill_graph_index_add (index, "wet", MILL_FOUND_TYPE, "Filter Rows");
  mill_graph_index_add (index, "wet", MILL_FOUND_SETTING, "rain > 0.1");
  mill_graph_index_add (index, "wet", MILL_FOUND_SETTING, "");
  mill_graph_index_add (index, "wet", MILL_FOUND_PROBLEM, NULL);
  mill_graph_index_add (index, "trees", MILL_FOUND_TITLE, "Rain tomorrow");
  mill_graph_index_add (index, "trees", MILL_FOUND_PROBLEM, "There is no column “Überfluss”");

  return index;
}

static void
assert_found (const char           *text,
              const char           *nodes,
              const MillFoundPlace *place)
{
  g_autoptr(MillGraphIndex) index = make_index ();
  g_autoptr(GArray) hits = mill_graph_index_search (index, text);
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            g_array_index (hits, MillGraphHit, i).node);
  g_assert_cmpstr (found->str, ==, nodes);
  if (place != NULL)
    g_assert_cmpint (g_array_index (hits, MillGraphHit, 0).place, ==, *place);
}

static void
test_order (void)
{
  /* A title before a setting before a column, wherever in the pipeline they are. */
  assert_found ("rain", "trees wet weather", &(MillFoundPlace) { MILL_FOUND_TITLE });
  /* Equals stay in the order in which they came. */
  assert_found ("we", "weather wet", &(MillFoundPlace) { MILL_FOUND_TITLE });
}

static void
test_words (void)
{
  assert_found ("rain filter", "wet", &(MillFoundPlace) { MILL_FOUND_SETTING });
  assert_found ("  RAIN \t Csv ", "weather", &(MillFoundPlace) { MILL_FOUND_COLUMN });
  assert_found ("rain snow", "", NULL);
  assert_found ("temp_max", "weather", &(MillFoundPlace) { MILL_FOUND_COLUMN });
  assert_found ("0.1", "wet", &(MillFoundPlace) { MILL_FOUND_SETTING });
}

static void
test_nothing (void)
{
  g_autoptr(MillGraphIndex) empty = mill_graph_index_new ();
  g_autoptr(GArray) hits = mill_graph_index_search (empty, "rain");

  g_assert_cmpuint (hits->len, ==, 0);
  assert_found ("", "", NULL);
  assert_found (" \n", "", NULL);
}

/* Case and how the letters are put together do not count. */
static void
test_letters (void)
{
  assert_found ("überfluss", "trees", &(MillFoundPlace) { MILL_FOUND_PROBLEM });
  assert_found ("U\u0308BERFLUSS", "trees", &(MillFoundPlace) { MILL_FOUND_PROBLEM });
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/graph-match/order", test_order);
  g_test_add_func ("/graph-match/words", test_words);
  g_test_add_func ("/graph-match/nothing", test_nothing);
  g_test_add_func ("/graph-match/letters", test_letters);

  return g_test_run ();
}
