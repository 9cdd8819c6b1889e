/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/outline/outline-item.h"

#include <string.h>

#include "pipeline/component.h"
#include "pipeline/expand.h"
#include "pipeline/graph.h"

struct _MillOutlineItem
{
  GObject          parent_instance;

  MillOutlineKind  kind;
  MillSession     *session;
  MillPipeline    *pipeline;
  char            *node;
  char            *path;
  gboolean         within;
  const MillPort  *port;
  char            *peer;        /* the node at the other end, or NULL */
  char            *peer_port;
  gboolean         muted;
  GListStore      *children;    /* once somebody asked for them */
};

G_DEFINE_FINAL_TYPE (MillOutlineItem, mill_outline_item, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
mill_outline_item_finalize (GObject *object)
{
  MillOutlineItem *self = MILL_OUTLINE_ITEM (object);

  g_clear_object (&self->session);
  g_clear_object (&self->pipeline);
  g_clear_object (&self->children);
  g_free (self->node);
  g_free (self->path);
  g_free (self->peer);
  g_free (self->peer_port);

  G_OBJECT_CLASS (mill_outline_item_parent_class)->finalize (object);
}

static void
mill_outline_item_class_init (MillOutlineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_outline_item_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mill_outline_item_init (MillOutlineItem *self)
{
}

static MillOutlineItem *
new_item (MillOutlineKind  kind,
          MillSession     *session,
          MillPipeline    *pipeline,
          const char      *node,
          const char      *path)
{
  MillOutlineItem *self = g_object_new (MILL_TYPE_OUTLINE_ITEM, NULL);

  self->kind = kind;
  self->session = g_object_ref (session);
  self->pipeline = g_object_ref (pipeline);
  self->node = g_strdup (node);
  self->path = g_strdup (path);

  return self;
}

MillOutlineItem *
mill_outline_item_new_node (MillSession *session,
                            const char  *node)
{
  return new_item (MILL_OUTLINE_NODE, session, mill_session_get_pipeline (session), node, node);
}

MillOutlineKind
mill_outline_item_get_kind (MillOutlineItem *self)
{
  return self->kind;
}

MillSession *
mill_outline_item_get_session (MillOutlineItem *self)
{
  return self->session;
}

MillPipeline *
mill_outline_item_get_pipeline (MillOutlineItem *self)
{
  return self->pipeline;
}

const char *
mill_outline_item_get_node (MillOutlineItem *self)
{
  return self->node;
}

const char *
mill_outline_item_get_path (MillOutlineItem *self)
{
  return self->path;
}

char *
mill_outline_item_dup_top (MillOutlineItem *self)
{
  const char *end = strchr (self->path, MILL_PATH_SEPARATOR);

  return end != NULL ? g_strndup (self->path, end - self->path) : g_strdup (self->path);
}

gboolean
mill_outline_item_is_within (MillOutlineItem *self)
{
  return self->within;
}

const MillPort *
mill_outline_item_get_port (MillOutlineItem *self)
{
  return self->port;
}

gboolean
mill_outline_item_get_link (MillOutlineItem *self,
                            MillLink        *link)
{
  if (self->peer == NULL)
    return FALSE;

  if (self->kind == MILL_OUTLINE_INPUT)
    *link = (MillLink) { self->peer, self->peer_port, self->node, self->port->name, self->muted };
  else
    *link = (MillLink) { self->node, self->port->name, self->peer, self->peer_port, self->muted };

  return TRUE;
}

const MillPort *
mill_outline_item_find_sibling (MillOutlineItem *self,
                                int              step)
{
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, self->node);
  const MillPort *port = self->port;

  if (type == NULL || self->kind != MILL_OUTLINE_INPUT || self->peer == NULL)
    return NULL;

  do
    {
      if (step < 0 && port == type->ports)
        return NULL;
      port += step;
    }
  while (port->name != NULL &&
         (port->direction != MILL_PORT_IN || port->type != self->port->type));

  return port->name != NULL ? port : NULL;
}

static MillOutlineItem *
new_link (MillOutlineItem *node,
          const MillPort  *port,
          const char      *peer,
          const char      *peer_port,
          gboolean         muted)
{
  MillOutlineItem *self = new_item (port->direction == MILL_PORT_IN ? MILL_OUTLINE_INPUT
                                                                    : MILL_OUTLINE_OUTPUT,
                                    node->session, node->pipeline, node->node, node->path);

  self->within = node->within;
  self->port = port;
  self->peer = g_strdup (peer);
  self->peer_port = g_strdup (peer_port);
  self->muted = muted;

  return self;
}

static void
add_inputs (MillOutlineItem *self,
            MillNode        *node,
            const MillPort  *port,
            GPtrArray       *items)
{
  guint first = items->len;
  const MillInput *inputs;
  guint n_inputs;

  inputs = mill_node_get_inputs (node, &n_inputs);
  for (guint i = 0; i < n_inputs; i++)
    if (g_str_equal (inputs[i].port, port->name))
      g_ptr_array_add (items, new_link (self, port, inputs[i].from_node, inputs[i].from_port,
                                        inputs[i].muted));
  if (items->len == first)
    g_ptr_array_add (items, new_link (self, port, NULL, NULL, FALSE));
}

static void
add_outputs (MillOutlineItem *self,
             GArray          *links,
             const MillPort  *port,
             GPtrArray       *items)
{
  guint first = items->len;

  for (guint i = 0; i < links->len; i++)
    {
      const MillLink *link = &g_array_index (links, MillLink, i);

      if (g_strcmp0 (link->from_port, port->name) == 0)
        g_ptr_array_add (items, new_link (self, port, link->to_node, link->to_port, link->muted));
    }
  if (items->len == first)
    g_ptr_array_add (items, new_link (self, port, NULL, NULL, FALSE));
}

static void
add_contents (MillOutlineItem *self,
              MillPipeline    *contents,
              GPtrArray       *items)
{
  g_autoptr (GPtrArray) ids = mill_graph_sort (contents);

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autofree char *path = g_strdup_printf ("%s%c%s", self->path, MILL_PATH_SEPARATOR, id);
      MillOutlineItem *item = new_item (MILL_OUTLINE_NODE, self->session, contents, id, path);

      item->within = TRUE;
      g_ptr_array_add (items, item);
    }
}

static GPtrArray *
list_children (MillOutlineItem *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  MillNode *node = mill_pipeline_get_node (self->pipeline, self->node);
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, self->node);
  g_autoptr (GArray) links = NULL;
  const MillPort *port;

  if (node == NULL)
    return items;

  links = mill_pipeline_list_links_from (self->pipeline, self->node);
  for (guint i = 0; type != NULL &&
       (port = mill_node_type_get_port (type, MILL_PORT_IN, i)) != NULL; i++)
    add_inputs (self, node, port, items);
  for (guint i = 0; type != NULL &&
       (port = mill_node_type_get_port (type, MILL_PORT_OUT, i)) != NULL; i++)
    add_outputs (self, links, port, items);
  if (mill_node_get_component (node) != NULL)
    add_contents (self, mill_component_get_pipeline (mill_node_get_component (node)), items);

  return items;
}

/* Do both stand for the same? Then the one that was there stays, with what is unfolded below it. */
static gboolean
is_same (MillOutlineItem *a,
         MillOutlineItem *b)
{
  return a->kind == b->kind && a->pipeline == b->pipeline && a->port == b->port &&
         a->muted == b->muted && g_str_equal (a->path, b->path) && g_strcmp0 (a->peer, b->peer) == 0 &&
         g_strcmp0 (a->peer_port, b->peer_port) == 0;
}

static gboolean
is_same_at (GListModel *children,
            guint       index,
            gpointer    item)
{
  g_autoptr (MillOutlineItem) before = g_list_model_get_item (children, index);

  return is_same (before, item);
}

void
mill_outline_item_update (MillOutlineItem *self)
{
  if (self->children != NULL)
    {
      GListModel *children = G_LIST_MODEL (self->children);
      g_autoptr (GPtrArray) now = list_children (self);
      guint n = g_list_model_get_n_items (children);
      guint start = 0, end = 0;

      while (start < MIN (n, now->len) &&
             is_same_at (children, start, g_ptr_array_index (now, start)))
        start++;
      while (end < MIN (n, now->len) - start &&
             is_same_at (children, n - 1 - end, g_ptr_array_index (now, now->len - 1 - end)))
        end++;
      if (start + end < MAX (n, now->len))
        g_list_store_splice (self->children, start, n - start - end, now->pdata + start,
                             now->len - start - end);
    }
  mill_outline_item_touch (self);
}

GListModel *
mill_outline_item_dup_children (MillOutlineItem *self)
{
  if (self->kind != MILL_OUTLINE_NODE)
    return NULL;

  if (self->children == NULL)
    {
      g_autoptr (GPtrArray) items = list_children (self);

      self->children = g_list_store_new (MILL_TYPE_OUTLINE_ITEM);
      g_list_store_splice (self->children, 0, 0, items->pdata, items->len);
    }

  return g_object_ref (G_LIST_MODEL (self->children));
}

void
mill_outline_item_touch (MillOutlineItem *self)
{
  guint n = self->children != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->children)) : 0;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MillOutlineItem) child = g_list_model_get_item (G_LIST_MODEL (self->children), i);

      mill_outline_item_touch (child);
    }
}
