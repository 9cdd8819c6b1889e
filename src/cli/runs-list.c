/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/runs.h"
#include "cli/text-table.h"

#define ID_LENGTH 8
#define MAIN_SCORES 2

/* "accuracy 0.84 (0.61)": the scores that come first, each with its baseline. */
static char *
describe_scores (GPtrArray *scores)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (scores->len, MAIN_SCORES); i++)
    {
      MillMetricRecord *score = scores->pdata[i];

      g_string_append_printf (text, "%s%s %.4g", i > 0 ? ", " : "", score->name, score->value);
      if (!isnan (score->baseline))
        g_string_append_printf (text, " (%.4g)", score->baseline);
    }

  return g_string_free (text, FALSE);
}

static void
print_runs (GPtrArray *runs)
{
  g_autoptr (MillTextTable) table = mill_text_table_new ();

  mill_text_table_add_column (table, _("Run"), FALSE);
  mill_text_table_add_column (table, _("Started"), FALSE);
  mill_text_table_add_column (table, _("State"), FALSE);
  mill_text_table_add_column (table, _("Seconds"), TRUE);
  mill_text_table_add_column (table, _("Pipeline"), FALSE);
  mill_text_table_add_column (table, _("Scores (baseline)"), FALSE);
  for (guint i = 0; i < runs->len; i++)
    {
      MillRunRecord *run = runs->pdata[i];
      g_autofree char *id = g_strndup (run->id, ID_LENGTH);
      g_autofree char *started = mill_runs_format_time (run->started);
      g_autofree char *scores = describe_scores (run->scores);
      g_autofree char *base = run->file ? g_path_get_basename (run->file) : NULL;

      mill_text_table_add_cell (table, id);
      mill_text_table_add_cell (table, started);
      mill_text_table_add_cell (table, mill_record_state_get_label (run->state));
      mill_text_table_add_number (table, run->seconds, 2);
      mill_text_table_add_cell (table, *run->name ? run->name : base ? base : "");
      mill_text_table_add_cell (table, scores);
    }

  mill_text_table_print (table);
}

static int
list_runs (const char          *path,
           const MillRunFilter *filter,
           guint                offset,
           guint                limit,
           gboolean             json)
{
  g_autoptr (MillStore) store = mill_store_new (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = mill_store_list_runs (store, filter, offset, limit, &error);

  if (runs == NULL)
    return mill_runs_fail (error);

  if (json)
    {
      for (guint i = 0; i < runs->len; i++)
        mill_output_json (mill_run_record_to_json (runs->pdata[i]));
    }
  else if (runs->len > 0)
    {
      print_runs (runs);
    }
  else
    {
      mill_output_note ("%s", _("There are no runs."));
    }

  return MILL_EXIT_DONE;
}

static int
run_list (int    argc,
          char **argv)
{
  g_auto (GStrv) rest = NULL;
  g_autofree char *path = NULL;
  g_autofree char *file = NULL;
  g_autofree char *absolute = NULL;
  g_autofree char *name = NULL;
  MillRunFilter filter = { NULL };
  g_autofree char *limit_text = NULL;
  g_autofree char *offset_text = NULL;
  gint64 limit = 20;
  gint64 offset = 0;
  gboolean json = FALSE;
  int code;
  const GOptionEntry entries[] = {
    { "limit", 'n', 0, G_OPTION_ARG_STRING, &limit_text,
      N_("Print so many runs (default: 20; 0: all)"), N_("N") },
    { "offset", 0, 0, G_OPTION_ARG_STRING, &offset_text,
      N_("Leave out so many runs first"), N_("N") },
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &file,
      N_("Only runs of this pipeline file"), N_("FILE") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name,
      N_("Only runs of pipelines of this name"), N_("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print each run as a line of JSON"), NULL },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &path,
      N_("Read this database (default: the user's own)"), N_("FILE") },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    "", N_("Lists the runs that are remembered, newest first."), NULL, entries, 0, 0
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;

  if (!mill_options_parse_count ("--limit", limit_text, 0, G_MAXINT, &limit) ||
      !mill_options_parse_count ("--offset", offset_text, 0, G_MAXINT, &offset))
    return MILL_EXIT_USAGE;

  if (json)
    mill_output_tell_json ();

  if (file)
    absolute = g_canonicalize_filename (file, NULL);
  filter.file = absolute;
  filter.name = name;

  return list_runs (path, &filter, offset, limit, json);
}

const MillCommand mill_command_runs_list = { "list", N_("List runs, newest first"), run_list };
