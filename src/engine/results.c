/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/results-private.h"

#include <glib/gi18n-lib.h>

#include "engine/sql.h"
#include "pipeline/diagnostic.h"

/* How often somebody who waits for another looks whether he is to stop, in microseconds. */
#define WAIT_INTERVAL (G_USEC_PER_SEC / 20)

struct _MillResults
{
  GObject          parent_instance;

  MillDuck        *duck;
  MillScratch     *scratch;
  MillCache       *cache;    /* or NULL */
  MillScratch     *hold;     /* where links to its files are, or NULL */
  MillSourceWatch *watch;    /* of the files that the run reads */
  gboolean         digests;  /* of what is kept are made */

  GMutex           completing;
  MillResultsFunc  complete; /* called with it held; or NULL. Atomic */
  gpointer         complete_data;
  GDestroyNotify   complete_destroy;

  GMutex           lock;     /* for what follows */
  GHashTable      *outputs;  /* relation name -> MillOutput */
  GHashTable      *keeping;  /* MillOutput: those that somebody is keeping now */
  GCond            kept;     /* one of them is done */
  gboolean         given_up; /* nothing more goes into the cache */
  GError          *trouble;  /* why; told only once */
};

G_DEFINE_FINAL_TYPE (MillResults, mill_results, G_TYPE_OBJECT)

static void
mill_results_finalize (GObject *object)
{
  MillResults *self = MILL_RESULTS (object);

  g_clear_pointer (&self->outputs, g_hash_table_unref);
  g_clear_pointer (&self->keeping, g_hash_table_unref);
  g_cond_clear (&self->kept);
  g_clear_pointer (&self->duck, mill_duck_unref);
  g_clear_pointer (&self->scratch, mill_scratch_free);
  g_clear_pointer (&self->hold, mill_scratch_free);
  g_clear_pointer (&self->watch, mill_source_watch_free);
  g_clear_pointer (&self->cache, mill_cache_unref);
  g_clear_error (&self->trouble);
  if (self->complete_destroy != NULL)
    self->complete_destroy (self->complete_data);
  g_mutex_clear (&self->completing);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (mill_results_parent_class)->finalize (object);
}

static void
mill_results_class_init (MillResultsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_results_finalize;
}

static void
mill_results_init (MillResults *self)
{
  g_mutex_init (&self->lock);
  g_mutex_init (&self->completing);
  g_cond_init (&self->kept);
  self->keeping = g_hash_table_new (NULL, NULL);
  self->outputs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) mill_output_unref);
}

MillResults *
mill_results_new (MillDuck        *duck,
                  MillScratch     *scratch,
                  MillSourceWatch *watch)
{
  MillResults *self = g_object_new (MILL_TYPE_RESULTS, NULL);

  self->duck = mill_duck_ref (duck);
  self->scratch = scratch;
  self->watch = watch;

  return self;
}

MillDuck *
mill_results_get_duck (MillResults *self)
{
  return self->duck;
}

MillScratch *
mill_results_get_scratch (MillResults *self)
{
  return self->scratch;
}

MillSourceWatch *
mill_results_get_watch (MillResults *self)
{
  return self->watch;
}

void
mill_results_set_cache (MillResults *self,
                        MillCache   *cache,
                        MillScratch *hold)
{
  self->cache = mill_cache_ref (cache);
  self->hold = hold;
}

void
mill_results_make_digests (MillResults *self)
{
  self->digests = TRUE;
}

gboolean
mill_results_makes_digests (MillResults *self)
{
  return self->digests;
}

static gboolean
has_given_up (MillResults *self)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  return self->given_up;
}

MillCache *
mill_results_find_cache (MillResults *self)
{
  if (self->cache == NULL || has_given_up (self))
    return NULL;
  /* That is told at the end of the run. */
  if (mill_source_watch_find_changed (self->watch, NULL) != NULL)
    {
      mill_results_give_up_cache (self, NULL);
      return NULL;
    }

  return self->cache;
}

MillScratch *
mill_results_get_hold (MillResults *self)
{
  return self->hold;
}

void
mill_results_give_up_cache (MillResults *self,
                            GError      *error)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  if (self->given_up)
    g_clear_error (&error);
  else
    self->trouble = error;
  self->given_up = TRUE;
}

GError *
mill_results_take_trouble (MillResults *self)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  return g_steal_pointer (&self->trouble);
}

/* That it cannot be remembered is no failure. */
static void
remember (MillResults *self,
          MillOutput  *output)
{
  MillCache *cache = mill_results_find_cache (self);
  MillKey *key = mill_output_get_key (output);
  g_auto (MillCachedTable) table = { NULL };
  GError *error = NULL;

  if (cache == NULL || key == NULL)
    return;
  table.path = mill_output_dup_kept (output);
  table.n_rows = mill_output_get_n_rows (output);
  table.schema = mill_output_dup_schema (output);
  table.digest = mill_output_dup_digest (output);
  if (!mill_cache_put_table (cache, key, mill_output_get_port (output), &table, self->hold, &error))
    mill_results_give_up_cache (self, error);
}

/* Of the file, which is read faster than the query is computed again. */
static gboolean
make_digest (MillResults     *self,
             MillConnection  *connection,
             MillOutput      *output,
             GCancellable    *cancellable,
             GError         **error)
{
  g_autofree char *query = mill_output_make_query (output);
  g_autoptr (MillSchema) schema = mill_output_dup_schema (output);
  g_autoptr (MillTableDigest) digest = NULL;

  digest = mill_connection_digest (connection, query, schema, cancellable, error);
  if (digest != NULL)
    mill_output_set_digest (output, digest);

  return digest != NULL;
}

void
mill_results_add (MillResults *self,
                  MillOutput  *output)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  g_hash_table_replace (self->outputs, (char *) mill_output_get_relation (output),
                        mill_output_ref (output));
}

void
mill_results_set_completer (MillResults     *self,
                            MillResultsFunc  func,
                            gpointer         data,
                            GDestroyNotify   destroy)
{
  G_MUTEX_AUTO_LOCK (&self->completing, locker);

  self->complete_data = data;
  self->complete_destroy = destroy;
  g_atomic_pointer_set (&self->complete, func);
}

MillOutput *
mill_results_dup_output (MillResults *self,
                         const char  *node,
                         const char  *port)
{
  g_autofree char *relation = g_strdup_printf ("%s.%s", node, port);
  G_MUTEX_AUTO_LOCK (&self->lock, locker);
  MillOutput *output = g_hash_table_lookup (self->outputs, relation);

  return output != NULL ? mill_output_ref (output) : NULL;
}

/* An output, made now where it was left out because nobody needed it. */
static MillOutput *
look_for_output (MillResults *self,
                 const char  *node,
                 const char  *port)
{
  MillOutput *output = mill_results_dup_output (self, node, port);

  if (output != NULL)
    return output;
  {
    G_MUTEX_AUTO_LOCK (&self->completing, locker);
    MillResultsFunc complete = g_atomic_pointer_get (&self->complete);

    /* Until that is done, it may still turn out to be there. */
    if (complete != NULL)
      {
        complete (self, self->complete_data);
        g_atomic_pointer_set (&self->complete, NULL);
      }
  }

  return mill_results_dup_output (self, node, port);
}

/* The table at an output, or an error for people. */
static MillOutput *
require_table (MillResults  *self,
               const char   *node,
               const char   *port,
               GError      **error)
{
  g_autoptr (MillOutput) output = look_for_output (self, node, port);

  if (output != NULL && mill_output_is_table (output))
    return g_steal_pointer (&output);

  mill_error_take (error, mill_diagnostic_at_port (
                            mill_diagnostic_new (MILL_SEVERITY_ERROR, node,
                                                 _("Run the pipeline to this node first."),
                                                 _("There is no table of “%s” in this run."), port),
                            port));

  return NULL;
}

gboolean
mill_results_may_have_table (MillResults *self,
                             const char  *node,
                             const char  *port)
{
  g_autoptr (MillOutput) output = mill_results_dup_output (self, node, port);

  return output != NULL ? mill_output_is_table (output) : g_atomic_pointer_get (&self->complete) != NULL;
}

MillSchema *
mill_results_get_schema (MillResults *self,
                         const char  *node,
                         const char  *port)
{
  g_autoptr (MillOutput) output = mill_results_dup_output (self, node, port);

  return output != NULL ? mill_output_dup_schema (output) : NULL;
}

MillArtifact *
mill_results_get_artifact (MillResults *self,
                           const char  *node,
                           const char  *port)
{
  g_autoptr (MillOutput) output = mill_results_dup_output (self, node, port);

  return output != NULL ? mill_output_dup_artifact (output) : NULL;
}

/* Whether what would be read for @output now is what the run would have read: what was kept then stays as it
 * was, and of what was not there would be rows that no other result of the run knows of. */
static gboolean
is_as_it_was (MillResults  *self,
              MillOutput   *output,
              GError      **error)
{
  g_autoptr (GPtrArray) outputs = g_ptr_array_new ();
  g_autoptr (GPtrArray) queries = NULL;
  g_autoptr (GHashTable) nodes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *name = NULL;
  const char *changed;

  g_ptr_array_add (outputs, output);
  queries = mill_output_list_queries (outputs);
  for (guint i = 0; i < queries->len; i++)
    {
      MillOutput *query = g_ptr_array_index (queries, i);
      g_autofree char *kept = mill_output_dup_kept (query);

      if (kept == NULL)
        g_hash_table_add (nodes, (char *) mill_output_get_node (query));
    }
  if ((changed = mill_source_watch_find_changed (self->watch, nodes)) == NULL)
    return TRUE;

  name = g_path_get_basename (changed);
  mill_error_take (error, mill_diagnostic_new (MILL_SEVERITY_ERROR, mill_output_get_node (output),
                                               _("Run the pipeline again."),
                                               _("“%s” was changed since the run."), name));

  return FALSE;
}

static gint64
recall_rows (MillResults *self,
             MillOutput  *output)
{
  MillKey *key = mill_output_get_key (output);
  gint64 n_rows = -1;

  if (self->cache != NULL && key != NULL)
    n_rows = mill_cache_find_rows (self->cache, mill_key_get_text (key), mill_output_get_port (output));
  if (n_rows >= 0)
    mill_output_set_n_rows (output, n_rows);

  return n_rows;
}

gint64
mill_results_count_rows (MillResults   *self,
                         const char    *node,
                         const char    *port,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (MillOutput) output = require_table (self, node, port, error);
  g_autoptr (MillConnection) connection = NULL;
  g_autoptr (MillRows) rows = NULL;
  g_autoptr (GPtrArray) outputs = NULL;
  g_autofree char *prefix = NULL;
  g_autofree char *relation = NULL;
  g_autofree char *sql = NULL;
  gint64 n_rows;

  if (output == NULL)
    return -1;
  if ((n_rows = mill_output_get_n_rows (output)) >= 0 || (n_rows = recall_rows (self, output)) >= 0)
    return n_rows;

  if (!is_as_it_was (self, output, error))
    return -1;
  outputs = g_ptr_array_new ();
  g_ptr_array_add (outputs, output);
  prefix = mill_output_make_prefix (outputs);
  relation = mill_sql_quote_identifier (mill_output_get_relation (output));
  sql = g_strdup_printf ("%sSELECT count(*) FROM %s", prefix, relation);

  if ((connection = mill_connection_new (self->duck, error)) == NULL ||
      (rows = mill_connection_query (connection, sql, cancellable, error)) == NULL ||
      !mill_rows_next (rows, cancellable, error) || !is_as_it_was (self, output, error))
    return -1;

  n_rows = mill_rows_get_integer (rows, 0, 0);
  mill_output_set_n_rows (output, n_rows);
  if (mill_output_get_key (output) != NULL && mill_results_find_cache (self) != NULL)
    mill_cache_note_rows (self->cache, mill_output_get_key (output), port, n_rows);

  return n_rows;
}

/* Whether @output is still to be kept, and by the caller: two never keep one at once. */
static gboolean
begin_keeping (MillResults  *self,
               MillOutput   *output,
               GCancellable *cancellable)
{
  g_autofree char *kept = NULL;
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  while (g_hash_table_contains (self->keeping, output) && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait_until (&self->kept, &self->lock, g_get_monotonic_time () + WAIT_INTERVAL);
  kept = mill_output_dup_kept (output);
  if (kept != NULL || g_cancellable_is_cancelled (cancellable))
    return FALSE;

  return g_hash_table_add (self->keeping, output);
}

static void
end_keeping (MillResults *self,
             MillOutput  *output)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  g_hash_table_remove (self->keeping, output);
  g_cond_broadcast (&self->kept);
}

/* @later: the run that it belongs to has read its sources before. */
static gboolean
keep (MillResults     *self,
      MillConnection  *connection,
      MillOutput      *output,
      gboolean         later,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autofree char *path = NULL;
  g_autofree char *query = NULL;
  g_autofree char *copy = NULL;
  gint64 n_rows = -1;
  gboolean done;

  if (!begin_keeping (self, output, cancellable))
    return !g_cancellable_set_error_if_cancelled (cancellable, error);

  path = mill_scratch_make_path (self->scratch, ".parquet");
  query = mill_output_make_query (output);
  copy = mill_output_make_copy (query, path);
  done = (!later || is_as_it_was (self, output, error)) &&
         mill_connection_execute (connection, copy, &n_rows, cancellable, error) &&
         (!later || is_as_it_was (self, output, error));
  if (done)
    mill_output_set_kept (output, path, n_rows);
  if (done && self->digests)
    done = make_digest (self, connection, output, cancellable, error);
  if (done)
    remember (self, output);
  end_keeping (self, output);

  return done;
}

gboolean
mill_results_keep (MillResults     *self,
                   MillConnection  *connection,
                   MillOutput      *output,
                   GCancellable    *cancellable,
                   GError         **error)
{
  return keep (self, connection, output, FALSE, cancellable, error);
}

MillTableView *
mill_results_open_table (MillResults   *self,
                         const char    *node,
                         const char    *port,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (MillOutput) output = require_table (self, node, port, error);
  g_autoptr (MillConnection) connection = NULL;
  g_autoptr (MillSchema) schema = NULL;
  g_autofree char *path = NULL;

  if (output == NULL || (connection = mill_connection_new (self->duck, error)) == NULL ||
      !keep (self, connection, output, TRUE, cancellable, error))
    return NULL;

  path = mill_output_dup_kept (output);
  schema = mill_output_dup_schema (output);

  return mill_table_view_new (self, path, schema, mill_output_get_n_rows (output), error);
}
