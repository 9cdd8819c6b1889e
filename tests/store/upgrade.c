/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

/* Databases that older versions wrote, as SQL: opened, they are those of this version, and nothing is lost. */

static void
load (Fixture    *self,
      const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "store", "golden", name, NULL);
  g_autofree char *sql = NULL;

  g_assert_true (g_file_get_contents (path, &sql, NULL, NULL));
  fixture_sql (self, sql);
}

static void
test_version_1 (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (MillRunRecord) run = NULL;
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *pipeline = NULL;
  g_autofree char *id = NULL;
  guint n_tables = 0;

  load (self, "version-1.sql");
  g_assert_true (mill_store_open (self->store, NULL));
  run = fixture_get_run (self, "latest");
  g_assert_cmpstr (run->name, ==, "Shop");
  g_assert_cmpint (run->state, ==, MILL_RECORD_DONE);
  g_assert_cmpstr (run->parameters, ==, "{\"least\":2}");
  pipeline = mill_store_dup_pipeline (self->store, run->id, NULL);
  g_assert_nonnull (strstr (pipeline, "\"millrace/1\""));

  nodes = mill_store_list_nodes (self->store, run->id, NULL);
  g_assert_cmpuint (nodes->len, ==, 4);
  for (guint i = 0; i < nodes->len; i++)
    {
      const MillNodeRecord *node = nodes->pdata[i];

      for (guint j = 0; j < node->tables->len; j++, n_tables++)
        {
          const MillTableRecord *table = node->tables->pdata[j];

          g_assert_cmpstr (table->port, ==, "table");
          g_assert_cmpint (table->rows, ==, 3);
          g_assert_null (table->digest);
        }
    }
  g_assert_cmpuint (n_tables, ==, 1);
  files = mill_store_list_files (self->store, run->id, NULL);
  g_assert_cmpuint (files->len, ==, 0);

  /* And it goes on being used. */
  id = fixture_run (self, "Talk", 1, FALSE);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs"), ==, 2);
  g_assert_cmpint (fixture_number (self, "PRAGMA user_version"), ==, 3);
}

/* What was added then: digests of tables and of written files. */
static void
test_version_2 (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (MillRunRecord) run = NULL;
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autofree char *id = NULL;
  guint n_digests = 0;

  load (self, "version-2.sql");
  g_assert_true (mill_store_open (self->store, NULL));
  run = fixture_get_run (self, "latest");
  g_assert_cmpstr (run->name, ==, "Shop");
  g_assert_cmpint (run->number, ==, 1);
  g_assert_false (run->kept);

  nodes = mill_store_list_nodes (self->store, run->id, NULL);
  g_assert_cmpuint (nodes->len, ==, 4);
  for (guint i = 0; i < nodes->len; i++)
    {
      const MillNodeRecord *node = nodes->pdata[i];

      for (guint j = 0; j < node->tables->len; j++)
        n_digests += ((const MillTableRecord *) node->tables->pdata[j])->digest != NULL;
    }
  g_assert_cmpuint (n_digests, ==, 1);
  files = mill_store_list_files (self->store, run->id, NULL);
  g_assert_cmpuint (files->len, ==, 0);

  id = fixture_run (self, "Talk", 1, FALSE);
  runs = mill_store_list_runs (self->store, NULL, 0, 0, NULL);
  g_assert_cmpuint (runs->len, ==, 2);
  g_assert_cmpint (fixture_number (self, "PRAGMA user_version"), ==, 3);

  /* Written anew when there is room to give back, it gives it back in steps from then on. */
  g_assert_cmpint (fixture_number (self, "PRAGMA auto_vacuum"), ==, 0);
  g_assert_cmpint (mill_store_remove_old (self->store, 1, G_MAXINT64, NULL, NULL), ==, 1);
  g_assert_cmpint (fixture_number (self, "PRAGMA auto_vacuum"), ==, 2);
  g_assert_cmpint (fixture_number (self, "PRAGMA freelist_count"), ==, 0);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs"), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/upgrade/version-1", Fixture, NULL, fixture_set_up, test_version_1, fixture_tear_down);
  g_test_add ("/store/upgrade/version-2", Fixture, NULL, fixture_set_up, test_version_2, fixture_tear_down);

  return g_test_run ();
}
