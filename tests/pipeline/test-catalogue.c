/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/catalogue.h"

#include "sample-types.h"

static void
assert_found (const char *text,
              const char *expected)
{
  g_autoptr (GPtrArray) types = mill_catalogue_search (&sample_catalogue, text);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < types->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            ((const MillNodeType *) g_ptr_array_index (types, i))->id);
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_search (void)
{
  assert_found ("", "read filter union apply learn write");
  assert_found (NULL, "read filter union apply learn write");
  assert_found ("  ", "read filter union apply learn write");
  assert_found ("filter", "filter");
  assert_found ("ROWS read", "read");
  assert_found ("rows", "read filter write union apply");
  assert_found ("import", "read");
  assert_found ("model", "apply learn");
  assert_found ("rows xyz", "");
}

static void
test_find (void)
{
  const MillNodeType *apply = mill_catalogue_find (&sample_catalogue, "apply");

  g_assert_cmpuint (mill_catalogue_get_n_types (&sample_catalogue), ==, 6);
  g_assert_null (mill_catalogue_find (&sample_catalogue, "Apply"));
  g_assert_null (mill_catalogue_find (NULL, "apply"));
  g_assert_cmpuint (mill_node_type_get_n_ports (apply, MILL_PORT_IN), ==, 2);
  g_assert_cmpuint (mill_node_type_get_n_ports (apply, MILL_PORT_OUT), ==, 1);
  g_assert_cmpstr (mill_node_type_get_port (apply, MILL_PORT_IN, 1)->name, ==, "table");
  g_assert_null (mill_node_type_get_port (apply, MILL_PORT_IN, 2));
  g_assert_cmpint (mill_node_type_find_port (apply, MILL_PORT_OUT, "table")->direction, ==,
                   MILL_PORT_OUT);
  g_assert_null (mill_node_type_find_port (apply, MILL_PORT_OUT, "model"));
  for (MillPortType type = MILL_PORT_TABLE; type <= MILL_PORT_REPORT; type++)
    {
      g_autofree char *name = g_ascii_strdown (mill_port_type_get_label (type), -1);

      g_assert_cmpstr (name, ==, mill_port_type_get_name (type));
    }
  for (MillCategory category = 0; category < MILL_N_CATEGORIES; category++)
    {
      g_autofree char *name = g_ascii_strdown (mill_category_get_label (category), -1);

      g_assert_cmpstr (name, ==, mill_category_get_name (category));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/search", test_search);
  g_test_add_func ("/catalogue/find", test_find);

  return g_test_run ();
}
