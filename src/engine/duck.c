/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/duck.h"

#include <glib/gi18n-lib.h>

#include "engine/duck-private.h"
#include "engine/sql-private.h"
#include "pipeline/diagnostic.h"

static void
config_clear (duckdb_config *config)
{
  if (*config != NULL)
    duckdb_destroy_config (config);
}

static void
append_path (GString    *list,
             const char *path)
{
  g_autofree char *quoted = mill_sql_quote_string (path);

  g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", quoted);
}

/* A file with the signs of a pattern in its name is read through a pattern that means just that file,
 * and both must be allowed. */
static void
append_paths (GString           *list,
              const char *const *paths)
{
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autofree char *pattern = mill_sql_escape_pattern (paths[i]);

      append_path (list, paths[i]);
      if (!g_str_equal (pattern, paths[i]))
        append_path (list, pattern);
    }
}

/* Settings that keep a session within bounds, in the order they must be made: the last two close the
 * door behind the others. */
static char *
make_lock_down (const MillDuckOptions *options)
{
  g_autoptr (GString) files = g_string_new (NULL);
  GString *sql = g_string_new (NULL);

  append_paths (files, options->read_paths);
  append_paths (files, options->write_paths);
  if (files->len > 0)
    g_string_append_printf (sql, "SET allowed_paths = [%s];\n", files->str);
  if (options->scratch != NULL)
    {
      g_autofree char *scratch = mill_sql_quote_string (options->scratch);
      g_autofree char *hold = options->hold != NULL ? mill_sql_quote_string (options->hold) : NULL;

      g_string_append_printf (sql, "SET temp_directory = %s;\nSET allowed_directories = [%s%s%s];\n",
                              scratch, scratch, hold != NULL ? ", " : "", hold != NULL ? hold : "");
    }
  else
    {
      g_string_append (sql, "SET temp_directory = '';\n");
    }
  /* The zone of the machine must not change what a time means. */
  g_string_append (sql,
                   "SET TimeZone = 'UTC';\n"
                   "SET enable_external_access = false;\n"
                   "SET lock_configuration = true;\n");

  return g_string_free (sql, FALSE);
}

static duckdb_config
make_config (const MillDuckOptions *options)
{
  g_autofree char *threads = NULL;
  g_autofree char *memory = NULL;
  duckdb_config config = NULL;

  if (duckdb_create_config (&config) != DuckDBSuccess)
    return NULL;

  threads = g_strdup_printf ("%u", options->threads > 0 ? options->threads : g_get_num_processors ());
  duckdb_set_config (config, "threads", threads);
  if (options->memory > 0)
    {
      memory = g_strdup_printf ("%" G_GUINT64_FORMAT "B", options->memory);
      duckdb_set_config (config, "memory_limit", memory);
    }
  duckdb_set_config (config, "autoinstall_known_extensions", "false");
  duckdb_set_config (config, "autoload_known_extensions", "false");
  duckdb_set_config (config, "allow_community_extensions", "false");
  duckdb_set_config (config, "preserve_insertion_order", "true");

  return config;
}

static gboolean
run_lock_down (MillDuck               *self,
               const MillDuckOptions  *options,
               GError                **error)
{
  g_autofree char *sql = make_lock_down (options);
  duckdb_result result;
  gboolean done;

  done = duckdb_query (self->connection, sql, &result) == DuckDBSuccess;
  if (!done)
    mill_duck_fail (error, duckdb_result_error (&result));
  duckdb_destroy_result (&result);

  return done;
}

/* DuckDB counts how far a query is where it would draw that, which it must not. */
static gboolean
add_worker (MillDuck  *self,
            GError   **error)
{
  duckdb_connection worker = NULL;
  gboolean counts;

  if (duckdb_connect (self->database, &worker) != DuckDBSuccess)
    {
      mill_duck_fail (error, NULL);
      return FALSE;
    }
  g_array_append_val (self->workers, worker);
  counts = duckdb_query (worker, "SET enable_progress_bar_print = false", NULL) == DuckDBSuccess &&
           duckdb_query (worker, "SET enable_progress_bar = true", NULL) == DuckDBSuccess;
  if (!counts)
    g_debug ("The progress of queries cannot be told");

  return TRUE;
}

MillDuck *
mill_duck_new_later (const MillDuckOptions *options)
{
  MillDuck *self = g_new0 (MillDuck, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  g_mutex_init (&self->opening);
  mill_duck_init_answers (self);
  self->workers = g_array_new (FALSE, FALSE, sizeof (duckdb_connection));
  self->digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (options != NULL)
    {
      self->options = *options;
      self->options.read_paths = (const char *const *) g_strdupv ((GStrv) options->read_paths);
      self->options.write_paths = (const char *const *) g_strdupv ((GStrv) options->write_paths);
      self->options.scratch = g_strdup (options->scratch);
      self->options.hold = g_strdup (options->hold);
    }

  return self;
}

/* What was opened of one that could not be opened whole. */
static void
close_all (MillDuck *self)
{
  for (guint i = 0; i < self->workers->len; i++)
    duckdb_disconnect (&g_array_index (self->workers, duckdb_connection, i));
  g_array_set_size (self->workers, 0);
  if (self->connection != NULL)
    duckdb_disconnect (&self->connection);
  if (self->database != NULL)
    duckdb_close (&self->database);
}

static gboolean
open_all (MillDuck  *self,
          GError   **error)
{
  const MillDuckOptions *options = &self->options;
  mill_auto (config_clear) duckdb_config config = make_config (options);
  mill_auto (mill_duck_text_clear) char *message = NULL;

  if (config == NULL ||
      duckdb_open_ext (NULL, &self->database, config, &message) != DuckDBSuccess ||
      duckdb_connect (self->database, &self->connection) != DuckDBSuccess)
    {
      mill_duck_fail (error, message);
      return FALSE;
    }
  for (guint i = 0; i < options->workers; i++)
    if (!add_worker (self, error))
      return FALSE;

  return mill_duck_add_aggregates (self, error) && run_lock_down (self, options, error);
}

gboolean
mill_duck_open (MillDuck  *self,
                GError   **error)
{
  G_MUTEX_AUTO_LOCK (&self->opening, locker);

  if (self->open)
    return TRUE;
  self->open = open_all (self, error);
  if (!self->open)
    close_all (self);

  return self->open;
}

MillDuck *
mill_duck_new (const MillDuckOptions  *options,
               GError                **error)
{
  g_autoptr (MillDuck) self = mill_duck_new_later (options);

  return mill_duck_open (self, error) ? g_steal_pointer (&self) : NULL;
}

MillDuck *
mill_duck_ref (MillDuck *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
mill_duck_unref (MillDuck *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  close_all (self);
  g_array_unref (self->workers);
  g_hash_table_unref (self->digests);
  g_strfreev ((GStrv) self->options.read_paths);
  g_strfreev ((GStrv) self->options.write_paths);
  g_free ((char *) self->options.scratch);
  g_free ((char *) self->options.hold);
  g_mutex_clear (&self->opening);
  mill_duck_clear_answers (self);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
mill_duck_get_version (void)
{
  return duckdb_library_version ();
}
