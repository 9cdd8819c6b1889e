/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "app/inspector/promote.h"
#include "app/session.h"
#include "engine/workers.h"
#include "nodes/catalogue.h"
#include "pipeline/expand.h"
#include "pipeline/reader.h"
#include "pipeline/writer.h"

/* The blueprint of the penguins with its cleaning made a component, from beginning to end. */

#define ALL_PENGUINS 344
#define MEASURED 342

typedef struct
{
  char        *directory;
  GFile       *file;
  MillSession *session;
} Fixture;

static void
copy (const char *directory,
      const char *name)
{
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "..", "data", "blueprints", "penguins",
                                                 name, NULL);
  g_autofree char *to = g_build_filename (directory, name, NULL);
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &contents, &length, &error));
  g_assert_true (g_file_set_contents (to, contents, length, &error));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  MillSession **session = data;
  g_autoptr(GError) error = NULL;

  *session = mill_session_load_finish (result, &error);
  g_assert_no_error (error);
}

static void
load (Fixture *self)
{
  mill_session_load_async (mill_nodes_get_catalogue (), self->file, NULL, loaded_cb, &self->session);
  while (self->session == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  self->directory = g_dir_make_tmp ("millrace-XXXXXX", NULL);
  copy (self->directory, "penguins.csv");
  copy (self->directory, "penguins.millrace.json");
  path = g_build_filename (self->directory, "penguins.millrace.json", NULL);
  self->file = g_file_new_for_path (path);
  load (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  static const char *const names[] = { "penguins.csv", "penguins.millrace.json" };

  while (g_main_context_iteration (NULL, FALSE));
  g_clear_object (&self->session);
  g_assert_true (mill_workers_wait (120));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->directory, names[i], NULL);

      g_remove (path);
    }
  g_rmdir (self->directory);
  g_free (self->directory);
  g_object_unref (self->file);
}

static void
run (Fixture *self)
{
  mill_session_run (self->session, NULL);
  while (mill_session_get_running (self->session))
    g_main_context_iteration (NULL, TRUE);
}

/* Rows that are only passed through are counted after the run. */
static gint64
wait_for_rows (Fixture    *self,
               const char *node,
               const char *port)
{
  gint64 rows;

  while ((rows = mill_session_get_rows (self->session, node, port)) < 0)
    g_main_context_iteration (NULL, TRUE);

  return rows;
}

/* The output that gives what is made at @path. */
static const char *
find_output (Fixture    *self,
             const char *node,
             const char *path)
{
  MillPipeline *whole = mill_session_get_whole (self->session);
  const MillNodeType *type = mill_pipeline_get_node_type (whole, node);
  const MillPort *port;

  for (guint i = 0; (port = mill_node_type_get_port (type, MILL_PORT_OUT, i)) != NULL; i++)
    {
      g_autofree char *made_by = NULL;
      g_autofree char *made_at = NULL;

      g_assert_true (mill_pipeline_find_maker (whole, node, port->name, &made_by, &made_at));
      if (g_str_equal (made_by, path))
        return port->name;
    }
  g_assert_not_reached ();
}

static void
make (Fixture *self)
{
  static const char *const ids[] = { "measured", "sex", NULL };
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit = mill_history_begin (history, "Make Component");
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (mill_edit_make_component (edit, ids, "Clean", &error), ==, "clean");
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
}

static void
set_condition (Fixture    *self,
               const char *condition)
{
  g_autoptr(JsonNode) value = json_node_init_string (json_node_alloc (), condition);

  g_assert_true (mill_session_set_param (self->session, "measured", "condition", value, NULL));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  gboolean *saved = data;
  g_autoptr(GError) error = NULL;

  *saved = mill_session_save_finish (MILL_SESSION (object), result, &error);
  g_assert_no_error (error);
}

static void
save_and_reload (Fixture *self)
{
  gboolean saved = FALSE;

  mill_session_save_async (self->session, self->file, NULL, saved_cb, &saved);
  while (!saved)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (mill_session_get_modified (self->session));
  while (g_main_context_iteration (NULL, FALSE));
  g_clear_object (&self->session);
  load (self);
}

static void
test_whole_way (Fixture       *self,
                gconstpointer  data)
{
  MillHistory *history;
  MillEdit *edit;
  g_autofree char *made_by = NULL;
  g_autofree char *made_at = NULL;
  g_auto(GStrv) ids = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  MillNodeStatus status;
  MillResults *results;
  g_autoptr(MillTableView) table = NULL;
  guint n_nodes = mill_pipeline_get_n_nodes (mill_session_get_pipeline (self->session));

  make (self);
  g_assert_cmpuint (mill_pipeline_get_n_nodes (mill_session_get_pipeline (self->session)), ==,
                    n_nodes - 1);
  run (self);
  mill_session_get_status (self->session, "clean", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);
  g_assert_cmpint (wait_for_rows (self, "clean", find_output (self, "clean", "clean/sex")) +
                   wait_for_rows (self, "clean", find_output (self, "clean", "clean/measured")), ==, ALL_PENGUINS);
  results = mill_session_find_results (self->session, "clean", find_output (self, "clean", "clean/sex"),
                                       &made_by, &made_at);
  g_assert_nonnull (results);
  table = mill_results_open_table (results, made_by, made_at, NULL, NULL);
  g_assert_cmpint (mill_table_view_get_n_rows (table), ==, MEASURED);

  /* Edited inside, taken back outside. */
  before = mill_pipeline_to_text (mill_session_get_whole (self->session));
  g_assert_true (mill_session_enter (self->session, "clean"));
  set_condition (self, "\"Body Mass (g)\" > 4000");
  mill_session_leave (self->session, 1);
  mill_session_get_status (self->session, "clean", &status);
  g_assert_true (status.stale);
  run (self);
  g_assert_cmpint (wait_for_rows (self, "clean", find_output (self, "clean", "clean/sex")), <, MEASURED);
  history = mill_session_get_history (self->session);
  mill_history_undo (history);
  after = mill_pipeline_to_text (mill_session_get_whole (self->session));
  g_assert_cmpstr (after, ==, before);

  /* It is saved from within, too. */
  g_assert_true (mill_session_enter (self->session, "clean"));
  set_condition (self, "\"Body Mass (g)\" > 3000");
  save_and_reload (self);
  run (self);
  mill_session_get_status (self->session, "clean", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);

  history = mill_session_get_history (self->session);
  edit = mill_history_begin (history, "Dissolve Component");
  ids = mill_edit_dissolve_component (edit, "clean", NULL);
  g_assert_nonnull (ids);
  mill_history_commit (history, NULL);
  g_assert_cmpuint (mill_pipeline_get_n_nodes (mill_session_get_pipeline (self->session)), ==, n_nodes);
  run (self);
  mill_session_get_status (self->session, "measured", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);
}

/* A setting inside becomes one of the node that holds the component. */
static void
test_promote (Fixture       *self,
              gconstpointer  data)
{
  const MillNodeType *type;
  const MillParam *inner, *outer;
  g_autoptr(JsonNode) value = json_node_init_string (json_node_alloc (), "NOT KNOWN");
  g_autoptr(JsonNode) reference = json_node_init_string (json_node_alloc (), "${value}");
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  MillNodeStatus status;
  MillNode *node;

  make (self);
  before = mill_pipeline_to_text (mill_session_get_whole (self->session));
  mill_session_enter (self->session, "clean");
  type = mill_pipeline_get_node_type (mill_session_get_pipeline (self->session), "sex");
  inner = mill_node_type_find_param (type, "value");
  g_assert_true (mill_promote_is_possible (inner, value));
  g_assert_false (mill_promote_is_possible (inner, reference));
  g_assert_true (mill_promote (self->session, "sex", inner, &error));
  g_assert_no_error (error);
  node = mill_pipeline_get_node (mill_session_get_pipeline (self->session), "sex");
  g_assert_cmpstr (json_object_get_string_member (mill_node_get_params (node), "value"), ==,
                   "${value}");

  mill_session_leave (self->session, 1);
  type = mill_pipeline_get_node_type (mill_session_get_pipeline (self->session), "clean");
  outer = mill_node_type_find_param (type, "value");
  g_assert_nonnull (outer);
  g_assert_cmpstr (outer->default_string, ==, "UNKNOWN");
  run (self);
  mill_session_get_status (self->session, "clean", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);

  /* What is set outside is what counts inside. */
  g_assert_true (mill_session_set_param (self->session, "clean", "value", value, &error));
  mill_session_get_status (self->session, "clean", &status);
  g_assert_true (status.stale);
  run (self);
  mill_session_get_status (self->session, "clean", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);

  mill_history_undo (mill_session_get_history (self->session));
  mill_history_undo (mill_session_get_history (self->session));
  after = mill_pipeline_to_text (mill_session_get_whole (self->session));
  g_assert_cmpstr (after, ==, before);
}

/* The number of rows that the filter within the component keeps. */
static gint64
count_measured (Fixture *self)
{
  run (self);

  return wait_for_rows (self, "clean", find_output (self, "clean", "clean/sex"));
}

static void
promote (Fixture    *self,
         const char *node,
         const char *param)
{
  const MillNodeType *type = mill_pipeline_get_node_type (mill_session_get_pipeline (self->session), node);
  const MillParam *inner = mill_node_type_find_param (type, param);
  g_autoptr(GError) error = NULL;

  g_assert_true (mill_promote_is_possible (inner, NULL));
  g_assert_true (mill_promote (self->session, node, inner, &error));
  g_assert_no_error (error);
}

/* A list of choices is the same list outside, and what is chosen there counts within. */
static void
test_promote_choice (Fixture       *self,
                     gconstpointer  data)
{
  const MillParam *inner, *outer;
  g_autoptr(JsonNode) keep = json_node_init_string (json_node_alloc (), "keep");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 n_measured;

  make (self);
  before = mill_pipeline_to_text (mill_session_get_whole (self->session));
  n_measured = count_measured (self);
  mill_session_enter (self->session, "clean");
  inner = mill_node_type_find_param (mill_pipeline_get_node_type (
    mill_session_get_pipeline (self->session), "measured"), "unknown");
  promote (self, "measured", "unknown");
  mill_session_leave (self->session, 1);

  outer = mill_node_type_find_param (mill_pipeline_get_node_type (
    mill_session_get_pipeline (self->session), "clean"), "unknown");
  g_assert_nonnull (outer);
  g_assert_cmpint (outer->kind, ==, MILL_PARAM_CHOICE);
  g_assert_true (outer->choices == inner->choices);
  g_assert_cmpint (outer->default_integer, ==, inner->default_integer);
  g_assert_cmpint (count_measured (self), ==, n_measured);

  g_assert_true (mill_session_set_param (self->session, "clean", "unknown", keep, NULL));
  g_assert_cmpint (count_measured (self), >=, n_measured);
  mill_history_undo (mill_session_get_history (self->session));
  mill_history_undo (mill_session_get_history (self->session));
  after = mill_pipeline_to_text (mill_session_get_whole (self->session));
  g_assert_cmpstr (after, ==, before);
}

static void
test_promote_switch (Fixture       *self,
                     gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->session);
  const char *ids[] = { NULL, NULL };
  const MillParam *outer;
  MillEdit *edit = mill_history_begin (history, "Add");
  g_autofree char *bars = g_strdup (mill_edit_add_node (edit, "bar-chart", NULL, 0, 0));
  g_autofree char *made = NULL;

  ids[0] = bars;
  made = g_strdup (mill_edit_make_component (edit, ids, "Bars", NULL));
  mill_history_commit (history, NULL);
  g_assert_nonnull (made);
  g_assert_true (mill_session_enter (self->session, made));
  promote (self, bars, "stacked");
  mill_session_leave (self->session, 1);
  outer = mill_node_type_find_param (mill_pipeline_get_node_type (
    mill_session_get_pipeline (self->session), made), "stacked");
  g_assert_nonnull (outer);
  g_assert_cmpint (outer->kind, ==, MILL_PARAM_BOOLEAN);
  g_assert_cmpint (outer->default_integer, ==, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/app/component/whole-way", Fixture, NULL, set_up, test_whole_way, tear_down);

  g_test_add ("/app/component/promote", Fixture, NULL, set_up, test_promote, tear_down);
  g_test_add ("/app/component/promote-choice", Fixture, NULL, set_up, test_promote_choice, tear_down);
  g_test_add ("/app/component/promote-switch", Fixture, NULL, set_up, test_promote_switch, tear_down);

  return g_test_run ();
}
