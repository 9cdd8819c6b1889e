/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "calls.h"
#include "fixture.h"

/* A database in which one table is gone: what needs it says so with the name of the file, what does not
 * goes on, and nothing is written by half. */

typedef struct
{
  const char *name;
  const char *needed_by;   /* calls, as below, that fail without it */
  gboolean    recording;   /* a run cannot be remembered without it */
  gboolean    removing;    /* nor forgotten */
} Table;

static const Table tables[] = {
  { "contents",    "pipeline nodes artifact",                       TRUE,  TRUE },
  { "nodes",       "runs run nodes metrics artifacts artifact",     TRUE,  FALSE },
  { "rows",        "nodes",                                         FALSE, TRUE },
  { "sources",     "sources",                                       FALSE, FALSE },
  { "files",       "files",                                         FALSE, FALSE },
  { "log",         "log",                                           TRUE,  FALSE },
  { "scores",      "runs run",                                      TRUE,  FALSE },
  { "metrics",     "metrics",                                       TRUE,  FALSE },
  { "diagnostics", "diagnostics",                                   TRUE,  FALSE },
  { "artifacts",   "artifacts artifact",                            TRUE,  TRUE },
};

static void
assert_said (Fixture      *self,
             const GError *error)
{
  g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, self->path));
}

static void
check_reading (Fixture     *self,
               const Table *table,
               const char  *run)
{
  g_auto (GStrv) needed_by = g_strsplit (table->needed_by, " ", -1);

  for (guint i = 0; i < store_n_calls; i++)
    {
      g_autoptr (GError) error = NULL;
      gpointer found = store_calls[i].call (self->store, run, &error);

      g_test_message ("%s without %s", store_calls[i].name, table->name);
      if (g_strv_contains ((const char *const *) needed_by, store_calls[i].name))
        {
          g_assert_null (found);
          assert_said (self, error);
        }
      else
        {
          g_assert_no_error (error);
          g_assert_nonnull (found);
          store_calls[i].destroy (found);
        }
    }
}

/* The run itself comes to its end either way. */
static void
check_recording (Fixture     *self,
                 const Table *table)
{
  g_autoptr (MillRun) run = talker_new_run ("Again", 2, 0, TRUE);
  g_autoptr (GError) error = NULL;

  mill_store_record_run (self->store, run, NULL);
  g_assert_cmpint (mill_run_execute (run, NULL), ==, MILL_STATE_FAILED);
  g_assert_true (mill_store_flush (self->store, &error) == !table->recording);
  if (table->recording)
    assert_said (self, error);
}

static void
check_removing (Fixture     *self,
                const Table *table,
                const char  *run)
{
  gint64 n_runs = fixture_number (self, "SELECT count(*) FROM runs");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) old_error = NULL;

  if (!table->removing)
    {
      g_assert_true (mill_store_remove_run (self->store, run, &error));
      g_assert_no_error (error);
      g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs"), ==, n_runs - 1);
      g_assert_cmpint (mill_store_remove_old (self->store, 0, G_MAXINT64, NULL, &old_error), ==, n_runs - 1);
      return;
    }
  g_assert_false (mill_store_remove_run (self->store, run, &error));
  assert_said (self, error);
  g_assert_cmpint (mill_store_remove_old (self->store, 0, G_MAXINT64, NULL, &old_error), ==, -1);
  assert_said (self, old_error);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs"), ==, n_runs);
}

static void
test_table (Fixture       *self,
            gconstpointer  data)
{
  const Table *table = data;
  g_autofree char *run = fixture_run (self, "Talk", 2, FALSE);
  g_autofree char *sql = g_strdup_printf ("DROP TABLE %s", table->name);

  g_assert_finalize_object (g_steal_pointer (&self->store));
  fixture_sql (self, sql);
  self->store = mill_store_new (self->path);
  check_reading (self, table, run);
  check_recording (self, table);
  check_removing (self, table, run);
}

/* Without its runs it cannot be opened, and so is not changed. */
static void
test_runs (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *run = fixture_run (self, "Talk", 2, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (g_steal_pointer (&self->store));
  fixture_sql (self, "DROP TABLE runs");
  self->store = mill_store_new (self->path);
  g_assert_false (mill_store_open (self->store, &error));
  assert_said (self, error);
  for (guint i = 0; i < store_n_calls; i++)
    {
      g_autoptr (GError) call_error = NULL;

      g_assert_null (store_calls[i].call (self->store, run, &call_error));
      assert_said (self, call_error);
    }
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM nodes"), ==, 2);
}

/* There is no such run: that is said by all but the list. */
static void
test_no_such_run (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *run = fixture_run (self, "Talk", 2, FALSE);

  for (guint i = 0; i < store_n_calls; i++)
    {
      g_autoptr (GError) error = NULL;

      if (g_str_equal (store_calls[i].name, "runs"))
        continue;
      g_assert_null (store_calls[i].call (self->store, "nothing", &error));
      g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/missing/%s", tables[i].name);

      g_test_add (path, Fixture, &tables[i], fixture_set_up, test_table, fixture_tear_down);
    }
  g_test_add ("/store/missing/runs", Fixture, NULL, fixture_set_up, test_runs, fixture_tear_down);
  g_test_add ("/store/missing/run", Fixture, NULL, fixture_set_up, test_no_such_run, fixture_tear_down);

  return g_test_run ();
}
