/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

#include <string.h>

#include "pipeline/expand.h"
#include "pipeline/writer.h"

/* Which results no longer belong to what is drawn. */

/* What is pinned gives what it gave when it ran, whatever was changed since. */
static GHashTable *
list_served (MillSession *self)
{
  GHashTable *served = g_hash_table_new (g_str_hash, g_str_equal);
  MillPipeline *expanded = mill_session_get_expanded (self);
  GHashTableIter iter;
  gpointer path, value;

  g_hash_table_iter_init (&iter, self->parts);
  while (self->cache != NULL && self->file != NULL && g_hash_table_iter_next (&iter, &path, &value))
    {
      const MillNodePart *part = value;
      MillNode *node = mill_pipeline_get_node (expanded, path);

      if (node != NULL && mill_node_is_pinned (node) && part->results != NULL)
        g_hash_table_insert (served, path, part->fingerprint);
    }

  return served;
}

const char *
mill_session_get_fingerprint (MillSession *self,
                              const char  *path)
{
  if (self->fingerprints_old)
    {
      g_autoptr(GHashTable) served = list_served (self);

      mill_fingerprints_update (self->fingerprints, mill_session_get_expanded (self), served);
      self->fingerprints_old = FALSE;
    }

  return mill_fingerprints_get (self->fingerprints, path);
}

static void
set_value (MillEdit     *edit,
           MillPipeline *pipeline,
           const char   *name_and_value)
{
  const char *value = strchr (name_and_value, '=') + 1;
  g_autofree char *name = g_strndup (name_and_value, value - 1 - name_and_value);
  MillParameter *parameter = mill_pipeline_get_parameter (pipeline, name);
  g_autoptr(JsonNode) json = mill_parameter_parse_value (parameter, value, NULL);
  g_autoptr(MillParameter) set = mill_parameter_new (name, mill_parameter_get_value_type (parameter), json,
                                                     mill_parameter_get_description (parameter));

  mill_edit_put_parameter (edit, set);
}

MillFingerprints *
mill_session_make_fingerprints (MillSession       *self,
                                const char *const *values)
{
  g_autoptr(MillPipeline) pipeline = mill_pipeline_copy (self->whole);
  g_autoptr(MillHistory) history = mill_history_new (pipeline);
  MillEdit *edit = mill_history_begin (history, "");
  g_autoptr(MillPipeline) expanded = NULL;
  g_autoptr(GHashTable) served = list_served (self);
  MillFingerprints *fingerprints = mill_fingerprints_new ();

  for (guint i = 0; values[i] != NULL; i++)
    set_value (edit, pipeline, values[i]);
  mill_history_commit (history, NULL);
  expanded = mill_pipeline_expand (pipeline, NULL);
  mill_fingerprints_update (fingerprints, expanded, served);

  return fingerprints;
}

/* The drawing tells at once, but not of files; what a run would do is known a little later, and is what counts. */
gboolean
mill_session_part_is_stale (MillSession        *self,
                            const char         *path,
                            const MillNodePart *part)
{
  const char *drawn = mill_session_get_fingerprint (self, path);
  gboolean changed = g_strcmp0 (part->fingerprint, drawn) != 0;
  gboolean current;
  const MillOutlook *outlook = mill_session_get_outlook_at (self, path, &current);

  if (part->state != MILL_STATE_DONE && part->state != MILL_STATE_REUSED)
    return changed;
  if (part->made_with != NULL)
    changed = g_strcmp0 (part->made_with, drawn) != 0;
  if (outlook == NULL)
    return changed;

  return current ? mill_outlook_is_stale (outlook, changed) : changed || outlook->changes != NULL;
}

/* The pipeline may have got the same meanwhile. */
static gboolean
has_value (MillPipeline *pipeline,
           const char   *name_and_value)
{
  const char *value = strchr (name_and_value, '=') + 1;
  g_autofree char *name = g_strndup (name_and_value, value - 1 - name_and_value);
  MillParameter *parameter = mill_pipeline_get_parameter (pipeline, name);
  JsonNode *own = parameter != NULL ? mill_parameter_get_default (parameter) : NULL;
  g_autoptr(JsonNode) json = own != NULL ? mill_parameter_parse_value (parameter, value, NULL) : NULL;
  g_autofree char *given = json != NULL ? mill_json_to_canonical (json, TRUE) : NULL;
  g_autofree char *had = own != NULL ? mill_json_to_canonical (own, TRUE) : NULL;

  return given != NULL && g_strcmp0 (given, had) == 0;
}

const char *
mill_session_get_part_values (MillSession        *self,
                              const MillNodePart *part)
{
  if (part->state != MILL_STATE_DONE && part->state != MILL_STATE_REUSED)
    return NULL;
  for (guint i = 0; part->given != NULL && part->given[i] != NULL; i++)
    if (!has_value (self->whole, part->given[i]))
      return part->values;

  return NULL;
}

static gboolean
is_by_values (MillSession        *self,
              const char         *path,
              const MillNodePart *part)
{
  return part->values != NULL && g_strcmp0 (part->fingerprint, mill_session_get_fingerprint (self, path)) == 0;
}

gboolean
mill_session_is_by_values (MillSession *self,
                           const char  *node)
{
  g_autofree char *path = mill_session_make_path (self, node);
  const MillNodePart *part = g_hash_table_lookup (self->parts, path);
  GPtrArray *within = g_hash_table_lookup (self->parts_within, path);
  gboolean any = FALSE;

  if (part != NULL)
    return is_by_values (self, path, part);
  for (guint i = 0; within != NULL && i < within->len; i++)
    {
      const char *inner = g_ptr_array_index (within, i);

      part = g_hash_table_lookup (self->parts, inner);
      if (!mill_session_part_is_stale (self, inner, part))
        continue;
      if (!is_by_values (self, inner, part))
        return FALSE;
      any = TRUE;
    }

  return any;
}

void
mill_session_update_stale (MillSession *self,
                           GHashTable  *paths)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      MillNodePart *part = value;
      gboolean stale = mill_session_part_is_stale (self, key, part);

      if (stale != part->stale)
        {
          part->stale = stale;
          g_hash_table_add (paths, g_strdup (key));
        }
    }

  /* Listeners may start a run, which changes the table. */
  g_object_ref (self);
  g_hash_table_iter_init (&iter, paths);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    mill_session_emit_status (self, key);
  g_object_unref (self);
}

static gboolean
update_stale_cb (gpointer data)
{
  MillSession *self = data;
  g_autoptr(GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->stale_source = 0;
  mill_session_update_stale (self, changed);

  return G_SOURCE_REMOVE;
}

void
mill_session_queue_stale (MillSession *self)
{
  self->fingerprints_old = TRUE;
  if (self->stale_source == 0 && g_hash_table_size (self->parts) > 0)
    self->stale_source = g_idle_add_full (G_PRIORITY_DEFAULT, update_stale_cb, self, NULL);
}
