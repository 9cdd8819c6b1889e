/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/duck-private.h"

/* Queries of nothing but what is written in them. A run asks them when it binds the whole, and again when it
 * prepares each node. */

/* So many answers of a kind are kept; a session in which somebody types has ever new questions. */
#define MAX_ANSWERS 1000

void
mill_duck_init_answers (MillDuck *self)
{
  g_mutex_init (&self->answering);
  self->schemas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mill_schema_unref);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
}

void
mill_duck_clear_answers (MillDuck *self)
{
  g_hash_table_unref (self->schemas);
  g_hash_table_unref (self->rows);
  g_mutex_clear (&self->answering);
}

static gpointer
recall (MillDuck   *self,
        GHashTable *answers,
        const char *sql,
        gpointer  (*copy) (gpointer answer))
{
  G_MUTEX_AUTO_LOCK (&self->answering, locker);
  gpointer answer = g_hash_table_lookup (answers, sql);

  return answer != NULL ? copy (answer) : NULL;
}

/* Takes @answer. */
static void
remember (MillDuck   *self,
          GHashTable *answers,
          const char *sql,
          gpointer    answer)
{
  G_MUTEX_AUTO_LOCK (&self->answering, locker);

  if (g_hash_table_size (answers) >= MAX_ANSWERS)
    g_hash_table_remove_all (answers);
  g_hash_table_replace (answers, g_strdup (sql), answer);
}

static gpointer
ref_schema (gpointer schema)
{
  return mill_schema_ref (schema);
}

static gpointer
copy_row (gpointer row)
{
  return g_strdupv (row);
}

MillSchema *
mill_connection_describe_constant (MillConnection  *self,
                                   const char      *sql,
                                   GError         **error)
{
  MillSchema *schema = recall (self->duck, self->duck->schemas, sql, ref_schema);

  if (schema == NULL && (schema = mill_connection_describe_raw (self, sql, error)) != NULL)
    remember (self->duck, self->duck->schemas, sql, mill_schema_ref (schema));

  return schema;
}

static GStrv
read_row (MillConnection  *self,
          const char      *sql,
          GError         **error)
{
  g_autoptr (MillRows) rows = mill_connection_query (self, sql, NULL, error);
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();

  if (rows == NULL || !mill_rows_next (rows, NULL, error))
    return NULL;
  for (guint i = 0; i < mill_schema_get_n_columns (mill_rows_get_schema (rows)); i++)
    {
      char *value = mill_rows_dup_string (rows, i, 0);

      g_strv_builder_take (row, value != NULL ? value : g_strdup (""));
    }

  return g_strv_builder_end (row);
}

GStrv
mill_connection_query_constant (MillConnection  *self,
                                const char      *sql,
                                GError         **error)
{
  GStrv row = recall (self->duck, self->duck->rows, sql, copy_row);

  if (row == NULL && (row = read_row (self, sql, error)) != NULL)
    remember (self->duck, self->duck->rows, sql, g_strdupv (row));

  return row;
}
