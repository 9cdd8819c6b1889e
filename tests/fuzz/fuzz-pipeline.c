/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a pipeline file: either they are refused with a message, or what is read can be saved,
 * read again and saved as the same text, edited and undone. */
#include <string.h>

#include "pipeline/bindings.h"
#include "pipeline/expand.h"
#include "pipeline/fragment.h"
#include "pipeline/graph.h"
#include "pipeline/history.h"
#include "pipeline/params.h"
#include "pipeline/reader.h"
#include "pipeline/writer.h"

#include "fuzz.h"
#include "sample-types.h"

static void
check_same (MillPipeline *pipeline,
            const char   *expected)
{
  g_autofree char *text = mill_pipeline_to_text (pipeline);

  g_assert_cmpstr (text, ==, expected);
}

static void
check_round_trip (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) again = NULL;
  g_autoptr (GError) error = NULL;

  again = mill_pipeline_new_from_bytes (&sample_catalogue, bytes, problems, &error);
  g_assert_no_error (error);
  check_same (again, text);
}

static void
check_nodes (MillPipeline *pipeline)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  g_autoptr (GPtrArray) sorted = mill_graph_sort (pipeline);
  g_autoptr (MillBindings) bindings = mill_bindings_new (pipeline, NULL, NULL);

  g_assert_cmpuint (nodes->len, ==, sorted->len);
  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);
      const MillNodeType *type = mill_pipeline_get_node_type (pipeline, mill_node_get_id (node));
      g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
      g_autoptr (JsonObject) params = NULL;
      gpointer settings;

      if (type == NULL)
        continue;
      params = mill_bindings_substitute (bindings, type, node, problems);
      settings = mill_params_parse (type, params, problems);
      mill_params_free (type, settings);
    }
}

static void
check_edits (MillPipeline *pipeline,
             const char   *text)
{
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  g_autoptr (GPtrArray) parameters = mill_pipeline_list_parameters (pipeline);
  g_autoptr (GPtrArray) annotations = mill_pipeline_list_annotations (pipeline);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *fragment = NULL;
  g_autofree char *edited = NULL;
  g_auto (GStrv) pasted = NULL;
  g_autoptr (GError) error = NULL;
  MillEdit *edit = mill_history_begin (history, "Edit");

  for (guint i = 0; i < nodes->len; i++)
    g_ptr_array_add (ids, (gpointer) mill_node_get_id (nodes->pdata[i]));
  for (guint i = 0; i < annotations->len; i++)
    g_ptr_array_add (ids, (gpointer) mill_annotation_get_id (annotations->pdata[i]));
  g_ptr_array_add (ids, NULL);
  fragment = mill_pipeline_copy_text (pipeline, (const char *const *) ids->pdata, FALSE);
  pasted = mill_edit_paste (edit, fragment, 1, 1, &error);
  g_assert_no_error (error);
  mill_edit_set_name (edit, "x");
  for (guint i = 0; i < nodes->len; i++)
    {
      mill_edit_move_node (edit, ids->pdata[i], i, 0, NULL);
      mill_edit_set_title (edit, ids->pdata[i], "t", NULL);
      mill_edit_set_param (edit, ids->pdata[i], "path", NULL, NULL);
      mill_edit_connect (edit, ids->pdata[0], NULL, ids->pdata[i], "table", NULL);
    }
  for (guint i = 0; i < parameters->len; i++)
    mill_edit_put_parameter (edit, parameters->pdata[i]);
  for (guint i = 0; i < annotations->len; i++)
    mill_edit_put_annotation (edit, annotations->pdata[i]);
  for (guint i = 0; i < nodes->len; i += 2)
    mill_edit_remove_node (edit, ids->pdata[i], NULL);
  mill_history_commit (history, NULL);
  edited = mill_pipeline_to_text (pipeline);
  check_round_trip (edited);

  mill_history_undo (history);
  check_same (pipeline, text);
  mill_history_redo (history);
  check_same (pipeline, edited);
}

/* What runs can be told of whatever is drawn, and has nothing left to take apart. */
static void
check_expansion (MillPipeline *pipeline)
{
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) expanded = mill_pipeline_expand (pipeline, problems);
  g_autoptr (MillPipeline) again = mill_pipeline_expand (expanded, NULL);
  g_autoptr (MillBindings) bindings = mill_bindings_new (pipeline, NULL, NULL);
  g_autoptr (MillBindings) values = mill_bindings_extend (bindings, expanded, problems);
  g_autoptr (JsonNode) json = mill_bindings_to_json (values);

  g_assert_true (again == expanded);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (json));
}

/* Components of pairs of nodes, and all that there are taken apart again. */
static void
check_components (MillPipeline *pipeline,
                  const char   *text)
{
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  MillEdit *edit = mill_history_begin (history, "Edit");
  g_autofree char *edited = NULL;

  for (guint i = 0; i + 1 < nodes->len; i += 2)
    {
      const char *ids[] = {
        mill_node_get_id (nodes->pdata[i]), mill_node_get_id (nodes->pdata[i + 1]), NULL
      };
      const char *made = mill_edit_make_component (edit, ids, NULL, NULL);

      if (made != NULL && i % 4 == 0)
        g_strfreev (mill_edit_dissolve_component (edit, made, NULL));
    }
  for (guint i = 0; i < nodes->len; i++)
    if (mill_node_get_component (nodes->pdata[i]) != NULL)
      g_strfreev (mill_edit_dissolve_component (edit, mill_node_get_id (nodes->pdata[i]), NULL));
  mill_history_commit (history, NULL);
  check_expansion (pipeline);
  edited = mill_pipeline_to_text (pipeline);
  check_round_trip (edited);
  mill_history_undo (history);
  check_same (pipeline, text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  pipeline = mill_pipeline_new_from_bytes (&sample_catalogue, bytes, problems, &error);
  g_assert_true ((pipeline == NULL) == (error != NULL));
  if (pipeline == NULL)
    {
      g_assert_error (error, MILL_ERROR, MILL_ERROR_INVALID);
      return 0;
    }
  text = mill_pipeline_to_text (pipeline);
  check_round_trip (text);
  check_nodes (pipeline);
  check_expansion (pipeline);
  check_components (pipeline, text);
  check_edits (pipeline, text);

  return 0;
}
