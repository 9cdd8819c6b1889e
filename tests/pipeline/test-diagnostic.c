/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/diagnostic.h"

#include <gio/gio.h>

#include "pipeline/writer.h"

static void
test_text (void)
{
  g_autoptr (MillDiagnostic) whole = NULL;
  g_autoptr (MillDiagnostic) bare = mill_diagnostic_new (MILL_SEVERITY_NOTE, NULL, NULL, "%d rows", 5);
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *text = NULL;
  g_autofree char *bare_text = NULL;
  g_autofree char *json_text = NULL;

  whole = mill_diagnostic_new (MILL_SEVERITY_ERROR, "weather", "choose one", "no such file");
  g_assert_true (mill_diagnostic_at_param (whole, "path") == whole);
  mill_diagnostic_at_line (whole, 7);
  text = mill_diagnostic_to_text (whole);
  g_assert_cmpstr (text, ==, "error: line 7 of the pipeline file: weather: path: no such file (choose one)");
  bare_text = mill_diagnostic_to_text (bare);
  g_assert_cmpstr (bare_text, ==, "note: 5 rows");
  json = mill_diagnostic_to_json (whole);
  json_text = mill_json_to_canonical (json, TRUE);
  g_assert_cmpstr (json_text, ==,
                   "{\"hint\":\"choose one\",\"line\":7,\"message\":\"no such file\","
                   "\"node\":\"weather\",\"param\":\"path\",\"severity\":\"error\"}");
}

static void
test_error (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  g_autoptr (MillDiagnostic) found = NULL;
  g_autoptr (MillDiagnostic) same = NULL;

  mill_fail_param (&error, "rows", "try 5", "%d is too many", 7);
  g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "7 is too many");
  copy = g_error_copy (error);
  found = mill_error_dup_diagnostic (copy, "a");
  g_assert_cmpstr (found->node, ==, "a");
  g_assert_cmpstr (found->param, ==, "rows");
  g_assert_cmpstr (found->hint, ==, "try 5");
  g_assert_cmpint (found->severity, ==, MILL_SEVERITY_ERROR);

  /* The node that the maker named is kept. */
  g_clear_error (&error);
  mill_error_take (&error, mill_diagnostic_ref (found));
  same = mill_error_dup_diagnostic (error, "b");
  g_assert_true (same == found);

  g_clear_error (&error);
  mill_fail_port (&error, "table", NULL, "x");
  mill_fail (NULL, NULL, "nobody wants to know");
}

static void
test_foreign_error (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "Not there");
  g_autoptr (MillDiagnostic) diagnostic = mill_error_dup_diagnostic (error, "a");

  g_assert_cmpstr (diagnostic->message, ==, "Not there");
  g_assert_cmpstr (diagnostic->node, ==, "a");
}

static void
test_list (void)
{
  g_autoptr (GPtrArray) list = mill_diagnostics_new ();

  g_assert_false (mill_diagnostics_has_error (list));
  g_ptr_array_add (list, mill_diagnostic_new (MILL_SEVERITY_WARNING, NULL, NULL, "w"));
  g_assert_false (mill_diagnostics_has_error (list));
  g_ptr_array_add (list, mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, NULL, "e"));
  g_assert_true (mill_diagnostics_has_error (list));
}

static MillDiagnostic *
make (MillSeverity  severity,
      const char   *param,
      guint         line,
      const char   *message)
{
  MillDiagnostic *diagnostic = mill_diagnostic_new (severity, "a", NULL, "%s", message);

  return mill_diagnostic_at_line (mill_diagnostic_at_param (diagnostic, param), line);
}

/* What reading has said, typing does not say again. */
static void
test_merge (void)
{
  g_autoptr (GPtrArray) known = mill_diagnostics_new ();
  g_autoptr (GPtrArray) more = mill_diagnostics_new ();
  const MillDiagnostic *first;

  g_ptr_array_add (known, make (MILL_SEVERITY_WARNING, NULL, 3, "unknown"));
  g_ptr_array_add (known, make (MILL_SEVERITY_ERROR, "rows", 4, "5 is too many"));
  g_ptr_array_add (known, make (MILL_SEVERITY_WARNING, "path", 5, "odd"));

  g_ptr_array_add (more, make (MILL_SEVERITY_ERROR, NULL, 0, "unknown"));
  g_ptr_array_add (more, make (MILL_SEVERITY_ERROR, "rows", 0, "in other words"));
  g_ptr_array_add (more, make (MILL_SEVERITY_ERROR, "path", 0, "There is no file"));
  g_ptr_array_add (more, make (MILL_SEVERITY_ERROR, NULL, 0, "something else"));
  /* Two of one list are not the same for being about one parameter. */
  g_ptr_array_add (more, make (MILL_SEVERITY_ERROR, "path", 0, "It is too long"));

  mill_diagnostics_merge (known, more);
  g_assert_cmpuint (known->len, ==, 6);
  first = g_ptr_array_index (known, 0);
  g_assert_cmpint (first->severity, ==, MILL_SEVERITY_ERROR);
  g_assert_cmpuint (first->line, ==, 3);
  g_assert_cmpstr (((MillDiagnostic *) g_ptr_array_index (known, 3))->message, ==, "There is no file");
  g_assert_cmpstr (((MillDiagnostic *) g_ptr_array_index (known, 4))->message, ==, "something else");
  g_assert_cmpstr (((MillDiagnostic *) g_ptr_array_index (known, 5))->message, ==, "It is too long");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnostic/text", test_text);
  g_test_add_func ("/diagnostic/error", test_error);
  g_test_add_func ("/diagnostic/foreign-error", test_foreign_error);
  g_test_add_func ("/diagnostic/list", test_list);
  g_test_add_func ("/diagnostic/merge", test_merge);

  return g_test_run ();
}
