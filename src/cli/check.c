/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/document.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/work.h"
#include "engine/portability.h"
#include "engine/typing.h"

typedef struct
{
  MillDocument *document;
  gboolean      portable;   /* tell of functions that are not */
  MillTypes    *types;
  GPtrArray    *notes;
  GError       *error;
} Check;

static int
bind_types (GCancellable *cancellable,
            gpointer      data)
{
  Check *check = data;
  g_autoptr (MillTyping) typing = mill_typing_new (check->document->base, &check->error);

  if (typing)
    check->types = mill_typing_bind (typing, check->document->pipeline, check->document->bindings,
                                     cancellable, &check->error);

  if (check->types &&
      (!check->portable || mill_portability_check (check->document->pipeline, check->document->bindings,
                                                   check->types, check->notes, cancellable,
                                                   &check->error)))
    return MILL_EXIT_DONE;

  return g_error_matches (check->error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? MILL_EXIT_CANCELLED
                                                                           : MILL_EXIT_FAILED;
}

static void
print_json (MillDocument *document,
            int           code)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, document->name);
  json_builder_set_member_name (builder, "exit-code");
  json_builder_add_int_value (builder, code);
  json_builder_set_member_name (builder, "diagnostics");
  json_builder_begin_array (builder);
  for (guint i = 0; i < document->problems->len; i++)
    json_builder_add_value (builder, mill_diagnostic_to_json (document->problems->pdata[i]));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  mill_output_json (json_builder_get_root (builder));
}

static void
print_text (MillDocument *document)
{
  for (guint i = 0; i < document->problems->len; i++)
    mill_output_diagnostic (MILL_STDOUT, document->problems->pdata[i]);

  if (document->problems->len == 0)
    mill_output_print ("%s\n", _("No problems found."));
}

/* Adds what the columns can tell to the problems of the file. */
static int
check_document (MillDocument *document,
                gboolean      portable)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) notes = mill_diagnostics_new ();
  GPtrArray *found = document->problems;
  Check check = { document, portable, NULL, notes, NULL };
  int code = mill_work_run (bind_types, &check, cancellable);

  /* Before more is added: it judges by what the file alone shows. */
  code = mill_document_judge (document, NULL, code);
  if (check.types)
    mill_diagnostics_merge (found, mill_types_get_diagnostics (check.types));
  mill_diagnostics_merge (found, notes);
  if (check.error && code != MILL_EXIT_CANCELLED)
    g_ptr_array_add (found, mill_error_dup_diagnostic (check.error, NULL));
  if (code == MILL_EXIT_DONE && mill_diagnostics_has_error (found))
    code = MILL_EXIT_FAILED;

  g_clear_pointer (&check.types, mill_types_unref);
  g_clear_error (&check.error);

  return code;
}

static int
run_check (int    argc,
           char **argv)
{
  g_auto (MillDocument) document = { NULL };
  g_auto (GStrv) rest = NULL;
  g_auto (GStrv) values = NULL;
  gboolean json = FALSE;
  gboolean portable = FALSE;
  int code;
  const GOptionEntry entries[] = {
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &values,
      N_("Give a parameter of the pipeline a value; may be repeated"), N_("NAME=VALUE") },
    { "portable", 0, 0, G_OPTION_ARG_NONE, &portable,
      N_("Note functions that few other databases have"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json,
      N_("Print one object of JSON: the exit code and the problems"), NULL },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("FILE"), N_("Checks a pipeline without running it."),
    N_("Finds what the file alone can tell (exit code 3): a circle, a link from nowhere, a node type\n"
       "that is not known; and what is missing or what the columns of its sources can tell: no such\n"
       "file or column, types that do not fit (exit code 1)."),
    entries, 1, 1
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;

  if (mill_document_load_bound (&document, rest[0], (const char *const *) values, &code))
    code = check_document (&document, portable);
  else if (!json)
    mill_document_tell (&document);

  if (json)
    print_json (&document, code);
  else if (document.failure == MILL_EXIT_DONE)
    print_text (&document);

  return code;
}

const MillCommand mill_command_check = { "check", N_("Find problems without running"), run_check };
