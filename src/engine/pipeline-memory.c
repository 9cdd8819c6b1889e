/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/pipeline-memory.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "engine/cache-private.h"

#define FOLDER "pipelines"

struct _MillPipelineMemory
{
  MillCache  *cache;
  char       *pipeline;  /* or NULL */
  JsonNode   *json;      /* {"pipeline", "nodes": {id: {"key", "record"}}, "failed": {id: true}, "pins": {id: key}} */
  GHashTable *noted;     /* id -> MillKey */
  GHashTable *failed;    /* id -> GINT_TO_POINTER (TRUE or FALSE) */
  GHashTable *pinned;    /* id -> char *, or NULL: no more */
};

static void
release_key (gpointer key)
{
  mill_key_unref (key);
}

static char *
make_path (MillPipelineMemory *self)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->pipeline, -1);

  return mill_cache_make_path (self->cache, FOLDER, name);
}

static void
read_json (MillPipelineMemory  *self,
           GError             **damage)
{
  g_autofree char *path = make_path (self);

  g_clear_pointer (&self->json, json_node_unref);
  self->json = damage != NULL ? mill_cache_read_json (path, damage) : mill_cache_peek_json (path);
}

MillPipelineMemory *
mill_pipeline_memory_load (MillCache   *cache,
                           const char  *pipeline,
                           GError     **damage)
{
  MillPipelineMemory *self = g_new0 (MillPipelineMemory, 1);

  self->cache = mill_cache_ref (cache);
  self->pipeline = g_strdup (pipeline);
  self->noted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, release_key);
  self->failed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pinned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (pipeline != NULL)
    read_json (self, damage);

  return self;
}

void
mill_pipeline_memory_free (MillPipelineMemory *self)
{
  if (self == NULL)
    return;

  mill_cache_unref (self->cache);
  g_free (self->pipeline);
  g_clear_pointer (&self->json, json_node_unref);
  g_hash_table_unref (self->noted);
  g_hash_table_unref (self->failed);
  g_hash_table_unref (self->pinned);
  g_free (self);
}

static JsonObject *
get_object (MillPipelineMemory *self,
            const char         *name)
{
  JsonObject *root = self->json != NULL ? json_node_get_object (self->json) : NULL;

  return root != NULL && json_object_has_member (root, name)
         ? json_object_get_object_member (root, name) : NULL;
}

static JsonObject *
get_node (MillPipelineMemory *self,
          const char         *node)
{
  JsonObject *nodes = get_object (self, "nodes");

  return nodes != NULL && json_object_has_member (nodes, node)
         ? json_object_get_object_member (nodes, node) : NULL;
}

const char *
mill_pipeline_memory_get_key (MillPipelineMemory *self,
                              const char         *node)
{
  MillKey *noted = g_hash_table_lookup (self->noted, node);
  JsonObject *object = get_node (self, node);

  if (noted != NULL)
    return mill_key_get_text (noted);

  return object != NULL ? json_object_get_string_member (object, "key") : NULL;
}

JsonObject *
mill_pipeline_memory_get_record (MillPipelineMemory *self,
                                 const char         *node)
{
  JsonObject *object = get_node (self, node);

  return object != NULL ? json_object_get_object_member (object, "record") : NULL;
}

gboolean
mill_pipeline_memory_has_failed (MillPipelineMemory *self,
                                 const char         *node)
{
  JsonObject *failed = get_object (self, "failed");
  gpointer known;

  if (g_hash_table_lookup_extended (self->failed, node, NULL, &known))
    return GPOINTER_TO_INT (known);

  return failed != NULL && json_object_has_member (failed, node);
}

const char *
mill_pipeline_memory_get_pin (MillPipelineMemory *self,
                              const char         *node)
{
  JsonObject *pins = get_object (self, "pins");
  gpointer key;

  if (g_hash_table_lookup_extended (self->pinned, node, NULL, &key))
    return key;

  return pins != NULL ? json_object_get_string_member_with_default (pins, node, NULL) : NULL;
}

void
mill_pipeline_memory_note (MillPipelineMemory *self,
                           const char         *node,
                           MillKey            *key)
{
  g_hash_table_replace (self->noted, g_strdup (node), mill_key_ref (key));
}

void
mill_pipeline_memory_set_failed (MillPipelineMemory *self,
                                 const char         *node,
                                 gboolean            failed)
{
  if (mill_pipeline_memory_has_failed (self, node) != failed)
    g_hash_table_replace (self->failed, g_strdup (node), GINT_TO_POINTER (failed));
}

void
mill_pipeline_memory_pin (MillPipelineMemory *self,
                          const char         *node,
                          const char         *key)
{
  if (g_strcmp0 (mill_pipeline_memory_get_pin (self, node), key) != 0)
    g_hash_table_replace (self->pinned, g_strdup (node), g_strdup (key));
}

/* What was there of @part. */
static JsonObject *
copy_object (MillPipelineMemory *self,
             const char         *part)
{
  JsonObject *old = get_object (self, part);
  JsonObject *copy = json_object_new ();
  JsonObjectIter members;
  const char *name;
  JsonNode *member;

  if (old == NULL)
    return copy;

  json_object_iter_init (&members, old);
  while (json_object_iter_next (&members, &name, &member))
    json_object_set_member (copy, name, json_node_ref (member));

  return copy;
}

static JsonNode *
merge (MillPipelineMemory *self)
{
  JsonNode *json = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  JsonObject *nodes = copy_object (self, "nodes");
  JsonObject *failed = copy_object (self, "failed");
  JsonObject *pins = copy_object (self, "pins");
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->noted);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      JsonObject *node = json_object_new ();

      json_object_set_string_member (node, "key", mill_key_get_text (value));
      json_object_set_member (node, "record", json_node_copy (mill_key_get_record (value)));
      json_object_set_object_member (nodes, id, node);
    }
  g_hash_table_iter_init (&iter, self->failed);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      if (GPOINTER_TO_INT (value))
        json_object_set_boolean_member (failed, id, TRUE);
      else if (json_object_has_member (failed, id))
        json_object_remove_member (failed, id);
    }
  g_hash_table_iter_init (&iter, self->pinned);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      if (value != NULL)
        json_object_set_string_member (pins, id, value);
      else if (json_object_has_member (pins, id))
        json_object_remove_member (pins, id);
    }
  json_object_set_string_member (root, "pipeline", self->pipeline);
  json_object_set_object_member (root, "nodes", nodes);
  json_object_set_object_member (root, "failed", failed);
  json_object_set_object_member (root, "pins", pins);
  json_node_take_object (json, root);

  return json;
}

/* One process at a time: what another noted meanwhile must not be lost. -1 where there can be no lock, and
 * then the last one wins. */
static int
take_lock (MillPipelineMemory *self)
{
  g_autofree char *path = mill_cache_make_path (self->cache, FOLDER, "lock");
  g_autofree char *folder = g_path_get_dirname (path);
  int lock;

  g_mkdir_with_parents (folder, 0700);
  lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  while (lock >= 0 && flock (lock, LOCK_EX) != 0 && errno == EINTR)
    continue;

  return lock;
}

gboolean
mill_pipeline_memory_save (MillPipelineMemory  *self,
                           GError             **error)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) merged = NULL;
  gboolean done;
  int lock;

  if (self->pipeline == NULL ||
      (g_hash_table_size (self->noted) == 0 && g_hash_table_size (self->failed) == 0 &&
       g_hash_table_size (self->pinned) == 0))
    return TRUE;

  path = make_path (self);
  lock = take_lock (self);
  read_json (self, NULL);
  merged = merge (self);
  done = mill_cache_write_json (self->cache, path, merged, error);
  if (lock >= 0)
    close (lock);

  return done;
}

GHashTable *
mill_pipeline_memory_list_pins (MillCache *cache)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *folder = mill_cache_make_path (cache, FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (JsonNode) json = g_str_equal (name, "lock") ? NULL : mill_cache_peek_json (path);
      JsonObject *pins = json != NULL
        ? json_object_get_object_member (json_node_get_object (json), "pins") : NULL;
      JsonObjectIter iter;
      JsonNode *key;

      if (pins == NULL)
        continue;
      json_object_iter_init (&iter, pins);
      while (json_object_iter_next (&iter, NULL, &key))
        g_hash_table_add (keys, g_strdup (json_node_get_string (key)));
    }

  return keys;
}
