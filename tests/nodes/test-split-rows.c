/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include <string.h>

#define N_ROWS 2000

/* A table of @n rows, forwards or backwards. */
static char *
make_rows (guint    n,
           gboolean backwards)
{
  GString *csv = g_string_new ("id,day,customer\n");

  for (guint i = 0; i < n; i++)
    {
      guint id = backwards ? n - 1 - i : i;

      g_string_append_printf (csv, "%u,2024-01-%02u,c%u\n", id, id % 28 + 1, id % 50);
    }

  return g_string_free (csv, FALSE);
}

/* The lines of an output, sorted, without the names. */
static GPtrArray *
get_lines (Harness    *harness,
           const char *port)
{
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_free);

  harness_assert_done (harness);
  table = harness_get_table (harness, "node", port);
  lines = g_strsplit (table, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_ptr_array_add (sorted, g_strdup (lines[i]));
  g_ptr_array_sort_values (sorted, (GCompareFunc) g_strcmp0);

  return sorted;
}

static void
assert_same_lines (GPtrArray *a,
                   GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    g_assert_cmpstr (g_ptr_array_index (a, i), ==, g_ptr_array_index (b, i));
}

static void
test_order_does_not_matter (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *forwards = make_rows (N_ROWS, FALSE);
  g_autofree char *backwards = make_rows (N_ROWS, TRUE);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) again = NULL;

  harness_run_node (harness, "split-rows", "{'share': 0.8}", "table", forwards, NULL);
  first = get_lines (harness, "first");
  second = get_lines (harness, "second");
  g_assert_cmpuint (first->len + second->len, ==, N_ROWS);
  /* Six standard deviations of a fair draw. */
  g_assert_cmpuint (first->len, >, 1600 - 108);
  g_assert_cmpuint (first->len, <, 1600 + 108);

  harness_run_node (harness, "split-rows", "{'share': 0.8}", "table", backwards, NULL);
  again = get_lines (harness, "first");
  assert_same_lines (first, again);
}

static void
test_seed_gives_another_split (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *rows = make_rows (200, FALSE);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  harness_run_node (harness, "split-rows", "{'seed': 1}", "table", rows, NULL);
  harness_assert_done (harness);
  first = harness_get_table (harness, "node", "first");
  harness_run_node (harness, "split-rows", "{'seed': 2}", "table", rows, NULL);
  harness_assert_done (harness);
  second = harness_get_table (harness, "node", "first");
  g_assert_cmpstr (first, !=, second);
}

static void
test_keeps_together (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *rows = make_rows (N_ROWS, FALSE);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GHashTable) customers = g_hash_table_new (g_str_hash, g_str_equal);

  harness_run_node (harness, "split-rows", "{'share': 0.5, 'together': ['customer']}", "table",
                    rows, NULL);
  first = get_lines (harness, "first");
  second = get_lines (harness, "second");
  g_assert_cmpuint (first->len, >, 0);
  g_assert_cmpuint (second->len, >, 0);
  for (guint i = 0; i < first->len; i++)
    g_hash_table_add (customers, strrchr (g_ptr_array_index (first, i), ','));
  for (guint i = 0; i < second->len; i++)
    {
      const char *line = g_ptr_array_index (second, i);

      g_assert_false (g_hash_table_contains (customers, strrchr (line, ',')));
    }
}

static void
test_all_and_none (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "split-rows", "{'share': 1}", "table", "a\n1\n2\n", NULL);
  harness_assert_table (harness, "first", "a\n1\n2\n");
  harness_assert_table (harness, "second", "a\n");
  harness_run_node (harness, "split-rows", "{'share': 0}", "table", "a\n1\n2\n", NULL);
  harness_assert_table (harness, "first", "a\n");
  harness_assert_table (harness, "second", "a\n1\n2\n");
}

static void
test_past_and_future (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "split-rows",
                    "{'method': 'order', 'share': 0.5, 'order-by': 'day'}", "table",
                    "day,n\n2024-01-03,1\n2024-01-01,2\n,3\n2024-01-02,4\n", NULL);
  {
    g_autoptr (GPtrArray) first = get_lines (harness, "first");
    g_autoptr (GPtrArray) second = get_lines (harness, "second");

    g_assert_cmpuint (first->len, ==, 2);
    g_assert_cmpstr (g_ptr_array_index (first, 0), ==, "2024-01-01,2");
    g_assert_cmpstr (g_ptr_array_index (first, 1), ==, "2024-01-02,4");
    g_assert_cmpuint (second->len, ==, 2);
  }
}

static void
test_condition (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "split-rows", "{'method': 'condition', 'condition': 'a < 2'}", "table",
                    "a,b\n1,x\n2,y\n,z\n", NULL);
  harness_assert_table (harness, "first", "a,b\n1,x\n");
  harness_assert_table (harness, "second", "a,b\n2,y\n,z\n");
}

static void
test_missing_settings (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "split-rows", "{'method': 'condition'}", "table", "a\n1\n", NULL);
  harness_assert_error (harness, "condition", "empty", NULL);
  harness_run_node (harness, "split-rows", "{'method': 'order'}", "table", "a\n1\n", NULL);
  harness_assert_error (harness, "order-by", "empty", NULL);
  harness_run_node (harness, "split-rows", "{'together': ['b']}", "table", "a\n1\n", NULL);
  harness_assert_error (harness, "together", "b", NULL);
  harness_run_node (harness, "split-rows", "{'share': 1.5}", "table", "a\n1\n", NULL);
  harness_assert_error (harness, "share", "", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split-rows/order-does-not-matter", test_order_does_not_matter);
  g_test_add_func ("/split-rows/seed-gives-another-split", test_seed_gives_another_split);
  g_test_add_func ("/split-rows/keeps-together", test_keeps_together);
  g_test_add_func ("/split-rows/all-and-none", test_all_and_none);
  g_test_add_func ("/split-rows/past-and-future", test_past_and_future);
  g_test_add_func ("/split-rows/condition", test_condition);
  g_test_add_func ("/split-rows/missing-settings", test_missing_settings);

  return g_test_run ();
}
