/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/session.h"

#include <glib/gi18n-lib.h>

#include "app/session-private.h"

guint       mill_session_signals[MILL_SESSION_N_SIGNALS];
GParamSpec *mill_session_properties[MILL_SESSION_N_PROPS];

G_DEFINE_FINAL_TYPE (MillSession, mill_session, G_TYPE_OBJECT)

static void
update_selected_node (MillSession *self)
{
  const char *only = NULL;

  for (guint i = 0; i < self->selection->len; i++)
    {
      const char *id = g_ptr_array_index (self->selection, i);

      if (mill_pipeline_get_node (self->pipeline, id) == NULL)
        continue;
      if (only != NULL)
        {
          only = NULL;
          break;
        }
      only = id;
    }

  if (g_set_str (&self->selected_node, only))
    g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_SELECTED_NODE]);
}

static void
selection_changed (MillSession *self)
{
  update_selected_node (self);
  g_signal_emit (self, mill_session_signals[SIGNAL_SELECTION_CHANGED], 0);
}

static gboolean
exists (MillSession *self,
        const char  *id)
{
  return mill_pipeline_get_node (self->pipeline, id) != NULL ||
         mill_pipeline_get_annotation (self->pipeline, id) != NULL;
}

static void
add_selected (MillSession *self,
              const char  *id)
{
  char *copy;

  if (g_hash_table_contains (self->selected, id))
    return;
  copy = g_strdup (id);
  g_ptr_array_add (self->selection, copy);
  g_hash_table_add (self->selected, copy);
}

void
mill_session_forget_removed (MillSession *self)
{
  g_autoptr(GPtrArray) before = NULL;
  gboolean all = TRUE;

  for (guint i = 0; all && i < self->selection->len; i++)
    all = exists (self, g_ptr_array_index (self->selection, i));
  if (all)
    return;

  before = g_steal_pointer (&self->selection);
  g_hash_table_remove_all (self->selected);
  self->selection = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < before->len; i++)
    if (exists (self, g_ptr_array_index (before, i)))
      add_selected (self, g_ptr_array_index (before, i));
  selection_changed (self);
}

static void
changed_cb (MillSession      *self,
            const MillChange *changes,
            guint             n_changes)
{
  self->serial++;
  mill_session_forget_derived (self);
  mill_session_update_title (self);
  mill_session_queue_typing (self);
  mill_session_queue_stale (self);
  mill_session_queue_forecast (self);
  mill_session_queue_recovery (self);
}

static void
modified_cb (MillSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_MODIFIED]);
}

MillSession *
mill_session_new (MillPipeline *pipeline,
                  GFile        *file)
{
  MillSession *self = g_object_new (MILL_TYPE_SESSION, NULL);

  /* Before the levels: what they tell others must not be about the document as it was. */
  g_signal_connect_object (pipeline, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  mill_session_init_levels (self, pipeline);
  g_signal_connect_object (self->history, "notify::modified", G_CALLBACK (modified_cb), self,
                           G_CONNECT_SWAPPED);
  mill_session_set_file (self, file);

  return self;
}

MillPipeline *
mill_session_get_pipeline (MillSession *self)
{
  return self->pipeline;
}

MillHistory *
mill_session_get_history (MillSession *self)
{
  return self->history;
}

GFile *
mill_session_get_file (MillSession *self)
{
  return self->file;
}

const char *
mill_session_get_title (MillSession *self)
{
  return self->title;
}

gboolean
mill_session_get_modified (MillSession *self)
{
  return self->rescued || mill_history_get_modified (self->history);
}

gboolean
mill_session_is_selected (MillSession *self,
                          const char  *id)
{
  return g_hash_table_contains (self->selected, id);
}

gboolean
mill_session_has_selection (MillSession *self)
{
  return self->selection->len > 0;
}

GStrv
mill_session_list_selected (MillSession *self)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < self->selection->len; i++)
    g_strv_builder_add (ids, g_ptr_array_index (self->selection, i));

  return g_strv_builder_end (ids);
}

static gboolean
is_selection (MillSession       *self,
              const char *const *ids)
{
  guint n = ids != NULL ? g_strv_length ((GStrv) ids) : 0;

  if (n != self->selection->len)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!mill_session_is_selected (self, ids[i]))
      return FALSE;

  return TRUE;
}

void
mill_session_select (MillSession       *self,
                     const char *const *ids)
{
  g_autoptr(GPtrArray) selection = NULL;

  if (is_selection (self, ids))
    return;

  /* The ids may come from the selection itself, so the old one lives until all are copied. */
  selection = g_steal_pointer (&self->selection);
  g_hash_table_remove_all (self->selected);
  self->selection = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (exists (self, ids[i]))
      add_selected (self, ids[i]);

  selection_changed (self);
}

void
mill_session_reset_selection (MillSession *self,
                              const char  *id)
{
  g_ptr_array_set_size (self->selection, 0);
  g_hash_table_remove_all (self->selected);
  if (id != NULL && exists (self, id))
    add_selected (self, id);
  g_clear_pointer (&self->selected_node, g_free);
}

void
mill_session_tell_selection (MillSession *self)
{
  selection_changed (self);
}

void
mill_session_select_one (MillSession *self,
                         const char  *id)
{
  const char *ids[] = { id, NULL };

  mill_session_select (self, ids);
}

void
mill_session_toggle_selected (MillSession *self,
                              const char  *id)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (self->selection, id, g_str_equal, &index))
    {
      g_hash_table_remove (self->selected, id);
      g_ptr_array_remove_index (self->selection, index);
    }
  else if (exists (self, id))
    {
      add_selected (self, id);
    }
  else
    {
      return;
    }

  selection_changed (self);
}

const char *
mill_session_get_selected_node (MillSession *self)
{
  return self->selected_node;
}

/* The setting that something is wrong with, or else the first; NULL: there is none. */
static const char *
find_param_to_edit (MillSession *self,
                    const char  *node)
{
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, node);
  g_autoptr (GPtrArray) problems = mill_session_list_diagnostics (self, node);

  for (guint i = 0; type != NULL && i < problems->len; i++)
    {
      const MillDiagnostic *problem = g_ptr_array_index (problems, i);
      const MillParam *param =
        problem->param != NULL ? mill_node_type_find_param (type, problem->param) : NULL;

      if (param != NULL)
        return mill_param_get_name (param);
    }

  return type != NULL && type->params != NULL ? mill_param_get_name (&type->params[0]) : NULL;
}

void
mill_session_reveal (MillSession *self,
                     const char  *node,
                     const char  *param)
{
  if (node == NULL || mill_pipeline_get_node (self->pipeline, node) == NULL)
    return;

  mill_session_select_one (self, node);
  if (g_strcmp0 (param, "") == 0)
    param = find_param_to_edit (self, node);
  g_signal_emit (self, mill_session_signals[SIGNAL_REVEAL_NODE], 0, node, param);
}

static const char *
get_param_label (MillSession *self,
                 const char  *node,
                 const char  *param)
{
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, node);
  const MillParam *declared = type != NULL ? mill_node_type_find_param (type, param) : NULL;

  return declared != NULL && declared->label != NULL ? _(declared->label) : param;
}

gboolean
mill_session_set_param (MillSession  *self,
                        const char   *node,
                        const char   *param,
                        JsonNode     *value,
                        GError      **error)
{
  MillEdit *edit;
  /* Translators: a step of undo: first the name of a setting, then the title of a node. */
  g_autofree char *label = g_strdup_printf (_("Change “%s” of “%s”"),
                                            get_param_label (self, node, param),
                                            mill_pipeline_get_node_label (self->pipeline, node));
  g_autofree char *key = g_strdup_printf ("param\n%s\n%s", node, param);

  edit = mill_history_begin (self->history, label);
  if (!mill_edit_set_param (edit, node, param, value, error))
    {
      mill_history_abandon (self->history);
      return FALSE;
    }
  mill_history_commit (self->history, key);

  return TRUE;
}

gboolean
mill_session_settle_conflict (MillSession         *self,
                              const MillConflict  *conflict,
                              gboolean             theirs,
                              GError             **error)
{
  /* Translators: a step of undo: what two versions of a file that were merged differ in. */
  g_autofree char *label = g_strdup_printf (theirs ? _("Choose “%s” of theirs") : _("Choose “%s” of ours"),
                                            mill_conflict_get_label (conflict));
  MillEdit *edit = mill_history_begin (self->history, label);

  if (!mill_edit_settle_conflict (edit, conflict, theirs, error))
    {
      mill_history_abandon (self->history);
      return FALSE;
    }
  mill_history_commit (self->history, NULL);

  return TRUE;
}

MillTypes *
mill_session_get_types (MillSession *self)
{
  return self->types;
}

static void
mill_session_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  MillSession *self = MILL_SESSION (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_FILE:
      g_value_set_object (value, self->file);
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, mill_session_get_modified (self));
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_HAS_RUN:
      g_value_set_boolean (value, self->run != NULL);
      break;
    case PROP_SELECTED_NODE:
      g_value_set_string (value, self->selected_node);
      break;
    case PROP_LEVEL:
      g_value_set_string (value, mill_session_get_level (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mill_session_dispose (GObject *object)
{
  MillSession *self = MILL_SESSION (object);

  mill_session_clear_recovery (self);
  mill_session_leave_draft (self);
  mill_session_clear_files (self);
  mill_session_clear_forecast (self);
  mill_session_clear_typing (self);
  mill_session_clear_run (self);
  g_clear_object (&self->comparison);
  g_clear_handle_id (&self->stale_source, g_source_remove);

  G_OBJECT_CLASS (mill_session_parent_class)->dispose (object);
}

static void
mill_session_finalize (GObject *object)
{
  MillSession *self = MILL_SESSION (object);

  mill_session_clear_levels (self);
  g_clear_object (&self->file);
  g_clear_object (&self->base);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->load_problems, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_hash_table_unref);
  g_clear_pointer (&self->selected, g_hash_table_unref);
  g_clear_pointer (&self->selection, g_ptr_array_unref);
  g_clear_pointer (&self->selected_node, g_free);
  g_clear_pointer (&self->spill, g_free);
  g_clear_pointer (&self->fingerprints, mill_fingerprints_free);

  G_OBJECT_CLASS (mill_session_parent_class)->finalize (object);
}

static void
install_signals (GType type)
{
  mill_session_signals[SIGNAL_SELECTION_CHANGED] =
    g_signal_new ("selection-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  mill_session_signals[SIGNAL_TYPES_CHANGED] =
    g_signal_new ("types-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_HASH_TABLE);
  mill_session_signals[SIGNAL_NODE_STATUS_CHANGED] =
    g_signal_new ("node-status-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  mill_session_signals[SIGNAL_ROWS_CHANGED] =
    g_signal_new ("rows-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  mill_session_signals[SIGNAL_EVENTS] =
    g_signal_new ("events", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_UINT);
  mill_session_signals[SIGNAL_RUN_STARTED] =
    g_signal_new ("run-started", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  mill_session_signals[SIGNAL_RUN_REACHED] =
    g_signal_new ("run-reached", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  mill_session_signals[SIGNAL_RUN_FINISHED] =
    g_signal_new ("run-finished", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT);
  mill_session_signals[SIGNAL_REVEAL_NODE] =
    g_signal_new ("reveal-node", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  mill_session_signals[SIGNAL_LEVEL_LEFT] =
    g_signal_new ("level-left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  mill_session_signals[SIGNAL_COMPARISON_CHANGED] =
    g_signal_new ("comparison-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mill_session_class_init (MillSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mill_session_get_property;
  object_class->dispose = mill_session_dispose;
  object_class->finalize = mill_session_finalize;

  mill_session_properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  mill_session_properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, flags);
  mill_session_properties[PROP_MODIFIED] =
    g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);
  mill_session_properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  mill_session_properties[PROP_HAS_RUN] = g_param_spec_boolean ("has-run", NULL, NULL, FALSE, flags);
  mill_session_properties[PROP_SELECTED_NODE] =
    g_param_spec_string ("selected-node", NULL, NULL, NULL, flags);
  mill_session_properties[PROP_LEVEL] = g_param_spec_string ("level", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, MILL_SESSION_N_PROPS, mill_session_properties);

  install_signals (G_TYPE_FROM_CLASS (klass));
}

static void
mill_session_init (MillSession *self)
{
  self->selection = g_ptr_array_new_with_free_func (g_free);
  self->selected = g_hash_table_new (g_str_hash, g_str_equal);
  self->type_problems = mill_session_index_problems (NULL);
  self->notes = mill_session_index_problems (NULL);
  self->fingerprints = mill_fingerprints_new ();
  self->fingerprints_old = TRUE;
  mill_session_init_run (self);
  mill_session_init_forecast (self);
}
