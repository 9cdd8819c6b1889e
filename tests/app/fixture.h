/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include <glib/gstdio.h>

#include "app/session.h"
#include "engine/workers.h"
#include "nodes/catalogue.h"
#include "pipeline/reader.h"

/* A directory with a small CSV file and a pipeline that reads and filters it. */
typedef struct
{
  char         *directory;
  GFile        *file;
  MillPipeline *pipeline;
  MillSession  *session;
} Fixture;

#define FIXTURE_TEXT \
  "{ \"format\": \"millrace/1\", \"name\": \"Small\", \"nodes\": {" \
  "  \"all\": { \"type\": \"read-csv\", \"version\": 1, \"params\": { \"path\": \"small.csv\" } }," \
  "  \"some\": { \"type\": \"filter-rows\", \"version\": 1, \"inputs\": { \"table\": \"all\" }," \
  "    \"params\": { \"condition\": \"number > 300\" } }," \
  "  \"other\": { \"type\": \"limit\", \"version\": 1, \"inputs\": { \"table\": \"all\" } } } }"

#define FIXTURE_ROWS 1000

/* How many times as long as usual things may take: sanitizers and valgrind slow them down. */
static inline gint64
fixture_get_slowness (void)
{
  const char *slowness = g_getenv ("MILL_TEST_SLOWNESS");

  return slowness != NULL ? MAX (g_ascii_strtoll (slowness, NULL, 10), 1) : 1;
}

/* GDK says so where a slow display still paints what came before, or a window that closes; it is told, but
 * ends nothing. */
static inline GLogWriterOutput
fixture_write_log (GLogLevelFlags   level,
                   const GLogField *fields,
                   gsize            n_fields,
                   gpointer         data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") &&
        strstr (fields[i].value, "gdk_frame_timings_submitted()") != NULL)
      return g_log_writer_standard_streams (level, fields, n_fields, data);

  return g_log_writer_default (level, fields, n_fields, data);
}

static inline void
fixture_bear_with_gdk (void)
{
  static gboolean done;

  if (!done)
    g_log_set_writer_func (fixture_write_log, NULL, NULL);
  done = TRUE;
}

static inline void
fixture_set_up (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(GString) csv = g_string_new ("number,text\n");
  g_autoptr(GBytes) bytes = g_bytes_new_static (FIXTURE_TEXT, strlen (FIXTURE_TEXT));
  g_autoptr(GPtrArray) problems = mill_diagnostics_new ();
  g_autofree char *csv_path = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  fixture_bear_with_gdk ();
  self->directory = g_dir_make_tmp ("millrace-XXXXXX", &error);
  g_assert_no_error (error);
  for (int i = 1; i <= FIXTURE_ROWS; i++)
    g_string_append_printf (csv, "%d,%s\n", i, i % 10 == 0 ? "" : "word");
  csv_path = g_build_filename (self->directory, "small.csv", NULL);
  g_assert_true (g_file_set_contents (csv_path, csv->str, csv->len, &error));

  path = g_build_filename (self->directory, "small.millrace.json", NULL);
  g_assert_true (g_file_set_contents (path, FIXTURE_TEXT, -1, &error));
  self->file = g_file_new_for_path (path);
  self->pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems,
                                                 &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  self->session = mill_session_new (self->pipeline, self->file);
}

static inline void
fixture_remove (const char *directory)
{
  g_autoptr(GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        fixture_remove (path);
      else
        g_remove (path);
    }
  g_rmdir (directory);
}

static inline void
fixture_ended_cb (gpointer  data,
                  GObject  *where_it_was)
{
  GThread **thread = data;

  *thread = g_thread_self ();
  g_main_context_wakeup (NULL);
}

/* What is under way may still hold the session, but it ends on the main thread and soon. */
static inline void
fixture_drop_session (Fixture *self)
{
  gint64 deadline = g_get_monotonic_time () + 20 * fixture_get_slowness () * G_TIME_SPAN_SECOND;
  GThread *thread = NULL;

  g_object_weak_ref (G_OBJECT (self->session), fixture_ended_cb, &thread);
  g_clear_object (&self->session);
  while (thread == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
  g_assert_true (thread == g_thread_self ());
}

static inline void
fixture_tear_down (Fixture       *self,
                   gconstpointer  data)
{
  if (self->session != NULL)
    fixture_drop_session (self);
  g_assert_true (mill_workers_wait (20 * fixture_get_slowness ()));
  g_clear_object (&self->pipeline);
  g_clear_object (&self->file);
  fixture_remove (self->directory);
  g_free (self->directory);
}

static inline void
fixture_count_cb (guint *count)
{
  (*count)++;
}

/* Waits until @signal was emitted once more. */
static inline void
fixture_wait (Fixture    *self,
              const char *signal)
{
  guint count = 0;
  gulong id = g_signal_connect_swapped (self->session, signal, G_CALLBACK (fixture_count_cb), &count);

  while (count == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (self->session, id);
}

static inline void
fixture_run (Fixture *self)
{
  mill_session_run (self->session, NULL);
  while (mill_session_get_running (self->session))
    g_main_context_iteration (NULL, TRUE);
}

static inline void
fixture_set_string (Fixture    *self,
                    const char *node,
                    const char *param,
                    const char *text)
{
  g_autoptr(JsonNode) value = json_node_new (JSON_NODE_VALUE);
  g_autoptr(GError) error = NULL;

  json_node_set_string (value, text);
  g_assert_true (mill_session_set_param (self->session, node, param, value, &error));
  g_assert_no_error (error);
}
