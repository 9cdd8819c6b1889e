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

#define READING(parameters, params) \
  "{'format': 'millrace/1', 'parameters': {" parameters "}, " \
  "'nodes': {'r': {'type': 'read', 'version': 1, 'params': {" params "}}}}"

static MillPipeline *
read_text (const char *untidy)
{
  g_autofree char *text = sample_quote (untidy);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  MillPipeline *pipeline = sample_read (text, problems);

  g_assert_cmpuint (problems->len, ==, 0);

  return pipeline;
}

static void
assert_json (JsonNode   *json,
             const char *expected)
{
  g_autofree char *text = mill_json_to_canonical (json, TRUE);
  g_autofree char *quoted = sample_quote (expected);

  g_assert_cmpstr (text, ==, quoted);
  json_node_unref (json);
}

/* Of every type, by what stands before the run; --set goes before it, and may name another variable. */
static void
test_environment (void)
{
  g_autoptr (MillPipeline) pipeline = read_text (READING (
    "'d': {'type': 'date', 'default': '${env:MILL_TEST_DAY}'},"
    "'n': {'type': 'integer', 'default': '${env:MILL_TEST_N}'},"
    "'on': {'type': 'boolean', 'default': '${env:MILL_TEST_ON}'},"
    "'s': {'type': 'number', 'default': '${env:MILL_TEST_S}'},"
    "'t': {'type': 'string', 'default': '${env:MILL_TEST_T}'}", ""));
  const char *overrides[] = { "n=4", "t=${env:MILL_TEST_DAY}", NULL };
  g_autoptr (MillBindings) bindings = NULL;
  g_autoptr (MillBindings) set = NULL;

  g_setenv ("MILL_TEST_DAY", "2020-02-29", TRUE);
  g_setenv ("MILL_TEST_N", "12", TRUE);
  g_setenv ("MILL_TEST_ON", "yes", TRUE);
  g_setenv ("MILL_TEST_S", "0.5", TRUE);
  /* What the variable holds is a value, and no reference again. */
  g_setenv ("MILL_TEST_T", "${env:MILL_TEST_N}", TRUE);

  bindings = mill_bindings_new (pipeline, NULL, NULL);
  assert_json (mill_bindings_to_json (bindings),
               "{'d':'2020-02-29','n':12,'on':true,'s':0.5,'t':'${env:MILL_TEST_N}'}");
  assert_json (mill_bindings_to_record (bindings),
               "{'d':'${env:MILL_TEST_DAY}','n':'${env:MILL_TEST_N}','on':'${env:MILL_TEST_ON}',"
               "'s':'${env:MILL_TEST_S}','t':'${env:MILL_TEST_T}'}");
  g_assert_true (mill_bindings_is_from_environment (bindings, "n"));

  set = mill_bindings_new (pipeline, overrides, NULL);
  g_assert_false (mill_bindings_is_from_environment (set, "n"));
  g_assert_cmpint (json_node_get_int (mill_bindings_get (set, "n", NULL)), ==, 4);
  g_assert_cmpstr (json_node_get_string (mill_bindings_get (set, "t", NULL)), ==, "2020-02-29");
}

/* The problem of the one node, or NULL. */
static MillDiagnostic *
find_problem (MillPipeline *pipeline,
              JsonObject  **settings)
{
  g_autoptr (MillBindings) bindings = mill_bindings_new (pipeline, NULL, NULL);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();

  *settings = mill_bindings_substitute (bindings, mill_pipeline_get_node_type (pipeline, "r"),
                                        mill_pipeline_get_node (pipeline, "r"), problems);
  g_assert_cmpuint (problems->len, <=, 1);

  return problems->len == 1 ? mill_diagnostic_ref (g_ptr_array_index (problems, 0)) : NULL;
}

/* Told where the value is wanted, without showing what may be a secret. */
static void
test_environment_problems (void)
{
  g_autoptr (MillPipeline) pipeline = read_text (READING (
    "'n': {'type': 'integer', 'default': '${env:MILL_TEST_N}'}", "'rows': '${n}'"));
  MillDiagnostic *found;
  JsonObject *settings;

  g_unsetenv ("MILL_TEST_N");
  found = find_problem (pipeline, &settings);
  g_assert_cmpstr (found->message, ==, "The parameter “n” takes its value from the environment variable "
                                       "MILL_TEST_N, which is not set");
  g_assert_cmpstr (found->hint, ==, "Set the variable before the run, or give the parameter another value");
  g_assert_cmpstr (found->node, ==, "r");
  g_assert_cmpstr (found->param, ==, "rows");
  mill_diagnostic_unref (found);
  json_object_unref (settings);

  g_setenv ("MILL_TEST_N", "hush", TRUE);
  found = find_problem (pipeline, &settings);
  g_assert_cmpstr (found->message, ==, "What the environment variable MILL_TEST_N holds cannot be the value "
                                       "of the parameter “n”");
  g_assert_cmpstr (found->hint, ==, "It must be a whole number");
  mill_diagnostic_unref (found);
  json_object_unref (settings);

  g_setenv ("MILL_TEST_N", "7", TRUE);
  g_assert_null (find_problem (pipeline, &settings));
  g_assert_cmpint (json_object_get_int_member (settings, "rows"), ==, 7);
  json_object_unref (settings);
}

/* A setting that is no text reads it as what it wants, and says so without showing it. */
static void
test_environment_in_settings (void)
{
  static const struct { const char *params; const char *holds; const char *filled; const char *hint; } cases[] = {
    { "{'rows':'${env:MILL_TEST_N}'}", "12", "{'rows':12}", NULL },
    { "{'share':'${env:MILL_TEST_N}'}", "0.25", "{'share':0.25}", NULL },
    { "{'limit':'-${env:MILL_TEST_N}'}", "1e3", "{'limit':-1000}", NULL },
    { "{'header':'${env:MILL_TEST_N}'}", "no", "{'header':false}", NULL },
    { "{'mode':'${env:MILL_TEST_N}'}", "exact", "{'mode':'exact'}", NULL },
    { "{'rows':'${n}${env:MILL_TEST_N}'}", "0", "{'rows':50}", NULL },
    { "{'path':'${env:MILL_TEST_N}'}", "12", "{'path':'12'}", NULL },
    { "{'formulas':[{'weight':'${env:MILL_TEST_N}'}]}", "2.5", "{'formulas':[{'weight':2.5}]}", NULL },

    { "{'rows':'${env:MILL_TEST_N}'}", "hush", NULL, "It must be a whole number" },
    { "{'rows':'${env:MILL_TEST_N}'}", "1.5", NULL, "It must be a whole number" },
    { "{'rows':'${env:MILL_TEST_N}'}", "", NULL, "It must be a whole number" },
    { "{'rows':'${env:MILL_TEST_N}'}", "0", NULL, "It must be from 1 to 1000000" },
    { "{'share':'${env:MILL_TEST_N}'}", "nan", NULL, "It must be a number" },
    { "{'header':'${env:MILL_TEST_N}'}", "hush", NULL, "It must be true or false" },
    { "{'mode':'${env:MILL_TEST_N}'}", "exatc", NULL, "Did you mean “exact”?" },
    { "{'mode':'${env:MILL_TEST_N}'}", "${n}", NULL, NULL },
    { "{'rows':'${env:MILL_TEST_N}'}", "${n}", NULL, NULL },
    { "{'columns':'${env:MILL_TEST_N}'}", "hush", NULL, "It must be a list of strings" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MillPipeline) pipeline = with_params (cases[i].params);
      g_autoptr (MillDiagnostic) found = NULL;
      JsonNode *json = json_node_new (JSON_NODE_OBJECT);
      JsonObject *settings;

      g_test_message ("%s: %s", cases[i].params, cases[i].holds);
      g_setenv ("MILL_TEST_N", cases[i].holds, TRUE);
      found = find_problem (pipeline, &settings);
      json_node_take_object (json, settings);
      assert_json (json, cases[i].filled != NULL ? cases[i].filled : cases[i].params);
      if (cases[i].filled != NULL)
        {
          g_assert_null (found);
          continue;
        }
      g_assert_cmpstr (found->message, ==, "What the environment variable MILL_TEST_N holds cannot be the value "
                                           "of this setting");
      g_assert_cmpstr (found->hint, ==, cases[i].hint);
      g_assert_cmpstr (found->node, ==, "r");
      g_assert_nonnull (found->param);
    }

  /* One that is not set is told once. */
  for (size_t i = 0; i < 2; i++)
    {
      g_autoptr (MillPipeline) pipeline = with_params (cases[i].params);
      g_autoptr (MillDiagnostic) found = NULL;
      JsonObject *settings;

      g_unsetenv ("MILL_TEST_N");
      found = find_problem (pipeline, &settings);
      json_object_unref (settings);
      g_assert_cmpstr (found->message, ==, "The environment variable MILL_TEST_N is not set");
    }
}

static void
test_reads_environment (void)
{
  static const struct { const char *json; gboolean reads; } cases[] = {
    { "'x'", FALSE }, { "'${plain}'", FALSE }, { "'${nobody}'", FALSE }, { "5", FALSE },
    { "'${secret}'", TRUE }, { "['a', 'b ${secret}']", TRUE }, { "'a ${env:X}'", TRUE },
  };
  g_autoptr (MillPipeline) pipeline = read_text (READING (
    "'plain': {'type': 'integer', 'default': 1},"
    "'secret': {'type': 'string', 'default': '${env:MILL_TEST_NONE}'}", ""));
  g_autoptr (MillBindings) bindings = mill_bindings_new (pipeline, NULL, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sample_quote (cases[i].json);
      g_autoptr (JsonNode) json = json_from_string (text, NULL);

      g_assert_cmpint (mill_bindings_reads_environment (bindings, json), ==, cases[i].reads);
    }
}

/* Within a text they are filled in as within a setting, and remembered as they are written. */
static void
test_environment_in_part (void)
{
  static const struct { const char *written; const char *value; gboolean secret; } cases[] = {
    { "${env:MILL_TEST_DIR}/x", "/data/x", TRUE },
    { "/home/${env:MILL_TEST_NAME}${env:MILL_TEST_DIR}/", "/home/me/data/", TRUE },
    { "a ${env:MILL_TEST_ODD} b", "a ${env:MILL_TEST_NAME} b", TRUE },
    { "$${env:MILL_TEST_DIR} is ${env:MILL_TEST_DIR}", "${env:MILL_TEST_DIR} is /data", TRUE },
    { "no $${env:MILL_TEST_DIR}", "no ${env:MILL_TEST_DIR}", FALSE },
    /* Only the environment fills a parameter. */
    { "${day} $${day} ${env", "${day} $${day} ${env", FALSE },
    { "${t} ${env:MILL_TEST_DIR}", "${t} /data", TRUE },
    { "${env:MILL_TEST_EMPTY}", "", TRUE }, { "a${env:MILL_TEST_EMPTY}", "a", TRUE },
  };
  g_autoptr (MillPipeline) pipeline = read_text (READING (
    "'t': {'type': 'string', 'default': '<${env:MILL_TEST_DIR}>'}", "'path': '${t}/${env:MILL_TEST_NAME}'"));
  g_autoptr (MillBindings) first = NULL;
  JsonObject *settings;

  g_setenv ("MILL_TEST_DIR", "/data", TRUE);
  g_setenv ("MILL_TEST_NAME", "me", TRUE);
  g_setenv ("MILL_TEST_ODD", "${env:MILL_TEST_NAME}", TRUE);
  g_setenv ("MILL_TEST_EMPTY", "", TRUE);
  first = mill_bindings_new (pipeline, NULL, NULL);
  assert_json (mill_bindings_to_json (first), "{'t':'</data>'}");
  assert_json (mill_bindings_to_record (first), "{'t':'<${env:MILL_TEST_DIR}>'}");
  g_assert_null (find_problem (pipeline, &settings));
  g_assert_cmpstr (json_object_get_string_member (settings, "path"), ==, "</data>/me");
  json_object_unref (settings);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *override = g_strconcat ("t=", cases[i].written, NULL);
      const char *overrides[] = { override, NULL };
      g_autoptr (MillBindings) bindings = mill_bindings_new (pipeline, overrides, NULL);
      g_autoptr (JsonNode) record = mill_bindings_to_record (bindings);

      g_assert_cmpstr (json_node_get_string (mill_bindings_get (bindings, "t", NULL)), ==, cases[i].value);
      g_assert_cmpint (mill_bindings_is_from_environment (bindings, "t"), ==, cases[i].secret);
      /* What is remembered gives the same again. */
      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (record), "t"), ==, cases[i].written);
    }
}

static void
test_environment_in_part_problems (void)
{
  static const struct { const char *variable; const char *holds; const char *told; } cases[] = {
    { "MILL_TEST_DIR", NULL, "The parameter “t” takes its value from the environment variable MILL_TEST_DIR, "
                             "which is not set" },
    { "MILL_TEST_NAME", NULL, "The parameter “t” takes its value from the environment variable MILL_TEST_NAME, "
                              "which is not set" },
    { "MILL_TEST_NAME", "\xff", "What the environment variable MILL_TEST_NAME holds cannot be the value of the "
                                "parameter “t”" },
  };
  g_autoptr (MillPipeline) pipeline = read_text (READING (
    "'t': {'type': 'string', 'default': '${env:MILL_TEST_DIR}/${env:MILL_TEST_NAME}'}", "'path': '${t}'"));

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MillDiagnostic) found = NULL;
      JsonObject *settings;

      g_setenv ("MILL_TEST_DIR", "/data", TRUE);
      g_setenv ("MILL_TEST_NAME", "me", TRUE);
      if (cases[i].holds != NULL)
        g_setenv (cases[i].variable, cases[i].holds, TRUE);
      else
        g_unsetenv (cases[i].variable);
      found = find_problem (pipeline, &settings);
      json_object_unref (settings);
      g_assert_cmpstr (found->message, ==, cases[i].told);
      g_assert_cmpstr (found->param, ==, "path");
    }
}

/* What is told of a problem has the name of a value that may be a secret, and nothing of it. */
static void
test_environment_hidden (void)
{
  static const struct { const char *holds; const char *text; const char *hidden; } cases[] = {
    { "hush", "“hush” is not a number, nor is xhushx", "“${t}” is not a number, nor is x${t}x" },
    { "it's", "SELECT 'it''s' of it's", "SELECT '${t}' of ${t}" },
    { "a.*", "a.* and abc", "${t} and abc" },
    /* What is that short is not looked for in other words. */
    { "a", "a cat: “a” (a)", "${t} cat: “${t}” (${t})" },
    { "7", "INT72, 7 and 71.5", "INT72, ${t} and 71.5" },
    { "", "nothing", "nothing" },
    { NULL, "nothing", "nothing" },
  };
  g_autoptr (MillPipeline) pipeline = read_text (READING (
    "'t': {'type': 'string', 'default': '${env:MILL_TEST_T}'}, 'on': {'type': 'boolean', 'default': true},"
    "'u': {'type': 'string', 'default': 'nothing'}", ""));

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MillDiagnostic) problem = mill_diagnostic_new (MILL_SEVERITY_ERROR, "n", cases[i].text, "%s",
                                                                cases[i].text);
      g_autoptr (MillBindings) bindings = NULL;
      g_autoptr (MillDiagnostic) told = NULL;

      if (cases[i].holds != NULL)
        g_setenv ("MILL_TEST_T", cases[i].holds, TRUE);
      else
        g_unsetenv ("MILL_TEST_T");
      bindings = mill_bindings_new (pipeline, NULL, NULL);
      problem->detail = g_strdup (cases[i].text);
      told = mill_bindings_hide_secrets (bindings, problem);
      g_assert_cmpstr (told->message, ==, cases[i].hidden);
      g_assert_cmpstr (told->hint, ==, cases[i].hidden);
      g_assert_cmpstr (told->detail, ==, cases[i].hidden);
      g_assert_cmpstr (told->node, ==, "n");
      /* It is another's, and stays as it is. */
      g_assert_cmpstr (problem->message, ==, cases[i].text);
    }
}

/* What looks like a reference and is none is said, and left as it is. */
static void
test_environment_broken (void)
{
  static const char *const broken[] = { "${env:}/x", "x/${env:HOME", "${env:A=B}" };

  for (size_t i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *untidy = g_strdup_printf (READING ("'t': {'type': 'string', 'default': '%s'}", ""),
                                                 broken[i]);
      g_autofree char *text = sample_quote (untidy);
      g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
      g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
      g_autoptr (MillBindings) bindings = mill_bindings_new (pipeline, NULL, NULL);
      const MillDiagnostic *told;

      g_assert_cmpuint (problems->len, ==, 1);
      told = g_ptr_array_index (problems, 0);
      g_assert_cmpint (told->severity, ==, MILL_SEVERITY_WARNING);
      g_assert_cmpstr (told->message, ==, "The default of the parameter “t” is taken as it is written: a ${env: "
                                          "in it has no name or no }");
      g_assert_cmpstr (json_node_get_string (mill_bindings_get (bindings, "t", NULL)), ==, broken[i]);
      g_assert_false (mill_bindings_is_from_environment (bindings, "t"));
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
  g_test_add_func ("/bindings/environment", test_environment);
  g_test_add_func ("/bindings/environment-problems", test_environment_problems);
  g_test_add_func ("/bindings/reads-environment", test_reads_environment);
  g_test_add_func ("/bindings/environment-in-settings", test_environment_in_settings);
  g_test_add_func ("/bindings/environment-in-part", test_environment_in_part);
  g_test_add_func ("/bindings/environment-in-part-problems", test_environment_in_part_problems);
  g_test_add_func ("/bindings/environment-hidden", test_environment_hidden);
  g_test_add_func ("/bindings/environment-broken", test_environment_broken);

  return g_test_run ();
}
