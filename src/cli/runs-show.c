/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/runs.h"
#include "cli/score-table.h"
#include "pipeline/writer.h"

static void
print_fact (const char *label,
            const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (text == NULL || *text == '\0')
    return;

  mill_text_append_padded (line, label, 12, FALSE);
  mill_output_print ("%s%s%s %s\n", mill_terminal_begin (MILL_STDOUT, MILL_STYLE_BOLD), line->str,
                     mill_terminal_end (MILL_STDOUT, MILL_STYLE_BOLD), text);
}

static void
print_run (MillRunRecord *run)
{
  g_autofree char *started = mill_runs_format_time (run->started);
  g_autofree char *seconds = g_strdup_printf (_("%.2f s"), run->seconds);

  print_fact (_("Run"), run->id);
  print_fact (_("Pipeline"), run->name);
  print_fact (_("File"), run->file);
  print_fact (_("State"), mill_record_state_get_label (run->state));
  print_fact (_("Started"), started);
  print_fact (_("Took"), seconds);
  if (!g_str_equal (run->parameters, "{}"))
    print_fact (_("Parameters"), run->parameters);
  if (!g_str_equal (run->seeds, "{}"))
    print_fact (_("Seeds"), run->seeds);
  print_fact (_("Versions"), run->versions);
  print_fact (_("Digest"), run->pipeline_digest);
  print_fact (_("Problem"), run->problem);
  if (run->kept)
    print_fact (_("Kept"), _("For good"));
}

static char *
describe_rows (MillNodeRecord *node)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < node->tables->len; i++)
    {
      const MillTableRecord *table = node->tables->pdata[i];

      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, i > 0 ? ", " : "", table->port, table->rows);
    }

  return g_string_free (text, FALSE);
}

static void
print_nodes (GPtrArray     *nodes,
             MillRunRecord *run)
{
  g_autoptr (MillTextTable) table = mill_text_table_new ();

  if (nodes->len == 0)
    return;

  mill_text_table_add_column (table, _("Node"), FALSE);
  mill_text_table_add_column (table, _("State"), FALSE);
  mill_text_table_add_column (table, _("Seconds"), TRUE);
  mill_text_table_add_column (table, _("Rows"), FALSE);
  for (guint i = 0; i < nodes->len; i++)
    {
      MillNodeRecord *node = nodes->pdata[i];
      g_autofree char *rows = describe_rows (node);

      mill_text_table_add_cell (table, node->node);
      mill_text_table_add_cell (table, mill_node_record_get_state_label (node, run));
      mill_text_table_add_number (table, node->seconds, 2);
      mill_text_table_add_cell (table, rows);
    }

  mill_output_text ("\n");
  mill_text_table_print (table);
}

static void
print_scores (GPtrArray *scores)
{
  g_autoptr (MillTextTable) table = mill_score_table_new ();
  const char *last_node = "";

  if (scores->len == 0)
    return;

  for (guint i = 0; i < scores->len; i++)
    {
      MillMetricRecord *score = scores->pdata[i];

      mill_score_table_add (table, g_str_equal (score->node, last_node) ? "" : score->label,
                            score->name, score->value, score->baseline);
      last_node = score->node;
    }

  mill_output_text ("\n");
  mill_text_table_print (table);
}

static void
add_file (MillTextTable        *table,
          const MillFileRecord *file)
{
  g_autofree char *bytes = g_strdup_printf ("%" G_GINT64_FORMAT, file->bytes);

  mill_text_table_add_cell (table, file->path);
  mill_text_table_add_cell (table, bytes);
  mill_text_table_add_cell (table, file->digest ? file->digest : "");
}

static void
print_sources (GPtrArray *sources)
{
  g_autoptr (MillTextTable) table = mill_text_table_new ();

  if (sources->len == 0)
    return;

  mill_text_table_add_column (table, _("Source"), FALSE);
  mill_text_table_add_column (table, _("Bytes"), TRUE);
  mill_text_table_add_column (table, _("Digest"), FALSE);
  for (guint i = 0; i < sources->len; i++)
    add_file (table, sources->pdata[i]);

  mill_output_text ("\n");
  mill_text_table_print (table);
}

static gboolean
is_reused (GPtrArray  *nodes,
           const char *id)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      const MillNodeRecord *node = nodes->pdata[i];

      if (g_str_equal (node->node, id))
        return node->state == MILL_STATE_REUSED;
    }

  return FALSE;
}

/* What came out, also where an earlier run had written it already. */
static void
print_files (GPtrArray *files,
             GPtrArray *nodes)
{
  g_autoptr (MillTextTable) table = mill_text_table_new ();

  if (files->len == 0)
    return;

  mill_text_table_add_column (table, _("File"), FALSE);
  mill_text_table_add_column (table, _("Bytes"), TRUE);
  mill_text_table_add_column (table, _("Digest"), FALSE);
  mill_text_table_add_column (table, _("In this run"), FALSE);
  for (guint i = 0; i < files->len; i++)
    {
      MillFileRecord *file = files->pdata[i];

      add_file (table, file);
      mill_text_table_add_cell (table, is_reused (nodes, file->node) ? _("found as it was written") : _("written"));
    }

  mill_output_text ("\n");
  mill_text_table_print (table);
}

static int
print_all (MillStore     *store,
           MillRunRecord *run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) nodes = mill_store_list_nodes (store, run->id, &error);
  g_autoptr (GPtrArray) sources = nodes ? mill_store_list_sources (store, run->id, &error) : NULL;
  g_autoptr (GPtrArray) files = sources ? mill_store_list_files (store, run->id, &error) : NULL;
  g_autoptr (GPtrArray) problems = NULL;

  if (files)
    problems = mill_store_list_diagnostics (store, run->id, &error);
  if (problems == NULL)
    return mill_runs_fail (error);

  print_run (run);
  print_nodes (nodes, run);
  print_scores (run->scores);
  print_sources (sources);
  print_files (files, nodes);
  if (problems->len > 0)
    mill_output_text ("\n");
  for (guint i = 0; i < problems->len; i++)
    mill_output_diagnostic (MILL_STDOUT, problems->pdata[i]);

  return MILL_EXIT_DONE;
}

static gboolean
print_line (const MillLogRecord *line,
            gpointer             data)
{
  gboolean *is_first = data;
  g_autoptr (JsonNode) json = mill_log_record_to_json (line);
  g_autofree char *text = g_strchomp (mill_json_to_canonical (json, TRUE));

  if (!*is_first)
    mill_output_text (",");
  mill_output_text (text);
  *is_first = FALSE;

  return TRUE;
}

/* The log is the last member, so that it can be written while it is read. */
static int
print_json (MillStore     *store,
            MillRunRecord *run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = mill_run_details_to_json (store, run, &error);
  g_autofree char *text = NULL;
  gboolean is_first = TRUE;

  if (json == NULL)
    return mill_runs_fail (error);

  text = g_strchomp (mill_json_to_canonical (json, TRUE));
  text[strlen (text) - 1] = '\0';
  mill_output_text (text);
  mill_output_text (",\"log\":[");
  if (!mill_runs_walk_log (store, run->id, print_line, &is_first, &error))
    return mill_runs_fail (error);
  mill_output_text ("]}\n");

  return MILL_EXIT_DONE;
}

static int
print_pipeline (MillStore     *store,
                MillRunRecord *run)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = mill_store_dup_pipeline (store, run->id, &error);

  if (text == NULL)
    return mill_runs_fail (error);

  mill_output_text (text);

  return MILL_EXIT_DONE;
}

static int
run_show (int    argc,
          char **argv)
{
  g_autoptr (MillStore) store = NULL;
  g_autoptr (MillRunRecord) run = NULL;
  g_auto (GStrv) rest = NULL;
  g_autofree char *path = NULL;
  gboolean json = FALSE;
  gboolean pipeline = FALSE;
  int code;
  const GOptionEntry entries[] = {
    { "pipeline", 0, 0, G_OPTION_ARG_NONE, &pipeline,
      N_("Print the pipeline as it was in that run"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print all that is known of the run as one object of JSON"), NULL },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &path,
      N_("Read this database (default: the user's own)"), N_("FILE") },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("RUN"), N_("Prints what is remembered of a run."),
    N_("RUN is a run's id, or the beginning of one, or “latest”."), entries, 1, 1
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;

  if (pipeline && json)
    {
      mill_output_error (_("--pipeline and --json exclude each other"));
      return MILL_EXIT_USAGE;
    }

  if (json)
    mill_output_tell_json ();
  store = mill_store_new (path);
  run = mill_runs_find (store, rest[0], &code);
  if (run == NULL)
    return code;

  if (pipeline)
    return print_pipeline (store, run);

  return json ? print_json (store, run) : print_all (store, run);
}

const MillCommand mill_command_runs_show = {
  "show", N_("Print what is remembered of a run"), run_show,
};
