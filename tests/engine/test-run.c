/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/run.h"

#include <errno.h>
#include <unistd.h>

#include "engine/results.h"
#include "engine/run-private.h"
#include "pipeline/reader.h"
#include "run-types.h"

/* A run of a small pipeline and everything it told. */
typedef struct
{
  MillRun    *run;
  GPtrArray  *events;
  GMutex      lock;
  MillState   end;
} Trial;

static void
note_event (MillEvent *event,
            gpointer   data)
{
  Trial *trial = data;

  g_mutex_lock (&trial->lock);
  g_ptr_array_add (trial->events, mill_event_ref (event));
  g_mutex_unlock (&trial->lock);
}

static guint
count_diagnostics (Trial *trial)
{
  guint n = 0;

  for (guint i = 0; i < trial->events->len; i++)
    n += ((MillEvent *) g_ptr_array_index (trial->events, i))->kind == MILL_EVENT_DIAGNOSTIC;

  return n;
}

static Trial *
trial_new (const char        *nodes,
           const char *const *targets)
{
  g_autofree char *text = g_strdup_printf ("{\"format\": \"millrace/1\", \"nodes\": {%s}}", nodes);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MillPipeline) pipeline =
    mill_pipeline_new_from_bytes (run_types_get_catalogue (), bytes, problems, &error);
  g_autoptr (MillBindings) bindings = NULL;
  MillRunOptions options = { .targets = targets, .threads = 2, .problems = problems };
  Trial *trial = g_new0 (Trial, 1);

  g_assert_no_error (error);
  bindings = mill_bindings_new (pipeline, NULL, &error);
  g_assert_no_error (error);
  trial->events = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);
  g_mutex_init (&trial->lock);
  trial->run = mill_run_new (pipeline, bindings, &options);
  mill_run_add_listener (trial->run, note_event, trial, NULL);

  return trial;
}

static Trial *
trial_run (const char *nodes)
{
  Trial *trial = trial_new (nodes, NULL);

  trial->end = mill_run_execute (trial->run, NULL);

  return trial;
}

static void
trial_free (Trial *trial)
{
  gpointer run = trial->run;

  /* The thread of an asynchronous run lets go of it shortly after it has told its end. */
  g_object_add_weak_pointer (G_OBJECT (run), &run);
  g_object_unref (trial->run);
  for (int i = 0; i < 5000 && g_atomic_pointer_get (&run) != NULL; i++)
    g_usleep (1000);
  g_assert_null (run);

  g_ptr_array_unref (trial->events);
  g_mutex_clear (&trial->lock);
  g_free (trial);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Trial, trial_free)

/* The last state told of a node, and how often each came. */
static MillState
get_state (Trial      *trial,
           const char *node)
{
  MillState state = MILL_STATE_IDLE;

  for (guint i = 0; i < trial->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (trial->events, i);

      if (event->kind == MILL_EVENT_STATE && g_strcmp0 (event->node, node) == 0)
        state = event->state;
    }

  return state;
}

static guint
count_states (Trial      *trial,
              const char *node,
              MillState   state)
{
  guint n = 0;

  for (guint i = 0; i < trial->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (trial->events, i);

      n += event->kind == MILL_EVENT_STATE && g_strcmp0 (event->node, node) == 0 &&
           event->state == state;
    }

  return n;
}

static MillEvent *
find_event (Trial         *trial,
            MillEventKind  kind,
            const char    *node)
{
  for (guint i = 0; i < trial->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (trial->events, i);

      if (event->kind == kind && (node == NULL || g_strcmp0 (event->node, node) == 0))
        return event;
    }

  return NULL;
}

static const char *
get_key (Trial      *trial,
         const char *node)
{
  for (guint i = 0; i < trial->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (trial->events, i);

      if (event->kind == MILL_EVENT_STATE && event->state == MILL_STATE_DONE &&
          g_strcmp0 (event->node, node) == 0)
        return event->key;
    }

  return NULL;
}

#define NUMBERS "\"numbers\": {\"type\": \"numbers\", \"version\": 1, \"params\": {\"count\": 100}}"
#define NODE(id, type, input) ", \"" id "\": {\"type\": \"" type "\", \"version\": 1, " \
                              "\"inputs\": {\"table\": \"" input "\"}}"
#define KEEP(id, input, condition) ", \"" id "\": {\"type\": \"keep\", \"version\": 1, \"inputs\": " \
                                   "{\"table\": \"" input "\"}, \"params\": {\"condition\": \"" condition "\"}}"

static void
test_chain (void)
{
  g_autoptr (Trial) trial = trial_run (NUMBERS KEEP ("few", "numbers", "n < 30")
                                       NODE ("count", "count", "few"));
  MillEvent *metric = find_event (trial, MILL_EVENT_METRIC, "count");
  MillEvent *first = g_ptr_array_index (trial->events, 0);
  MillEvent *last = g_ptr_array_index (trial->events, trial->events->len - 1);

  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  g_assert_cmpint (first->kind, ==, MILL_EVENT_RUN_STARTED);
  g_assert_cmpint (last->kind, ==, MILL_EVENT_RUN_FINISHED);
  g_assert_cmpint (last->state, ==, MILL_STATE_DONE);
  for (guint i = 0; i < 3; i++)
    {
      const char *id = ((const char *[]) { "numbers", "few", "count" })[i];

      g_assert_cmpuint (count_states (trial, id, MILL_STATE_WAITING), ==, 1);
      g_assert_cmpuint (count_states (trial, id, MILL_STATE_RUNNING), ==, 1);
      g_assert_cmpuint (count_states (trial, id, MILL_STATE_DONE), ==, 1);
    }
  g_assert_nonnull (metric);
  g_assert_cmpfloat (metric->value, ==, 30);
  g_assert_cmpstr (find_event (trial, MILL_EVENT_LOG, "count")->text, ==, "30 rows");
  g_assert_cmpint (find_event (trial, MILL_EVENT_ROWS, "count")->rows, ==, 1);
}

/* A query that fails blames the node that is at fault, not the one that ran it. */
static void
test_culprit (void)
{
  g_autoptr (Trial) trial = trial_run (NUMBERS NODE ("risky", "risky", "numbers")
                                       KEEP ("few", "risky", "n < 30") NODE ("count", "count", "few")
                                       NODE ("other", "count", "numbers"));
  MillEvent *event = find_event (trial, MILL_EVENT_DIAGNOSTIC, NULL);

  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  g_assert_cmpint (get_state (trial, "numbers"), ==, MILL_STATE_DONE);
  g_assert_cmpint (get_state (trial, "risky"), ==, MILL_STATE_FAILED);
  g_assert_cmpint (get_state (trial, "few"), ==, MILL_STATE_SKIPPED);
  g_assert_cmpint (get_state (trial, "count"), ==, MILL_STATE_SKIPPED);
  g_assert_cmpint (get_state (trial, "other"), ==, MILL_STATE_DONE);
  g_assert_nonnull (event);
  g_assert_cmpstr (event->diagnostic->node, ==, "risky");
  g_assert_nonnull (event->diagnostic->detail);
}

/* In a long chain with two faults, the first of them. */
static void
test_culprit_in_chain (void)
{
  g_autoptr (GString) nodes = g_string_new (NUMBERS);
  g_autoptr (Trial) trial = NULL;
  MillEvent *event;

  for (int i = 0; i < 20; i++)
    {
      g_autofree char *before = i == 0 ? g_strdup ("numbers") : g_strdup_printf ("n%d", i - 1);

      if (i == 7)
        g_string_append_printf (nodes, ", \"n%d\": {\"type\": \"risky\", \"version\": 1, \"inputs\": "
                                "{\"table\": \"%s\"}}", i, before);
      else
        g_string_append_printf (nodes, ", \"n%d\": {\"type\": \"keep\", \"version\": 1, \"inputs\": "
                                "{\"table\": \"%s\"}, \"params\": {\"condition\": \"%s\"}}", i, before,
                                i == 12 ? "CAST(n || 'x' AS BIGINT) > 0" : "n >= 0");
    }
  trial = trial_run (nodes->str);
  event = find_event (trial, MILL_EVENT_DIAGNOSTIC, NULL);
  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  g_assert_cmpstr (event->diagnostic->node, ==, "n7");
  g_assert_cmpint (get_state (trial, "n6"), ==, MILL_STATE_DONE);
  g_assert_cmpint (get_state (trial, "n8"), ==, MILL_STATE_SKIPPED);
}

/* A query that is part of two jobs, and fails in one of them only, where its bad column is read. */
static void
test_shared_culprit (void)
{
  const char *const ids[] = { "numbers", "lazy", "good", "bad", "behind" };
  g_autoptr (Trial) trial = trial_run (NUMBERS NODE ("lazy", "lazy", "numbers")
                                       NODE ("good", "one", "lazy") NODE ("bad", "count", "lazy")
                                       NODE ("behind", "count", "bad"));

  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  g_assert_nonnull (find_event (trial, MILL_EVENT_DIAGNOSTIC, NULL));
  g_assert_cmpint (get_state (trial, "good"), ==, MILL_STATE_DONE);
  g_assert_cmpint (get_state (trial, "behind"), ==, MILL_STATE_SKIPPED);
  g_assert_cmpint (get_state (trial, "bad"), !=, MILL_STATE_DONE);
  /* An end is the end. */
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpuint (count_states (trial, ids[i], MILL_STATE_DONE) +
                      count_states (trial, ids[i], MILL_STATE_FAILED) +
                      count_states (trial, ids[i], MILL_STATE_SKIPPED), ==, 1);
}

/* What comes before a node that fails is computed all the same. */
static void
test_refusal (void)
{
  g_autoptr (Trial) trial = trial_run (NUMBERS KEEP ("few", "numbers", "n < 30")
                                       NODE ("refuse", "refuse", "few")
                                       NODE ("behind", "count", "refuse"));
  MillEvent *event = find_event (trial, MILL_EVENT_DIAGNOSTIC, NULL);
  g_autoptr (MillResults) results = mill_run_get_results (trial->run);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  g_assert_cmpint (get_state (trial, "few"), ==, MILL_STATE_DONE);
  g_assert_cmpint (get_state (trial, "refuse"), ==, MILL_STATE_FAILED);
  g_assert_cmpint (get_state (trial, "behind"), ==, MILL_STATE_SKIPPED);
  g_assert_cmpstr (event->diagnostic->port, ==, "table");
  g_assert_cmpstr (event->diagnostic->hint, ==, "Give it another table");
  g_assert_cmpint (mill_results_count_rows (results, "few", "result", NULL, &error), ==, 30);
  g_assert_no_error (error);
}

static void
test_blocked (void)
{
  g_autoptr (Trial) trial = trial_run (NUMBERS KEEP ("wrong", "numbers", "m < 30")
                                       NODE ("behind", "count", "wrong")
                                       NODE ("other", "count", "numbers")
                                       ", \"alone\": {\"type\": \"count\", \"version\": 1}");

  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  g_assert_cmpint (get_state (trial, "wrong"), ==, MILL_STATE_FAILED);
  g_assert_cmpint (get_state (trial, "alone"), ==, MILL_STATE_FAILED);
  g_assert_cmpint (get_state (trial, "behind"), ==, MILL_STATE_SKIPPED);
  g_assert_cmpint (get_state (trial, "other"), ==, MILL_STATE_DONE);
  g_assert_cmpstr (find_event (trial, MILL_EVENT_DIAGNOSTIC, "wrong")->diagnostic->param, ==,
                   "condition");
  g_assert_cmpstr (find_event (trial, MILL_EVENT_DIAGNOSTIC, "alone")->diagnostic->port, ==, "table");
}

/* A file written by hand may leave out which of two outputs a link comes from. */
static void
test_unnamed_output (void)
{
  g_autoptr (Trial) trial = trial_run (NUMBERS NODE ("halves", "halves", "numbers")
                                       NODE ("count", "count", "halves"));

  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  g_assert_cmpint (get_state (trial, "halves"), ==, MILL_STATE_DONE);
  g_assert_cmpint (get_state (trial, "count"), ==, MILL_STATE_FAILED);
  g_assert_cmpstr (find_event (trial, MILL_EVENT_DIAGNOSTIC, "count")->diagnostic->hint, ==,
                   "Its outputs are: even, odd");
}

/* What is wrong with the file is said once, be it the reader or the typing that finds it. */
static void
test_told_once (void)
{
  static const char *const cases[] = {
    NUMBERS ", \"x\": {\"type\": \"telepathy\", \"version\": 1}",
    NUMBERS ", \"x\": {\"version\": 1}",
    NUMBERS ", \"x\": {\"type\": \"count\", \"version\": 9, \"inputs\": {\"table\": \"numbers\"}}",
    NUMBERS ", \"x\": {\"type\": \"count\", \"version\": \"1\", \"inputs\": {\"table\": \"numbers\"}}",
    NUMBERS NODE ("x", "count", "nubmers"),
    NUMBERS NODE ("x", "count", "numbers.nowhere"),
    NUMBERS ", \"x\": {\"type\": \"count\", \"version\": 1, \"inputs\": {\"table\": 5}}",
    NUMBERS ", \"x\": {\"type\": \"count\", \"version\": 1, \"inputs\": {\"table\": [\"numbers\", \"numbers\"]}}",
    NUMBERS NODE ("a", "count", "x") NODE ("b", "count", "a") NODE ("x", "count", "b")
    NODE ("end", "count", "x") NODE ("behind", "count", "end"),
    "\"x\": {\"type\": \"numbers\", \"version\": 1, \"params\": {\"count\": \"many\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_run (cases[i]);
      MillEvent *event = find_event (trial, MILL_EVENT_DIAGNOSTIC, NULL);

      g_test_message ("%s", cases[i]);
      g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
      g_assert_cmpuint (count_diagnostics (trial), ==, 1);
      g_assert_cmpint (event->diagnostic->severity, ==, MILL_SEVERITY_ERROR);
      g_assert_cmpuint (event->diagnostic->line, ==, 1);
    }
}

static void
test_targets (void)
{
  const char *const targets[] = { "few", NULL };
  g_autoptr (Trial) trial = trial_new (NUMBERS KEEP ("few", "numbers", "n < 30")
                                       NODE ("count", "count", "few")
                                       NODE ("other", "count", "numbers"), targets);

  trial->end = mill_run_execute (trial->run, NULL);
  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  g_assert_cmpint (get_state (trial, "few"), ==, MILL_STATE_DONE);
  g_assert_cmpint (get_state (trial, "count"), ==, MILL_STATE_IDLE);
  g_assert_cmpint (get_state (trial, "other"), ==, MILL_STATE_IDLE);
}

static void
test_results (void)
{
  g_autoptr (Trial) trial = trial_run (NUMBERS NODE ("halves", "halves", "numbers")
                                       NODE ("evens", "count", "halves.even")
                                       NODE ("odds", "count", "halves.odd"));
  g_autoptr (MillResults) results = mill_run_get_results (trial->run);
  g_autoptr (MillTableView) table = NULL;
  g_autoptr (GPtrArray) cells = NULL;
  g_autoptr (GPtrArray) beyond = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  /* Read by two queries, so kept, and counted on the way. */
  g_assert_cmpint (find_event (trial, MILL_EVENT_ROWS, "numbers")->rows, ==, 100);
  g_assert_cmpint (mill_results_count_rows (results, "halves", "odd", NULL, &error), ==, 50);
  g_assert_no_error (error);

  table = mill_results_open_table (results, "halves", "odd", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mill_table_view_get_n_rows (table), ==, 50);
  g_assert_cmpstr (mill_schema_get_column (mill_table_view_get_schema (table), 0)->type, ==, "BIGINT");
  cells = mill_table_view_fetch (table, 10, 3, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cells->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (cells, 0), ==, "21");
  g_assert_cmpstr (g_ptr_array_index (cells, 2), ==, "25");
  beyond = mill_table_view_fetch (table, 48, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (beyond->len, ==, 2);

  g_assert_null (mill_results_open_table (results, "nobody", "odd", NULL, &error));
  g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
}

/* An output that nobody reads is no reason to keep what it would be made from. */
static void
test_fused (void)
{
  g_autoptr (Trial) trial = trial_run (NUMBERS NODE ("halves", "halves", "numbers")
                                       NODE ("evens", "count", "halves.even"));

  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  g_assert_null (find_event (trial, MILL_EVENT_ROWS, "numbers"));
  g_assert_null (find_event (trial, MILL_EVENT_ROWS, "halves"));
}

static gpointer
cancel_soon (gpointer data)
{
  g_autoptr (GCancellable) cancellable = data;

  g_usleep (300 * 1000);
  g_cancellable_cancel (cancellable);

  return NULL;
}

/* Once the node is at work, however long it took to get there. */
static void
cancel_when_running_cb (MillEvent *event,
                        gpointer   data)
{
  if (event->kind == MILL_EVENT_STATE && event->state == MILL_STATE_RUNNING &&
      g_str_equal (event->node, "slow"))
    g_thread_unref (g_thread_new ("cancel", cancel_soon, g_object_ref (data)));
}

static void
test_cancel (void)
{
  g_autoptr (Trial) slow = trial_new (NUMBERS NODE ("slow", "slow", "numbers")
                                      NODE ("behind", "count", "slow"), NULL);
  g_autoptr (Trial) other = trial_new (NUMBERS NODE ("count", "count", "numbers"), NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  mill_run_add_listener (slow->run, cancel_when_running_cb, cancellable, NULL);
  slow->end = mill_run_execute (slow->run, cancellable);
  g_assert_cmpint (slow->end, ==, MILL_STATE_CANCELLED);
  g_assert_cmpint (get_state (slow, "slow"), ==, MILL_STATE_CANCELLED);
  g_assert_cmpint (get_state (slow, "behind"), ==, MILL_STATE_CANCELLED);
  g_assert_null (find_event (slow, MILL_EVENT_DIAGNOSTIC, NULL));

  /* Only that run. */
  other->end = mill_run_execute (other->run, NULL);
  g_assert_cmpint (other->end, ==, MILL_STATE_DONE);
}

/* Takes minutes to be read, and no room on the disk. */
#define LONG_FILE ((off_t) 64 << 30)

static gpointer
cut_late (gpointer data)
{
  g_autofree char *path = data;

  g_usleep (5 * G_USEC_PER_SEC);
  /* The test may be over. */
  if (truncate (path, 0) != 0)
    g_assert_cmpint (errno, ==, ENOENT);

  return NULL;
}

/* Whoever reads it is then at its end. */
static void
cut_when_done_cb (MillEvent *event,
                  gpointer   path)
{
  if (event->kind == MILL_EVENT_STATE && event->state == MILL_STATE_DONE &&
      g_str_equal (event->node, "count"))
    g_assert_cmpint (truncate (path, 0), ==, 0);
}

/* A source that takes long to read holds up nobody else. */
static void
test_slow_source (void)
{
  g_autofree char *directory = g_dir_make_tmp ("millrace-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "long.csv", NULL);
  g_autofree char *nodes = g_strdup_printf ("\"a\": {\"type\": \"listed\", \"version\": 1, \"params\": "
                                            "{\"path\": \"%s\"}}, " NUMBERS
                                            NODE ("count", "count", "numbers"), path);
  g_autoptr (Trial) trial = NULL;
  guint done = G_MAXUINT, source = 0;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, LONG_FILE), ==, 0);
  trial = trial_new (nodes, NULL);
  mill_run_add_listener (trial->run, cut_when_done_cb, path, NULL);
  /* If it does hold up, the test fails instead of standing still. */
  g_thread_unref (g_thread_new ("late", cut_late, g_strdup (path)));
  trial->end = mill_run_execute (trial->run, NULL);
  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  for (guint i = 0; i < trial->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (trial->events, i);

      if (event->kind == MILL_EVENT_SOURCE)
        source = i;
      else if (event->kind == MILL_EVENT_STATE && event->state == MILL_STATE_DONE &&
               g_str_equal (event->node, "count"))
        done = i;
    }
  g_assert_cmpuint (done, <, source);
  g_assert_nonnull (get_key (trial, "a"));
  unlink (path);
  rmdir (directory);
}

static gpointer
open_table (gpointer results)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MillTableView) table = mill_results_open_table (results, "halves", "odd", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (mill_table_view_get_n_rows (table), ==, 50);

  return NULL;
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, ".parquet");

  return n;
}

/* Several that look at a table at once keep it once. */
static void
test_keep_once (void)
{
  g_autoptr (Trial) trial = trial_run (NUMBERS NODE ("halves", "halves", "numbers")
                                       NODE ("odds", "count", "halves.odd"));
  g_autoptr (MillResults) results = mill_run_get_results (trial->run);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "millrace", "runs",
                                            mill_run_get_id (trial->run), NULL);
  guint n_before = count_files (path);
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("open", open_table, results);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (count_files (path), ==, n_before + 1);
}

static void
test_order (void)
{
  g_autoptr (Trial) trial = trial_run (NUMBERS KEEP ("few", "numbers", "n < 5")
                                       NODE ("twice", "twice", "few"));

  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  g_assert_cmpstr (find_event (trial, MILL_EVENT_LOG, "twice")->text, ==, "0 1 2 3 4 ");
}

/* Each link of a port that takes several, in the order of the pipeline, an output twice too. */
static void
test_several_links (void)
{
  g_autoptr (Trial) trial =
    trial_run (NUMBERS KEEP ("few", "numbers", "n < 4") KEEP ("many", "numbers", "n > 1")
               ", \"common\": {\"type\": \"common\", \"version\": 1, "
               "\"inputs\": {\"tables\": [\"many\", \"numbers\", \"few\"]}}"
               ", \"gather\": {\"type\": \"gather\", \"version\": 1, "
               "\"inputs\": {\"tables\": [\"few\", \"common\", \"few\"]}}");

  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  g_assert_cmpstr (find_event (trial, MILL_EVENT_LOG, "gather")->text, ==,
                   "0 1 2 3 | 2 3 | 0 1 2 3 | ");
}

static void
test_keys (void)
{
  g_autoptr (Trial) first = trial_run (NUMBERS KEEP ("few", "numbers", "n < 5"));
  g_autoptr (Trial) again = trial_run (NUMBERS ", \"few\": {\"type\": \"keep\", \"version\": 1, "
                                       "\"title\": \"A few\", \"inputs\": {\"table\": \"numbers\"}, "
                                       "\"params\": {\"condition\": \"n < 5\"}}");
  g_autoptr (Trial) other = trial_run (NUMBERS KEEP ("few", "numbers", "n < 6"));

  g_assert_nonnull (get_key (first, "few"));
  g_assert_cmpstr (get_key (first, "few"), ==, get_key (again, "few"));
  g_assert_cmpstr (get_key (first, "numbers"), ==, get_key (other, "numbers"));
  g_assert_cmpstr (get_key (first, "few"), !=, get_key (other, "few"));
}

/* Nothing of a run is left in the cache once nobody looks at its results. */
static void
test_scratch (void)
{
  g_autoptr (Trial) trial = trial_run (NUMBERS NODE ("count", "count", "numbers"));
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "millrace", "runs",
                                            mill_run_get_id (trial->run), NULL);

  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
  trial_free (g_steal_pointer (&trial));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
tell_progress (Trial     *trial,
               MillState  state,
               double     fraction)
{
  MillEvent *event = mill_event_new (state == MILL_STATE_RUNNING ? MILL_EVENT_STATE : MILL_EVENT_PROGRESS,
                                     "count");

  event->state = state;
  event->fraction = fraction;
  mill_run_send (trial->run, event);
}

/* Two threads tell how far a node is; what comes late is not less. */
static void
test_progress (void)
{
  g_autoptr (Trial) trial = trial_new (NUMBERS NODE ("count", "count", "numbers"), NULL);
  static const double told[] = { 0.3, 0.2, 0.5 };
  static const double heard[] = { 0.3, 0.3, 0.5 };

  tell_progress (trial, MILL_STATE_RUNNING, 0);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    tell_progress (trial, MILL_STATE_IDLE, told[i]);
  g_assert_cmpuint (trial->events->len, ==, 1 + G_N_ELEMENTS (told));
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    g_assert_cmpfloat (((MillEvent *) trial->events->pdata[1 + i])->fraction, ==, heard[i]);
}

static void
finish_cb (GObject      *run,
           GAsyncResult *result,
           gpointer      data)
{
  MillState *end = data;

  *end = mill_run_execute_finish (MILL_RUN (run), result);
  g_main_context_wakeup (NULL);
}

static void
test_async (void)
{
  g_autoptr (Trial) trial = trial_new (NUMBERS NODE ("count", "count", "numbers"), NULL);
  MillState end = MILL_STATE_IDLE;

  mill_run_execute_async (trial->run, NULL, finish_cb, &end);
  while (end == MILL_STATE_IDLE)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (end, ==, MILL_STATE_DONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/run/chain", test_chain);
  g_test_add_func ("/run/culprit", test_culprit);
  g_test_add_func ("/run/culprit-in-chain", test_culprit_in_chain);
  g_test_add_func ("/run/slow-source", test_slow_source);
  g_test_add_func ("/run/keep-once", test_keep_once);
  g_test_add_func ("/run/shared-culprit", test_shared_culprit);
  g_test_add_func ("/run/refusal", test_refusal);
  g_test_add_func ("/run/blocked", test_blocked);
  g_test_add_func ("/run/unnamed-output", test_unnamed_output);
  g_test_add_func ("/run/told-once", test_told_once);
  g_test_add_func ("/run/targets", test_targets);
  g_test_add_func ("/run/results", test_results);
  g_test_add_func ("/run/fused", test_fused);
  g_test_add_func ("/run/cancel", test_cancel);
  g_test_add_func ("/run/order", test_order);
  g_test_add_func ("/run/several-links", test_several_links);
  g_test_add_func ("/run/keys", test_keys);
  g_test_add_func ("/run/scratch", test_scratch);
  g_test_add_func ("/run/progress", test_progress);
  g_test_add_func ("/run/async", test_async);

  return g_test_run ();
}
