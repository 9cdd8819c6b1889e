/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/cache-private.h"
#include "pipeline/json-build.h"

/* What stands beside each output, and makes it one: which file, how many rows, which columns. The name of
 * the file holds its checksum, so that two processes that put the same key in at once do not mix theirs. */

void
mill_cached_table_clear (MillCachedTable *self)
{
  g_free (self->path);
  g_clear_pointer (&self->schema, mill_schema_unref);
  g_clear_pointer (&self->digest, mill_table_digest_unref);
}

static char *
make_entry_path (MillCache  *self,
                 const char *key,
                 const char *port)
{
  g_autofree char *suffix = g_strdup_printf (".%s.json", port);

  return mill_cache_make_key_path (self, key, suffix);
}

static char *
make_table_path (MillCache  *self,
                 const char *key,
                 const char *port,
                 const char *sum)
{
  g_autofree char *suffix = g_strdup_printf (".%s.%s.parquet", port, sum);

  return mill_cache_make_key_path (self, key, suffix);
}

static gpointer
read_boot (gpointer data)
{
  char *boot = NULL;

  if (g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    g_strstrip (boot);

  return boot;
}

/* The name of this start of the machine, or NULL. */
static const char *
get_boot (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_boot, NULL);
}

/* Names a state of a file that was found sound. A file that has not been touched since is not read through
 * again, until the machine starts anew: what was not yet on the disk when the power went is then found. NULL
 * where that cannot be told. */
static char *
make_stamp (const char *path)
{
  const char *boot = get_boot ();
  struct stat status;

  if (boot == NULL || stat (path, &status) != 0)
    return NULL;

  return g_strdup_printf ("%s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld %" G_GINT64_FORMAT, boot,
                          (guint64) status.st_ino, (gint64) status.st_mtim.tv_sec,
                          (long) status.st_mtim.tv_nsec, (gint64) status.st_size);
}

static JsonNode *
describe_table (const MillCachedTable *table,
                gint64                 n_bytes,
                const char            *sum,
                const char            *stamp)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  mill_json_add_integer (builder, "rows", table->n_rows);
  mill_json_add_integer (builder, "bytes", n_bytes);
  mill_json_add_string (builder, "sum", sum);
  mill_json_add_string (builder, "sound", stamp);
  if (table->digest != NULL)
    {
      mill_json_add_string (builder, "digest", mill_table_digest_get_text (table->digest));
      mill_json_add_string (builder, "contents", mill_table_digest_get_columns (table->digest));
    }
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < mill_schema_get_n_columns (table->schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (table->schema, i);

      json_builder_begin_array (builder);
      json_builder_add_string_value (builder, column->name);
      json_builder_add_string_value (builder, column->type);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static MillSchema *
read_columns (JsonArray *columns)
{
  MillSchema *schema = mill_schema_new ();

  for (guint i = 0; i < json_array_get_length (columns); i++)
    {
      JsonArray *column = json_array_get_array_element (columns, i);

      mill_schema_add (schema, json_array_get_string_element (column, 0),
                       json_array_get_string_element (column, 1));
    }

  return schema;
}

/* All but its path. */
static void
read_table (JsonObject      *entry,
            MillCachedTable *table)
{
  table->n_rows = json_object_get_int_member (entry, "rows");
  table->schema = read_columns (json_object_get_array_member (entry, "columns"));
  table->digest = mill_table_digest_new_known (json_object_get_string_member_with_default (entry, "digest", NULL),
                                               json_object_get_string_member_with_default (entry, "contents", NULL));
}

/* The entry of a table; NULL: none, or it is an artifact, or with @error damaged. What is read was written by
 * us, or its digest would not have fitted. */
static JsonNode *
read_table_entry (MillCache   *self,
                  const char  *key,
                  const char  *port,
                  char       **entry_path,
                  GError     **error)
{
  g_autoptr (JsonNode) entry = NULL;

  *entry_path = make_entry_path (self, key, port);
  entry = mill_cache_read_json (*entry_path, error);
  if (entry == NULL || !json_object_has_member (json_node_get_object (entry), "sum"))
    return NULL;

  return g_steal_pointer (&entry);
}

gboolean
mill_cache_has (MillCache  *self,
                const char *key,
                const char *port)
{
  g_autofree char *entry_path = make_entry_path (self, key, port);
  g_autoptr (JsonNode) entry = mill_cache_peek_json (entry_path);
  g_autofree char *path = NULL;
  JsonObject *object;
  GStatBuf status;

  if (entry == NULL)
    return FALSE;
  object = json_node_get_object (entry);
  if (!json_object_has_member (object, "sum"))
    return TRUE;
  path = make_table_path (self, key, port, json_object_get_string_member (object, "sum"));

  return g_stat (path, &status) == 0 && status.st_size == json_object_get_int_member (object, "bytes");
}

static gboolean
fail_damaged (GError     **error,
              const char  *path)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is damaged"), path);

  return FALSE;
}

/* Is the file @held what @entry says? A state that is not known yet is read through, and noted. */
static gboolean
is_sound (MillCache              *self,
          JsonNode               *entry,
          const char             *entry_path,
          const MillCachedTable  *table,
          const char             *path,
          GError                **error)
{
  JsonObject *object = json_node_get_object (entry);
  const char *sum = json_object_get_string_member (object, "sum");
  gint64 n_bytes = json_object_get_int_member (object, "bytes");
  const char *known = json_object_get_string_member_with_default (object, "sound", NULL);
  g_autofree char *stamp = make_stamp (table->path);
  g_autofree char *found = NULL;
  g_autoptr (JsonNode) noted = NULL;
  GStatBuf status;

  if (g_stat (table->path, &status) != 0 || status.st_size != n_bytes)
    return fail_damaged (error, path);
  if (stamp != NULL && g_strcmp0 (stamp, known) == 0)
    return TRUE;
  if ((found = mill_cache_sum (table->path, error)) == NULL)
    return FALSE;
  if (!g_str_equal (found, sum))
    return fail_damaged (error, path);
  noted = describe_table (table, n_bytes, sum, stamp);
  mill_cache_write_json (self, entry_path, noted, NULL);

  return TRUE;
}

gboolean
mill_cache_take_table (MillCache        *self,
                       const char       *key,
                       const char       *port,
                       MillScratch      *hold,
                       MillCachedTable  *table,
                       GError          **error)
{
  g_autofree char *entry_path = NULL;
  g_autoptr (JsonNode) entry = read_table_entry (self, key, port, &entry_path, error);
  g_auto (MillCachedTable) found = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (GError) trouble = NULL;
  JsonObject *object;
  gboolean linked;
  gboolean sound;

  if (entry == NULL)
    return FALSE;
  object = json_node_get_object (entry);
  path = make_table_path (self, key, port, json_object_get_string_member (object, "sum"));
  found.path = mill_scratch_make_path (hold, ".parquet");
  linked = !g_file_test (path, G_FILE_TEST_IS_DIR) && mill_cache_link (path, found.path, NULL);
  /* Somebody may have tidied it away just now. */
  if (!linked && !g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  read_table (object, &found);
  sound = linked ? is_sound (self, entry, entry_path, &found, path, &trouble) : fail_damaged (&trouble, path);
  if (!sound)
    {
      /* That too many files are open is no fault of this one. */
      if (!g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES))
        {
          g_unlink (entry_path);
          mill_scratch_remove_tree (path);
        }
      g_unlink (found.path);
      g_propagate_error (error, g_steal_pointer (&trouble));
      return FALSE;
    }
  mill_cache_touch (entry_path);
  *table = found;
  found = (MillCachedTable) { NULL };

  return TRUE;
}

JsonNode *
mill_cache_take_artifact (MillCache   *self,
                          const char  *key,
                          const char  *port,
                          GError     **error)
{
  g_autofree char *entry_path = make_entry_path (self, key, port);
  g_autoptr (JsonNode) entry = mill_cache_read_json (entry_path, error);

  if (entry == NULL || !json_object_has_member (json_node_get_object (entry), "artifact"))
    return NULL;
  mill_cache_touch (entry_path);

  return json_object_dup_member (json_node_get_object (entry), "artifact");
}

gboolean
mill_cache_put_table (MillCache              *self,
                      MillKey                *key,
                      const char             *port,
                      const MillCachedTable  *table,
                      MillScratch            *hold,
                      GError                **error)
{
  const char *text = mill_key_get_text (key);
  g_autofree char *entry_path = make_entry_path (self, text, port);
  g_autofree char *table_path = NULL;
  g_autofree char *stamp = NULL;
  g_autofree char *part = NULL;
  g_autofree char *sum = NULL;
  g_autoptr (JsonNode) entry = NULL;
  GStatBuf status;

  if (mill_cache_has (self, text, port))
    {
      mill_cache_touch (entry_path);
      return TRUE;
    }
  part = mill_scratch_make_path (hold, ".parquet");
  if ((sum = mill_cache_sum (table->path, error)) == NULL || !mill_cache_link (table->path, part, error))
    return FALSE;
  table_path = make_table_path (self, text, port, sum);
  if (!mill_cache_rename (part, table_path, error))
    return FALSE;
  stamp = make_stamp (table_path);
  if (g_stat (table_path, &status) != 0)
    status.st_size = -1;
  mill_cache_count (self, MAX (status.st_size, 0));
  entry = describe_table (table, status.st_size, sum, stamp);

  return mill_cache_write_json (self, entry_path, entry, error);
}

gboolean
mill_cache_put_artifact (MillCache     *self,
                         MillKey       *key,
                         const char    *port,
                         MillArtifact  *artifact,
                         GError       **error)
{
  g_autofree char *entry_path = make_entry_path (self, mill_key_get_text (key), port);
  g_autoptr (JsonNode) entry = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", mill_artifact_get_kind (artifact));
  json_object_set_member (object, "artifact", mill_artifact_to_json (artifact));
  json_node_take_object (entry, object);

  return mill_cache_write_json (self, entry_path, entry, error);
}

static char *
make_count_path (MillCache  *self,
                 const char *key,
                 const char *port)
{
  g_autofree char *suffix = g_strdup_printf (".%s.rows.json", port);

  return mill_cache_make_key_path (self, key, suffix);
}

gint64
mill_cache_find_rows (MillCache  *self,
                      const char *key,
                      const char *port)
{
  g_autofree char *path = make_count_path (self, key, port);
  g_autoptr (JsonNode) json = mill_cache_read_json (path, NULL);

  return json != NULL ? json_object_get_int_member (json_node_get_object (json), "rows") : -1;
}

/* Where it cannot be noted, it is counted again. */
void
mill_cache_note_rows (MillCache  *self,
                      MillKey    *key,
                      const char *port,
                      gint64      n_rows)
{
  g_autofree char *path = make_count_path (self, mill_key_get_text (key), port);
  g_autoptr (JsonNode) json = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GError) error = NULL;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "rows", n_rows);
  json_node_take_object (json, object);
  if (!mill_cache_write_json (self, path, json, &error))
    g_debug ("%s", error->message);
}
