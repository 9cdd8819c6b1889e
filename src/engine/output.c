/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/output.h"

#include "engine/sql.h"

struct _MillOutput
{
  gatomicrefcount  ref_count;
  char            *node;
  char            *port;
  char            *relation;
  MillKey         *key;      /* or NULL */

  GMutex           lock;     /* for what follows: results are looked at while the run goes on */
  char            *sql;
  GPtrArray       *inputs;
  MillSchema      *schema;
  char            *kept;
  gint64           n_rows;
  MillTableDigest *digest;
  MillArtifact    *artifact;
  MillModelShape  *model;
};

MillOutput *
mill_output_new (const char *node,
                 const char *port)
{
  MillOutput *self = g_new0 (MillOutput, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->node = g_strdup (node);
  self->port = g_strdup (port);
  self->relation = g_strdup_printf ("%s.%s", node, port);
  self->n_rows = -1;

  return self;
}

MillOutput *
mill_output_ref (MillOutput *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
mill_output_unref (MillOutput *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->node);
  g_free (self->port);
  g_free (self->relation);
  g_clear_pointer (&self->key, mill_key_unref);
  g_free (self->sql);
  g_clear_pointer (&self->inputs, g_ptr_array_unref);
  g_clear_pointer (&self->schema, mill_schema_unref);
  g_free (self->kept);
  g_clear_pointer (&self->digest, mill_table_digest_unref);
  g_clear_object (&self->artifact);
  g_clear_pointer (&self->model, mill_model_shape_free);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
mill_output_get_node (MillOutput *self)
{
  return self->node;
}

const char *
mill_output_get_port (MillOutput *self)
{
  return self->port;
}

const char *
mill_output_get_relation (MillOutput *self)
{
  return self->relation;
}

void
mill_output_set_query (MillOutput *self,
                       const char *sql,
                       GPtrArray  *inputs,
                       MillSchema *schema)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  g_set_str (&self->sql, sql);
  g_clear_pointer (&self->inputs, g_ptr_array_unref);
  self->inputs = g_ptr_array_ref (inputs);
  g_clear_pointer (&self->schema, mill_schema_unref);
  self->schema = mill_schema_ref (schema);
}

gboolean
mill_output_is_table (MillOutput *self)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  return self->sql != NULL;
}

MillSchema *
mill_output_dup_schema (MillOutput *self)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  return self->schema != NULL ? mill_schema_ref (self->schema) : NULL;
}

void
mill_output_set_kept (MillOutput *self,
                      const char *path,
                      gint64      n_rows)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  g_set_str (&self->kept, path);
  self->n_rows = n_rows;
}

char *
mill_output_dup_kept (MillOutput *self)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  return g_strdup (self->kept);
}

gint64
mill_output_get_n_rows (MillOutput *self)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  return self->n_rows;
}

void
mill_output_set_n_rows (MillOutput *self,
                        gint64      n_rows)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  self->n_rows = n_rows;
}

void
mill_output_set_digest (MillOutput      *self,
                        MillTableDigest *digest)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  g_clear_pointer (&self->digest, mill_table_digest_unref);
  self->digest = digest != NULL ? mill_table_digest_ref (digest) : NULL;
}

MillTableDigest *
mill_output_dup_digest (MillOutput *self)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  return self->digest != NULL ? mill_table_digest_ref (self->digest) : NULL;
}

void
mill_output_set_artifact (MillOutput   *self,
                          MillArtifact *artifact)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  g_set_object (&self->artifact, artifact);
}

MillArtifact *
mill_output_dup_artifact (MillOutput *self)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  return self->artifact != NULL ? g_object_ref (self->artifact) : NULL;
}

void
mill_output_set_key (MillOutput *self,
                     MillKey    *key)
{
  g_clear_pointer (&self->key, mill_key_unref);
  self->key = key != NULL ? mill_key_ref (key) : NULL;
}

MillKey *
mill_output_get_key (MillOutput *self)
{
  return self->key;
}

/* Set before the output is shared, and not changed after. */
void
mill_output_set_model (MillOutput           *self,
                       const MillModelShape *model)
{
  self->model = model != NULL ? mill_model_shape_copy (model) : NULL;
}

const MillModelShape *
mill_output_get_model (MillOutput *self)
{
  return self->model;
}

static void
collect (GPtrArray  *outputs,
         GHashTable *seen,
         GPtrArray  *sorted)
{
  for (guint i = 0; i < outputs->len; i++)
    {
      MillOutput *output = g_ptr_array_index (outputs, i);
      g_autoptr (GPtrArray) inputs = NULL;

      if (!g_hash_table_add (seen, output))
        continue;

      g_mutex_lock (&output->lock);
      if (output->kept == NULL && output->inputs != NULL)
        inputs = g_ptr_array_ref (output->inputs);
      g_mutex_unlock (&output->lock);

      if (inputs != NULL)
        collect (inputs, seen, sorted);
      g_ptr_array_add (sorted, mill_output_ref (output));
    }
}

GPtrArray *
mill_output_list_queries (GPtrArray *outputs)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_output_unref);

  collect (outputs, seen, sorted);

  return sorted;
}

/* The SELECT behind its name in a WITH: its own, or one that reads the file it was kept in. */
static char *
make_body (MillOutput *self)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  if (self->kept != NULL)
    {
      g_autofree char *path = mill_sql_quote_string (self->kept);

      return g_strdup_printf ("SELECT * FROM read_parquet(%s)", path);
    }

  return g_strdup (self->sql);
}

char *
mill_output_make_prefix (GPtrArray *outputs)
{
  g_autoptr (GPtrArray) queries = mill_output_list_queries (outputs);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < queries->len; i++)
    {
      MillOutput *output = g_ptr_array_index (queries, i);
      g_autofree char *name = mill_sql_quote_identifier (output->relation);
      g_autofree char *body = make_body (output);

      if (body == NULL)
        continue;

      /* DuckDB would by itself compute a relation that is used twice first, whole, and then see no
       * more of what filters it; what pays to be kept was kept by the plan. */
      g_string_append_printf (text, "%s %s AS NOT MATERIALIZED (\n%s\n)", text->len == 0 ? "WITH" : ",\n",
                              name, body);
    }
  if (text->len > 0)
    g_string_append_c (text, '\n');

  return g_string_free_and_steal (text);
}

char *
mill_output_make_query (MillOutput *self)
{
  g_autoptr (GPtrArray) inputs = NULL;
  g_autofree char *prefix = NULL;
  g_autofree char *body = make_body (self);

  g_mutex_lock (&self->lock);
  inputs = self->kept == NULL && self->inputs != NULL ? g_ptr_array_ref (self->inputs)
                                                      : g_ptr_array_new ();
  g_mutex_unlock (&self->lock);

  prefix = mill_output_make_prefix (inputs);

  return g_strconcat (prefix, body, NULL);
}

char *
mill_output_make_copy (const char *query,
                       const char *path)
{
  g_autofree char *target = mill_sql_quote_string (path);

  return g_strdup_printf ("COPY (\n%s\n) TO %s (FORMAT parquet, COMPRESSION lz4_raw)", query, target);
}
