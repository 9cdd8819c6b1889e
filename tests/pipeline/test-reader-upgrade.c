/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/reader.h"

#include <string.h>

#include "pipeline/check.h"
#include "pipeline/component.h"
#include "pipeline/fragment.h"
#include "pipeline/node.h"
#include "pipeline/writer.h"

#include "reader-texts.h"
#include "sample-types.h"

/* Nodes of another version than this one's. */

static void
test_upgrade (void)
{
  g_autofree char *text = sample_quote (
    NODES ("'a': {'type': 'learn', 'version': 1, 'params': {'label': 'y', 'rounds': 200, 'z': 1}}"));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  MillNode *node = mill_pipeline_get_node (pipeline, "a");
  JsonObject *params = mill_node_get_params (node);

  g_assert_cmpint (mill_node_get_version (node), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (params, "target"), ==, "y");
  g_assert_true (json_object_has_member (params, "z"));
  g_assert_cmpuint (json_object_get_size (params), ==, 2);
}

#define OLD "{'type': 'learn', 'version': 1, 'params': {'label': 'y'}}"
#define BROUGHT "The settings were brought from version 1 of “learn” to version 3"

/* It is no edit: there is nothing to take back or to save, and undo does not lead behind it. */
static void
test_upgrade_is_no_edit (void)
{
  g_autofree char *text = sample_quote (NODES ("'a': " OLD));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GPtrArray) later = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autofree char *before = mill_pipeline_to_text (pipeline);
  g_autofree char *after = NULL;
  g_autoptr (MillPipeline) again = NULL;
  MillEdit *edit;

  g_assert_false (mill_history_get_modified (history));
  g_assert_false (mill_history_get_can_undo (history));
  edit = mill_history_begin (history, "Rename");
  g_assert_true (mill_edit_set_title (edit, "a", "Trees", NULL));
  mill_history_commit (history, NULL);
  mill_history_undo (history);
  g_assert_false (mill_history_get_can_undo (history));
  g_assert_false (mill_history_get_modified (history));
  after = mill_pipeline_to_text (pipeline);
  g_assert_cmpstr (after, ==, before);

  /* Once saved, it is said no more. */
  g_assert_nonnull (strstr (before, "\"version\": 3"));
  again = sample_read (before, later);
  g_assert_cmpuint (later->len, ==, 0);
}

/* Wherever nodes come from: within components, and from what was copied with an older version. */
static void
test_upgrade_everywhere (void)
{
  g_autofree char *text = sample_quote (
    NODES ("'c': {'type': 'component', 'version': 1, 'component': {'nodes': {'a': " OLD "}}}"));
  g_autofree char *copied = sample_quote (NODES ("'b': " OLD));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  MillNode *holder = mill_pipeline_get_node (pipeline, "c");
  MillPipeline *inner = mill_component_get_pipeline (mill_node_get_component (holder));
  const MillDiagnostic *note = sample_find_message (problems, BROUGHT);
  g_auto (GStrv) pasted = NULL;
  g_autoptr (GError) error = NULL;
  MillEdit *edit;

  g_assert_nonnull (note);
  g_assert_cmpstr (note->node, ==, "c/a");
  g_assert_cmpint (mill_node_get_version (mill_pipeline_get_node (inner, "a")), ==, 3);

  edit = mill_history_begin (history, "Paste");
  pasted = mill_edit_paste (edit, copied, 0, 0, &error);
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
  g_assert_cmpint (mill_node_get_version (mill_pipeline_get_node (pipeline, "b")), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (
                     mill_node_get_params (mill_pipeline_get_node (pipeline, "b")), "target"), ==, "y");
}

/* What cannot be brought up stays as it is, in its version, and cannot run. */
static void
test_upgrade_fails (void)
{
  g_autofree char *text = sample_quote (NODES ("'a': {'type': 'learn', 'version': 2, 'params': {'z': 1}}"));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  MillNode *node = mill_pipeline_get_node (pipeline, "a");

  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpint (((MillDiagnostic *) problems->pdata[0])->severity, ==, MILL_SEVERITY_ERROR);
  g_assert_cmpint (mill_node_get_version (node), ==, 2);
  g_assert_true (json_object_has_member (mill_node_get_params (node), "z"));
}

static void
test_newer_version_untouched (void)
{
  /* In a newer version the default may be another one, so nothing is dropped. */
  g_autofree char *text = sample_quote (
    NODES ("'a': {'type': 'learn', 'version': 4, 'params': {'rounds': 200, 'strange': [1]}}"));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  MillNode *node = mill_pipeline_get_node (pipeline, "a");
  g_autoptr (MillDiagnostic) obstacle = mill_pipeline_check_type (pipeline, "a");

  g_assert_cmpint (mill_node_get_version (node), ==, 4);
  g_assert_true (json_object_has_member (mill_node_get_params (node), "rounds"));
  g_assert_true (json_object_has_member (mill_node_get_params (node), "strange"));
  g_assert_cmpint (obstacle->severity, ==, MILL_SEVERITY_ERROR);
  g_assert_cmpstr (obstacle->message, ==, "The node was written by version 4 of “learn”, and this is version 3");
  g_assert_cmpstr (obstacle->hint, ==, "Open it with a newer Millrace to run it");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/upgrade", test_upgrade);
  g_test_add_func ("/reader/upgrade-is-no-edit", test_upgrade_is_no_edit);
  g_test_add_func ("/reader/upgrade-everywhere", test_upgrade_everywhere);
  g_test_add_func ("/reader/upgrade-fails", test_upgrade_fails);
  g_test_add_func ("/reader/newer-version-untouched", test_newer_version_untouched);

  return g_test_run ();
}
