/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/runs.h"

static gboolean
print_text (const MillLogRecord *line,
            gpointer             data)
{
  g_autofree char *time = mill_runs_format_time (line->time);
  g_autofree char *text = mill_text_clean (line->text);

  mill_output_print ("%s  %-7s  %s%s%s\n", time, mill_severity_get_name (line->severity),
                     line->node ? line->node : "", line->node ? ": " : "", text);

  return TRUE;
}

static gboolean
print_json (const MillLogRecord *line,
            gpointer             data)
{
  mill_output_json (mill_log_record_to_json (line));

  return TRUE;
}

static int
print_log (MillStore  *store,
           const char *id,
           gboolean    json)
{
  g_autoptr (GError) error = NULL;
  int code;
  g_autoptr (MillRunRecord) run = mill_runs_find (store, id, &code);

  if (run == NULL)
    return code;
  if (!mill_runs_walk_log (store, run->id, json ? print_json : print_text, NULL, &error))
    return mill_runs_fail (error);

  return MILL_EXIT_DONE;
}

static int
run_log (int    argc,
         char **argv)
{
  g_autoptr (MillStore) store = NULL;
  g_auto (GStrv) rest = NULL;
  g_autofree char *path = NULL;
  gboolean json = FALSE;
  int code;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print every line of the log as JSON"), NULL },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &path,
      N_("Read this database (default: the user's own)"), N_("FILE") },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("RUN"), N_("Prints the log of a run."),
    N_("RUN is a run's id, or the beginning of one, or “latest”."), entries, 1, 1
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;

  if (json)
    mill_output_tell_json ();
  store = mill_store_new (path);

  return print_log (store, rest[0], json);
}

const MillCommand mill_command_runs_log = { "log", N_("Print the log of a run"), run_log };
