/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "engine/cache-private.h"
#include "engine/source-digest.h"
#include "pipeline/json-build.h"

void
mill_cached_run_clear (MillCachedRun *self)
{
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
}

static char *
make_run_path (MillCache  *self,
               const char *key)
{
  return mill_cache_make_key_path (self, key, ".json");
}

static void
add_event (JsonBuilder     *builder,
           const MillEvent *event)
{
  json_builder_begin_object (builder);
  if (event->kind == MILL_EVENT_LOG)
    {
      mill_json_add_integer (builder, "severity", event->severity);
      mill_json_add_string (builder, "text", event->text);
    }
  else
    {
      mill_json_add_string (builder, "metric", event->name);
      mill_json_add_string (builder, "series", event->series);
      mill_json_add_integer (builder, "step", event->step);
      mill_json_add_number (builder, "value", event->value);
      mill_json_add_number (builder, "baseline", event->baseline);
    }
  json_builder_end_object (builder);
}

static MillEvent *
read_event (JsonObject *object,
            const char *node)
{
  MillEvent *event;

  if (json_object_has_member (object, "text"))
    {
      event = mill_event_new (MILL_EVENT_LOG, node);
      event->severity = json_object_get_int_member (object, "severity");
      event->text = g_strdup (json_object_get_string_member (object, "text"));
      return event;
    }
  event = mill_event_new (MILL_EVENT_METRIC, node);
  event->name = g_strdup (json_object_get_string_member_with_default (object, "metric", NULL));
  event->series = g_strdup (json_object_get_string_member_with_default (object, "series", NULL));
  event->step = json_object_get_int_member_with_default (object, "step", 0);
  event->value = json_object_get_double_member_with_default (object, "value", NAN);
  event->baseline = json_object_get_double_member_with_default (object, "baseline", NAN);

  return event;
}

static GPtrArray *
read_files (JsonArray  *files,
            const char *node)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);

  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);
      MillEvent *event = mill_event_new (MILL_EVENT_FILE, node);

      event->text = g_strdup (json_object_get_string_member (file, "path"));
      event->key = g_strdup (json_object_get_string_member (file, "digest"));
      g_ptr_array_add (events, event);
    }

  return events;
}

/* Is every file as it was written? Tells how many bytes they are. */
static gboolean
check_files (MillCache  *self,
             GPtrArray  *files,
             char      **missing)
{
  for (guint i = 0; i < files->len; i++)
    {
      MillEvent *file = files->pdata[i];
      g_autofree char *digest = mill_source_digest (self, file->text, &file->rows, NULL, NULL);

      if (g_strcmp0 (digest, file->key) == 0)
        continue;
      if (missing != NULL)
        *missing = g_strdup (file->text);
      return FALSE;
    }

  return TRUE;
}

gboolean
mill_cache_take_run (MillCache      *self,
                     const char     *key,
                     const char     *node,
                     MillCachedRun  *run,
                     GError        **error)
{
  g_autofree char *path = make_run_path (self, key);
  g_autoptr (JsonNode) json = mill_cache_read_json (path, error);
  g_autoptr (GPtrArray) files = NULL;
  JsonArray *events;
  JsonObject *object;

  if (json == NULL)
    return FALSE;
  object = json_node_get_object (json);
  files = read_files (json_object_get_array_member (object, "files"), node);
  if (!check_files (self, files, NULL))
    return FALSE;
  run->files = g_steal_pointer (&files);

  events = json_object_get_array_member (object, "events");
  run->seconds = json_object_get_double_member_with_default (object, "seconds", NAN);
  run->events = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);
  for (guint i = 0; i < json_array_get_length (events); i++)
    g_ptr_array_add (run->events, read_event (json_array_get_object_element (events, i), node));

  mill_cache_touch (path);

  return TRUE;
}

gboolean
mill_cache_has_run (MillCache   *self,
                    const char  *key,
                    char       **missing)
{
  g_autofree char *path = make_run_path (self, key);
  g_autoptr (JsonNode) json = mill_cache_peek_json (path);
  g_autoptr (GPtrArray) files = NULL;

  if (json == NULL)
    return FALSE;
  files = read_files (json_object_get_array_member (json_node_get_object (json), "files"), NULL);

  return check_files (self, files, missing);
}

gboolean
mill_cache_put_run (MillCache            *self,
                    MillKey              *key,
                    const MillCachedRun  *run,
                    GError              **error)
{
  g_autofree char *path = make_run_path (self, mill_key_get_text (key));
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) json = NULL;

  json_builder_begin_object (builder);
  mill_json_add_number (builder, "seconds", run->seconds);
  json_builder_set_member_name (builder, "events");
  json_builder_begin_array (builder);
  for (guint i = 0; i < run->events->len; i++)
    add_event (builder, g_ptr_array_index (run->events, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < run->files->len; i++)
    {
      const MillEvent *file = run->files->pdata[i];

      json_builder_begin_object (builder);
      mill_json_add_string (builder, "path", file->text);
      mill_json_add_string (builder, "digest", file->key);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json = json_builder_get_root (builder);

  return mill_cache_write_json (self, path, json, error);
}
