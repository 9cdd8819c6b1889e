/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app/session-private.h"
#include "pipeline/boundary.h"
#include "pipeline/expand.h"

/* Which level of the document is shown, and how its ids lead to the nodes that run. */

static void
level_free (gpointer data)
{
  MillSessionLevel *level = data;

  g_free (level->path);
  g_free (level->node);
  g_object_unref (level->history);
  g_free (level);
}

static MillSessionLevel *
get_level (MillSession *self,
           guint        index)
{
  return g_ptr_array_index (self->levels, index);
}

static MillSessionLevel *
get_shown (MillSession *self)
{
  return get_level (self, self->levels->len - 1);
}

static void
forget_indirect (MillSession *self)
{
  g_clear_pointer (&self->indirect, g_ptr_array_unref);
}

static void
closed_cb (MillSession *self,
           MillHistory *history)
{
  for (guint i = 1; i < self->levels->len; i++)
    if (get_level (self, i)->history == history)
      {
        mill_session_leave (self, self->levels->len - i);
        return;
      }
}

static void
level_changed_cb (MillSession      *self,
                  const MillChange *changes,
                  guint             n_changes)
{
  forget_indirect (self);
  /* Most changes remove nothing, and there may be as many as what is selected. */
  for (guint i = 0; i < n_changes; i++)
    if (changes[i].after == NULL)
      {
        mill_session_forget_removed (self);
        return;
      }
}

static void
add_level (MillSession *self,
           MillHistory *history,
           const char  *node)
{
  MillSessionLevel *level = g_new0 (MillSessionLevel, 1);

  level->history = history;
  level->node = g_strdup (node);
  if (node != NULL)
    level->path = mill_session_make_path (self, node);
  g_ptr_array_add (self->levels, level);
  g_signal_connect_object (mill_history_get_pipeline (history), "changed",
                           G_CALLBACK (level_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
show_last (MillSession *self)
{
  self->history = get_shown (self)->history;
  self->pipeline = mill_history_get_pipeline (self->history);
  forget_indirect (self);
}

void
mill_session_init_levels (MillSession  *self,
                          MillPipeline *whole)
{
  self->whole = g_object_ref (whole);
  self->levels = g_ptr_array_new_with_free_func (level_free);
  add_level (self, mill_history_new (whole), NULL);
  show_last (self);
}

void
mill_session_clear_levels (MillSession *self)
{
  g_clear_pointer (&self->levels, g_ptr_array_unref);
  g_clear_object (&self->whole);
  mill_session_forget_derived (self);
  forget_indirect (self);
}

void
mill_session_forget_derived (MillSession *self)
{
  g_clear_object (&self->expanded);
  g_clear_pointer (&self->bindings, mill_bindings_unref);
}

MillPipeline *
mill_session_get_whole (MillSession *self)
{
  return self->whole;
}

MillHistory *
mill_session_get_whole_history (MillSession *self)
{
  return get_level (self, 0)->history;
}

const char *
mill_session_get_level (MillSession *self)
{
  return get_shown (self)->path;
}

GStrv
mill_session_list_level_titles (MillSession *self)
{
  g_autoptr(GStrvBuilder) titles = g_strv_builder_new ();

  g_strv_builder_add (titles, self->title);
  for (guint i = 1; i < self->levels->len; i++)
    {
      MillPipeline *before = mill_history_get_pipeline (get_level (self, i - 1)->history);

      g_strv_builder_add (titles,
                          mill_pipeline_get_node_label (before, get_level (self, i)->node));
    }

  return g_strv_builder_end (titles);
}

static void
tell_level (MillSession *self,
            const char  *select)
{
  show_last (self);
  mill_session_reset_selection (self, select);
  g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_LEVEL]);
  mill_session_tell_selection (self);
}

gboolean
mill_session_enter (MillSession *self,
                    const char  *node)
{
  MillHistory *history = mill_history_new_inside (self->history, node);
  g_autofree char *id = NULL;

  if (history == NULL)
    return FALSE;

  /* It may belong to a card, or a row, that goes with the level. */
  id = g_strdup (node);
  g_signal_emit (self, mill_session_signals[SIGNAL_LEVEL_LEFT], 0);
  g_signal_connect_object (history, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  add_level (self, history, id);
  tell_level (self, NULL);

  return TRUE;
}

void
mill_session_leave (MillSession *self,
                    guint        n_levels)
{
  g_autofree char *left = NULL;
  guint n = MIN (n_levels, self->levels->len - 1);

  if (n == 0)
    return;

  g_signal_emit (self, mill_session_signals[SIGNAL_LEVEL_LEFT], 0);
  for (; n > 0; n--)
    {
      g_set_str (&left, get_shown (self)->node);
      g_signal_handlers_disconnect_by_data (
        mill_history_get_pipeline (get_shown (self)->history), self);
      g_ptr_array_remove_index (self->levels, self->levels->len - 1);
    }
  tell_level (self, left);
}

/* Leaves and enters components until that one is shown. */
gboolean
mill_session_go_to_level (MillSession *self,
                          const char  *path)
{
  const char *shown;

  while ((shown = mill_session_get_level (self)) != NULL && g_strcmp0 (path, shown) != 0 &&
         (path == NULL || !mill_path_is_within (path, shown)))
    mill_session_leave (self, 1);

  while (g_strcmp0 (path, mill_session_get_level (self)) != 0)
    {
      g_autofree char *next = mill_session_find_shown (self, path);

      if (next == NULL || !mill_session_enter (self, next))
        return FALSE;
    }

  return TRUE;
}

void
mill_session_reveal_path (MillSession *self,
                          const char  *path,
                          const char  *param)
{
  const char *last = strrchr (path, MILL_PATH_SEPARATOR);
  g_autofree char *level = last != NULL ? g_strndup (path, last - path) : NULL;

  if (mill_session_go_to_level (self, level))
    mill_session_reveal (self, last != NULL ? last + 1 : path, param);
}

char *
mill_session_make_path (MillSession *self,
                        const char  *node)
{
  const char *level = self->levels->len > 0 ? mill_session_get_level (self) : NULL;

  if (level == NULL)
    return g_strdup (node);

  return g_strdup_printf ("%s%c%s", level, MILL_PATH_SEPARATOR, node);
}

const char *
mill_session_get_path_label (MillSession *self,
                             const char  *path)
{
  MillPipeline *expanded = mill_session_get_expanded (self);

  if (mill_pipeline_get_node (expanded, path) != NULL)
    return mill_pipeline_get_node_label (expanded, path);
  if (mill_pipeline_get_node (self->whole, path) != NULL)
    return mill_pipeline_get_node_label (self->whole, path);

  return path;
}

char *
mill_session_find_shown (MillSession *self,
                         const char  *path)
{
  const char *level = mill_session_get_level (self);
  const char *rest = path;

  if (level != NULL)
    {
      if (!mill_path_is_within (path, level))
        return NULL;
      rest = path + strlen (level) + 1;
    }

  return g_strndup (rest, strcspn (rest, "/"));
}

MillPipeline *
mill_session_get_expanded (MillSession *self)
{
  if (self->expanded == NULL)
    self->expanded = mill_pipeline_expand (self->whole, NULL);

  return self->expanded;
}

/* Does it show what others make? */
static gboolean
is_indirect (MillNode *node)
{
  return mill_node_get_component (node) != NULL || mill_node_is_bypassed (node) ||
         mill_boundary_find (mill_node_get_type_id (node)) != NULL;
}

gboolean
mill_session_find_maker (MillSession  *self,
                         const char   *node,
                         const char   *port,
                         char        **made_by,
                         char        **made_at)
{
  MillNode *value = mill_pipeline_get_node (self->pipeline, node);
  g_autofree char *path = mill_session_make_path (self, node);

  if (value != NULL && is_indirect (value))
    return mill_pipeline_find_maker (self->whole, path, port, made_by, made_at);

  *made_by = g_steal_pointer (&path);
  *made_at = g_strdup (port);

  return TRUE;
}

static GPtrArray *
get_indirect (MillSession *self)
{
  g_autoptr(GPtrArray) nodes = NULL;

  if (self->indirect != NULL)
    return self->indirect;

  self->indirect = g_ptr_array_new_with_free_func (g_free);
  nodes = mill_pipeline_list_nodes (self->pipeline);
  for (guint i = 0; i < nodes->len; i++)
    if (is_indirect (g_ptr_array_index (nodes, i)))
      g_ptr_array_add (self->indirect,
                       g_strdup (mill_node_get_id (g_ptr_array_index (nodes, i))));

  return self->indirect;
}

void
mill_session_emit_status (MillSession *self,
                          const char  *path)
{
  g_autofree char *shown = mill_session_find_shown (self, path);

  if (shown != NULL)
    g_signal_emit (self, mill_session_signals[SIGNAL_NODE_STATUS_CHANGED], 0, shown);
}

void
mill_session_emit_rows (MillSession *self,
                        const char  *path,
                        const char  *port)
{
  g_autofree char *shown = mill_session_find_shown (self, path);
  g_autofree char *own = shown != NULL ? mill_session_make_path (self, shown) : NULL;

  if (g_strcmp0 (own, path) == 0)
    g_signal_emit (self, mill_session_signals[SIGNAL_ROWS_CHANGED], 0, shown, port);
}

void
mill_session_emit_indirect_rows (MillSession *self)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_ref (get_indirect (self));

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, id);
      const MillPort *port;

      for (guint j = 0; type != NULL &&
                        (port = mill_node_type_get_port (type, MILL_PORT_OUT, j)) != NULL; j++)
        g_signal_emit (self, mill_session_signals[SIGNAL_ROWS_CHANGED], 0, id, port->name);
    }
}

void
mill_session_add_shown (MillSession *self,
                        GHashTable  *paths,
                        GHashTable  *ids)
{
  GPtrArray *indirect = get_indirect (self);
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, paths);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    {
      char *shown = mill_session_find_shown (self, path);

      if (shown != NULL)
        g_hash_table_add (ids, shown);
    }
  for (guint i = 0; g_hash_table_size (paths) > 0 && i < indirect->len; i++)
    g_hash_table_add (ids, g_strdup (g_ptr_array_index (indirect, i)));
}
