/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/document.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/work.h"
#include "engine/typing.h"

typedef struct
{
  MillDocument  *document;
  MillTarget    *target;
  MillRowFormat  format;
} Schema;

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
print_target (Schema    *self,
              MillTypes *types)
{
  const char *node = self->target->node;
  const char *port = self->target->port->name;
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
    mill_output_error (_("“%s.%s” has no columns"), node, port);

  return schema || shape ? MILL_EXIT_DONE : MILL_EXIT_FAILED;
}

static int
bind_and_print (GCancellable *cancellable,
                gpointer      data)
{
  Schema *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MillTyping) typing = mill_typing_new (self->document->base, &error);
  g_autoptr (MillTypes) types = NULL;

  if (typing)
    types = mill_typing_bind (typing, self->document->pipeline, self->document->bindings,
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
  g_auto (MillDocument) document = { NULL };
  g_auto (MillTarget) target = { NULL };
  g_auto (GStrv) rest = NULL;
  g_auto (GStrv) values = NULL;
  g_autofree char *format = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Schema self = { &document, &target, MILL_ROWS_TABLE };
  int code;
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format,
      N_("table (default), csv, or json (one object a line)"), N_("FORMAT") },
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &values,
      N_("Give a parameter of the pipeline a value; may be repeated"), N_("NAME=VALUE") },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("FILE NODE[.PORT]"), N_("Prints the columns that come out of a node, and their types."),
    N_("Nothing is run: only the heads of the source files are read. Without PORT: the node's first\n"
       "output. Of a model and of a learner: the column it predicts."),
    entries, 2, 2
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;

  if (!mill_options_parse_choice ("--format", format, mill_row_formats, &self.format))
    return MILL_EXIT_USAGE;

  if (!mill_document_load_bound (&document, rest[0], (const char *const *) values, &code))
    return code;

  if (!mill_target_find (&target, document.pipeline, rest[1]))
    return MILL_EXIT_USAGE;

  return mill_work_run (bind_and_print, &self, cancellable);
}

const MillCommand mill_command_schema = {
  "schema", N_("Print the columns that come out of a node"), run_schema,
};
