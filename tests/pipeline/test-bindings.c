/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/bindings.h"

#include "pipeline/writer.h"

#include "sample-types.h"

static const char parameters[] =
  "'parameters': {"
  "'day': {'type': 'date', 'default': '2015-01-01'}, 'n': {'type': 'integer', 'default': 5},"
  "'share': {'type': 'number', 'default': 0.25}, 'on': {'type': 'boolean', 'default': false},"
  "'file': {'type': 'string', 'default': 'a.csv'}, 'empty': {'type': 'string'}}";

static MillPipeline *
with_params (const char *params)
{
  g_autofree char *untidy = g_strdup_printf (
    "{'format': 'millrace/1', %s, 'nodes': {'r': {'type': 'read', 'version': 1, 'params': %s}}}",
    parameters, params);
  g_autofree char *text = sample_quote (untidy);

  return sample_read (text, NULL);
}

static void
assert_substituted (const char *params,
                    const char *expected,
                    const char *problem,
                    const char *param)
{
  g_autoptr (MillPipeline) pipeline = with_params (params);
  g_autoptr (MillBindings) bindings = mill_bindings_new (pipeline, NULL, NULL);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autofree char *quoted = sample_quote (expected);
  g_autoptr (JsonNode) json = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_take_object (json, mill_bindings_substitute (bindings,
                                                         mill_pipeline_get_node_type (pipeline, "r"),
                                                         mill_pipeline_get_node (pipeline, "r"),
                                                         problems));
  text = mill_json_to_canonical (json, TRUE);
  g_assert_cmpstr (text, ==, quoted);
  g_assert_cmpuint (problems->len, ==, problem != NULL);
  if (problem != NULL)
    {
      const MillDiagnostic *diagnostic = g_ptr_array_index (problems, 0);

      g_assert_cmpstr (diagnostic->message, ==, problem);
      g_assert_cmpstr (diagnostic->node, ==, "r");
      g_assert_cmpstr (diagnostic->param, ==, param);
    }
}

static void
test_substitute (void)
{
  g_setenv ("MILL_TEST_WORD", "secret", TRUE);
  g_unsetenv ("MILL_TEST_NONE");

  assert_substituted ("{}", "{}", NULL, NULL);
  assert_substituted ("{'rows': '${n}', 'share': '${share}', 'header': '${on}'}",
                      "{'header':false,'rows':5,'share':0.25}", NULL, NULL);
  assert_substituted ("{'path': 'x/${file}-${n}.${share}'}", "{'path':'x/a.csv-5.0.25'}", NULL, NULL);
  assert_substituted ("{'path': '${n}'}", "{'path':'5'}", NULL, NULL);
  assert_substituted ("{'path': '${file}'}", "{'path':'a.csv'}", NULL, NULL);
  assert_substituted ("{'path': '$${n} $n {n} $$${n}'}", "{'path':'${n} $n {n} $${n}'}", NULL, NULL);
  assert_substituted ("{'path': '${env:MILL_TEST_WORD}!'}", "{'path':'secret!'}", NULL, NULL);
  assert_substituted ("{'columns': ['${file}', '${n}', 'x']}", "{'columns':['a.csv','5','x']}",
                      NULL, NULL);
  assert_substituted ("{'formulas': [{'name': '${file}', 'expression': 'a > ${n}',"
                      " 'weight': '${share}', 'what': '${n}'}]}",
                      "{'formulas':[{'expression':'a > ${n}','name':'a.csv',"
                      "'weight':0.25,'what':'${n}'}]}", NULL, NULL);
}

static void
test_problems (void)
{
  assert_substituted ("{'path': '${fiel}.x'}", "{'path':'.x'}",
                      "The pipeline has no parameter “fiel”", "path");
  assert_substituted ("{'rows': '${}'}", "{'rows':''}", "The pipeline has no parameter “”", "rows");
  assert_substituted ("{'path': '${empty}'}", "{'path':''}",
                      "The parameter “empty” has no value", "path");
  assert_substituted ("{'path': 'a ${file'}", "{'path':'a ${file'}",
                      "“a ${file” has a ${ without a }", "path");
  assert_substituted ("{'path': '${env:MILL_TEST_NONE}'}", "{'path':''}",
                      "The environment variable MILL_TEST_NONE is not set", "path");
}

static void
test_unknown_params_stay (void)
{
  g_autofree char *untidy = g_strdup_printf (
    "{'format': 'millrace/1', %s, 'nodes': {'r': {'type': 'future', 'version': 1,"
    " 'params': {'x': '${nobody}'}}}}", parameters);
  g_autofree char *text = sample_quote (untidy);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  g_autoptr (MillBindings) bindings = mill_bindings_new (pipeline, NULL, NULL);
  g_autoptr (JsonObject) object = NULL;

  g_ptr_array_set_size (problems, 0);
  object = mill_bindings_substitute (bindings, NULL, mill_pipeline_get_node (pipeline, "r"), problems);
  g_assert_cmpstr (json_object_get_string_member (object, "x"), ==, "${nobody}");
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_overrides (void)
{
  g_autoptr (MillPipeline) pipeline = with_params ("{}");
  const char *overrides[] = {
    "n=7", "n=8", "day=2020-02-29", "file=a=b", "empty=", "on=yes", "share=1e-3", NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MillBindings) bindings = mill_bindings_new (pipeline, overrides, &error);
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  MillParameterType type;

  g_assert_no_error (error);
  json = mill_bindings_to_json (bindings);
  text = mill_json_to_canonical (json, TRUE);
  expected = sample_quote ("{'day':'2020-02-29','empty':'','file':'a=b','n':8,'on':true,'share':0.001}");
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (json_node_get_int (mill_bindings_get (bindings, "n", &type)), ==, 8);
  g_assert_cmpint (type, ==, MILL_PARAMETER_INTEGER);
  g_assert_null (mill_bindings_get (bindings, "nobody", NULL));
}

static void
test_bad_overrides (void)
{
  static const char *const bad[][2] = {
    { "n", "“n” does not set a parameter" },
    { "m=1", "The pipeline has no parameter “m”" },
    { "n=1.5", "“1.5” cannot be the value of the parameter “n”" },
    { "n=99999999999999999999", "“99999999999999999999” cannot be the value of the parameter “n”" },
    { "n= 5 ", "“ 5 ” cannot be the value of the parameter “n”" },
    { "share=inf", "“inf” cannot be the value of the parameter “share”" },
    { "share=", "“” cannot be the value of the parameter “share”" },
    { "on=maybe", "“maybe” cannot be the value of the parameter “on”" },
    { "day=2015-02-29", "“2015-02-29” cannot be the value of the parameter “day”" },
    { "day=2015-2-9", "“2015-2-9” cannot be the value of the parameter “day”" },
    { "day=0000-01-01", "“0000-01-01” cannot be the value of the parameter “day”" },
  };
  g_autoptr (MillPipeline) pipeline = with_params ("{}");

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *overrides[] = { bad[i][0], NULL };
      g_autoptr (GError) error = NULL;

      g_assert_null (mill_bindings_new (pipeline, overrides, &error));
      sample_assert_error (&error, bad[i][1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bindings/substitute", test_substitute);
  g_test_add_func ("/bindings/problems", test_problems);
  g_test_add_func ("/bindings/unknown-params-stay", test_unknown_params_stay);
  g_test_add_func ("/bindings/overrides", test_overrides);
  g_test_add_func ("/bindings/bad-overrides", test_bad_overrides);

  return g_test_run ();
}
