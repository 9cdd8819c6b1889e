/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pipeline/bindings.h"
#include "pipeline/expand.h"
#include "pipeline/history.h"
#include "pipeline/writer.h"

#include "sample-types.h"

/* Parameters of components that environment variables fill. */

/* A component whose parameter "p" of @type the node sets to @value (NULL: to nothing), with the default @initial
 * (or NULL); a pipeline with the parameter "q". With ' for ". */
static MillPipeline *
read_holder (const char *type,
             const char *initial,
             const char *value)
{
  g_autofree char *given = value != NULL ? g_strdup_printf ("'params': {'p': %s}, ", value) : g_strdup ("");
  g_autofree char *first = initial != NULL ? g_strdup_printf (", 'default': %s", initial) : g_strdup ("");
  g_autofree char *quoted = g_strdup_printf (
    "{'format': 'millrace/1', 'parameters': {'q': {'type': 'string', 'default': 'of q'}}, 'nodes': {"
    "'c': {'type': 'component', 'version': 1, %s"
    "'component': {'parameters': {'p': {'type': '%s'%s}}, "
    "'nodes': {'r': {'type': 'read', 'version': 1, 'params': {'path': '[${p}]'}}}}}}}", given, type, first);
  g_autofree char *text = sample_quote (quoted);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  MillPipeline *pipeline = sample_read (text, problems);

  g_assert_cmpuint (problems->len, ==, 0);

  return pipeline;
}

/* What the node @id reads in a run of @pipeline. */
static char *
dup_path (MillPipeline *pipeline,
          const char   *id,
          GPtrArray    *problems)
{
  g_autoptr (MillBindings) given = mill_bindings_new (pipeline, NULL, NULL);
  g_autoptr (MillPipeline) expanded = mill_pipeline_expand (pipeline, problems);
  g_autoptr (MillBindings) bindings = mill_bindings_extend (given, expanded, problems);
  MillNode *node = mill_pipeline_get_node (expanded, id);
  g_autoptr (JsonObject) settings = NULL;

  g_assert_nonnull (node);
  settings = mill_bindings_substitute (bindings, mill_pipeline_get_node_type (expanded, id), node, problems);

  return g_strdup (json_object_get_string_member (settings, "path"));
}

typedef struct
{
  const char *type;
  const char *initial;
  const char *value;
  const char *path;        /* that is read */
  const char *dissolved;   /* the default of the parameter that it becomes, in JSON; NULL: it cannot be dissolved */
} FromEnvironment;

/* Whatever fills a component's parameter fills it when it is dissolved, too. */
static void
test_values (void)
{
  static const FromEnvironment cases[] = {
    { "string", NULL, "'${env:MILL_TEST_WHO}'", "[me]", "'${env:MILL_TEST_WHO}'" },
    { "integer", NULL, "'${env:MILL_TEST_N}'", "[12]", "'${env:MILL_TEST_N}'" },
    { "boolean", "false", "'${env:MILL_TEST_ON}'", "[true]", "'${env:MILL_TEST_ON}'" },
    { "string", NULL, "'a ${env:MILL_TEST_WHO} b'", "[a me b]", "'a ${env:MILL_TEST_WHO} b'" },
    { "string", NULL, "'$${env:MILL_TEST_WHO}'", "[${env:MILL_TEST_WHO}]", "'$${env:MILL_TEST_WHO}'" },
    /* of the component itself */
    { "string", "'${env:MILL_TEST_WHO}'", NULL, "[me]", "'${env:MILL_TEST_WHO}'" },
    { "integer", "'${env:MILL_TEST_N}'", NULL, "[12]", "'${env:MILL_TEST_N}'" },
    { "string", "'${env:MILL_TEST_WHO}/x'", NULL, "[me/x]", "'${env:MILL_TEST_WHO}/x'" },
    { "string", "'${env:MILL_TEST_WHO}'", "'set'", "[set]", "'set'" },
    /* The default of a parameter cannot have others in it, nor what only a setting can say. */
    { "string", NULL, "'${q} ${env:MILL_TEST_WHO}'", "[of q me]", NULL },
    { "string", NULL, "'$${x} ${env:MILL_TEST_WHO}'", "[${x} me]", NULL },
  };

  g_setenv ("MILL_TEST_WHO", "me", TRUE);
  g_setenv ("MILL_TEST_N", "12", TRUE);
  g_setenv ("MILL_TEST_ON", "yes", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const FromEnvironment *self = &cases[i];
      g_autoptr (MillPipeline) pipeline = read_holder (self->type, self->initial, self->value);
      g_autoptr (MillHistory) history = mill_history_new (pipeline);
      g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
      g_autofree char *before = mill_pipeline_to_text (pipeline);
      g_autofree char *path = dup_path (pipeline, "c/r", problems);
      g_autofree char *again = NULL;
      g_autofree char *undone = NULL;
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) made = NULL;
      MillEdit *edit;

      g_test_message ("%s %s %s", self->type, self->initial, self->value);
      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_cmpstr (path, ==, self->path);
      edit = mill_history_begin (history, "Dissolve");
      made = mill_edit_dissolve_component (edit, "c", &error);
      mill_history_commit (history, NULL);
      if (self->dissolved == NULL)
        {
          sample_assert_error (&error, "The setting “p” is put together from parameters");
          g_assert_false (mill_history_get_can_undo (history));
          continue;
        }

      g_assert_no_error (error);
      again = dup_path (pipeline, made[0], problems);
      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_cmpstr (again, ==, self->path);
      {
        JsonNode *found = mill_parameter_get_default (mill_pipeline_get_parameter (pipeline, "p"));
        g_autofree char *text = mill_json_to_canonical (found, TRUE);
        g_autofree char *expected = sample_quote (self->dissolved);

        g_assert_cmpstr (text, ==, expected);
      }
      mill_history_undo (history);
      undone = mill_pipeline_to_text (pipeline);
      g_assert_cmpstr (undone, ==, before);
    }
}

/* Where the environment has no value for it, the node that holds the component is told so. */
static void
test_problems (void)
{
  static const struct { const char *type; const char *value; const char *holds; const char *told; } cases[] = {
    { "integer", "'${env:MILL_TEST_N}'", NULL, "The parameter “p” takes its value from the environment variable "
                                               "MILL_TEST_N, which is not set" },
    { "integer", "'${env:MILL_TEST_N}'", "hush", "What the environment variable MILL_TEST_N holds cannot be the "
                                                 "value of the parameter “p”" },
    { "string", "'a${env:MILL_TEST_N}'", NULL, "The environment variable MILL_TEST_N is not set" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MillPipeline) pipeline = read_holder (cases[i].type, NULL, cases[i].value);
      g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
      g_autofree char *path = NULL;
      const MillDiagnostic *first;

      if (cases[i].holds != NULL)
        g_setenv ("MILL_TEST_N", cases[i].holds, TRUE);
      else
        g_unsetenv ("MILL_TEST_N");
      path = dup_path (pipeline, "c/r", problems);
      g_assert_cmpuint (problems->len, >=, 1);
      first = g_ptr_array_index (problems, 0);
      g_assert_cmpstr (first->message, ==, cases[i].told);
      g_assert_cmpstr (first->node, ==, "c");
      g_assert_cmpstr (first->param, ==, "p");
      g_assert_null (strstr (path, "hush"));
    }
}

/* What the whole fills from the environment is a secret in the component, and is remembered as it is written. */
static void
test_is_secret (void)
{
  g_autoptr (MillPipeline) pipeline = read_holder ("string", NULL, "'a${env:MILL_TEST_WHO}'");
  g_autoptr (MillPipeline) expanded = mill_pipeline_expand (pipeline, NULL);
  g_autoptr (MillBindings) given = mill_bindings_new (pipeline, NULL, NULL);
  g_autoptr (MillBindings) bindings = NULL;
  g_autoptr (MillDiagnostic) problem = NULL;
  g_autoptr (MillDiagnostic) told = NULL;

  g_setenv ("MILL_TEST_WHO", "hush", TRUE);
  bindings = mill_bindings_extend (given, expanded, NULL);
  g_assert_true (mill_bindings_is_from_environment (bindings, "c/p"));
  g_assert_false (mill_bindings_is_from_environment (bindings, "q"));
  problem = mill_diagnostic_new (MILL_SEVERITY_ERROR, "c/r", NULL, "There is no “ahush” of q");
  told = mill_bindings_hide_secrets (bindings, problem);
  g_assert_cmpstr (told->message, ==, "There is no “${p}” of q");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/component-environment/values", test_values);
  g_test_add_func ("/component-environment/problems", test_problems);
  g_test_add_func ("/component-environment/is-secret", test_is_secret);

  return g_test_run ();
}
