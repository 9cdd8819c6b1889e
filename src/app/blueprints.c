/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/blueprints.h"

#include "engine/workers.h"
#include "pipeline/reader.h"

struct _MillBlueprint
{
  GObject       parent_instance;

  GFile        *file;
  char         *name;
  char         *description;
  MillPipeline *pipeline;
};

G_DEFINE_FINAL_TYPE (MillBlueprint, mill_blueprint, G_TYPE_OBJECT)

static void
mill_blueprint_finalize (GObject *object)
{
  MillBlueprint *self = MILL_BLUEPRINT (object);

  g_clear_object (&self->file);
  g_clear_object (&self->pipeline);
  g_free (self->name);
  g_free (self->description);

  G_OBJECT_CLASS (mill_blueprint_parent_class)->finalize (object);
}

static void
mill_blueprint_class_init (MillBlueprintClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_blueprint_finalize;
}

static void
mill_blueprint_init (MillBlueprint *self)
{
}

GFile *
mill_blueprint_get_file (MillBlueprint *self)
{
  return self->file;
}

const char *
mill_blueprint_get_name (MillBlueprint *self)
{
  return self->name;
}

const char *
mill_blueprint_get_description (MillBlueprint *self)
{
  return self->description;
}

MillPipeline *
mill_blueprint_get_pipeline (MillBlueprint *self)
{
  return self->pipeline;
}

/* The document has no description of its own; a blueprint's is a further key, in the user's language
 * where there is one ("description[nb]"). */
static char *
read_description (GBytes *bytes)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  const char *const *languages = g_get_language_names ();
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  JsonNode *root;
  JsonObject *object;

  if (!json_parser_load_from_data (parser, text, length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  if (object == NULL)
    return NULL;
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *key = g_strdup_printf ("description[%s]", languages[i]);
      const char *found = json_object_get_string_member_with_default (object, key, NULL);

      if (found != NULL)
        return g_strdup (found);
    }

  return g_strdup (json_object_get_string_member_with_default (object, "description", NULL));
}

static MillBlueprint *
read_blueprint (const MillCatalogue *catalogue,
                GFile               *file,
                GCancellable        *cancellable)
{
  g_autoptr(GBytes) bytes = g_file_load_bytes (file, cancellable, NULL, NULL);
  g_autoptr(GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr(MillPipeline) pipeline = NULL;
  g_autofree char *basename = g_file_get_basename (file);
  const char *name;
  MillBlueprint *self;

  if (bytes != NULL)
    pipeline = mill_pipeline_new_from_bytes (catalogue, bytes, problems, NULL);
  if (pipeline == NULL)
    return NULL;

  name = mill_pipeline_get_name (pipeline);
  self = g_object_new (MILL_TYPE_BLUEPRINT, NULL);
  self->file = g_object_ref (file);
  self->name = g_strdup (name != NULL && *name != '\0' ? name : basename);
  self->description = read_description (bytes);
  self->pipeline = g_steal_pointer (&pipeline);

  return self;
}

typedef struct
{
  const MillCatalogue *catalogue;
  GCancellable        *cancellable;
  GPtrArray           *found;
} Search;

static gboolean
is_known (GPtrArray  *found,
          const char *name)
{
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (MILL_BLUEPRINT (g_ptr_array_index (found, i))->name, name))
      return TRUE;

  return FALSE;
}

static void
search_folder (Search     *search,
               const char *path)
{
  g_autoptr(GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autoptr(GFile) file = g_file_new_for_path (child);
      g_autoptr(MillBlueprint) blueprint = NULL;

      if (!g_str_has_suffix (name, ".millrace.json"))
        continue;
      blueprint = read_blueprint (search->catalogue, file, search->cancellable);
      /* The first directory in the order of search wins, as everywhere in XDG. */
      if (blueprint != NULL && !is_known (search->found, blueprint->name))
        g_ptr_array_add (search->found, g_steal_pointer (&blueprint));
    }
}

static void
search_directory (Search     *search,
                  const char *data_dir,
                  const char *sub)
{
  g_autofree char *path = g_build_filename (data_dir, sub, "blueprints", NULL);
  g_autoptr(GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *folder = g_build_filename (path, name, NULL);

      search_folder (search, folder);
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  MillBlueprint *const *first = a;
  MillBlueprint *const *second = b;

  return g_utf8_collate ((*first)->name, (*second)->name);
}

static void
list_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  Search search = { data, cancellable, found };
  const char *development = g_getenv ("MILLRACE_DATA_DIR");
  const char *const *system = g_get_system_data_dirs ();
  GListStore *list = g_list_store_new (MILL_TYPE_BLUEPRINT);

  search_directory (&search, g_get_user_data_dir (), "millrace");
  if (development != NULL)
    search_directory (&search, development, "");
  for (guint i = 0; system[i] != NULL; i++)
    search_directory (&search, system[i], "millrace");
  search_directory (&search, MILL_DATA_DIR, "");

  g_ptr_array_sort (found, compare_names);
  for (guint i = 0; i < found->len; i++)
    g_list_store_append (list, g_ptr_array_index (found, i));
  g_task_return_pointer (task, list, g_object_unref);
}

void
mill_blueprints_list_async (const MillCatalogue *catalogue,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, mill_blueprints_list_async);
  g_task_set_task_data (task, (gpointer) catalogue, NULL);
  mill_workers_run_task (task, list_thread);
}

GListModel *
mill_blueprints_list_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
