/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/table-digest.h"

#include <json-glib/json-glib.h>
#include <xxhash.h>

struct _MillTableDigest
{
  gatomicrefcount  ref_count;
  char            *text;
  char            *columns;
};

MillTableDigest *
mill_table_digest_new_known (const char *text,
                             const char *columns)
{
  MillTableDigest *self;

  if (text == NULL || columns == NULL)
    return NULL;
  self = g_new0 (MillTableDigest, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_strdup (text);
  self->columns = g_strdup (columns);

  return self;
}

static char *
describe_columns (const MillSchema *schema,
                  const guint64    *columns)
{
  g_autoptr (JsonNode) json = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);
      g_autofree char *text = g_strdup_printf ("%s %016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                                               column->type, columns[2 * i + 1], columns[2 * i]);

      json_object_set_string_member (object, column->name, text);
    }
  json_node_take_object (json, object);

  return json_to_string (json, FALSE);
}

/* @rows, and each of @columns: the low half of a sum, then the high one. */
MillTableDigest *
mill_table_digest_new (const MillSchema *schema,
                       gint64            n_rows,
                       const guint64    *rows,
                       const guint64    *columns)
{
  g_autofree char *described = describe_columns (schema, columns);
  g_autofree char *all = g_strdup_printf ("%s %" G_GINT64_FORMAT " %016" G_GINT64_MODIFIER "x%016"
                                          G_GINT64_MODIFIER "x", described, n_rows, rows[1], rows[0]);
  XXH128_hash_t hash = XXH3_128bits (all, strlen (all));
  g_autofree char *text = g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                                           (guint64) hash.high64, (guint64) hash.low64);

  return mill_table_digest_new_known (text, described);
}

MillTableDigest *
mill_table_digest_ref (MillTableDigest *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
mill_table_digest_unref (MillTableDigest *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->text);
  g_free (self->columns);
  g_free (self);
}

const char *
mill_table_digest_get_text (MillTableDigest *self)
{
  return self->text;
}

const char *
mill_table_digest_get_columns (MillTableDigest *self)
{
  return self->columns;
}
