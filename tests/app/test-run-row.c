/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "app/compare/run-row.h"

/* What a list of runs says of one. */

static void
test_values (void)
{
  MillRunRecord run = { .parameters = (char *) "{\"most\": 2, \"name\": \"x, y\", \"rate\": 0.5, \"strict\": true}" };
  MillRunRecord plain = { .parameters = (char *) "{}" };
  g_autofree char *values = mill_run_row_dup_values (&run);

  g_assert_cmpstr (values, ==, "most = 2, name = x, y, rate = 0.5, strict = true");
  g_assert_null (mill_run_row_dup_values (&plain));
}

static void
test_how (void)
{
  MillMetricRecord accuracy = { .name = (char *) "accuracy", .value = 0.84, .baseline = 0.61 };
  MillMetricRecord loss = { .name = (char *) "log loss", .value = 0.3, .baseline = NAN };
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) scores = g_ptr_array_new ();
  MillRunRecord run = { .state = MILL_RECORD_DONE, .seconds = 2.4, .scores = none };
  g_autofree char *without = mill_run_row_dup_how (&run);
  g_autofree char *with = NULL;

  g_assert_cmpstr (without, ==, "Done, 2.4 s");
  g_ptr_array_add (scores, &accuracy);
  g_ptr_array_add (scores, &loss);
  g_ptr_array_add (scores, &loss);
  run.scores = scores;
  with = mill_run_row_dup_how (&run);
  g_assert_cmpstr (with, ==, "Done, 2.4 s · accuracy 0.84 (0.61) · log loss 0.3");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/run-row/values", test_values);
  g_test_add_func ("/app/run-row/how", test_how);

  return g_test_run ();
}
