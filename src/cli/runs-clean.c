/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/runs.h"
#include "cli/work.h"

/* Longer ago than anything; and still far from what a number of microseconds can hold. */
#define MAX_DAYS 1000000

typedef struct
{
  MillStore *store;
  guint      keep;
  gint64     since;
} Clean;

static int
count_runs (const Clean *clean)
{
  g_autoptr (GError) error = NULL;
  gint64 n_runs = mill_store_count_old (clean->store, clean->keep, clean->since, &error);

  if (n_runs < 0)
    return mill_runs_fail (error);

  mill_output_print (ngettext ("%lu run would be forgotten.\n", "%lu runs would be forgotten.\n",
                               (gulong) n_runs), (gulong) n_runs);

  return MILL_EXIT_DONE;
}

/* What is forgotten until somebody stops it is forgotten. */
static int
clean_runs (GCancellable *cancellable,
            gpointer      data)
{
  const Clean *clean = data;
  g_autoptr (GError) error = NULL;
  gint64 n_runs = mill_store_remove_old (clean->store, clean->keep, clean->since, cancellable, &error);

  if (n_runs < 0)
    return mill_runs_fail (error);

  mill_output_print (ngettext ("%lu run was forgotten.\n", "%lu runs were forgotten.\n",
                               (gulong) n_runs), (gulong) n_runs);

  return g_cancellable_is_cancelled (cancellable) ? MILL_EXIT_CANCELLED : MILL_EXIT_DONE;
}

static int
run_clean (int    argc,
           char **argv)
{
  g_auto (GStrv) rest = NULL;
  g_autoptr (MillStore) store = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = NULL;
  gboolean only_count = FALSE;
  Clean clean;
  g_autofree char *keep_text = NULL;
  g_autofree char *older_text = NULL;
  gint64 keep = 0;
  gint64 days = 0;
  int code;
  const GOptionEntry entries[] = {
    { "keep", 0, 0, G_OPTION_ARG_STRING, &keep_text, N_("Keep the newest so many runs"), N_("N") },
    { "older", 0, 0, G_OPTION_ARG_STRING, &older_text,
      N_("Forget only runs that are older than so many days"), N_("DAYS") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &only_count,
      N_("Say how many runs would be forgotten, and forget none"), NULL },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &path,
      N_("Clean this database (default: the user's own)"), N_("FILE") },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    "", N_("Forgets old runs."),
    N_("At least one of --keep and --older says what is kept; with both, what either of them keeps. Runs that\n"
       "are still going on and those of “millctl runs keep” are never forgotten. What was forgotten cannot be\n"
       "brought back. The file shrinks; others may run and record meanwhile."),
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

  store = mill_store_new (path);
  clean = (Clean) {
    store, (guint) keep, older_text != NULL ? g_get_real_time () - days * G_TIME_SPAN_DAY : G_MAXINT64,
  };

  return only_count ? count_runs (&clean) : mill_work_run (clean_runs, &clean, cancellable);
}

const MillCommand mill_command_runs_clean = { "clean", N_("Forget old runs"), run_clean };
