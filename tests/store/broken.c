/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "fixture.h"
#include "store/store-private.h"

/* Opening fails with @code, and not one byte of the file changes. */
static void
assert_refused (Fixture        *self,
                MillStoreError  code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;

  g_assert_true (g_file_get_contents (self->path, &before, &length_before, NULL));
  g_assert_false (mill_store_open (self->store, &error));
  g_assert_error (error, MILL_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, self->path));
  g_assert_true (g_file_get_contents (self->path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);

  g_assert_null (mill_store_list_runs (self->store, NULL, 0, 0, NULL));
}

/* A run goes on without a store, and the store says what is wrong. */
static void
assert_run_goes_on (Fixture        *self,
                    MillStoreError  code)
{
  g_autoptr (MillRun) run = talker_new_run ("Talk", 3, 0, FALSE);
  g_autoptr (GError) error = NULL;

  mill_store_record_run (self->store, run, NULL);
  g_assert_cmpint (mill_run_execute (run, NULL), ==, MILL_STATE_DONE);
  g_assert_false (mill_store_flush (self->store, &error));
  g_assert_error (error, MILL_STORE_ERROR, (int) code);
  /* Told once. */
  g_assert_true (mill_store_flush (self->store, NULL));
}

static void
test_newer (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *id = fixture_run (self, "Talk", 1, FALSE);

  g_assert_finalize_object (g_steal_pointer (&self->store));
  fixture_sql (self, "PRAGMA user_version = 1000; PRAGMA wal_checkpoint (TRUNCATE)");
  self->store = mill_store_new (self->path);
  assert_refused (self, MILL_STORE_ERROR_NEWER);
  assert_run_goes_on (self, MILL_STORE_ERROR_NEWER);
}

/* A version that no program of ours ever had. */
static void
test_no_version (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *id = fixture_run (self, "Talk", 1, FALSE);

  g_assert_finalize_object (g_steal_pointer (&self->store));
  fixture_sql (self, "PRAGMA user_version = -3; PRAGMA wal_checkpoint (TRUNCATE)");
  self->store = mill_store_new (self->path);
  assert_refused (self, MILL_STORE_ERROR_DAMAGED);
  assert_run_goes_on (self, MILL_STORE_ERROR_DAMAGED);
}

/* Who calls itself ours or has a version is not empty, though there is nothing in it yet. */
static void
test_foreign_and_empty (Fixture       *self,
                        gconstpointer  data)
{
  const char *const sql[] = { "PRAGMA application_id = 77", "PRAGMA application_id = 0; PRAGMA user_version = 1" };

  for (gsize i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      fixture_sql (self, sql[i]);
      assert_refused (self, MILL_STORE_ERROR_FOREIGN);
    }
}

static void
test_foreign (Fixture       *self,
              gconstpointer  data)
{
  fixture_sql (self, "CREATE TABLE cookies (a); INSERT INTO cookies VALUES (1)");
  assert_refused (self, MILL_STORE_ERROR_FOREIGN);
  assert_run_goes_on (self, MILL_STORE_ERROR_FOREIGN);
}

static void
test_no_database (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *text = g_strnfill (5000, 'x');

  g_assert_true (g_file_set_contents (self->path, text, -1, NULL));
  assert_refused (self, MILL_STORE_ERROR_DAMAGED);
  assert_run_goes_on (self, MILL_STORE_ERROR_DAMAGED);
}

static void
test_empty_file (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *id = NULL;

  g_assert_true (g_file_set_contents (self->path, "", 0, NULL));
  id = fixture_run (self, "Talk", 1, FALSE);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs"), ==, 1);
}

/* The header is whole, so the damage shows only when the pages behind it are read. */
static void
test_damaged_pages (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *id = fixture_run (self, "Talk", 400, FALSE);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_finalize_object (g_steal_pointer (&self->store));
  fixture_sql (self, "PRAGMA wal_checkpoint (TRUNCATE)");
  g_assert_true (g_file_get_contents (self->path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 3 * 4096);
  memset (content + 4096, 0xa5, length - 4096);
  g_assert_true (g_file_set_contents (self->path, content, length, NULL));

  self->store = mill_store_new (self->path);
  g_assert_null (mill_store_list_runs (self->store, NULL, 0, 0, &error));
  g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_DAMAGED);
  assert_run_goes_on (self, MILL_STORE_ERROR_DAMAGED);
}

static void
test_truncated (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *id = fixture_run (self, "Talk", 400, FALSE);

  g_assert_finalize_object (g_steal_pointer (&self->store));
  fixture_sql (self, "PRAGMA wal_checkpoint (TRUNCATE)");
  g_assert_cmpint (truncate (self->path, 9000), ==, 0);
  self->store = mill_store_new (self->path);
  assert_run_goes_on (self, MILL_STORE_ERROR_DAMAGED);
}

/* One of an older version that is damaged is not brought to this one first: what wrote it may still read it. */
static void
test_damaged_and_old (Fixture       *self,
                      gconstpointer  data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "store", "golden", "version-1.sql", NULL);
  g_autofree char *sql = NULL;
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &sql, NULL, NULL));
  fixture_sql (self, sql);
  g_assert_true (g_file_get_contents (self->path, &content, &length, NULL));
  /* The schema on the first page is whole, and so is the table of runs; the last pages are not. */
  memset (content + length - 4 * 4096, 0xa5, 4 * 4096);
  g_assert_true (g_file_set_contents (self->path, content, length, NULL));

  assert_refused (self, MILL_STORE_ERROR_DAMAGED);
  g_assert_cmpint (fixture_number (self, "PRAGMA user_version"), ==, 1);
}

/* What runs by itself in a database made by others does not run: this would never end. */
static void
test_triggers_are_off (Fixture       *self,
                       gconstpointer  data)
{
  g_autofree char *before = fixture_run (self, "Before", 1, FALSE);
  g_autofree char *after = NULL;

  g_assert_finalize_object (g_steal_pointer (&self->store));
  fixture_sql (self, "CREATE TRIGGER endless AFTER UPDATE ON runs BEGIN INSERT INTO log"
                     " SELECT NEW.id, x, 0, 0, NULL, 'x' FROM (WITH RECURSIVE n (x) AS"
                     " (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n); END");
  self->store = mill_store_new (self->path);
  after = fixture_run (self, "After", 1, FALSE);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs WHERE state = 'done'"), ==, 2);
  g_assert_true (mill_store_remove_run (self->store, before, NULL));
  /* What goes with a run still goes. */
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM nodes"), ==, 2);
}

/* What no program of ours writes can still be shown. */
static void
test_odd_severity (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *id = fixture_run (self, "Talk", 1, TRUE);
  g_autoptr (GPtrArray) diagnostics = NULL;
  g_autoptr (GPtrArray) log = NULL;

  fixture_sql (self, "UPDATE diagnostics SET severity = 77; UPDATE log SET severity = -5");
  diagnostics = mill_store_list_diagnostics (self->store, id, NULL);
  g_assert_cmpuint (diagnostics->len, ==, 1);
  g_assert_cmpint (((MillDiagnostic *) diagnostics->pdata[0])->severity, ==, MILL_SEVERITY_ERROR);
  log = mill_store_list_log (self->store, id, -1, 0, NULL);
  g_assert_cmpuint (log->len, >, 0);
  g_assert_cmpint (((MillLogRecord *) log->pdata[0])->severity, ==, MILL_SEVERITY_NOTE);
}

/* The run can still be listed and looked into; only what it ran is gone. */
static void
test_missing_pipeline (Fixture       *self,
                       gconstpointer  data)
{
  g_autofree char *id = fixture_run (self, "Talk", 1, FALSE);
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  fixture_sql (self, "DELETE FROM contents WHERE digest IN (SELECT pipeline FROM runs)");
  g_assert_null (mill_store_dup_pipeline (self->store, id, &error));
  g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, id));
  runs = mill_store_list_runs (self->store, NULL, 0, 0, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
}

/* A view in the place of a table would compute whatever it likes. */
static void
test_views_are_off (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *id = fixture_run (self, "Talk", 1, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (g_steal_pointer (&self->store));
  fixture_sql (self, "DROP TABLE log; CREATE VIEW log AS WITH RECURSIVE n (x) AS"
                     " (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT 1 AS run, x AS position, 0 AS time,"
                     " 0 AS severity, NULL AS node, 'x' AS text FROM n");
  self->store = mill_store_new (self->path);
  g_assert_null (mill_store_list_log (self->store, id, -1, 0, &error));
  g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, self->path));
}

static void
test_folder_cannot_be_made (Fixture       *self,
                            gconstpointer  data)
{
  g_autofree char *file = g_build_filename (self->directory, "file", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_assert_finalize_object (g_steal_pointer (&self->store));
  g_free (self->path);
  self->path = g_build_filename (file, "below", "runs.db", NULL);
  self->store = mill_store_new (self->path);

  g_assert_false (mill_store_open (self->store, &error));
  g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED);
  assert_run_goes_on (self, MILL_STORE_ERROR_FAILED);
}

static void
test_path_is_a_folder (Fixture       *self,
                       gconstpointer  data)
{
  g_assert_cmpint (g_mkdir (self->path, 0700), ==, 0);
  assert_run_goes_on (self, MILL_STORE_ERROR_FAILED);
}

static void
limit_size (Fixture *self,
            guint    n_pages)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA max_page_count = %u", n_pages);

  g_assert_true (mill_store_open (self->store, NULL));
  g_mutex_lock (&self->store->write_lock);
  mill_database_get_number (self->store->database, sql, 0, NULL);
  g_mutex_unlock (&self->store->write_lock);
}

/* SQLite says "full" at this limit in the same place and way as on a full disk. */
static void
test_full_in_the_middle (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr (MillRun) run = talker_new_run ("Talk", 20000, 0, FALSE);
  g_autoptr (MillRunRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  limit_size (self, fixture_number (self, "PRAGMA page_count") + 60);
  mill_store_record_run (self->store, run, NULL);
  g_assert_cmpint (mill_run_execute (run, NULL), ==, MILL_STATE_DONE);
  g_assert_false (mill_store_flush (self->store, &error));
  g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED);

  /* That it ended is small enough to be kept, and so is why the rest is missing. */
  record = fixture_get_run (self, mill_run_get_id (run));
  g_assert_cmpint (record->state, ==, MILL_RECORD_DONE);
  g_assert_cmpstr (record->problem, ==, error->message);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM log"), <, 20000);

  /* With room again, the next run is remembered as ever. */
  limit_size (self, 100000);
  after = fixture_run (self, "After", 10, FALSE);
}

static void
keep_message_cb (MillStore  *store,
                 const char *message,
                 gpointer    data)
{
  *(char **) data = g_strdup (message);
}

static void
test_problem_is_announced (Fixture       *self,
                           gconstpointer  data)
{
  g_autofree char *message = NULL;

  g_signal_connect (self->store, "problem", G_CALLBACK (keep_message_cb), &message);
  fixture_sql (self, "CREATE TABLE cookies (a)");
  assert_run_goes_on (self, MILL_STORE_ERROR_FOREIGN);
  while (message == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_nonnull (strstr (message, self->path));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/store/broken/newer", test_newer);
  ADD ("/store/broken/no-version", test_no_version);
  ADD ("/store/broken/foreign", test_foreign);
  ADD ("/store/broken/foreign-and-empty", test_foreign_and_empty);
  ADD ("/store/broken/no-database", test_no_database);
  ADD ("/store/broken/empty-file", test_empty_file);
  ADD ("/store/broken/damaged-pages", test_damaged_pages);
  ADD ("/store/broken/truncated", test_truncated);
  ADD ("/store/broken/damaged-and-old", test_damaged_and_old);
  ADD ("/store/broken/triggers", test_triggers_are_off);
  ADD ("/store/broken/views", test_views_are_off);
  ADD ("/store/broken/odd-severity", test_odd_severity);
  ADD ("/store/broken/missing-pipeline", test_missing_pipeline);
  ADD ("/store/broken/folder", test_folder_cannot_be_made);
  ADD ("/store/broken/path-is-a-folder", test_path_is_a_folder);
  ADD ("/store/broken/full", test_full_in_the_middle);
  ADD ("/store/broken/announced", test_problem_is_announced);

  return g_test_run ();
}
