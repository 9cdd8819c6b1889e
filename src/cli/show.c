/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chart/table.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/query.h"
#include "cli/reuse.h"
#include "cli/run-view.h"
#include "cli/work.h"
#include "pipeline/writer.h"

typedef struct
{
  MillQuery  query;
  MillRun   *run;       /* borrowed */
  gint64     offset;
  gint64     rows;      /* 0: all */
  guint      threads;
  guint64    memory;
  MillReuse  reuse;
} Show;

static void
show_chart (Show      *show,
            MillChart *chart)
{
  g_autoptr (MillChartTable) table = mill_chart_table_new (chart);

  if (show->query.format == MILL_ROWS_TABLE)
    {
      g_autofree char *finding = mill_chart_dup_finding (chart);

      mill_output_print ("%s\n\n", finding);
    }
  mill_rows_print_chart (table, show->query.format, show->offset, show->rows);
}

static int
show_artifact (Show         *show,
               MillArtifact *artifact)
{
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *text = NULL;

  if (MILL_IS_CHART (artifact) && show->query.format != MILL_ROWS_JSON)
    {
      show_chart (show, MILL_CHART (artifact));
      return MILL_EXIT_DONE;
    }

  if (show->query.format == MILL_ROWS_CSV)
    {
      mill_output_error (_("“%s.%s” is no table; use --format json"), show->query.target.node,
                         show->query.target.port->name);
      return MILL_EXIT_USAGE;
    }

  json = mill_artifact_to_json (artifact);
  text = mill_json_to_canonical (json, show->query.format == MILL_ROWS_JSON);
  mill_output_text (text);
  if (!g_str_has_suffix (text, "\n"))
    mill_output_text ("\n");

  return MILL_EXIT_DONE;
}

static int
show_table (Show         *show,
            MillResults  *results,
            GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MillTableView) view = NULL;

  view = mill_results_open_table (results, show->query.target.node, show->query.target.port->name,
                                  cancellable, &error);
  if (view && mill_rows_print (view, show->query.format, show->offset, show->rows, cancellable, &error))
    return MILL_EXIT_DONE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return MILL_EXIT_CANCELLED;

  mill_output_gerror (error);

  return MILL_EXIT_FAILED;
}

/* In the work thread, so that Ctrl-C is heard while a long table is read. */
static int
show_output (GCancellable *cancellable,
             gpointer      data)
{
  Show *show = data;
  g_autoptr (MillResults) results = mill_run_get_results (show->run);
  g_autoptr (MillArtifact) artifact = NULL;

  if (results)
    artifact = mill_results_get_artifact (results, show->query.target.node, show->query.target.port->name);
  if (artifact)
    return show_artifact (show, artifact);

  if (results && show->query.target.port->type == MILL_PORT_TABLE)
    return show_table (show, results, cancellable);

  mill_output_error (_("“%s.%s” was not made"), show->query.target.node, show->query.target.port->name);

  return MILL_EXIT_FAILED;
}

static int
execute (GCancellable *cancellable,
         gpointer      data)
{
  Show *show = data;

  switch (mill_run_execute (show->run, cancellable))
    {
    case MILL_STATE_DONE:
      return MILL_EXIT_DONE;
    case MILL_STATE_CANCELLED:
      return MILL_EXIT_CANCELLED;
    default:
      return MILL_EXIT_FAILED;
    }
}

static int
show_target (Show *show)
{
  MillDocument *document = &show->query.document;
  const char *targets[] = { show->query.target.node, NULL };
  MillRunOptions options = {
    .base = document->base,
    .targets = targets,
    .threads = show->threads,
    .memory = show->memory,
    .cache = show->reuse.cache,
    .identity = show->reuse.identity,
  };
  g_autoptr (MillRun) run = mill_run_new (document->pipeline, document->bindings, &options);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MillRunView) view = mill_run_view_new (run, MILL_RUN_VIEW_BARS, cancellable);
  int code;

  show->run = run;
  code = mill_work_run (execute, show, cancellable);
  mill_run_view_finish (view);
  if (code == MILL_EXIT_DONE)
    code = mill_work_run (show_output, show, cancellable);

  return mill_query_judge (&show->query, code);
}

static int
run_show (int    argc,
          char **argv)
{
  Show show = { .rows = 20 };
  g_autofree char *rows = NULL;
  g_autofree char *offset = NULL;
  g_autofree char *threads = NULL;
  g_autofree char *memory = NULL;
  int code;
  const GOptionEntry entries[] = {
    { "rows", 'n', 0, G_OPTION_ARG_STRING, &rows,
      N_("Print so many rows (default: 20; 0: all)"), N_("N") },
    { "offset", 0, 0, G_OPTION_ARG_STRING, &offset,
      N_("Leave out so many rows first"), N_("N") },
    { "threads", 0, 0, G_OPTION_ARG_STRING, &threads,
      N_("Use so many threads (default: one for each core)"), N_("N") },
    { "memory", 0, 0, G_OPTION_ARG_STRING, &memory,
      N_("Use at most so much memory, for example 2G; more goes to the disk"), N_("SIZE") },
    MILL_REUSE_ENTRIES (&show.reuse),
    MILL_REUSE_SIZE_ENTRY (&show.reuse),
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("FILE NODE[.PORT]"), N_("Prints what comes out of a node, after running what that needs."),
    N_("Without PORT: the node's first output. Of a chart its data is printed, or with --format json\n"
       "the chart itself; of a model its description."),
    entries, 2, 2
  };

  if (mill_query_open (&show.query, &usage, argc, argv, &code))
    {
      if (mill_options_parse_count ("--rows", rows, 0, G_MAXINT64, &show.rows) &&
          mill_options_parse_count ("--offset", offset, 0, G_MAXINT64, &show.offset) &&
          mill_options_parse_threads (threads, &show.threads) &&
          mill_options_parse_memory (memory, &show.memory) &&
          mill_reuse_open (&show.reuse, &show.query.document))
        code = show_target (&show);
      else
        code = MILL_EXIT_USAGE;
    }
  mill_query_clear (&show.query);
  mill_reuse_clear (&show.reuse);

  return code;
}

const MillCommand mill_command_show = { "show", N_("Print what comes out of a node"), run_show };
