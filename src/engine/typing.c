/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/typing.h"

#include <glib/gi18n-lib.h>

#include "engine/typing-private.h"
#include "pipeline/check.h"
#include "pipeline/expand.h"
#include "pipeline/graph.h"

struct _MillTyping
{
  GFile            *base;
  MillDuck         *duck;         /* unless it is a run's, no file is open to it */
  MillConnection   *connection;
  gboolean          opens_files;  /* the session may open the sources: no other is needed */
  MillTypingSource  source;
  GHashTable       *memos;        /* id -> MillTypingMemo */
};

static MillTyping *
make_typing (GFile     *base,
             MillDuck  *duck,
             GError   **error)
{
  g_autoptr (MillTyping) self = g_new0 (MillTyping, 1);

  g_set_object (&self->base, base);
  self->memos = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, mill_typing_memo_free);
  self->duck = mill_duck_ref (duck);
  self->connection = mill_connection_new (self->duck, error);
  if (self->connection == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

MillTyping *
mill_typing_new (GFile   *base,
                 GError **error)
{
  const MillDuckOptions options = { .threads = 1 };
  g_autoptr (MillDuck) duck = mill_duck_new (&options, error);

  return duck != NULL ? make_typing (base, duck, error) : NULL;
}

MillTyping *
mill_typing_new_in (GFile     *base,
                    MillDuck  *duck,
                    GError   **error)
{
  MillTyping *self = make_typing (base, duck, error);

  if (self != NULL)
    self->opens_files = TRUE;

  return self;
}

void
mill_typing_free (MillTyping *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->base);
  mill_typing_source_clear (&self->source);
  g_clear_pointer (&self->connection, mill_connection_free);
  g_clear_pointer (&self->duck, mill_duck_unref);
  g_hash_table_unref (self->memos);
  g_free (self);
}

/* Diagnostics of the floor below may leave out which node it was. */
static void
report_all (MillTypes      *types,
            MillTypingNode *node,
            MillBindings   *bindings,
            GPtrArray      *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      g_autoptr (MillDiagnostic) problem = mill_bindings_hide_secrets (bindings, problems->pdata[i]);

      mill_types_report (types, node->typed,
                         problem->node != NULL ? mill_diagnostic_ref (problem)
                                               : mill_diagnostic_with_node (problem, node->id));
    }
}

static void
report_error (GPtrArray      *problems,
              MillTypingNode *node,
              const GError   *error)
{
  g_ptr_array_add (problems, mill_error_dup_diagnostic (error, node->id));
}

static gboolean
read_settings (MillTypes      *types,
               MillTypingNode *node,
               MillBindings   *bindings)
{
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();

  node->settings = mill_bindings_substitute (bindings, node->type, node->node, problems);
  if (mill_node_type_upgrade (node->type, node->settings, mill_node_get_version (node->node), node->id,
                              problems))
    node->params = mill_params_parse (node->type, node->settings, problems);
  report_all (types, node, bindings, problems);

  return node->typed->obstacle == NULL;
}

static void
add_inputs (MillTypes      *types,
            MillTypingNode *node,
            MillCompile    *compile)
{
  for (guint i = 0; i < node->typed->inputs->len; i++)
    {
      const MillTypedInput *input = g_ptr_array_index (node->typed->inputs, i);
      const MillTypedOutput *output;
      g_autofree char *relation = g_strdup_printf ("%s.%s", input->from_node, input->from_port);

      output = mill_types_get_output (types, input->from_node, input->from_port);
      mill_compile_add_input (compile, input->port, relation,
                              output != NULL ? output->schema : NULL,
                              output != NULL ? output->model : NULL, NULL);
    }
}

static const char *
find_read_param (const MillNodeType *type)
{
  for (const MillParam *param = type->params; param != NULL && param->member != NULL; param++)
    if (param->role == MILL_ROLE_READ_PATH)
      return mill_param_get_name (param);

  return NULL;
}

/* Binding a node that reads a file fails because of the file, if nothing else is named. */
static void
report_bind_error (GPtrArray      *problems,
                   MillTypingNode *node,
                   MillCompile    *compile,
                   const GError   *error)
{
  g_autoptr (MillDiagnostic) found = mill_error_dup_diagnostic (error, node->id);
  const char *param = find_read_param (node->type);

  if (found->param != NULL || param == NULL || mill_compile_get_read_paths (compile)->len == 0)
    {
      g_ptr_array_add (problems, g_steal_pointer (&found));
      return;
    }
  g_ptr_array_add (problems,
                   mill_diagnostic_at_param (mill_diagnostic_with_node (found, node->id), param));
}

static gboolean
bind_output (MillTyping               *self,
             MillTypingMemo           *memo,
             MillTypingNode           *node,
             MillCompile              *compile,
             const MillCompileOutput  *output,
             const char               *prefix)
{
  GPtrArray *paths = mill_compile_get_read_paths (compile);
  g_autoptr (MillSchema) schema = output->schema != NULL ? mill_schema_ref (output->schema) : NULL;
  g_autoptr (GError) error = NULL;

  if (output->sql != NULL)
    {
      MillConnection *connection = self->connection;
      g_autofree char *sql = NULL;

      if (paths->len > 0 && !self->opens_files)
        connection = mill_typing_source_open (&self->source, paths, &error);
      if (connection != NULL)
        sql = mill_compile_widen (connection, prefix, output->sql, paths->len == 0, &schema, &error);
      if (sql == NULL)
        {
          report_bind_error (memo->diagnostics, node, compile, error);
          return FALSE;
        }
    }
  g_ptr_array_add (memo->outputs, mill_typed_output_new (output->port, schema, output->model));

  return TRUE;
}

/* A table that nobody described cannot be used by the nodes behind it. */
static void
check_complete (MillTypingMemo *memo,
                MillTypingNode *node)
{
  for (const MillPort *port = node->type->ports; port != NULL && port->name != NULL; port++)
    {
      gboolean found = FALSE;

      if (port->direction != MILL_PORT_OUT || port->type != MILL_PORT_TABLE)
        continue;
      for (guint i = 0; i < memo->outputs->len; i++)
        {
          const MillTypedOutput *output = g_ptr_array_index (memo->outputs, i);

          found = found || (g_str_equal (output->port, port->name) && output->schema != NULL);
        }
      if (!found)
        g_ptr_array_add (memo->diagnostics,
                         mill_diagnostic_at_port (
                           mill_diagnostic_new (MILL_SEVERITY_ERROR, node->id, NULL,
                                                _("The columns of “%s” are not known"),
                                                _(port->label)), port->name));
    }
}

/* Compiles the node and binds what it makes. */
static MillTypingMemo *
compile_node (MillTyping     *self,
              MillTypes      *types,
              MillTypingNode *node,
              MillBindings   *bindings,
              const char     *digest)
{
  g_autoptr (MillCompile) compile = mill_compile_new (node->id, self->base, bindings,
                                                      self->connection, NULL);
  MillTypingMemo *memo = mill_typing_memo_new (digest);
  gboolean (*make) (const void *, MillCompile *, GError **);
  g_autoptr (GError) error = NULL;
  g_autofree char *prefix = NULL;
  GPtrArray *outputs;

  add_inputs (types, node, compile);
  make = node->type->compile != NULL ? node->type->compile : node->type->declare;
  if (make != NULL && !make (node->params, compile, &error))
    {
      report_error (memo->diagnostics, node, error);
      return memo;
    }

  prefix = mill_compile_make_empty_prefix (compile);
  outputs = mill_compile_get_outputs (compile);
  for (guint i = 0; i < outputs->len; i++)
    if (!bind_output (self, memo, node, compile, g_ptr_array_index (outputs, i), prefix))
      return memo;
  check_complete (memo, node);
  if (node->type->check != NULL)
    node->type->check (node->params, compile, memo->diagnostics);
  for (guint i = 0; i < mill_compile_get_read_paths (compile)->len; i++)
    mill_typing_memo_add_file (memo, g_ptr_array_index (mill_compile_get_read_paths (compile), i));

  return memo;
}

static gboolean
uses_files (const MillNodeType *type)
{
  for (const MillParam *param = type->params; param != NULL && param->member != NULL; param++)
    if (param->role == MILL_ROLE_READ_PATH || param->role == MILL_ROLE_WRITE_PATH)
      return TRUE;

  return FALSE;
}

static void
bind_linked_node (MillTyping     *self,
                  MillTypes      *types,
                  MillTypingNode *node,
                  MillBindings   *bindings)
{
  g_autofree char *digest = mill_typing_make_digest (types, node, bindings, self->base);
  MillTypingMemo *memo = g_hash_table_lookup (self->memos, node->id);

  if (memo == NULL || !mill_typing_memo_holds (memo, digest))
    {
      memo = compile_node (self, types, node, bindings, digest);
      g_hash_table_replace (self->memos, g_strdup (node->id), memo);
    }
  report_all (types, node, bindings, memo->diagnostics);
  if (!node->typed->failed)
    for (guint i = 0; i < memo->outputs->len; i++)
      g_ptr_array_add (node->typed->outputs,
                       mill_typed_output_copy (g_ptr_array_index (memo->outputs, i)));

  /* What is wrong with a file may be put right without a change in the pipeline. */
  if (node->typed->failed && uses_files (node->type))
    g_hash_table_remove (self->memos, node->id);
}

/* @stuck: the circle that the node is on or behind, or NULL. */
static void
bind_node (MillTyping     *self,
           MillPipeline   *pipeline,
           MillTypes      *types,
           const char     *id,
           MillDiagnostic *stuck,
           MillBindings   *bindings)
{
  MillTypingNode node = { .id = id };
  MillDiagnostic *problem;

  node.node = mill_pipeline_get_node (pipeline, id);
  node.type = mill_pipeline_get_node_type (pipeline, id);
  node.typed = mill_types_add_node (types, id);
  if (stuck != NULL && g_strcmp0 (stuck->node, id) == 0)
    mill_types_report (types, node.typed, mill_diagnostic_ref (stuck));
  else if (stuck != NULL)
    node.typed->obstacle = mill_diagnostic_ref (stuck);
  if ((problem = mill_pipeline_check_type (pipeline, id)) != NULL)
    {
      mill_types_report (types, node.typed, problem);
      return;
    }

  if (mill_typing_link (pipeline, types, &node) || node.typed->failed)
    {
      if (read_settings (types, &node, bindings))
        bind_linked_node (self, types, &node, bindings);
    }
  if (node.params != NULL)
    mill_params_free (node.type, node.params);
  g_clear_pointer (&node.settings, json_object_unref);
}

/* The nodes on circles and behind them, each with the diagnostic of its circle. */
static GHashTable *
find_stuck (MillPipeline  *pipeline,
            MillNodeNames *names)
{
  GHashTable *stuck = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                             (GDestroyNotify) mill_diagnostic_unref);
  g_autoptr (GPtrArray) circles = mill_graph_find_circles (pipeline);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  for (guint i = 0; i < circles->len; i++)
    {
      GPtrArray *circle = g_ptr_array_index (circles, i);
      g_autoptr (MillDiagnostic) problem = NULL;

      problem = mill_node_names_fill (names, mill_pipeline_check_circle (pipeline, circle));
      g_ptr_array_add (open, g_ptr_array_index (circle, 0));
      g_hash_table_insert (stuck, g_ptr_array_index (circle, 0), mill_diagnostic_ref (problem));
      while (open->len > 0)
        {
          const char *id = g_ptr_array_steal_index_fast (open, open->len - 1);
          g_autoptr (GArray) links = mill_pipeline_list_links_from (pipeline, id);

          for (guint j = 0; j < links->len; j++)
            {
              const char *to = g_array_index (links, MillLink, j).to_node;

              if (g_hash_table_contains (stuck, to))
                continue;
              g_hash_table_insert (stuck, (char *) to, mill_diagnostic_ref (problem));
              g_ptr_array_add (open, (char *) to);
            }
        }
    }

  return stuck;
}

/* Forgets nodes that are gone. */
static gboolean
is_gone_cb (gpointer id,
            gpointer memo,
            gpointer pipeline)
{
  return mill_pipeline_get_node (pipeline, id) == NULL;
}

/* What is wrong with a component keeps all from running that is within it. */
static void
find_stuck_within (GHashTable *stuck,
                   GPtrArray  *order,
                   GPtrArray  *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      MillDiagnostic *problem = g_ptr_array_index (problems, i);

      for (guint j = 0; j < order->len; j++)
        if (problem->severity == MILL_SEVERITY_ERROR && problem->node != NULL &&
            mill_path_is_within (g_ptr_array_index (order, j), problem->node))
          g_hash_table_insert (stuck, g_ptr_array_index (order, j), mill_diagnostic_ref (problem));
    }
}

MillTypes *
mill_typing_bind (MillTyping    *self,
                  MillPipeline  *drawing,
                  MillBindings  *given,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = mill_pipeline_expand (drawing, problems);
  g_autoptr (MillBindings) bindings = mill_bindings_extend (given, pipeline, problems);
  g_autoptr (MillTypes) types = mill_types_new ();
  g_autoptr (GPtrArray) order = mill_graph_sort (pipeline);
  g_autoptr (MillNodeNames) names = mill_node_names_new (pipeline);
  g_autoptr (GHashTable) stuck = find_stuck (pipeline, names);

  find_stuck_within (stuck, order, problems);
  mill_typing_find_unsettled (types, drawing, names, order, stuck);
  mill_types_set_names (types, names);
  for (guint i = 0; i < problems->len; i++)
    mill_types_add_diagnostic (types, g_ptr_array_index (problems, i));
  g_hash_table_foreach_remove (self->memos, is_gone_cb, pipeline);
  for (guint i = 0; i < order->len; i++)
    {
      const char *id = g_ptr_array_index (order, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      bind_node (self, pipeline, types, id, g_hash_table_lookup (stuck, id), bindings);
    }
  mill_typing_check_files (types, pipeline, bindings, self->base);
  mill_types_set_names (types, NULL);

  return g_steal_pointer (&types);
}
