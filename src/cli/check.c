/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/document.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/work.h"
#include "engine/typing.h"

typedef struct
{
  MillDocument *document;
  MillTypes    *types;
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

  if (check->types)
    return MILL_EXIT_DONE;

  return g_error_matches (check->error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? MILL_EXIT_CANCELLED
                                                                           : MILL_EXIT_FAILED;
}

static void
print_diagnostics (GPtrArray *diagnostics,
                   gboolean   json)
{
  for (guint i = 0; i < diagnostics->len; i++)
    {
      if (json)
        mill_output_json (mill_diagnostic_to_json (diagnostics->pdata[i]));
      else
        mill_output_diagnostic (MILL_STDOUT, diagnostics->pdata[i]);
    }
}

static int
check_document (MillDocument *document,
                gboolean      json)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean is_invalid = mill_diagnostics_has_error (document->problems);
  GPtrArray *found = document->problems;
  Check check = { document, NULL, NULL };
  int code = mill_work_run (bind_types, &check, cancellable);

  if (check.types)
    mill_diagnostics_merge (found, mill_types_get_diagnostics (check.types));

  print_diagnostics (found, json);
  if (check.error && code != MILL_EXIT_CANCELLED)
    mill_output_gerror (check.error);
  if (code == MILL_EXIT_DONE && mill_diagnostics_has_error (found))
    code = is_invalid ? MILL_EXIT_INVALID : MILL_EXIT_FAILED;
  if (code == MILL_EXIT_DONE && !json)
    mill_output_print ("%s\n", _("No problems found."));

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
  int code;
  const GOptionEntry entries[] = {
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &values,
      N_("Give a parameter of the pipeline a value; may be repeated"), N_("NAME=VALUE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json,
      N_("Print every problem as a line of JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("FILE"), N_("Checks a pipeline without running it."),
    N_("Finds what the file alone can tell (exit code 3), and what the columns of its sources can\n"
       "tell: a missing file or column, types that do not fit (exit code 1)."),
    entries, 1, 1
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL ||
      !mill_document_load_bound (&document, rest[0], (const char *const *) values, &code))
    return code;

  return check_document (&document, json);
}

const MillCommand mill_command_check = { "check", N_("Find problems without running"), run_check };
