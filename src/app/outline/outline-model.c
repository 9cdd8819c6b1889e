/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/outline/outline-model.h"

#include <string.h>

#include "pipeline/expand.h"
#include "pipeline/graph.h"

struct _MillOutlineModel
{
  GObject       parent_instance;

  MillSession  *session;
  GSignalGroup *session_signals;
  GSignalGroup *pipeline_signals;
  GPtrArray    *order;       /* of MillOutlineItem */
  GHashTable   *items;       /* id -> the same; ids belong to the items */
  GHashTable   *indices;     /* item -> its place in the order */
  guint         sort_source;
  gboolean      active;
  gboolean      unsorted;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MillOutlineModel, mill_outline_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  SIGNAL_ABOUT_TO_SORT,
  SIGNAL_SORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return MILL_TYPE_OUTLINE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return MILL_OUTLINE_MODEL (model)->order->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  MillOutlineModel *self = MILL_OUTLINE_MODEL (model);

  return position < self->order->len ? g_object_ref (g_ptr_array_index (self->order, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

MillOutlineItem *
mill_outline_model_find (MillOutlineModel *self,
                         const char       *node)
{
  return node != NULL ? g_hash_table_lookup (self->items, node) : NULL;
}

guint
mill_outline_model_get_index (MillOutlineModel *self,
                              MillOutlineItem  *item)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->indices, item));
}

/* The items in the order of the work; those that are known already stay the same. */
static GPtrArray *
make_order (MillOutlineModel *self)
{
  g_autoptr (GPtrArray) ids = mill_graph_sort (mill_session_get_pipeline (self->session));
  GPtrArray *order = g_ptr_array_new_full (ids->len, g_object_unref);

  for (guint i = 0; i < ids->len; i++)
    {
      MillOutlineItem *item = mill_outline_model_find (self, g_ptr_array_index (ids, i));

      g_ptr_array_add (order, item != NULL
                         ? g_object_ref (item)
                         : mill_outline_item_new_node (self->session, g_ptr_array_index (ids, i)));
    }

  return order;
}

void
mill_outline_model_flush (MillOutlineModel *self)
{
  g_autoptr (GPtrArray) before = NULL;
  guint start = 0, end = 0, n;

  g_clear_handle_id (&self->sort_source, g_source_remove);
  if (!self->active || !self->unsorted)
    return;

  self->unsorted = FALSE;
  before = g_steal_pointer (&self->order);
  self->order = make_order (self);
  n = MIN (before->len, self->order->len);
  while (start < n && before->pdata[start] == self->order->pdata[start])
    start++;
  while (end < n - start &&
         before->pdata[before->len - 1 - end] == self->order->pdata[self->order->len - 1 - end])
    end++;
  if (start + end == MAX (before->len, self->order->len))
    return;

  g_hash_table_remove_all (self->items);
  g_hash_table_remove_all (self->indices);
  for (guint i = 0; i < self->order->len; i++)
    {
      MillOutlineItem *item = g_ptr_array_index (self->order, i);

      g_hash_table_insert (self->items, (gpointer) mill_outline_item_get_node (item), item);
      g_hash_table_insert (self->indices, item, GUINT_TO_POINTER (i));
    }

  g_signal_emit (self, signals[SIGNAL_ABOUT_TO_SORT], 0);
  g_list_model_items_changed (G_LIST_MODEL (self), start, before->len - start - end,
                              self->order->len - start - end);
  g_signal_emit (self, signals[SIGNAL_SORTED], 0);
}

static gboolean
sort_cb (gpointer data)
{
  MillOutlineModel *self = data;

  self->sort_source = 0;
  mill_outline_model_flush (self);

  return G_SOURCE_REMOVE;
}

/* Before the next frame, after all that is being done now. */
static void
queue_sort (MillOutlineModel *self)
{
  self->unsorted = TRUE;
  if (self->sort_source == 0)
    self->sort_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, sort_cb, self, NULL);
}

static void
update (MillOutlineModel *self,
        const char       *id)
{
  MillOutlineItem *item = mill_outline_model_find (self, id);

  if (item != NULL)
    mill_outline_item_update (item);
}

static void
update_sources (MillOutlineModel *self,
                MillNode         *node)
{
  const MillInput *inputs;
  guint n_inputs;

  if (node == NULL)
    return;

  inputs = mill_node_get_inputs (node, &n_inputs);
  for (guint i = 0; i < n_inputs; i++)
    update (self, inputs[i].from_node);
}

static gboolean
has_same_inputs (MillNode *a,
                 MillNode *b)
{
  const MillInput *of_a, *of_b;
  guint n_a, n_b;

  of_a = mill_node_get_inputs (a, &n_a);
  of_b = mill_node_get_inputs (b, &n_b);
  if (n_a != n_b)
    return FALSE;
  for (guint i = 0; i < n_a; i++)
    if (!g_str_equal (of_a[i].from_node, of_b[i].from_node))
      return FALSE;

  return TRUE;
}

/* A node's own rows, and those of its neighbours, which name it. */
static void
changed_cb (MillOutlineModel *self,
            const MillChange *changes,
            guint             n_changes)
{
  for (guint i = 0; i < n_changes; i++)
    {
      const MillChange *change = &changes[i];
      g_autoptr (GArray) links = NULL;

      if (change->kind != MILL_CHANGE_NODE)
        continue;
      if (change->before == NULL || change->after == NULL ||
          !has_same_inputs (change->before, change->after))
        queue_sort (self);

      update (self, change->id);
      update_sources (self, change->before);
      update_sources (self, change->after);
      links = mill_pipeline_list_links_from (mill_session_get_pipeline (self->session), change->id);
      for (guint j = 0; j < links->len; j++)
        update (self, g_array_index (links, MillLink, j).to_node);
    }
}

/* What happens to a node within a component is shown below the node that holds it. */
static void
touch (MillOutlineModel *self,
       const char       *path)
{
  const char *end = strchr (path, MILL_PATH_SEPARATOR);
  g_autofree char *top = end != NULL ? g_strndup (path, end - path) : NULL;
  MillOutlineItem *item = mill_outline_model_find (self, top != NULL ? top : path);

  if (item != NULL)
    mill_outline_item_touch (item);
}

static void
types_changed_cb (MillOutlineModel *self,
                  GHashTable       *ids)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    touch (self, id);
}

static void
rows_changed_cb (MillOutlineModel *self,
                 const char       *node,
                 const char       *port)
{
  touch (self, node);
}

void
mill_outline_model_set_active (MillOutlineModel *self,
                               gboolean          active)
{
  if (self->active == active)
    return;

  self->active = active;
  g_signal_group_set_target (self->session_signals, active ? self->session : NULL);
  g_signal_group_set_target (self->pipeline_signals,
                             active ? mill_session_get_pipeline (self->session) : NULL);
  if (!active)
    {
      g_clear_handle_id (&self->sort_source, g_source_remove);
      return;
    }

  for (guint i = 0; i < self->order->len; i++)
    mill_outline_item_update (g_ptr_array_index (self->order, i));
  self->unsorted = TRUE;
  mill_outline_model_flush (self);
}

MillOutlineModel *
mill_outline_model_new (MillSession *session)
{
  MillOutlineModel *self = g_object_new (MILL_TYPE_OUTLINE_MODEL, NULL);

  self->session = g_object_ref (session);

  return self;
}

static void
mill_outline_model_dispose (GObject *object)
{
  MillOutlineModel *self = MILL_OUTLINE_MODEL (object);

  g_clear_handle_id (&self->sort_source, g_source_remove);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->pipeline_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mill_outline_model_parent_class)->dispose (object);
}

static void
mill_outline_model_finalize (GObject *object)
{
  MillOutlineModel *self = MILL_OUTLINE_MODEL (object);

  g_hash_table_unref (self->items);
  g_hash_table_unref (self->indices);
  g_ptr_array_unref (self->order);

  G_OBJECT_CLASS (mill_outline_model_parent_class)->finalize (object);
}

static void
mill_outline_model_class_init (MillOutlineModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mill_outline_model_dispose;
  object_class->finalize = mill_outline_model_finalize;

  signals[SIGNAL_ABOUT_TO_SORT] = g_signal_new ("about-to-sort", G_TYPE_FROM_CLASS (klass),
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 0);
  signals[SIGNAL_SORTED] = g_signal_new ("sorted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mill_outline_model_init (MillOutlineModel *self)
{
  self->order = g_ptr_array_new_with_free_func (g_object_unref);
  self->items = g_hash_table_new (g_str_hash, g_str_equal);
  self->indices = g_hash_table_new (NULL, NULL);

  self->session_signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "node-status-changed", G_CALLBACK (touch),
                                  self);
  g_signal_group_connect_swapped (self->session_signals, "types-changed",
                                  G_CALLBACK (types_changed_cb), self);
  g_signal_group_connect_swapped (self->session_signals, "rows-changed",
                                  G_CALLBACK (rows_changed_cb), self);
  self->pipeline_signals = g_signal_group_new (MILL_TYPE_PIPELINE);
  g_signal_group_connect_swapped (self->pipeline_signals, "changed", G_CALLBACK (changed_cb), self);
}
