/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/link-habits.h"

#include "app/blueprints.h"
#include "nodes/catalogue.h"

#define GROUP "links"

static GHashTable *counts;    /* "read-csv.table->sort.table", and how often */
static GKeyFile *own;         /* likewise, of the user alone */

static char *
make_key (const char *from_type,
          const char *from_port,
          const char *to_type,
          const char *to_port)
{
  return g_strdup_printf ("%s.%s->%s.%s", from_type, from_port, to_type, to_port);
}

/* Takes @key. */
static void
add (char *key,
     guint n)
{
  n += GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
  g_hash_table_replace (counts, key, GUINT_TO_POINTER (n));
}

static char *
make_link_key (MillPipeline *pipeline,
               const char   *from_node,
               const char   *from_port,
               const char   *to_node,
               const char   *to_port)
{
  const MillNodeType *from = mill_pipeline_get_node_type (pipeline, from_node);
  const MillNodeType *to = mill_pipeline_get_node_type (pipeline, to_node);

  return from != NULL && to != NULL && from_port != NULL
    ? make_key (from->id, from_port, to->id, to_port) : NULL;
}

static void
blueprints_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GListModel) blueprints = mill_blueprints_list_finish (result, NULL);

  for (guint i = 0; blueprints != NULL && i < g_list_model_get_n_items (blueprints); i++)
    {
      g_autoptr (MillBlueprint) blueprint = g_list_model_get_item (blueprints, i);
      MillPipeline *pipeline = mill_blueprint_get_pipeline (blueprint);
      g_autoptr (GArray) links = mill_pipeline_list_links (pipeline);

      for (guint j = 0; j < links->len; j++)
        {
          const MillLink *link = &g_array_index (links, MillLink, j);
          char *key = make_link_key (pipeline, link->from_node, link->from_port, link->to_node,
                                     link->to_port);

          if (key != NULL)
            add (key, 1);
        }
    }
}

static char *
get_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "millrace", "links", NULL);
}

void
mill_link_habits_prepare (void)
{
  g_autofree char *path = get_path ();
  g_auto (GStrv) keys = NULL;

  if (counts != NULL)
    return;

  counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  own = g_key_file_new ();
  /* Without the file, or with one that is damaged, nothing is known yet. */
  if (g_key_file_load_from_file (own, path, G_KEY_FILE_NONE, NULL))
    keys = g_key_file_get_keys (own, GROUP, NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    add (g_strdup (keys[i]), CLAMP (g_key_file_get_integer (own, GROUP, keys[i], NULL), 0, 1000000));
  mill_blueprints_list_async (mill_nodes_get_catalogue (), NULL, blueprints_cb, NULL);
}

void
mill_link_habits_record (MillPipeline *pipeline,
                         const char   *from_node,
                         const char   *from_port,
                         const char   *to_node,
                         const char   *to_port)
{
  g_autofree char *path = get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  char *key = make_link_key (pipeline, from_node, from_port, to_node, to_port);
  g_autoptr (GError) error = NULL;

  if (key == NULL)
    return;
  mill_link_habits_prepare ();
  g_key_file_set_integer (own, GROUP, key,
                          CLAMP (g_key_file_get_integer (own, GROUP, key, NULL), 0, 999999) + 1);
  add (key, 1);
  g_mkdir_with_parents (folder, 0700);
  if (!g_key_file_save_to_file (own, path, &error))
    g_debug ("What was linked is not remembered: %s", error->message);
}

guint
mill_link_habits_count (const char *from_type,
                        const char *from_port,
                        const char *to_type,
                        const char *to_port)
{
  g_autofree char *key = make_key (from_type, from_port, to_type, to_port);

  mill_link_habits_prepare ();

  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
}
