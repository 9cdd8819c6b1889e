/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/library.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "engine/workers.h"
#include "nodes/catalogue.h"
#include "pipeline/reader.h"
#include "pipeline/slug.h"
#include "pipeline/writer.h"

#define SUFFIX ".millrace.json"

struct _MillLibrary
{
  GObject       parent_instance;

  GFile        *directory;
  GFileMonitor *monitor;
  GHashTable   *components;    /* name -> MillComponent */
  gboolean      loading;
  gboolean      again;         /* something changed while it was loading */
};

G_DEFINE_FINAL_TYPE (MillLibrary, mill_library, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void load (MillLibrary *self);

static GHashTable *
new_components (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) mill_component_unref);
}

static void
mill_library_finalize (GObject *object)
{
  MillLibrary *self = MILL_LIBRARY (object);

  g_clear_object (&self->directory);
  g_clear_object (&self->monitor);
  g_hash_table_unref (self->components);

  G_OBJECT_CLASS (mill_library_parent_class)->finalize (object);
}

static void
mill_library_class_init (MillLibraryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_library_finalize;

  signals[CHANGED] = g_signal_new ("changed", MILL_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
mill_library_init (MillLibrary *self)
{
  self->components = new_components ();
}

/* As a copy of what the library has under @name. */
static MillComponent *
make_component (MillPipeline *pipeline,
                const char   *name)
{
  g_autofree char *digest = mill_component_make_digest (pipeline);
  const MillOrigin origin = { (char *) name, digest };

  return mill_component_new (pipeline, &origin);
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GHashTable *components = new_components ();
  g_autoptr (GFileEnumerator) files = NULL;
  GFileInfo *info;

  files = g_file_enumerate_children (data, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE,
                                     cancellable, NULL);
  while (files != NULL && g_file_enumerator_iterate (files, &info, NULL, cancellable, NULL) &&
         info != NULL)
    {
      g_autoptr (GFile) file = g_file_enumerator_get_child (files, info);
      g_autoptr (MillPipeline) pipeline = NULL;
      g_autoptr (GError) error = NULL;
      const char *basename = g_file_info_get_name (info);
      char *name;

      if (!g_str_has_suffix (basename, SUFFIX) || !g_utf8_validate (basename, -1, NULL))
        continue;
      pipeline = mill_pipeline_new_from_file (mill_nodes_get_catalogue (), file, NULL, cancellable,
                                              &error);
      if (pipeline == NULL)
        {
          g_message ("%s: %s", basename, error->message);
          continue;
        }
      name = g_strndup (basename, strlen (basename) - strlen (SUFFIX));
      g_hash_table_insert (components, name, make_component (pipeline, name));
    }

  g_task_return_pointer (task, components, (GDestroyNotify) g_hash_table_unref);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  MillLibrary *self = MILL_LIBRARY (object);
  GHashTable *components = g_task_propagate_pointer (G_TASK (result), NULL);

  self->loading = FALSE;
  g_hash_table_unref (self->components);
  self->components = components;
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->again)
    load (self);
}

static void
load (MillLibrary *self)
{
  g_autoptr (GTask) task = NULL;

  self->again = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  task = g_task_new (self, NULL, loaded_cb, NULL);
  g_task_set_source_tag (task, load);
  g_task_set_task_data (task, g_object_ref (self->directory), g_object_unref);
  mill_workers_run_task (task, load_thread);
}

static void
directory_changed_cb (MillLibrary       *self,
                      GFile             *file,
                      GFile             *other,
                      GFileMonitorEvent  event)
{
  if (event != G_FILE_MONITOR_EVENT_CHANGED && event != G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED)
    load (self);
}

MillLibrary *
mill_library_new (GFile *directory)
{
  MillLibrary *self = g_object_new (MILL_TYPE_LIBRARY, NULL);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "millrace", "components", NULL);

  self->directory = directory != NULL ? g_object_ref (directory) : g_file_new_for_path (path);
  self->monitor = g_file_monitor_directory (self->directory, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (directory_changed_cb), self,
                             G_CONNECT_SWAPPED);
  load (self);

  return self;
}

MillLibrary *
mill_library_get_default (void)
{
  static MillLibrary *library;

  if (library == NULL)
    library = mill_library_new (NULL);

  return library;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (a, b);
}

GPtrArray *
mill_library_list (MillLibrary *self)
{
  GPtrArray *names = g_hash_table_get_keys_as_ptr_array (self->components);

  g_ptr_array_sort_values (names, compare_names);

  return names;
}

MillComponent *
mill_library_find (MillLibrary *self,
                   const char  *name)
{
  return g_hash_table_lookup (self->components, name);
}

MillComponent *
mill_library_find_update (MillLibrary   *self,
                          MillComponent *component)
{
  const MillOrigin *origin = mill_component_get_origin (component);
  MillComponent *found = origin != NULL ? mill_library_find (self, origin->name) : NULL;

  if (found == NULL || g_str_equal (mill_component_get_origin (found)->digest, origin->digest))
    return NULL;

  return found;
}

/* A name that no file has yet. */
static char *
choose_name (GFile      *directory,
             const char *wish)
{
  g_autofree char *slug = mill_slug_new (wish, "component");

  for (guint number = 1;; number++)
    {
      g_autofree char *name = number == 1 ? g_strdup (slug) : g_strdup_printf ("%s-%u", slug, number);
      g_autofree char *basename = g_strconcat (name, SUFFIX, NULL);
      g_autoptr (GFile) file = g_file_get_child (directory, basename);

      if (!g_file_query_exists (file, NULL))
        return g_steal_pointer (&name);
    }
}

/* A document may say that it is from anywhere; only a plain name is one of the library's. */
static gboolean
is_own_name (const MillOrigin *origin)
{
  g_autofree char *slug = origin != NULL ? mill_slug_new (origin->name, "") : NULL;

  return slug != NULL && *slug != '\0' && g_str_equal (slug, origin->name);
}

static GFile *
get_file (MillLibrary *self,
          const char  *name)
{
  g_autofree char *basename = g_strconcat (name, SUFFIX, NULL);

  return g_file_get_child (self->directory, basename);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  MillLibrary *self = source;
  MillPipeline *pipeline = mill_component_get_pipeline (data);
  const MillOrigin *origin = mill_component_get_origin (data);
  const char *title = mill_pipeline_get_name (pipeline);
  g_autofree char *name = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_make_directory_with_parents (self->directory, cancellable, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_clear_error (&error);
  name = is_own_name (origin) ? g_strdup (origin->name)
                              : choose_name (self->directory, title != NULL ? title : "");
  file = get_file (self, name);
  if (mill_pipeline_save (pipeline, file, cancellable, &error))
    g_task_return_pointer (task, make_component (pipeline, name),
                           (GDestroyNotify) mill_component_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
mill_library_save_async (MillLibrary         *self,
                         MillComponent       *component,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, mill_library_save_async);
  g_task_set_task_data (task, mill_component_ref (component), (GDestroyNotify) mill_component_unref);
  mill_workers_run_task (task, save_thread);
}

MillComponent *
mill_library_save_finish (MillLibrary   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  MillComponent *saved = g_task_propagate_pointer (G_TASK (result), error);

  /* The monitor may be slow, or there was no directory to watch. */
  if (saved != NULL)
    load (self);

  return saved;
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (g_file_trash_finish (G_FILE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
mill_library_remove_async (MillLibrary         *self,
                           const char          *name,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_autoptr (GFile) file = get_file (self, name);
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, mill_library_remove_async);
  g_file_trash_async (file, G_PRIORITY_DEFAULT, NULL, removed_cb, task);
}

gboolean
mill_library_remove_finish (MillLibrary   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  gboolean removed = g_task_propagate_boolean (G_TASK (result), error);

  if (removed)
    load (self);

  return removed;
}
