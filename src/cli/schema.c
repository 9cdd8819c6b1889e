/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/query.h"
#include "cli/work.h"
#include "engine/typing.h"

static void
print_model (const MillModelShape *shape,
             MillRowFormat         format)
{
  g_autoptr (MillSchema) schema = mill_schema_new ();

  /* What a model gives is a column: the one it predicts. */
  mill_schema_add (schema, shape->target, shape->target_type);
  mill_rows_print_schema (schema, format);
}

static int
print_target (MillQuery *self,
              MillTypes *types)
{
  const char *node = self->target.node;
  const char *port = self->target.port->name;
  const MillSchema *schema = mill_types_get_schema (types, node, port);
  const MillModelShape *shape = mill_types_get_model (types, node, port);
  const MillDiagnostic *obstacle = mill_types_get_obstacle (types, node);

  if (schema)
    mill_rows_print_schema (schema, self->format);
  else if (shape)
    print_model (shape, self->format);
  else if (obstacle)
    mill_output_diagnostic (MILL_STDERR, (MillDiagnostic *) obstacle);
  else
    mill_output_error (_("“%s.%s” has no columns: it is of type “%s”"), node, port,
                       mill_port_type_get_name (self->target.port->type));

  return schema || shape ? MILL_EXIT_DONE : MILL_EXIT_FAILED;
}

static int
bind_and_print (GCancellable *cancellable,
                gpointer      data)
{
  MillQuery *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MillTyping) typing = mill_typing_new (self->document.base, &error);
  g_autoptr (MillTypes) types = NULL;

  if (typing)
    types = mill_typing_bind (typing, self->document.pipeline, self->document.bindings,
                              cancellable, &error);
  if (types)
    return print_target (self, types);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return MILL_EXIT_CANCELLED;

  mill_output_gerror (error);

  return MILL_EXIT_FAILED;
}

static int
run_schema (int    argc,
            char **argv)
{
  g_auto (MillQuery) query = { .format = MILL_ROWS_TABLE };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  int code;
  const GOptionEntry entries[] = {
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("FILE NODE[.PORT]"), N_("Prints the columns that come out of a node, and their types."),
    N_("Nothing is run: only the heads of the source files are read. Without PORT: the node's first\n"
       "output. Of a model and of a learner: the column it predicts."),
    entries, 2, 2
  };

  if (!mill_query_open (&query, &usage, argc, argv, &code))
    return code;

  code = mill_work_run (bind_and_print, &query, cancellable);

  return mill_query_judge (&query, code);
}

const MillCommand mill_command_schema = {
  "schema", N_("Print the columns that come out of a node"), run_schema,
};
