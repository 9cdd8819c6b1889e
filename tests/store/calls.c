/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls.h"

#define CALL(name, expression) \
  static gpointer \
  name (MillStore   *store, \
        const char  *run, \
        GError     **error) \
  { \
    return expression; \
  }

CALL (list_runs, mill_store_list_runs (store, NULL, 0, 0, error))
CALL (get_run, mill_store_get_run (store, run, error))
CALL (get_pipeline, mill_store_dup_pipeline (store, run, error))
CALL (list_nodes, mill_store_list_nodes (store, run, error))
CALL (list_log, mill_store_list_log (store, run, 0, 0, error))
CALL (list_metrics, mill_store_list_metrics (store, run, NULL, error))
CALL (list_diagnostics, mill_store_list_diagnostics (store, run, error))
CALL (list_sources, mill_store_list_sources (store, run, error))
CALL (list_files, mill_store_list_files (store, run, error))
CALL (list_artifacts, mill_store_list_artifacts (store, run, error))
CALL (get_artifact, mill_store_get_artifact (store, run, "source", "report", error))

static void
free_array (gpointer array)
{
  g_ptr_array_unref (array);
}

static void
free_run (gpointer run)
{
  mill_run_record_unref (run);
}

static void
free_artifact (gpointer artifact)
{
  mill_artifact_record_free (artifact);
}

const StoreCall store_calls[] = {
  { "runs",        list_runs,        free_array },
  { "run",         get_run,          free_run },
  { "pipeline",    get_pipeline,     g_free },
  { "nodes",       list_nodes,       free_array },
  { "log",         list_log,         free_array },
  { "metrics",     list_metrics,     free_array },
  { "diagnostics", list_diagnostics, free_array },
  { "sources",     list_sources,     free_array },
  { "files",       list_files,       free_array },
  { "artifacts",   list_artifacts,   free_array },
  { "artifact",    get_artifact,     free_artifact },
};

const guint store_n_calls = G_N_ELEMENTS (store_calls);
