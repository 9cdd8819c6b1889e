/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/runs.h"

/* Longer ago than anything; and still far from what a number of microseconds can hold. */
#define MAX_DAYS 1000000

static int
clean_runs (const char *path,
            guint       keep,
            gint64      since)
{
  g_autoptr (MillStore) store = mill_store_new (path);
  g_autoptr (GError) error = NULL;
  gint64 n_runs = mill_store_remove_old (store, keep, since, &error);

  if (n_runs < 0)
    return mill_runs_fail (error);

  mill_output_print (ngettext ("%lu run was forgotten.\n", "%lu runs were forgotten.\n",
                               (gulong) n_runs), (gulong) n_runs);

  return MILL_EXIT_DONE;
}

static int
run_clean (int    argc,
           char **argv)
{
  g_auto (GStrv) rest = NULL;
  g_autofree char *path = NULL;
  g_autofree char *keep_text = NULL;
  g_autofree char *older_text = NULL;
  gint64 keep = 0;
  gint64 days = 0;
  int code;
  const GOptionEntry entries[] = {
    { "keep", 0, 0, G_OPTION_ARG_STRING, &keep_text, N_("Keep the newest so many runs"), N_("N") },
    { "older", 0, 0, G_OPTION_ARG_STRING, &older_text,
      N_("Forget only runs that are older than so many days"), N_("DAYS") },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &path,
      N_("Clean this database (default: the user's own)"), N_("FILE") },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    "", N_("Forgets old runs."),
    N_("At least one of --keep and --older says what is kept; with both, what either of them keeps. Runs\n"
       "that are still going on are kept. What was forgotten cannot be brought back."),
    entries, 0, 0
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;

  if (keep_text == NULL && older_text == NULL)
    {
      mill_output_error ("%s", _("say what to keep, with --keep or --older"));
      return MILL_EXIT_USAGE;
    }
  if (!mill_options_parse_count ("--keep", keep_text, 0, G_MAXINT, &keep) ||
      !mill_options_parse_count ("--older", older_text, 0, MAX_DAYS, &days))
    return MILL_EXIT_USAGE;

  return clean_runs (path, (guint) keep,
                     older_text != NULL ? g_get_real_time () - days * G_TIME_SPAN_DAY : G_MAXINT64);
}

const MillCommand mill_command_runs_clean = { "clean", N_("Forget old runs"), run_clean };
