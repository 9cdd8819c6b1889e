/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/portability.h"

#include <glib/gi18n-lib.h>

#include "engine/expression.h"
#include "pipeline/check.h"
#include "pipeline/expand.h"
#include "pipeline/graph.h"
#include "pipeline/node-names.h"
#include "pipeline/params.h"

/* The node that is looked at, and what is needed to read its expressions. */
typedef struct
{
  MillConnection   *connection;
  MillBindings     *bindings;
  MillNodeNames    *names;
  const char       *id;
  MillSchema       *schema;    /* of the first input, and of the rows above; NULL: not known */
  GPtrArray        *problems;
} Search;

static void
note_functions (Search     *self,
                const char *setting,
                const char *expression)
{
  g_autoptr (GPtrArray) notes = mill_diagnostics_new ();
  g_auto (GStrv) functions = NULL;

  functions = mill_expression_get_unportable (self->connection, expression, self->bindings,
                                              self->schema, NULL);
  for (guint i = 0; functions != NULL && functions[i] != NULL; i++)
    {
      MillDiagnostic *note;

      note = mill_diagnostic_new (MILL_SEVERITY_NOTE, self->id,
                                  _("Most other databases lack it, or mean something else by it"),
                                  _("“%s” is not portable"), functions[i]);
      mill_diagnostic_at_param (note, setting);
      g_ptr_array_add (notes, mill_node_names_fill (self->names, note));
    }
  mill_diagnostics_merge (self->problems, notes);
}

/* A copy, to which more is added; NULL where @schema is. */
static MillSchema *
copy_schema (const MillSchema *schema)
{
  MillSchema *made = schema != NULL ? mill_schema_new () : NULL;

  for (guint i = 0; schema != NULL && i < mill_schema_get_n_columns (schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);

      mill_schema_add (made, column->name, column->type);
    }

  return made;
}

static void search_row (Search          *self,
                        const MillParam *fields,
                        const void      *row,
                        const char      *setting);

/* @setting: the one that @param is, or that it is a field of. */
static void
search_value (Search          *self,
              const MillParam *param,
              const void      *values,
              const char      *setting)
{
  if (param->role == MILL_ROLE_EXPRESSION)
    {
      note_functions (self, setting, G_STRUCT_MEMBER (char *, values, param->offset));
    }
  else if (param->kind == MILL_PARAM_RECORDS)
    {
      GPtrArray *rows = G_STRUCT_MEMBER (GPtrArray *, values, param->offset);

      for (guint i = 0; i < rows->len; i++)
        search_row (self, param->fields, g_ptr_array_index (rows, i), setting);
    }
}

static void
search_row (Search          *self,
            const MillParam *fields,
            const void      *row,
            const char      *setting)
{
  for (const MillParam *field = fields; field->member != NULL; field++)
    search_value (self, field, row, setting);
  /* The rows below know what this one makes. It is its name that could be taken for a function's; nobody asks
   * for its type. */
  for (const MillParam *field = fields; field->member != NULL && self->schema != NULL; field++)
    if (field->role == MILL_ROLE_NEW_COLUMN)
      mill_schema_add (self->schema, G_STRUCT_MEMBER (char *, row, field->offset), "VARCHAR");
}

static void
search_node (Search       *self,
             MillPipeline *pipeline,
             MillTypes    *types)
{
  const MillNode *node = mill_pipeline_get_node (pipeline, self->id);
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, self->id);
  g_autoptr (GPtrArray) told = mill_diagnostics_new ();
  g_autoptr (JsonObject) settings = NULL;
  const MillPort *port;
  gpointer values;

  if (type == NULL || type->params == NULL)
    return;
  settings = mill_bindings_substitute (self->bindings, type, node, told);
  if (!mill_node_type_upgrade (type, settings, mill_node_get_version (node), self->id, told))
    return;
  port = mill_node_type_get_port (type, MILL_PORT_IN, 0);
  self->schema = copy_schema (port != NULL ? mill_types_get_input_schema (types, self->id, port->name) : NULL);
  values = mill_params_parse (type, settings, told);
  /* What is not shown has no effect. */
  for (const MillParam *param = type->params; param->member != NULL; param++)
    if (mill_param_is_visible (type, param, values))
      search_value (self, param, values, mill_param_get_name (param));
  mill_params_free (type, values);
  g_clear_pointer (&self->schema, mill_schema_unref);
}

gboolean
mill_portability_check (MillPipeline  *drawing,
                        MillBindings  *given,
                        MillTypes     *types,
                        GPtrArray     *problems,
                        GCancellable  *cancellable,
                        GError       **error)
{
  const MillDuckOptions options = { .threads = 1 };
  g_autoptr (GPtrArray) told = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = mill_pipeline_expand (drawing, told);
  g_autoptr (MillBindings) bindings = mill_bindings_extend (given, pipeline, told);
  g_autoptr (MillNodeNames) names = mill_node_names_new (pipeline);
  g_autoptr (GPtrArray) order = mill_graph_sort (pipeline);
  g_autoptr (MillDuck) duck = mill_duck_new (&options, error);
  g_autoptr (MillConnection) connection = duck != NULL ? mill_connection_new (duck, error) : NULL;

  if (connection == NULL)
    return FALSE;
  for (guint i = 0; i < order->len; i++)
    {
      Search search = { connection, bindings, names, g_ptr_array_index (order, i), NULL, problems };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      search_node (&search, pipeline, types);
    }

  return TRUE;
}
