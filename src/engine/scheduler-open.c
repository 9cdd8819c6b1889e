/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scheduler-private.h"

#include "engine/paths.h"
#include "pipeline/part-file.h"

/* The session may open the files of the wanted nodes, and nothing else. */
static MillDuck *
make_duck (MillScheduler *self,
           GArray        *paths,
           const char    *scratch,
           const char    *hold)
{
  const MillRunOptions *options = mill_run_get_options (self->run);
  g_autoptr (GPtrArray) reads = g_ptr_array_new ();
  g_autoptr (GPtrArray) writes = g_ptr_array_new_with_free_func (g_free);
  MillDuckOptions session = { 0 };

  for (guint i = 0; i < paths->len; i++)
    {
      MillNodePath *path = &g_array_index (paths, MillNodePath, i);

      if (path->to_write)
        g_ptr_array_add (writes, mill_part_file_make_path (path->path, self->part));
      else
        g_ptr_array_add (reads, path->path);
    }
  g_ptr_array_add (reads, NULL);
  g_ptr_array_add (writes, NULL);

  session.read_paths = (const char *const *) reads->pdata;
  session.write_paths = (const char *const *) writes->pdata;
  session.scratch = scratch;
  session.hold = hold;
  session.threads = options->threads;
  session.memory = options->memory;
  session.workers = MILL_MAX_WORKERS;

  return mill_duck_new_later (&session);
}

/* In a folder of its own: what is left behind beside it is taken for that of runs which were killed. */
static MillScratch *
make_scratch (MillRun  *run,
              GError  **error)
{
  const MillRunOptions *options = mill_run_get_options (run);
  g_autofree char *parent = NULL;

  if (options->spill == NULL)
    return mill_scratch_new (mill_run_get_id (run), error);

  parent = g_build_filename (options->spill, "millrace-runs", NULL);

  return mill_scratch_new_in (parent, mill_run_get_id (run), error);
}

gboolean
mill_scheduler_open_session (MillScheduler  *self,
                             GError        **error)
{
  const MillRunOptions *options = mill_run_get_options (self->run);
  g_autoptr (MillScratch) scratch = make_scratch (self->run, error);
  g_autoptr (MillSourceWatch) watch = NULL;
  g_autoptr (MillScratch) hold = NULL;
  g_autoptr (MillDuck) duck = NULL;
  g_autoptr (GError) trouble = NULL;
  g_autoptr (GError) damage = NULL;

  if (scratch == NULL)
    return FALSE;
  self->paths = mill_node_paths_list (mill_run_get_pipeline (self->run),
                                      mill_run_get_values (self->run), options->base,
                                      options->targets, options->aside);
  /* From here on, before anybody looks what they hold. */
  watch = mill_source_watch_new (self->paths, self->cancellable);
  if (options->cache != NULL)
    hold = mill_cache_new_hold (options->cache, mill_run_get_id (self->run), &trouble);
  duck = make_duck (self, self->paths, mill_scratch_get_path (scratch),
                    hold != NULL ? mill_scratch_get_path (hold) : NULL);
  self->results = mill_results_new (duck, g_steal_pointer (&scratch), g_steal_pointer (&watch));
  if (hold != NULL)
    {
      self->cache = options->cache;
      self->memory = mill_pipeline_memory_load (self->cache, options->identity, &damage);
      mill_results_set_cache (self->results, self->cache, g_steal_pointer (&hold));
    }
  else if (trouble != NULL)
    mill_results_give_up_cache (self->results, g_steal_pointer (&trouble));
  if (options->digests)
    mill_results_make_digests (self->results);
  mill_run_set_results (self->run, self->results);
  mill_scheduler_tell_trouble (self);
  if (damage != NULL)
    mill_scheduler_tell_damage (self, damage);

  return TRUE;
}

/* Where everything is reused, nobody needs one. */
gboolean
mill_scheduler_connect (MillScheduler  *self,
                        GError        **error)
{
  if (self->connection == NULL)
    self->connection = mill_connection_new (mill_results_get_duck (self->results), error);

  return self->connection != NULL;
}
