/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chart/table.h"
#include "cli/command.h"
#include "cli/document.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/run-view.h"
#include "cli/work.h"
#include "pipeline/writer.h"

typedef struct
{
  MillRun       *run;
  MillTarget    *target;
  MillRowFormat  format;
  gint64         offset;
  gint64         rows;      /* 0: all */
} Show;

static void
show_chart (MillChart     *chart,
            MillRowFormat  format)
{
  g_autoptr (MillChartTable) table = mill_chart_table_new (chart);

  if (format == MILL_ROWS_CSV)
    {
      g_autofree char *csv = mill_chart_table_to_csv (table);

      mill_output_text (csv);
    }
  else
    {
      g_autofree char *finding = mill_chart_dup_finding (chart);

      mill_output_print ("%s\n\n", finding);
      mill_rows_print_chart (table);
    }
}

static int
show_artifact (Show         *show,
               MillArtifact *artifact)
{
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *text = NULL;

  if (MILL_IS_CHART (artifact) && show->format != MILL_ROWS_JSON)
    {
      show_chart (MILL_CHART (artifact), show->format);
      return MILL_EXIT_DONE;
    }

  if (show->format == MILL_ROWS_CSV)
    {
      mill_output_error (_("“%s.%s” is no table; use --format json"), show->target->node,
                         show->target->port->name);
      return MILL_EXIT_USAGE;
    }

  json = mill_artifact_to_json (artifact);
  text = mill_json_to_canonical (json, show->format == MILL_ROWS_JSON);
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

  view = mill_results_open_table (results, show->target->node, show->target->port->name,
                                  cancellable, &error);
  if (view && mill_rows_print (view, show->format, show->offset, show->rows, cancellable, &error))
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
    artifact = mill_results_get_artifact (results, show->target->node, show->target->port->name);
  if (artifact)
    return show_artifact (show, artifact);

  if (results && show->target->port->type == MILL_PORT_TABLE)
    return show_table (show, results, cancellable);

  mill_output_error (_("“%s.%s” was not made"), show->target->node, show->target->port->name);

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
show_target (Show         *show,
             MillDocument *document)
{
  const char *targets[] = { show->target->node, NULL };
  MillRunOptions options = { .base = document->base, .targets = targets };
  g_autoptr (MillRun) run = mill_run_new (document->pipeline, document->bindings, &options);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MillRunView) view = mill_run_view_new (run, MILL_RUN_VIEW_BARS, cancellable);
  int code;

  show->run = run;
  code = mill_work_run (execute, show, cancellable);
  mill_run_view_finish (view);
  if (code != MILL_EXIT_DONE)
    return code;

  return mill_work_run (show_output, show, cancellable);
}

static int
run_show (int    argc,
          char **argv)
{
  g_auto (MillDocument) document = { NULL };
  g_auto (MillTarget) target = { NULL };
  g_auto (GStrv) rest = NULL;
  g_auto (GStrv) values = NULL;
  g_autofree char *format = NULL;
  Show show = { .target = &target, .rows = 20 };
  int code;
  const GOptionEntry entries[] = {
    { "rows", 'n', 0, G_OPTION_ARG_INT64, &show.rows,
      N_("Print so many rows (default: 20; 0: all)"), N_("N") },
    { "offset", 0, 0, G_OPTION_ARG_INT64, &show.offset,
      N_("Leave out so many rows first"), N_("N") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format,
      N_("table (default), csv, or json (one object a line)"), N_("FORMAT") },
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &values,
      N_("Give a parameter of the pipeline a value; may be repeated"), N_("NAME=VALUE") },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("FILE NODE[.PORT]"), N_("Prints what comes out of a node, after running what that needs."),
    N_("Without PORT: the node's first output. Of a chart its data is printed, or with --format json\n"
       "the chart itself; of a model its description."),
    entries, 2, 2
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;

  if (!mill_options_parse_choice ("--format", format, mill_row_formats, &show.format))
    return MILL_EXIT_USAGE;

  if (show.rows < 0 || show.offset < 0)
    {
      mill_output_error (_("--rows and --offset must not be negative"));
      return MILL_EXIT_USAGE;
    }

  if (!mill_document_load_bound (&document, rest[0], (const char *const *) values, &code))
    return code;

  if (!mill_target_find (&target, document.pipeline, rest[1]))
    return MILL_EXIT_USAGE;

  return show_target (&show, &document);
}

const MillCommand mill_command_show = { "show", N_("Print what comes out of a node"), run_show };
