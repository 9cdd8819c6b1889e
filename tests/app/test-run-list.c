/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "runs-store.h"

#include "app/compare/run-list.h"

#define FILE_NAME "/somewhere/much.millrace.json"

typedef struct
{
  RunsStore    runs;
  MillRunList *list;
  guint        n_loaded;
} Fixture;

/* @data: how many runs. */
static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("INSERT INTO contents VALUES ('d', '{}');"
                         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
                         " INSERT INTO runs (uuid, name, file, pipeline, parameters, seeds, versions, state,"
                         " started, touched, seconds) SELECT format ('%%08d', i), 'Much', '%s', 'd', '{}', '{}',"
                         " '{}', 'done', i * 1000000, i * 1000000, 1.5 FROM n LIMIT %u",
                         GPOINTER_TO_UINT (data), FILE_NAME, GPOINTER_TO_UINT (data));
  runs_store_open (&self->runs, sql);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  runs_store_wait (&self->runs, self->list != NULL);
  g_assert_finalize_object (self->list);
  runs_store_close (&self->runs);
}

static void
loaded_cb (Fixture *self)
{
  self->n_loaded++;
}

static void
open_list (Fixture    *self,
           const char *file)
{
  self->list = mill_run_list_new (self->runs.store, file);
  g_signal_connect_swapped (self->list, "loaded", G_CALLBACK (loaded_cb), self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 0);
}

static void
wait_for (Fixture *self,
          guint    n_loaded)
{
  while (self->n_loaded < n_loaded)
    g_main_context_iteration (NULL, TRUE);
}

/* Whatever comes is there without anybody having waited. */
static void
settle (Fixture *self)
{
  gint64 end = g_get_monotonic_time () + 200 * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
look_at (Fixture *self,
         guint    position)
{
  g_autoptr (MillRunItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  g_assert_nonnull (item);
}

static void
test_grows (Fixture       *self,
            gconstpointer  data)
{
  GListModel *model;
  g_autoptr (MillRunItem) newest = NULL;

  open_list (self, FILE_NAME);
  model = G_LIST_MODEL (self->list);
  wait_for (self, 1);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 100);
  newest = g_list_model_get_item (model, 0);
  g_assert_cmpint (mill_run_item_get_record (newest)->number, ==, GPOINTER_TO_UINT (data));

  /* Who looks at the beginning reads no more of it; who looks at the end does, once. */
  look_at (self, 60);
  settle (self);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 100);
  look_at (self, 99);
  look_at (self, 98);
  wait_for (self, 2);
  settle (self);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 200);
  g_assert_cmpuint (self->n_loaded, ==, 2);
  for (guint i = 0; i < 150; i++)
    {
      g_autoptr (MillRunItem) item = g_list_model_get_item (model, i);

      g_assert_cmpint (mill_run_item_get_record (item)->number, ==, GPOINTER_TO_UINT (data) - i);
    }
  g_assert_null (g_list_model_get_item (model, 200));
}

static void
test_ends (Fixture       *self,
           gconstpointer  data)
{
  open_list (self, FILE_NAME);
  wait_for (self, 1);
  look_at (self, 99);
  wait_for (self, 2);
  look_at (self, 149);
  settle (self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 150);
  g_assert_cmpuint (self->n_loaded, ==, 2);
  g_assert_null (mill_run_list_get_error (self->list));
}

static void
test_none (Fixture       *self,
           gconstpointer  data)
{
  open_list (self, "/elsewhere.millrace.json");
  wait_for (self, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 0);
  g_assert_null (mill_run_list_get_error (self->list));
}

/* It says so, and does not try again and again. */
static void
test_broken (Fixture       *self,
             gconstpointer  data)
{
  runs_store_execute (&self->runs, "ALTER TABLE runs RENAME TO lost");
  open_list (self, FILE_NAME);
  wait_for (self, 1);
  settle (self);
  g_assert_cmpuint (self->n_loaded, ==, 1);
  g_assert_nonnull (mill_run_list_get_error (self->list));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, n_runs, func) g_test_add (path, Fixture, GUINT_TO_POINTER (n_runs), set_up, func, tear_down)
  ADD ("/app/run-list/grows", 100000, test_grows);
  ADD ("/app/run-list/ends", 150, test_ends);
  ADD ("/app/run-list/none", 1, test_none);
  ADD ("/app/run-list/broken", 1, test_broken);

  return g_test_run ();
}
