/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "engine/source-digest.h"
#include "pipeline/reader.h"
#include "pipeline/writer.h"
#include "store/recording-private.h"
#include "store/repeat-private.h"
#include "store/store-private.h"

static void
yield_free (gpointer data)
{
  MillNodeYield *self = data;

  g_free (self->label);
  g_free (self->key);
  g_free (self->problem);
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->artifacts);
  g_hash_table_unref (self->scores);
  g_hash_table_unref (self->files);
  g_free (self);
}

MillNodeYield *
mill_node_yield_get (GHashTable *yields,
                     const char *node)
{
  MillNodeYield *self = g_hash_table_lookup (yields, node);

  if (self != NULL)
    return self;

  self = g_new0 (MillNodeYield, 1);
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                        (GDestroyNotify) mill_table_record_free);
  self->artifacts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->scores = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (yields, g_strdup (node), self);

  return self;
}

static void
add_table (MillNodeYield   *yield,
           const char      *port,
           gint64           rows,
           MillTableDigest *digest)
{
  MillTableRecord *table = g_new0 (MillTableRecord, 1);

  table->port = g_strdup (port);
  table->rows = rows;
  table->digest = digest != NULL ? mill_table_digest_ref (digest) : NULL;
  g_hash_table_replace (yield->tables, table->port, table);
}

static void
add_score (MillNodeYield *yield,
           const char    *name,
           double         value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_hash_table_replace (yield->scores, g_strdup (name),
                        g_strdup (g_ascii_dtostr (text, sizeof text, value)));
}

static void
add_file (MillNodeYield *yield,
          const char    *path,
          const char    *digest)
{
  g_hash_table_replace (yield->files, g_path_get_basename (path), g_strdup (digest));
}

static gboolean
read_nodes (MillRepeat  *self,
            GError     **error)
{
  g_autoptr (GPtrArray) nodes = mill_store_list_nodes (self->store, self->record->id, error);

  for (guint i = 0; nodes != NULL && i < nodes->len; i++)
    {
      const MillNodeRecord *node = nodes->pdata[i];
      MillNodeYield *yield = mill_node_yield_get (self->before, node->node);

      g_set_str (&yield->label, node->label);
      g_set_str (&yield->key, node->key);
      yield->state = node->state;
      yield->ending = mill_node_record_get_state_label (node, self->record);
      for (guint j = 0; j < node->tables->len; j++)
        {
          const MillTableRecord *table = node->tables->pdata[j];

          add_table (yield, table->port, table->rows, table->digest);
        }
    }

  return nodes != NULL;
}

static void
add_problem (MillNodeYield        *yield,
             const MillDiagnostic *diagnostic)
{
  if (diagnostic->severity == MILL_SEVERITY_ERROR && yield->problem == NULL)
    yield->problem = g_strdup (diagnostic->message);
}

static gboolean
read_problems (MillRepeat  *self,
               GError     **error)
{
  g_autoptr (GPtrArray) diagnostics = mill_store_list_diagnostics (self->store, self->record->id, error);

  for (guint i = 0; diagnostics != NULL && i < diagnostics->len; i++)
    {
      const MillDiagnostic *diagnostic = diagnostics->pdata[i];
      MillNodeYield *yield = diagnostic->node != NULL ? g_hash_table_lookup (self->before, diagnostic->node) : NULL;

      if (yield != NULL)
        add_problem (yield, diagnostic);
    }

  return diagnostics != NULL;
}

static gboolean
read_all (MillRepeat  *self,
          GError     **error)
{
  const char *run = self->record->id;
  g_autoptr (GPtrArray) artifacts = NULL;
  g_autoptr (GPtrArray) files = NULL;

  if (!read_nodes (self, error) || !read_problems (self, error) ||
      (artifacts = mill_store_list_artifacts (self->store, run, error)) == NULL ||
      (files = mill_store_list_files (self->store, run, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < artifacts->len; i++)
    {
      const MillArtifactRecord *artifact = artifacts->pdata[i];

      g_hash_table_replace (mill_node_yield_get (self->before, artifact->node)->artifacts,
                            g_strdup (artifact->port), g_strdup (artifact->digest));
    }
  for (guint i = 0; i < files->len; i++)
    {
      const MillFileRecord *file = files->pdata[i];

      add_file (mill_node_yield_get (self->before, file->node), file->path, file->digest);
    }
  for (guint i = 0; i < self->record->scores->len; i++)
    {
      const MillMetricRecord *score = self->record->scores->pdata[i];

      add_score (mill_node_yield_get (self->before, score->node), score->name, score->value);
    }

  return TRUE;
}

static MillPipeline *
read_pipeline (MillRepeat           *self,
               const MillCatalogue  *catalogue,
               GError              **error)
{
  g_autofree char *text = mill_store_dup_pipeline (self->store, self->record->id, error);
  g_autoptr (GBytes) bytes = NULL;

  if (text == NULL)
    return NULL;
  bytes = g_bytes_new (text, strlen (text));

  return mill_pipeline_new_from_bytes (catalogue, bytes, NULL, error);
}

MillRepeat *
mill_repeat_new (MillStore            *store,
                 MillRunRecord        *run,
                 const MillCatalogue  *catalogue,
                 GError              **error)
{
  g_autoptr (MillRepeat) self = g_new0 (MillRepeat, 1);
  g_autofree char *name = g_strconcat ("repeat-", run->id, NULL);

  self->store = g_object_ref (store);
  self->record = mill_run_record_ref (run);
  self->before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, yield_free);
  self->after = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, yield_free);
  if ((self->pipeline = read_pipeline (self, catalogue, error)) == NULL || !read_all (self, error) ||
      (self->scratch = mill_scratch_new (name, error)) == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
mill_repeat_free (MillRepeat *self)
{
  g_clear_object (&self->run);
  g_clear_pointer (&self->scratch, mill_scratch_free);
  g_clear_object (&self->pipeline);
  g_clear_object (&self->store);
  g_clear_pointer (&self->record, mill_run_record_unref);
  g_hash_table_unref (self->before);
  g_hash_table_unref (self->after);
  g_free (self);
}

/* One event after the other, in whatever thread. */
static void
take_event (MillEvent *event,
            gpointer   data)
{
  MillRepeat *self = data;
  MillNodeYield *yield;

  if (event->node == NULL)
    return;

  yield = mill_node_yield_get (self->after, event->node);
  if (event->kind == MILL_EVENT_STATE)
    yield->state = event->state;
  else if (event->kind == MILL_EVENT_DIAGNOSTIC)
    add_problem (yield, event->diagnostic);
  else if (event->kind == MILL_EVENT_ROWS)
    add_table (yield, event->port, event->rows, event->digest);
  else if (event->kind == MILL_EVENT_METRIC && event->step == 0)
    add_score (yield, event->name, event->value);
  else if (event->kind == MILL_EVENT_FILE)
    add_file (yield, event->text, event->key);
  else if (event->kind == MILL_EVENT_ARTIFACT)
    {
      g_autofree char *text = mill_recording_describe_artifact (event->artifact);

      g_hash_table_replace (yield->artifacts, g_strdup (event->port), mill_recording_make_digest (text));
    }
}

/* "NAME=VALUE" of what the parameters were; those without a value have none now, too. */
static GStrv
list_values (const char *parameters)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  g_autoptr (JsonNode) json = json_from_string (parameters, NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    return g_strv_builder_end (values);

  json_object_iter_init (&iter, json_node_get_object (json));
  while (json_object_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = NULL;

      if (JSON_NODE_HOLDS_NULL (value))
        continue;
      text = json_node_get_value_type (value) == G_TYPE_STRING ? json_node_dup_string (value)
                                                               : json_to_string (value, FALSE);
      g_strv_builder_take (values, g_strconcat (name, "=", text, NULL));
    }

  return g_strv_builder_end (values);
}

/* The nodes that ran then, as they were drawn: of what is in a component, the node that holds it. */
static GStrv
list_targets (MillRepeat *self)
{
  g_autoptr (GStrvBuilder) targets = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer node;

  g_hash_table_iter_init (&iter, self->before);
  while (g_hash_table_iter_next (&iter, &node, NULL))
    {
      char *drawn = g_strndup (node, strcspn (node, "/"));

      if (g_hash_table_add (seen, drawn))
        g_strv_builder_add (targets, drawn);
    }

  return g_strv_builder_end (targets);
}

MillRun *
mill_repeat_make_run (MillRepeat  *self,
                      guint        threads,
                      guint64      memory,
                      GError     **error)
{
  g_auto (GStrv) values = list_values (self->record->parameters);
  g_auto (GStrv) targets = list_targets (self);
  g_autoptr (MillBindings) bindings = mill_bindings_new (self->pipeline, (const char *const *) values, error);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) base = NULL;
  MillRunOptions options = {
    .targets = (const char *const *) targets,
    .threads = threads,
    .memory = memory,
    .aside = mill_scratch_get_path (self->scratch),
    .digests = TRUE,
  };

  g_return_val_if_fail (self->run == NULL, NULL);

  if (bindings == NULL)
    return NULL;
  if (self->record->file != NULL)
    {
      file = g_file_new_for_commandline_arg (self->record->file);
      base = g_file_get_parent (file);
    }
  options.base = base;
  self->run = mill_run_new (self->pipeline, bindings, &options);
  mill_run_add_listener (self->run, take_event, self, NULL);

  return g_object_ref (self->run);
}

static void
add_source_causes (MillRepeat   *self,
                   GPtrArray    *causes,
                   GCancellable *cancellable)
{
  g_autoptr (GPtrArray) sources = mill_store_list_sources (self->store, self->record->id, NULL);

  for (guint i = 0; sources != NULL && i < sources->len; i++)
    {
      const MillFileRecord *source = sources->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autofree char *digest = mill_source_digest (NULL, source->path, NULL, cancellable, &error);

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      if (digest == NULL)
        g_ptr_array_add (causes, g_strdup_printf (_("“%s” cannot be read any more"), source->path));
      else if (source->digest != NULL && !g_str_equal (digest, source->digest))
        g_ptr_array_add (causes, g_strdup_printf (_("“%s” holds other data than then"), source->path));
    }
}

static void
add_version_causes (MillRepeat *self,
                    GPtrArray  *causes)
{
  g_autoptr (JsonNode) json = json_from_string (self->record->versions, NULL);
  JsonObject *now = json_node_get_object (self->store->versions);
  g_autoptr (GList) names = NULL;
  JsonObject *then;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    return;
  then = json_node_get_object (json);
  names = json_object_get_members (then);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *version = json_object_get_string_member_with_default (now, l->data, NULL);
      const char *old = json_object_get_string_member_with_default (then, l->data, NULL);

      if (version != NULL && old != NULL && !g_str_equal (old, version))
        g_ptr_array_add (causes, g_strdup_printf (_("The version of %s is %s; then it was %s"),
                                                  (const char *) l->data, version, old));
    }
}

/* What failed then, and is done now: nothing is remembered of a source that could not be read. */
static void
add_failure_causes (MillRepeat *self,
                    GPtrArray  *causes)
{
  g_autoptr (GPtrArray) diagnostics = mill_store_list_diagnostics (self->store, self->record->id, NULL);

  for (guint i = 0; diagnostics != NULL && i < diagnostics->len; i++)
    {
      const MillDiagnostic *diagnostic = diagnostics->pdata[i];
      MillState now;

      if (diagnostic->node == NULL || diagnostic->severity != MILL_SEVERITY_ERROR)
        continue;
      now = mill_node_yield_get (self->after, diagnostic->node)->state;
      if (now == MILL_STATE_DONE || now == MILL_STATE_REUSED)
        /* Translators: what was wrong in an earlier run: "then there was this problem: There is no file “a”". */
        g_ptr_array_add (causes, g_strdup_printf (_("then there was this problem: %s"), diagnostic->message));
    }
}

GPtrArray *
mill_repeat_list_causes (MillRepeat   *self,
                         GCancellable *cancellable)
{
  GPtrArray *causes = g_ptr_array_new_with_free_func (g_free);

  add_failure_causes (self, causes);
  add_source_causes (self, causes, cancellable);
  add_version_causes (self, causes);

  return causes;
}
