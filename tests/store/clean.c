/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "fixture.h"

static gint64
count_runs (Fixture *self)
{
  return fixture_number (self, "SELECT count(*) FROM runs");
}

static void
test_old (Fixture       *self,
                 gconstpointer  data)
{
  g_auto (GStrv) ids = g_new0 (char *, 6);
  g_autoptr (MillRunRecord) newest = NULL;
  g_autoptr (GError) error = NULL;
  gint64 pages;

  for (guint i = 0; i < 5; i++)
    ids[i] = fixture_run (self, "One", 400, FALSE);
  fixture_sql (self, "UPDATE runs SET started = id * 1000");
  pages = fixture_number (self, "PRAGMA page_count");

  /* Nothing is old enough, or everything is among those to keep. */
  g_assert_cmpint (mill_store_remove_old (self->store, 0, 1000, NULL, &error), ==, 0);
  g_assert_cmpint (mill_store_remove_old (self->store, 5, G_MAXINT64, NULL, &error), ==, 0);
  g_assert_cmpint (count_runs (self), ==, 5);

  /* By age alone, and by age but not below a number. */
  g_assert_cmpint (mill_store_remove_old (self->store, 0, 2000, NULL, &error), ==, 1);
  g_assert_cmpint (mill_store_remove_old (self->store, 3, 9000, NULL, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_number (self, "SELECT min (id) FROM runs"), ==, 3);
  g_assert_cmpint (fixture_number (self, "SELECT count(DISTINCT run) FROM log"), ==, 3);

  /* By number. The file gives its room back. */
  g_assert_cmpint (mill_store_remove_old (self->store, 1, G_MAXINT64, NULL, &error), ==, 2);
  g_assert_no_error (error);
  newest = fixture_get_run (self, "latest");
  g_assert_cmpstr (newest->id, ==, ids[4]);
  g_assert_cmpint (fixture_number (self, "PRAGMA page_count"), <, pages);
  g_assert_cmpint (fixture_number (self, "PRAGMA freelist_count"), ==, 0);

  g_assert_cmpint (mill_store_remove_old (self->store, 0, G_MAXINT64, NULL, &error), ==, 1);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM contents"), ==, 0);
}

/* How many would go is what goes. */
static void
test_count (Fixture       *self,
            gconstpointer  data)
{
  for (guint i = 0; i < 4; i++)
    g_free (fixture_run (self, "One", 1, FALSE));

  g_assert_cmpint (mill_store_count_old (self->store, 1, G_MAXINT64, NULL), ==, 3);
  g_assert_cmpint (mill_store_count_old (self->store, 9, G_MAXINT64, NULL), ==, 0);
  g_assert_cmpint (mill_store_count_old (self->store, 0, 1, NULL), ==, 0);
  g_assert_cmpint (count_runs (self), ==, 4);
  g_assert_cmpint (mill_store_remove_old (self->store, 1, G_MAXINT64, NULL, NULL), ==, 3);
}

static void
test_kept (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *first = fixture_run (self, "One", 1, FALSE);
  g_autofree char *second = fixture_run (self, "Two", 1, FALSE);
  g_autoptr (MillRunRecord) kept = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (mill_store_keep_run (self->store, first, TRUE, &error));
  g_assert_no_error (error);
  kept = fixture_get_run (self, first);
  g_assert_true (kept->kept);

  g_assert_cmpint (mill_store_count_old (self->store, 0, G_MAXINT64, NULL), ==, 1);
  g_assert_cmpint (mill_store_remove_old (self->store, 0, G_MAXINT64, NULL, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (count_runs (self), ==, 1);
  g_assert_cmpint (fixture_number (self, "SELECT id FROM runs"), ==, 1);

  g_assert_true (mill_store_keep_run (self->store, first, FALSE, &error));
  g_assert_cmpint (mill_store_remove_old (self->store, 0, G_MAXINT64, NULL, &error), ==, 1);
  g_assert_cmpint (count_runs (self), ==, 0);

  g_assert_false (mill_store_keep_run (self->store, second, TRUE, &error));
  g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND);
}

static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *first = fixture_run (self, "One", 1, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (mill_store_remove_old (self->store, 0, G_MAXINT64, cancellable, NULL), ==, 0);
  g_assert_cmpint (count_runs (self), ==, 1);
}

/* What many runs share goes with the last of them, and the file on the disk shrinks, without being written
 * anew. */
static void
test_shrink (Fixture       *self,
             gconstpointer  data)
{
  GStatBuf before, after;

  for (guint i = 0; i < 6; i++)
    g_free (fixture_run (self, i < 3 ? "One" : "Two", 2000, FALSE));
  fixture_sql (self, "PRAGMA wal_checkpoint (TRUNCATE)");
  g_assert_cmpint (fixture_number (self, "PRAGMA auto_vacuum"), ==, 2);
  g_assert_cmpint (g_stat (self->path, &before), ==, 0);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM contents"), ==, 3);

  g_assert_cmpint (mill_store_remove_old (self->store, 1, G_MAXINT64, NULL, NULL), ==, 5);
  g_assert_cmpint (g_stat (self->path, &after), ==, 0);
  g_assert_cmpint (after.st_size, <, before.st_size / 3);
  g_assert_cmpint (fixture_number (self, "PRAGMA freelist_count"), ==, 0);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM contents"), ==, 2);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM pragma_integrity_check"
                                         " WHERE integrity_check <> 'ok'"), ==, 0);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM pragma_foreign_key_check"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/store/clean/old", test_old);
  ADD ("/store/clean/count", test_count);
  ADD ("/store/clean/kept", test_kept);
  ADD ("/store/clean/cancelled", test_cancelled);
  ADD ("/store/clean/shrink", test_shrink);

  return g_test_run ();
}
