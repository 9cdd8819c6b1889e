/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/params.h"

#include <math.h>

#include "pipeline/writer.h"

#include "sample-types.h"

static const MillNodeType *
type (void)
{
  return mill_catalogue_find (&sample_catalogue, "read");
}

/* The settings that @text (JSON with ' for ") gives. */
static SampleSettings *
parse (const char *text,
       GPtrArray  *problems)
{
  g_autoptr (JsonNode) json = sample_json (text);

  return mill_params_parse (type (), json_node_get_object (json), problems);
}

static void
assert_problem (GPtrArray  *problems,
                guint       index,
                const char *param,
                const char *message)
{
  const MillDiagnostic *diagnostic;

  g_assert_cmpuint (index, <, problems->len);
  diagnostic = g_ptr_array_index (problems, index);
  g_assert_cmpstr (diagnostic->param, ==, param);
  g_assert_cmpstr (diagnostic->message, ==, message);
}

static void
test_defaults (void)
{
  SampleSettings *made = mill_params_new (type ());
  SampleSettings *parsed = mill_params_parse (type (), NULL, NULL);

  g_assert_cmpstr (made->path, ==, "");
  g_assert_true (made->header);
  g_assert_cmpint (made->rows, ==, 100);
  g_assert_cmpfloat (made->share, ==, 0.5);
  g_assert_true (isnan (made->limit));
  g_assert_cmpint (made->mode, ==, 0);
  g_assert_cmpuint (g_strv_length (made->columns), ==, 2);
  g_assert_cmpuint (made->formulas->len, ==, 0);
  g_assert_true (mill_params_equal (type (), made, parsed));
  mill_params_free (type (), made);
  mill_params_free (type (), parsed);
  mill_params_free (type (), NULL);
}

static void
test_values (void)
{
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *text = NULL;
  SampleSettings *settings, *again;
  SampleColumn *column;

  settings = parse ("{'path': 'a', 'header': false, 'rows': 7.0, 'share': 1, 'limit': 2.5,"
                    " 'mode': 'custom', 'mode-detail': 'd', 'columns': ['x'],"
                    " 'formulas': [{'name': 'n', 'expression': 'e', 'order': 'descending'}],"
                    " 'unknown': {}}", problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (settings->path, ==, "a");
  g_assert_false (settings->header);
  g_assert_cmpint (settings->rows, ==, 7);
  g_assert_cmpfloat (settings->share, ==, 1);
  g_assert_cmpfloat (settings->limit, ==, 2.5);
  g_assert_cmpint (settings->mode, ==, 7);
  g_assert_cmpstr (settings->columns[0], ==, "x");
  g_assert_null (settings->columns[1]);
  g_assert_cmpuint (settings->formulas->len, ==, 1);
  column = g_ptr_array_index (settings->formulas, 0);
  g_assert_cmpstr (column->name, ==, "n");
  g_assert_cmpfloat (column->weight, ==, 1);
  g_assert_cmpint (column->order, ==, 1);

  json = mill_params_to_json (type (), settings);
  text = mill_json_to_canonical (json, TRUE);
  g_assert_cmpstr (text, ==,
                   "{\"columns\":[\"x\"],\"formulas\":[{\"expression\":\"e\",\"name\":\"n\","
                   "\"order\":\"descending\",\"weight\":1}],\"header\":false,\"limit\":2.5,"
                   "\"mode\":\"custom\",\"mode-detail\":\"d\",\"path\":\"a\",\"rows\":7,\"share\":1}");
  again = mill_params_parse (type (), json_node_get_object (json), problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_true (mill_params_equal (type (), settings, again));
  column->weight = 2;
  g_assert_false (mill_params_equal (type (), settings, again));
  mill_params_free (type (), settings);
  mill_params_free (type (), again);
}

/* Each member by itself makes two settings differ. */
static void
test_equal (void)
{
  static const char *const texts[] = {
    "{'path': 'a'}", "{'header': false}", "{'rows': 1}", "{'share': 0.1}", "{'limit': 1}",
    "{'mode': 'exact'}", "{'mode-detail': 'x'}", "{'columns': []}", "{'formulas': [{}]}",
    "{'formulas': [{'name': 'n'}]}"
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (texts); j++)
      {
        SampleSettings *a = parse (texts[i], NULL), *b = parse (texts[j], NULL);

        g_assert_cmpint (mill_params_equal (type (), a, b), ==, i == j);
        mill_params_free (type (), a);
        mill_params_free (type (), b);
      }
}

static void
test_wrong_values_become_defaults (void)
{
  static const char *const wrong[] = {
    "{'path': 5}", "{'path': null}", "{'header': 1}", "{'rows': '1'}", "{'rows': 1e30}",
    "{'rows': -5}", "{'share': []}", "{'share': 1.01}", "{'limit': 'x'}", "{'mode': 3}",
    "{'mode': ''}", "{'columns': {}}", "{'columns': [null]}", "{'formulas': [[]]}",
    "{'formulas': {'name': 'x'}}", "{'formulas': [{'order': 'up'}]}"
  };
  SampleSettings *usual = mill_params_new (type ());

  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
      SampleSettings *settings = parse (wrong[i], problems);

      g_assert_true (mill_params_equal (type (), settings, usual));
      g_assert_cmpuint (problems->len, >=, 1);
      g_assert_true (mill_diagnostics_has_error (problems));
      mill_params_free (type (), settings);
    }
  mill_params_free (type (), usual);
}

static void
test_required (void)
{
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  SampleSettings *settings = parse ("{}", problems);

  /* The detail is required too, but not shown. */
  g_assert_cmpuint (problems->len, ==, 1);
  assert_problem (problems, 0, "path", "“File” is empty");
  mill_params_free (type (), settings);

  g_ptr_array_set_size (problems, 0);
  settings = parse ("{'path': '${file}', 'mode': 'exact', 'formulas': [{'name': 'a'}, {}]}", problems);
  g_assert_cmpuint (problems->len, ==, 2);
  assert_problem (problems, 0, "mode-detail", "“Detail” is empty");
  assert_problem (problems, 1, "formulas", "Row 2: “Name” is empty");
  mill_params_free (type (), settings);

  g_ptr_array_set_size (problems, 0);
  settings = parse ("{'path': 5}", problems);
  g_assert_cmpuint (problems->len, ==, 1);
  assert_problem (problems, 0, "path", "The value 5 is of the wrong kind");
  mill_params_free (type (), settings);
}

static void
test_references (void)
{
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  SampleSettings *settings = parse ("{'path': '${p}', 'rows': '${n}', 'header': '${h}',"
                                    " 'mode': '${m}', 'columns': '${c}', 'formulas': '${f}'}",
                                    problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (settings->path, ==, "${p}");
  g_assert_cmpint (settings->rows, ==, 100);
  mill_params_free (type (), settings);
}

static void
assert_visible (const char *text,
                const char *param,
                gboolean    visible)
{
  SampleSettings *settings = parse (text, NULL);

  g_assert_cmpint (mill_param_is_visible (type (), mill_node_type_find_param (type (), param),
                                          settings), ==, visible);
  mill_params_free (type (), settings);
}

static void
test_visible (void)
{
  assert_visible ("{}", "path", TRUE);
  assert_visible ("{}", "mode-detail", FALSE);
  assert_visible ("{'mode': 'exact'}", "mode-detail", TRUE);
  assert_visible ("{'mode': 'custom'}", "mode-detail", TRUE);
  assert_visible ("{}", "formulas", FALSE);
  assert_visible ("{'path': 'x'}", "formulas", TRUE);
}

static void
test_names (void)
{
  const MillParam *param = mill_node_type_find_param (type (), "mode-detail");

  g_assert_nonnull (param);
  g_assert_cmpstr (mill_param_get_name (param), ==, "mode-detail");
  g_assert_null (mill_node_type_find_param (type (), "mode_detail"));
  g_assert_null (mill_node_type_find_param (type (), "mode-detai"));
  g_assert_null (mill_node_type_find_param (type (), "mode-details"));
  g_assert_null (mill_node_type_find_param (type (), ""));
  param = mill_node_type_find_param (type (), "mode");
  g_assert_cmpint (mill_param_find_choice (param, "custom")->value, ==, 7);
  g_assert_null (mill_param_find_choice (param, "Custom"));
  g_assert_cmpstr (mill_param_get_choice_name (param, 7), ==, "custom");
  g_assert_null (mill_param_get_choice_name (param, 3));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/params/defaults", test_defaults);
  g_test_add_func ("/params/values", test_values);
  g_test_add_func ("/params/equal", test_equal);
  g_test_add_func ("/params/wrong-values-become-defaults", test_wrong_values_become_defaults);
  g_test_add_func ("/params/required", test_required);
  g_test_add_func ("/params/references", test_references);
  g_test_add_func ("/params/visible", test_visible);
  g_test_add_func ("/params/names", test_names);

  return g_test_run ();
}
