/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cache-trial.h"

#include <string.h>

#include "pipeline/reader.h"

#include "run-types.h"
#include "support.h"

CacheHome *
cache_home_new (guint64 budget)
{
  CacheHome *self = g_new0 (CacheHome, 1);

  self->path = test_directory_new ();
  self->cache_path = g_build_filename (self->path, "cache", NULL);
  self->cache = mill_cache_new (self->cache_path, budget);

  return self;
}

void
cache_home_free (CacheHome *self)
{
  mill_cache_unref (self->cache);
  g_free (self->cache_path);
  test_directory_free (self->path);
  g_free (self);
}

static void
list (const char *folder,
      const char *suffix,
      GPtrArray  *found)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        list (path, suffix, found);
      else if (g_str_has_suffix (name, suffix))
        g_ptr_array_add (found, g_steal_pointer (&path));
    }
}

GPtrArray *
cache_home_list (CacheHome  *self,
                 const char *suffix)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *keys = g_build_filename (self->cache_path, "keys", NULL);

  list (keys, suffix, found);

  return found;
}

static MillPipeline *
read_pipeline (const char *nodes,
               const char *more)
{
  g_autofree char *quoted = g_strdup_printf ("{'format': 'millrace/1', 'nodes': {%s}%s}", nodes,
                                             more != NULL ? more : "");
  g_autofree char *text = g_strdelimit (g_strdup (quoted), "'", '"');
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  MillPipeline *pipeline = mill_pipeline_new_from_bytes (run_types_get_catalogue (), bytes, problems,
                                                         &error);

  g_assert_no_error (error);

  return pipeline;
}

static void
note_event (MillEvent *event,
            gpointer   data)
{
  CacheTrial *self = data;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->events, mill_event_ref (event));
  g_mutex_unlock (&self->lock);
}

static CacheTrial *
make_trial (CacheHome            *home,
            const char           *nodes,
            const char           *more,
            const MillRunOptions *options)
{
  CacheTrial *self = g_new0 (CacheTrial, 1);
  g_autoptr (MillPipeline) pipeline = read_pipeline (nodes, more);
  g_autoptr (MillBindings) bindings = NULL;
  g_autoptr (GError) error = NULL;

  bindings = mill_bindings_new (pipeline, NULL, &error);
  g_assert_no_error (error);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);
  g_mutex_init (&self->lock);
  self->run = mill_run_new (pipeline, bindings, options);
  mill_run_add_listener (self->run, note_event, self, NULL);

  return self;
}

CacheTrial *
cache_trial_new (CacheHome  *home,
                 const char *nodes,
                 const char *more,
                 gboolean    from_scratch)
{
  MillRunOptions options = {
    .threads = 2, .cache = home->cache, .identity = "file:///test.millrace.json",
    .from_scratch = from_scratch, .spill = home->path,
  };

  return make_trial (home, nodes, more, &options);
}

CacheTrial *
cache_trial_new_recall (CacheHome  *home,
                        const char *nodes)
{
  MillRunOptions options = {
    .threads = 2, .cache = home->cache, .identity = "file:///test.millrace.json", .only_recall = TRUE,
  };

  return make_trial (home, nodes, NULL, &options);
}

CacheTrial *
cache_trial_run (CacheHome  *home,
                 const char *nodes)
{
  CacheTrial *self = cache_trial_new (home, nodes, NULL, FALSE);

  self->end = mill_run_execute (self->run, NULL);

  return self;
}

void
cache_trial_free (CacheTrial *self)
{
  g_object_unref (self->run);
  g_ptr_array_unref (self->events);
  g_mutex_clear (&self->lock);
  g_free (self);
}

MillEvent *
cache_trial_find (CacheTrial    *self,
                  MillEventKind  kind,
                  const char    *node)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (self->events, i);

      if (event->kind == kind && g_strcmp0 (event->node, node) == 0)
        return event;
    }

  return NULL;
}

guint
cache_trial_count (CacheTrial    *self,
                   MillEventKind  kind,
                   const char    *node)
{
  guint n = 0;

  for (guint i = 0; i < self->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (self->events, i);

      n += event->kind == kind && g_strcmp0 (event->node, node) == 0;
    }

  return n;
}

MillState
cache_trial_get_state (CacheTrial *self,
                       const char *node)
{
  MillState state = MILL_STATE_IDLE;

  for (guint i = 0; i < self->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (self->events, i);

      if (event->kind == MILL_EVENT_STATE && g_str_equal (event->node, node))
        state = event->state;
    }

  return state;
}

char *
cache_trial_describe (CacheTrial *self)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (mill_run_get_pipeline (self->run));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < nodes->len; i++)
    {
      const char *id = mill_node_get_id (g_ptr_array_index (nodes, i));

      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", id,
                              mill_state_get_name (cache_trial_get_state (self, id)));
    }

  return g_string_free (text, FALSE);
}

void
cache_trial_assert (CacheTrial *self,
                    const char *states)
{
  g_autofree char *found = cache_trial_describe (self);

  g_assert_cmpstr (found, ==, states);
}

char *
cache_trial_read (CacheTrial *self,
                  const char *node,
                  const char *port)
{
  g_autoptr (MillResults) results = mill_run_get_results (self->run);
  g_autoptr (GError) error = NULL;
  g_autoptr (MillTableView) view = mill_results_open_table (results, node, port, NULL, &error);
  g_autoptr (GPtrArray) cells = NULL;
  GString *text = g_string_new (NULL);
  guint n_columns;

  g_assert_no_error (error);
  n_columns = mill_schema_get_n_columns (mill_table_view_get_schema (view));
  cells = mill_table_view_fetch (view, 0, 1000, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < cells->len; i += n_columns)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (char *) g_ptr_array_index (cells, i));

  return g_string_free (text, FALSE);
}

static void
append_reasons (GString                *text,
                const MillForecastNode *node,
                MillPipeline           *pipeline)
{
  for (guint i = 0; i < node->reasons->len; i++)
    {
      g_autofree char *reason = mill_reason_describe (g_ptr_array_index (node->reasons, i), pipeline);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : " (", reason);
    }
  if (node->reasons->len > 0)
    g_string_append_c (text, ')');
}

char *
cache_home_forecast (CacheHome  *self,
                     const char *nodes,
                     const char *more)
{
  g_autoptr (MillPipeline) pipeline = read_pipeline (nodes, more);
  g_autoptr (MillBindings) bindings = mill_bindings_new (pipeline, NULL, NULL);
  MillForecastOptions options = { .cache = self->cache, .identity = "file:///test.millrace.json" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) forecast = mill_forecast_list (pipeline, bindings, &options, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < forecast->len; i++)
    {
      const MillForecastNode *node = g_ptr_array_index (forecast, i);

      g_string_append_printf (text, "%s: %s%s", node->id, mill_verdict_get_name (node->verdict),
                              node->stale ? " stale" : "");
      append_reasons (text, node, pipeline);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}
