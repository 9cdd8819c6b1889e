/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "app/session-private.h"
#include "pipeline/expand.h"

/* What a node of the shown level has of a run and of typing, wherever that was made. */

static void
add_within (MillSession *self,
            const char  *path)
{
  for (const char *end = strchr (path, MILL_PATH_SEPARATOR); end != NULL;
       end = strchr (end + 1, MILL_PATH_SEPARATOR))
    {
      g_autofree char *holder = g_strndup (path, end - path);
      GPtrArray *paths = g_hash_table_lookup (self->parts_within, holder);

      if (paths == NULL)
        {
          paths = g_ptr_array_new_with_free_func (g_free);
          g_hash_table_insert (self->parts_within, g_steal_pointer (&holder), paths);
        }
      g_ptr_array_add (paths, g_strdup (path));
    }
}

MillNodePart *
mill_session_ensure_part (MillSession *self,
                          const char  *path)
{
  MillNodePart *part = g_hash_table_lookup (self->parts, path);

  if (part == NULL)
    {
      part = g_new0 (MillNodePart, 1);
      g_hash_table_insert (self->parts, g_strdup (path), part);
      add_within (self, path);
    }

  return part;
}

static gboolean
is_bypassed (MillSession *self,
             const char  *node)
{
  MillNode *value = mill_pipeline_get_node (self->pipeline, node);

  return value != NULL && mill_node_is_bypassed (value);
}

static gboolean
has_ended (MillState state)
{
  return state != MILL_STATE_IDLE && state != MILL_STATE_WAITING && state != MILL_STATE_RUNNING;
}

/* What counts is the worst; and where some wait while others have ended, the whole is under way. */
static MillState
sum_up (const guint *counts,
        guint        n_ended)
{
  static const MillState order[] = { MILL_STATE_FAILED, MILL_STATE_RUNNING };
  static const MillState after[] = { MILL_STATE_CANCELLED, MILL_STATE_SKIPPED, MILL_STATE_DONE,
                                     MILL_STATE_REUSED };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (counts[order[i]] > 0)
      return order[i];
  if (counts[MILL_STATE_WAITING] > 0)
    return n_ended > 0 ? MILL_STATE_RUNNING : MILL_STATE_WAITING;
  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    if (counts[after[i]] > 0)
      return after[i];

  return MILL_STATE_IDLE;
}

static void
get_status_within (MillSession    *self,
                   GPtrArray      *paths,
                   MillNodeStatus *status)
{
  guint counts[MILL_STATE_CANCELLED + 1] = { 0 };
  guint n = 0, n_ended = 0;
  double done = 0;

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      const MillNodePart *part = g_hash_table_lookup (self->parts, path);

      /* It was taken out since. */
      if (mill_session_get_fingerprint (self, path) == NULL)
        continue;
      n++;
      counts[part->state]++;
      n_ended += has_ended (part->state);
      done += has_ended (part->state) ? 1 : MAX (part->fraction, 0);
      status->seconds += part->seconds;
      if (!mill_session_part_is_stale (self, path, part))
        continue;
      status->stale = TRUE;
      if (status->values == NULL)
        status->values = mill_session_get_part_values (self, part);
    }
  if (n == 0)
    return;

  status->state = sum_up (counts, n_ended);
  status->fraction = status->state == MILL_STATE_RUNNING ? done / n : 0;
}

void
mill_session_get_status (MillSession    *self,
                         const char     *node,
                         MillNodeStatus *status)
{
  g_autofree char *path = mill_session_make_path (self, node);
  const MillNodePart *part = g_hash_table_lookup (self->parts, path);
  GPtrArray *within = g_hash_table_lookup (self->parts_within, path);

  *status = (MillNodeStatus) { .state = MILL_STATE_IDLE, .left = NAN };
  if (is_bypassed (self, node))
    return;

  if (part != NULL && mill_session_get_fingerprint (self, path) != NULL)
    {
      status->state = part->state;
      status->fraction = part->fraction;
      status->seconds = part->seconds;
      status->left = part->left;
      status->stale = mill_session_part_is_stale (self, path, part);
      if (status->stale)
        status->values = mill_session_get_part_values (self, part);
    }
  else if (within != NULL)
    {
      get_status_within (self, within, status);
    }
}

gint64
mill_session_get_rows (MillSession *self,
                       const char  *node,
                       const char  *port)
{
  g_autofree char *made_by = NULL;
  g_autofree char *made_at = NULL;

  if (!mill_session_find_maker (self, node, port, &made_by, &made_at))
    return -1;

  return mill_session_find_rows (self, made_by, made_at);
}

MillResults *
mill_session_get_node_results (MillSession *self,
                               const char  *node)
{
  g_autofree char *path = mill_session_make_path (self, node);
  const MillNodePart *part = g_hash_table_lookup (self->parts, path);

  return part != NULL && !is_bypassed (self, node) ? part->results : NULL;
}

MillResults *
mill_session_find_results (MillSession  *self,
                           const char   *node,
                           const char   *port,
                           char        **made_by,
                           char        **made_at)
{
  g_autofree char *by = NULL;
  g_autofree char *at = NULL;
  const MillNodePart *part;

  if (is_bypassed (self, node) || !mill_session_find_maker (self, node, port, &by, &at))
    return NULL;
  part = g_hash_table_lookup (self->parts, by);
  if (part == NULL || part->results == NULL)
    return NULL;

  *made_by = g_steal_pointer (&by);
  *made_at = g_steal_pointer (&at);

  return part->results;
}

MillArtifact *
mill_session_dup_artifact (MillSession *self,
                           const char  *node,
                           const char  *port)
{
  g_autofree char *made_by = NULL;
  g_autofree char *made_at = NULL;
  MillResults *results = mill_session_find_results (self, node, port, &made_by, &made_at);

  return results != NULL ? mill_results_get_artifact (results, made_by, made_at) : NULL;
}

const MillSchema *
mill_session_get_columns (MillSession *self,
                          const char  *node,
                          const char  *port)
{
  g_autofree char *made_by = NULL;
  g_autofree char *made_at = NULL;

  if (self->types == NULL || !mill_session_find_maker (self, node, port, &made_by, &made_at))
    return NULL;

  return mill_types_get_schema (self->types, made_by, made_at);
}

const MillSchema *
mill_session_get_input_columns (MillSession *self,
                                const char  *node,
                                const char  *port)
{
  MillNode *value = mill_pipeline_get_node (self->pipeline, node);
  g_autofree char *path = mill_session_make_path (self, node);
  const MillSchema *columns;
  const MillInput *input;

  if (self->types == NULL || value == NULL)
    return NULL;
  columns = mill_types_get_input_schema (self->types, path, port);
  if (columns != NULL)
    return columns;

  /* What does not run itself is not known there, but what it is linked to may be. */
  input = mill_node_find_input (value, port);
  if (input == NULL || input->muted || input->from_port == NULL)
    return NULL;

  return mill_session_get_columns (self, input->from_node, input->from_port);
}

const MillModelShape *
mill_session_get_model (MillSession *self,
                        const char  *node,
                        const char  *port)
{
  g_autofree char *made_by = NULL;
  g_autofree char *made_at = NULL;

  if (self->types == NULL || !mill_session_find_maker (self, node, port, &made_by, &made_at))
    return NULL;

  return mill_types_get_model (self->types, made_by, made_at);
}
