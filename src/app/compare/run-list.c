/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/compare/run-list.h"

#include "engine/workers.h"

#define PAGE_RUNS 100
/* So many before the end the next page is asked for, so that who scrolls does not wait. */
#define AHEAD 30

struct _MillRunItem
{
  GObject        parent_instance;

  MillRunRecord *record;
};

struct _MillRunList
{
  GObject       parent_instance;

  MillStore    *store;
  char         *file;
  GPtrArray    *items;        /* MillRunItem */
  GError       *error;
  gboolean      busy;
  gboolean      complete;     /* there are no more, or they cannot be read */
};

static void model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (MillRunItem, mill_run_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (MillRunList, mill_run_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, model_iface_init))

enum
{
  LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- A page ---- */

typedef struct
{
  MillStore *store;
  char      *file;
  gint64     before;
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_object_unref (page->store);
  g_free (page->file);
  g_free (page);
}

static void
page_thread (GTask        *task,
             gpointer      object,
             gpointer      data,
             GCancellable *cancellable)
{
  Page *page = data;
  const MillRunFilter filter = { .file = page->file, .before = page->before };
  g_autoptr (GError) error = NULL;
  GPtrArray *runs = mill_store_list_runs (page->store, &filter, 0, PAGE_RUNS, &error);

  if (runs != NULL)
    g_task_return_pointer (task, runs, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
take_page (MillRunList *self,
           GPtrArray   *runs)
{
  guint n_before = self->items->len;

  for (guint i = 0; i < runs->len; i++)
    {
      MillRunItem *item = g_object_new (MILL_TYPE_RUN_ITEM, NULL);

      item->record = mill_run_record_ref (g_ptr_array_index (runs, i));
      g_ptr_array_add (self->items, item);
    }
  self->complete = runs->len < PAGE_RUNS;
  if (runs->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, runs->len);
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (MillRunList) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = g_task_propagate_pointer (G_TASK (result), &error);

  self->busy = FALSE;
  if (runs != NULL)
    {
      take_page (self, runs);
    }
  else
    {
      self->error = g_steal_pointer (&error);
      self->complete = TRUE;
    }
  g_signal_emit (self, signals[LOADED], 0);
}

static void
load_more (MillRunList *self)
{
  g_autoptr (GTask) task = NULL;
  Page *page;

  if (self->busy || self->complete)
    return;

  page = g_new0 (Page, 1);
  page->store = g_object_ref (self->store);
  page->file = g_strdup (self->file);
  if (self->items->len > 0)
    page->before = mill_run_item_get_record (g_ptr_array_index (self->items, self->items->len - 1))->number;
  self->busy = TRUE;
  task = g_task_new (NULL, NULL, page_cb, g_object_ref (self));
  g_task_set_source_tag (task, load_more);
  g_task_set_task_data (task, page, page_free);
  mill_workers_run_task (task, page_thread);
}

/* ---- The model ---- */

static GType
get_item_type (GListModel *model)
{
  return MILL_TYPE_RUN_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return MILL_RUN_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  MillRunList *self = MILL_RUN_LIST (model);

  if (position >= self->items->len)
    return NULL;
  if (position + AHEAD >= self->items->len)
    load_more (self);

  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

MillRunList *
mill_run_list_new (MillStore  *store,
                   const char *file)
{
  MillRunList *self = g_object_new (MILL_TYPE_RUN_LIST, NULL);

  self->store = g_object_ref (store);
  self->file = g_strdup (file);
  load_more (self);

  return self;
}

const GError *
mill_run_list_get_error (MillRunList *self)
{
  return self->error;
}

static void
mill_run_list_finalize (GObject *object)
{
  MillRunList *self = MILL_RUN_LIST (object);

  g_clear_object (&self->store);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->items);
  g_free (self->file);

  G_OBJECT_CLASS (mill_run_list_parent_class)->finalize (object);
}

static void
mill_run_list_class_init (MillRunListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_run_list_finalize;

  signals[LOADED] = g_signal_new ("loaded", MILL_TYPE_RUN_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
mill_run_list_init (MillRunList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/* ---- An item ---- */

const MillRunRecord *
mill_run_item_get_record (MillRunItem *self)
{
  return self->record;
}

static void
mill_run_item_finalize (GObject *object)
{
  mill_run_record_unref (MILL_RUN_ITEM (object)->record);

  G_OBJECT_CLASS (mill_run_item_parent_class)->finalize (object);
}

static void
mill_run_item_class_init (MillRunItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_run_item_finalize;
}

static void
mill_run_item_init (MillRunItem *self)
{
}
