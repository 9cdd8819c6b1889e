/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/runs.h"

static int
run_keep (int    argc,
          char **argv)
{
  g_autoptr (MillStore) store = NULL;
  g_autoptr (MillRunRecord) run = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) rest = NULL;
  g_autofree char *path = NULL;
  gboolean release = FALSE;
  int code;
  const GOptionEntry entries[] = {
    { "release", 0, 0, G_OPTION_ARG_NONE, &release, N_("Let it be forgotten again"), NULL },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &path,
      N_("Look into this database (default: the user's own)"), N_("FILE") },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("RUN"), N_("Keeps a run for good: it is never forgotten as an old one."),
    N_("RUN is a run's id, or the beginning of one, or “latest”."), entries, 1, 1
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;

  store = mill_store_new (path);
  run = mill_runs_find (store, rest[0], &code);
  if (run == NULL)
    return code;
  if (!mill_store_keep_run (store, run->id, !release, &error))
    return mill_runs_fail (error);

  if (release)
    mill_output_print (_("The run %s may be forgotten when it is old.\n"), run->id);
  else
    mill_output_print (_("The run %s is kept.\n"), run->id);

  return MILL_EXIT_DONE;
}

const MillCommand mill_command_runs_keep = { "keep", N_("Keep a run for good"), run_keep };
