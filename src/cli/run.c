/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/charts.h"
#include "cli/command.h"
#include "cli/document.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/reuse.h"
#include "cli/run-view.h"
#include "cli/sweep.h"
#include "cli/work.h"
#include "engine/duck.h"
#include "learn/xgboost.h"
#include "pipeline/writer.h"
#include "store/store.h"

typedef struct
{
  char    **values;
  char    **sweeps;
  char    **targets;
  gboolean  json;
  gboolean  quiet;
  guint     threads;
  guint64   memory;
  char     *spill;
  char     *store;
  gboolean  no_store;
  char     *charts;
  gboolean  from_scratch;
  MillReuse reuse;
} Options;

static void
clear_options (Options *self)
{
  g_strfreev (self->values);
  g_strfreev (self->sweeps);
  g_strfreev (self->targets);
  g_free (self->store);
  g_free (self->charts);
  g_free (self->spill);
  mill_reuse_clear (&self->reuse);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static int
execute (GCancellable *cancellable,
         gpointer      data)
{
  switch (mill_run_execute (data, cancellable))
    {
    case MILL_STATE_DONE:
      return MILL_EXIT_DONE;
    case MILL_STATE_CANCELLED:
      return MILL_EXIT_CANCELLED;
    default:
      return MILL_EXIT_FAILED;
    }
}

static MillStore *
open_store (Options      *options,
            MillDocument *document,
            MillRun      *run)
{
  g_autoptr (MillStore) store = NULL;
  g_autofree char *xgboost = NULL;

  if (options->no_store)
    return NULL;

  store = mill_store_new (options->store);
  xgboost = mill_xgboost_dup_version ();
  mill_store_add_version (store, "duckdb", mill_duck_get_version ());
  mill_store_add_version (store, "xgboost", xgboost);
  mill_store_record_run (store, run, document->file);

  return g_steal_pointer (&store);
}

/* That a run cannot be remembered does not make it a failure. */
static void
close_store (MillStore *store)
{
  g_autoptr (GError) error = NULL;

  if (store && !mill_store_flush (store, &error))
    {
      g_autoptr (MillDiagnostic) warning = NULL;

      warning = mill_diagnostic_new (MILL_SEVERITY_WARNING, NULL, NULL, _("This run is not remembered: %s"),
                                     error->message);
      mill_output_diagnostic (MILL_STDERR, warning);
    }
}

/* The events of a run that could not begin: what is wrong, and its end. */
static void
print_failure (MillDocument *document)
{
  g_autoptr (MillEvent) end = mill_event_new (MILL_EVENT_RUN_FINISHED, NULL);

  for (guint i = 0; i < document->problems->len; i++)
    {
      MillDiagnostic *problem = document->problems->pdata[i];
      g_autoptr (MillEvent) event = mill_event_new (MILL_EVENT_DIAGNOSTIC, problem->node);

      event->diagnostic = mill_diagnostic_ref (problem);
      mill_output_json (mill_event_to_json (event));
    }

  end->state = MILL_STATE_FAILED;
  end->seconds = 0;
  mill_output_json (mill_event_to_json (end));
}

/* Run @index of the sweep, with its values. */
static int
run_once (Options      *options,
          MillDocument *document,
          MillSweep    *sweep,
          guint         index,
          MillBindings *bindings)
{
  MillRunOptions run_options = {
    .base = document->base,
    .targets = (const char *const *) options->targets,
    .threads = options->threads,
    .memory = options->memory,
    .spill = options->spill,
    .problems = document->problems,
    .cache = options->reuse.cache,
    .identity = options->reuse.identity,
    .from_scratch = options->from_scratch,
    .digests = TRUE,
  };
  g_autoptr (MillRun) run = mill_run_new (document->pipeline, bindings, &run_options);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MillStore) store = open_store (options, document, run);
  g_autoptr (MillCharts) charts = options->charts ? mill_charts_new (run) : NULL;
  g_autoptr (MillRunView) view = NULL;
  g_autofree char *title = mill_sweep_describe (sweep, index);
  int code;

  view = mill_run_view_new (run, options->json ? MILL_RUN_VIEW_JSON
                                 : options->quiet ? MILL_RUN_VIEW_QUIET
                                 : MILL_RUN_VIEW_LINES, cancellable);
  mill_run_view_set_title (view, title, mill_sweep_to_json (sweep, bindings));
  if (store != NULL && document->file != NULL)
    mill_run_view_recall (view, store, document->file);
  code = mill_work_run (execute, run, cancellable);
  code = mill_document_judge (document, run_options.targets, code);
  mill_run_view_finish (view);
  close_store (store);
  mill_sweep_set_outcome (sweep, index, mill_run_get_id (run), mill_run_view_get_tally (view));

  if (!options->json && !options->quiet)
    mill_tally_print (mill_run_view_get_tally (view), document->pipeline, title);
  if (charts && !mill_charts_write (charts, options->charts, options->quiet || options->json) &&
      code == MILL_EXIT_DONE)
    code = MILL_EXIT_FAILED;

  return code;
}

/* Of two runs with the same values one would only say again what the other did: NULL as mill_document_bind(). */
static MillBindings *
bind_run (MillDocument      *document,
          const char *const *values,
          GHashTable        *known,
          const char        *title,
          int               *code)
{
  g_autoptr (MillBindings) bindings = mill_document_bind (document, values, code);
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *text = NULL;
  const char *other;

  if (bindings == NULL)
    return NULL;

  json = mill_bindings_to_json (bindings);
  text = mill_json_to_canonical (json, TRUE);
  other = g_hash_table_lookup (known, text);
  if (other == NULL)
    {
      g_hash_table_insert (known, g_steal_pointer (&text), g_strdup (title));
      return g_steal_pointer (&bindings);
    }

  g_ptr_array_add (document->problems,
                   mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, _("Give each value once"),
                                        _("--sweep would make the same run twice: for “%s” and for “%s”"), other, title));
  document->failure = *code = MILL_EXIT_USAGE;

  return NULL;
}

/* The values of each run, all of them before the first begins; NULL as mill_document_bind(). */
static GPtrArray *
bind_runs (Options      *options,
           MillDocument *document,
           MillSweep    *sweep,
           int          *code)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_bindings_unref);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < mill_sweep_get_n_runs (sweep); i++)
    {
      g_auto (GStrv) values = mill_sweep_list_values (sweep, i, (const char *const *) options->values);
      g_autofree char *title = mill_sweep_describe (sweep, i);
      MillBindings *bindings = bind_run (document, (const char *const *) values, known, title, code);

      if (bindings == NULL)
        return NULL;
      g_ptr_array_add (all, bindings);
    }

  return g_steal_pointer (&all);
}

/* The code of the first run that was not done; the others are made all the same, unless it was cancelled. */
static int
run_all (Options      *options,
         MillDocument *document,
         MillSweep    *sweep,
         GPtrArray    *bindings)
{
  int code = MILL_EXIT_DONE;

  for (guint i = 0; i < bindings->len && code != MILL_EXIT_CANCELLED; i++)
    {
      int own = run_once (options, document, sweep, i, bindings->pdata[i]);

      if (code == MILL_EXIT_DONE || own == MILL_EXIT_CANCELLED)
        code = own;
      if (options->sweeps != NULL && !options->json && !options->quiet)
        mill_output_text ("\n");
    }
  if (options->sweeps != NULL && !options->json)
    mill_sweep_print (sweep, document->pipeline);

  return code;
}

static int
run_run (int    argc,
         char **argv)
{
  g_auto (Options) options = { NULL };
  g_auto (MillDocument) document = { NULL };
  g_autoptr (MillSweep) sweep = NULL;
  g_autoptr (GPtrArray) bindings = NULL;
  g_auto (GStrv) rest = NULL;
  g_autofree char *threads = NULL;
  g_autofree char *memory = NULL;
  g_autofree char *spill = NULL;
  int code;
  const GOptionEntry entries[] = {
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &options.values,
      N_("Give a parameter of the pipeline a value; may be repeated"), N_("NAME=VALUE") },
    { "sweep", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.sweeps,
      N_("Make a run for each of these values of a parameter; may be repeated: then for each combination"),
      N_("NAME=VALUE,VALUE…") },
    { "to", 't', 0, G_OPTION_ARG_STRING_ARRAY, &options.targets,
      N_("Run only this node and what it needs; may be repeated"), N_("NODE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json,
      N_("Print every event as a line of JSON"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet,
      N_("Tell only what went wrong"), NULL },
    { "threads", 0, 0, G_OPTION_ARG_STRING, &threads,
      N_("Use so many threads (default: one for each core)"), N_("N") },
    { "memory", 0, 0, G_OPTION_ARG_STRING, &memory,
      N_("Use at most so much memory, for example 2G; more goes to the disk"), N_("SIZE") },
    { "spill", 0, 0, G_OPTION_ARG_FILENAME, &spill,
      N_("Keep below this folder what does not fit into the memory (default: the user's cache)"), N_("DIR") },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &options.store,
      N_("Remember the run in this database (default: the user's own)"), N_("FILE") },
    { "no-store", 0, 0, G_OPTION_ARG_NONE, &options.no_store,
      N_("Do not remember the run"), NULL },
    MILL_REUSE_ENTRIES (&options.reuse),
    MILL_REUSE_SIZE_ENTRY (&options.reuse),
    { "from-scratch", 0, 0, G_OPTION_ARG_NONE, &options.from_scratch,
      N_("Compute everything anew, what is pinned too, and keep that"), NULL },
    { "charts", 0, 0, G_OPTION_ARG_FILENAME, &options.charts,
      N_("Write every chart into this folder, as SVG and as PNG"), N_("DIR") },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("FILE"), N_("Runs a pipeline."),
    N_("Files that the pipeline names are looked for from the folder of FILE; FILE “-” reads the\n"
       "pipeline from the standard input, and looks from the current folder. Ctrl-C stops the run in\n"
       "order, a second Ctrl-C at once."),
    entries, 1, 1
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;

  if (!mill_options_parse_threads (threads, &options.threads) ||
      !mill_options_parse_memory (memory, &options.memory))
    return MILL_EXIT_USAGE;
  options.spill = spill != NULL ? g_canonicalize_filename (spill, NULL) : NULL;
  if (options.sweeps && options.charts)
    {
      mill_output_error (_("--sweep and --charts exclude each other: each run would write over the last one's charts"));
      return MILL_EXIT_USAGE;
    }
  if ((sweep = mill_sweep_new ((const char *const *) options.sweeps)) == NULL ||
      !mill_sweep_check_values (sweep, (const char *const *) options.values))
    return MILL_EXIT_USAGE;

  if (!mill_document_load (&document, rest[0], &code) ||
      (bindings = bind_runs (&options, &document, sweep, &code)) == NULL)
    {
      if (options.json)
        print_failure (&document);
      else
        mill_document_tell (&document);
      return code;
    }

  for (guint i = 0; options.targets && options.targets[i]; i++)
    if (!mill_target_check_node (document.pipeline, options.targets[i]))
      return MILL_EXIT_USAGE;

  if (!mill_reuse_open (&options.reuse, &document))
    return MILL_EXIT_USAGE;
  if (options.charts && !mill_charts_make_folder (options.charts))
    return MILL_EXIT_FAILED;

  return run_all (&options, &document, sweep, bindings);
}

const MillCommand mill_command_run = { "run", N_("Run a pipeline"), run_run };
