/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/reuse.h"
#include "cli/run-view.h"
#include "cli/runs.h"
#include "cli/text-table.h"
#include "cli/work.h"
#include "engine/duck.h"
#include "engine/table-compare.h"
#include "learn/xgboost.h"
#include "nodes/catalogue.h"
#include "pipeline/json-build.h"
#include "store/repeat.h"

typedef struct
{
  MillRepeat          *repeat;
  MillRun             *run;
  MillRunRecord       *record;     /* of then; borrowed */
  MillState            end;
  MillCache           *cache;
  GPtrArray           *nodes;      /* MillRepeatNode */
  GPtrArray           *causes;     /* char * */
  MillRepeatNode      *first;      /* that differs; or NULL */
  MillRepeatNode      *failed;     /* the first that failed as then; or NULL */
  MillTableDifference *place;      /* where its table differs, or NULL */
} Trial;

static void
trial_clear (Trial *self)
{
  g_clear_pointer (&self->place, mill_table_difference_free);
  g_clear_pointer (&self->causes, g_ptr_array_unref);
  g_clear_pointer (&self->nodes, g_ptr_array_unref);
  g_clear_pointer (&self->cache, mill_cache_unref);
  g_clear_object (&self->run);
  g_clear_pointer (&self->repeat, mill_repeat_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trial, trial_clear)

/* Row and column of the first difference, where the cache has the table of then still. */
static void
find_place (Trial        *self,
            GCancellable *cancellable)
{
  g_autoptr (MillResults) results = mill_run_get_results (self->run);
  g_autoptr (GError) error = NULL;

  if (self->first == NULL || self->first->port == NULL || self->first->key == NULL || results == NULL)
    return;
  self->place = mill_results_compare_table (results, self->first->node, self->first->port, self->cache,
                                            self->first->key, cancellable, &error);
  if (error != NULL)
    g_debug ("%s", error->message);
}

static MillRepeatNode *
find_first (const Trial       *self,
            MillRepeatVerdict  verdict)
{
  for (guint i = 0; i < self->nodes->len; i++)
    if (((MillRepeatNode *) self->nodes->pdata[i])->verdict == verdict)
      return self->nodes->pdata[i];

  return NULL;
}

/* Is anything remembered of the run that could be compared? */
static gboolean
is_compared (const Trial *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    if (((MillRepeatNode *) self->nodes->pdata[i])->verdict != MILL_REPEAT_UNKNOWN)
      return TRUE;

  return FALSE;
}

/* Also what is not the fault of a node may have kept one of both runs from its end. */
static gboolean
ended_alike (const Trial *self)
{
  gboolean had_ended = self->record->state == MILL_RECORD_DONE || self->record->state == MILL_RECORD_FAILED;

  return !had_ended || (self->record->state == MILL_RECORD_FAILED) == (self->end == MILL_STATE_FAILED);
}

static gboolean
is_reproduced (const Trial *self)
{
  return self->first == NULL && is_compared (self) && ended_alike (self);
}

static int
execute (GCancellable *cancellable,
         gpointer      data)
{
  Trial *self = data;

  self->end = mill_run_execute (self->run, cancellable);
  if (self->end == MILL_STATE_CANCELLED)
    return MILL_EXIT_CANCELLED;

  self->nodes = mill_repeat_compare (self->repeat);
  self->first = find_first (self, MILL_REPEAT_DIFFERENT);
  self->failed = find_first (self, MILL_REPEAT_FAILED);
  self->causes = mill_repeat_list_causes (self->repeat, cancellable);
  find_place (self, cancellable);
  if (g_cancellable_is_cancelled (cancellable))
    return MILL_EXIT_CANCELLED;

  return is_reproduced (self) && self->end == MILL_STATE_DONE ? MILL_EXIT_DONE : MILL_EXIT_FAILED;
}

static void
print_nodes (const Trial *self)
{
  g_autoptr (MillTextTable) table = mill_text_table_new ();

  mill_text_table_add_column (table, _("Node"), FALSE);
  mill_text_table_add_column (table, _("Verdict"), FALSE);
  mill_text_table_add_column (table, _("What differs"), FALSE);
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const MillRepeatNode *node = self->nodes->pdata[i];

      mill_text_table_add_cell (table, node->node);
      mill_text_table_add_cell (table, mill_repeat_verdict_get_label (node->verdict));
      mill_text_table_add_cell (table, node->reason != NULL ? node->reason : "");
    }
  mill_text_table_print (table);
}

static guint
count (const Trial       *self,
       MillRepeatVerdict  verdict)
{
  guint n = 0;

  for (guint i = 0; i < self->nodes->len; i++)
    n += ((MillRepeatNode *) self->nodes->pdata[i])->verdict == verdict;

  return n;
}

static void
print_place (const MillTableDifference *place)
{
  if (place->column == NULL)
    mill_output_print (_("One of the tables ends before row %lld (in the order of all columns).\n"),
                       (long long) place->row);
  else
    mill_output_print (_("Row %lld (in the order of all columns), column “%s”: %s; then it was %s.\n"),
                       (long long) place->row, place->column, place->after != NULL ? place->after : _("no value"),
                       place->before != NULL ? place->before : _("no value"));
}

static void
print_verdict (const Trial *self)
{
  guint n_identical = count (self, MILL_REPEAT_IDENTICAL);
  guint n_unknown = count (self, MILL_REPEAT_UNKNOWN);

  mill_output_text ("\n");
  if (self->first == NULL && !ended_alike (self))
    mill_output_print (_("Not reproduced: the run ended with “%s”; then it was “%s”.\n"),
                       mill_state_get_label (self->end), mill_record_state_get_label (self->record->state));
  else if (!is_compared (self))
    mill_output_print ("%s\n", _("Not compared: of what came out then nothing is remembered."));
  else if (self->first == NULL && self->failed != NULL)
    mill_output_print (_("Failed as then, at “%s”. Nodes: %u identical, %u with nothing to compare.\n"),
                       self->failed->node, n_identical, n_unknown);
  else if (self->first == NULL && self->end == MILL_STATE_FAILED)
    mill_output_print (_("Failed. Nodes: %u identical, %u with nothing to compare.\n"), n_identical, n_unknown);
  else if (self->first == NULL)
    mill_output_print (_("Reproduced. Nodes: %u identical, %u with nothing to compare.\n"),
                       n_identical, n_unknown);
  else
    mill_output_print (_("Not reproduced: “%s” is the first that differs. %s.\n"), self->first->node,
                       self->first->reason);
  if (self->place != NULL)
    print_place (self->place);
  if (self->first == NULL)
    return;

  for (guint i = 0; i < self->causes->len; i++)
    mill_output_print (_("Likely cause: %s.\n"), (const char *) self->causes->pdata[i]);
  if (self->causes->len == 0)
    mill_output_print ("%s\n", _("Sources and versions are those of then: this node gives another result each time."));
}

static void
add_node (JsonBuilder               *builder,
          const MillRepeatNode      *node,
          const MillTableDifference *place)
{
  json_builder_begin_object (builder);
  mill_json_add_string (builder, "node", node->node);
  mill_json_add_string (builder, "verdict", mill_repeat_verdict_get_name (node->verdict));
  mill_json_add_string (builder, "port", node->port);
  mill_json_add_string (builder, "column", place != NULL && place->column != NULL ? place->column : node->column);
  if (place != NULL)
    {
      mill_json_add_integer (builder, "row", place->row);
      mill_json_add_string (builder, "before", place->before);
      mill_json_add_string (builder, "after", place->after);
    }
  mill_json_add_string (builder, "reason", node->reason);
  json_builder_end_object (builder);
}

static void
print_json (const Trial   *self,
            MillRunRecord *run)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  mill_json_add_string (builder, "run", run->id);
  mill_json_add_boolean (builder, "compared", is_compared (self));
  mill_json_add_boolean (builder, "reproduced", is_reproduced (self));
  mill_json_add_boolean (builder, "failed", self->end == MILL_STATE_FAILED);
  json_builder_set_member_name (builder, "nodes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->nodes->len; i++)
    add_node (builder, self->nodes->pdata[i], self->nodes->pdata[i] == self->first ? self->place : NULL);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "causes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->causes->len; i++)
    json_builder_add_string_value (builder, self->causes->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  mill_output_json (json_builder_get_root (builder));
}

static int
reproduce (MillStore     *store,
           MillRunRecord *run,
           const char    *cache,
           guint          threads,
           guint64        memory,
           gboolean       json)
{
  g_auto (Trial) trial = { NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MillRunView) view = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  trial.record = run;
  trial.cache = mill_cache_new (cache, 0);
  if ((trial.repeat = mill_repeat_new (store, run, mill_nodes_get_catalogue (), &error)) == NULL ||
      (trial.run = mill_repeat_make_run (trial.repeat, threads, memory, &error)) == NULL)
    return mill_runs_fail (error);

  view = mill_run_view_new (trial.run, json ? MILL_RUN_VIEW_QUIET : MILL_RUN_VIEW_LINES, cancellable);
  code = mill_work_run (execute, &trial, cancellable);
  mill_run_view_finish (view);
  if (code == MILL_EXIT_CANCELLED)
    return code;
  if (json)
    {
      print_json (&trial, run);
      return code;
    }
  print_nodes (&trial);
  print_verdict (&trial);

  return code;
}

static int
run_reproduce (int    argc,
               char **argv)
{
  g_autoptr (MillStore) store = NULL;
  g_autoptr (MillRunRecord) run = NULL;
  g_auto (GStrv) rest = NULL;
  g_autofree char *path = NULL;
  g_autofree char *cache = NULL;
  g_autofree char *xgboost = NULL;
  gboolean json = FALSE;
  g_autofree char *threads = NULL;
  g_autofree char *memory = NULL;
  g_autofree char *size = NULL;
  guint n_threads = 0;
  guint64 n_bytes = 0;
  guint64 budget = 0;
  int code;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print the verdicts as one object of JSON"), NULL },
    { "threads", 0, 0, G_OPTION_ARG_STRING, &threads,
      N_("Use so many threads (default: one for each core)"), N_("N") },
    { "memory", 0, 0, G_OPTION_ARG_STRING, &memory,
      N_("Use at most so much memory, for example 2G; more goes to the disk"), N_("SIZE") },
    { "cache", 0, 0, G_OPTION_ARG_FILENAME, &cache,
      N_("Look for the tables of then in this folder (default: the user's own)"), N_("DIR") },
    MILL_REUSE_IDLE_SIZE_ENTRY (&size),
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &path,
      N_("Read this database (default: the user's own)"), N_("FILE") },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("RUN"), N_("Does a run again, and compares what comes out."),
    N_("RUN is a run's id, or the beginning of one, or “latest”. Nothing of then is used or changed; files\n"
       "that nodes write are written aside and thrown away. Leaves with 1 where something differs, where\n"
       "nothing is remembered to compare, and where the run fails, as then or otherwise."),
    entries, 1, 1
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;

  if (!mill_options_parse_threads (threads, &n_threads) || !mill_options_parse_memory (memory, &n_bytes) ||
      !mill_options_parse_size ("--cache-size", size, &budget))
    return MILL_EXIT_USAGE;

  if (json)
    mill_output_tell_json ();
  store = mill_store_new (path);
  xgboost = mill_xgboost_dup_version ();
  mill_store_add_version (store, "duckdb", mill_duck_get_version ());
  mill_store_add_version (store, "xgboost", xgboost);
  run = mill_runs_find (store, rest[0], &code);
  if (run == NULL)
    return code;

  return reproduce (store, run, cache, n_threads, n_bytes, json);
}

const MillCommand mill_command_runs_reproduce = {
  "reproduce", N_("Do a run again, and compare what comes out"), run_reproduce,
};
