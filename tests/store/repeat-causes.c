/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <string.h>

#include "again.h"
#include "faults.h"
#include "run-types.h"

/* Why a run that is done again may give something else, and why it cannot be done again. */

typedef struct
{
  const char *name;
  const char *sql;     /* %s: a file that is there */
  const char *cause;   /* the only one, where %s is that file; NULL: none */
} Cause;

#define SOURCE(path, digest) "INSERT INTO sources SELECT id, 'numbers', '" path "', " digest ", 7 FROM runs"
#define VERSIONS(text) "UPDATE runs SET versions = '" text "'"

static const Cause causes[] = {
  { "source", SOURCE ("%s", "'other'"), "“%s” holds other data than then" },
  { "source-unknown", SOURCE ("%s", "NULL"), NULL },
  { "source-gone", SOURCE ("/nowhere/at/all.csv", "'other'"),
    "“/nowhere/at/all.csv” cannot be read any more" },
  { "version", VERSIONS ("{\"millrace\": \"0.0.1\"}"), "The version of millrace is " MILL_VERSION "; then it was 0.0.1" },
  { "version-of-nothing", VERSIONS ("{\"abacus\": \"2\"}"), NULL },
  { "version-number", VERSIONS ("{\"millrace\": 3}"), NULL },
  { "version-object", VERSIONS ("{\"millrace\": {\"a\": 1}}"), NULL },
  { "versions-no-json", VERSIONS ("{"), NULL },
  { "versions-array", VERSIONS ("[\"millrace\"]"), NULL },
  { "no-sources", "DROP TABLE sources", NULL },
};

static void
test_cause (Fixture       *self,
            gconstpointer  data)
{
  const Cause *cause = data;
  g_autofree char *path = g_build_filename (self->directory, "there.csv", NULL);
  g_auto (GStrv) parts = g_strsplit (cause->sql, "%s", -1);
  g_autofree char *sql = g_strjoinv (path, parts);
  g_autoptr (MillRepeat) again = NULL;
  g_autoptr (GPtrArray) found = NULL;

  g_assert_true (g_file_set_contents (path, "n\n", -1, NULL));
  again_run (self, NULL, NULL);
  fixture_sql (self, sql);
  again = again_begin (self, NULL);
  found = mill_repeat_list_causes (again, NULL);
  g_assert_cmpuint (found->len, ==, cause->cause != NULL);
  if (cause->cause != NULL)
    {
      g_auto (GStrv) wanted = g_strsplit (cause->cause, "%s", -1);
      g_autofree char *text = g_strjoinv (path, wanted);

      g_assert_cmpstr (found->pdata[0], ==, text);
    }
}

/* A failure of then is one where the node is done now, and only where it was one. */
static void
test_failed_then (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr (MillRepeat) begun = NULL;
  g_autoptr (MillRepeat) again = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("INSERT INTO diagnostics (run, position, severity, node, line, message)"
                         " SELECT id, 1001, %d, 'count', 0, 'no luck' FROM runs UNION ALL"
                         " SELECT id, 1002, %d, 'word', 0, 'a warning' FROM runs UNION ALL"
                         " SELECT id, 1003, %d, NULL, 0, 'of no node' FROM runs UNION ALL"
                         " SELECT id, 1004, %d, 'nobody', 0, 'of one that is gone' FROM runs",
                         MILL_SEVERITY_ERROR, MILL_SEVERITY_WARNING, MILL_SEVERITY_ERROR, MILL_SEVERITY_ERROR);
  again_run (self, NULL, NULL);
  fixture_sql (self, sql);
  begun = again_begin (self, NULL);
  before = mill_repeat_list_causes (begun, NULL);
  g_assert_cmpuint (before->len, ==, 0);
  /* Only one at a time does a run again. */
  g_clear_pointer (&begun, mill_repeat_free);
  again = again_repeat (self);
  after = mill_repeat_list_causes (again, NULL);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (after->pdata[0], ==, "then there was this problem: no luck");
}

/* Who no longer waits for it is told nothing of sources. */
static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MillRepeat) again = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *sql = g_strdup_printf (SOURCE ("%s", "'other'"), self->path);

  again_run (self, NULL, NULL);
  fixture_sql (self, sql);
  again = again_begin (self, NULL);
  g_cancellable_cancel (cancellable);
  found = mill_repeat_list_causes (again, cancellable);
  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_values_that_do_not_fit (Fixture       *self,
                             gconstpointer  data)
{
  g_autoptr (MillRepeat) again = NULL;
  g_autoptr (GError) error = NULL;

  again_run (self, NULL, NULL);
  fixture_sql (self, "UPDATE runs SET parameters = '{\"most\": 5}'");
  again = again_begin (self, &error);
  g_assert_no_error (error);
  g_assert_null (mill_repeat_make_run (again, 2, 0, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "most"));
}

typedef struct
{
  const char *name;
  const char *sql;
  const char *part;   /* of what is told; NULL: the path of the database */
} Unreadable;

static const Unreadable unreadables[] = {
  { "files",       "DROP TABLE files",     NULL },
  { "artifacts",   "DROP TABLE artifacts", NULL },
  { "nodes",       "DROP TABLE nodes",     NULL },
  { "no-pipeline", "DELETE FROM contents", NULL },
  { "no-json",     "UPDATE contents SET text = '{'", "The file ends too early" },
};

static void
test_unreadable (Fixture       *self,
                 gconstpointer  data)
{
  const Unreadable *unreadable = data;
  g_autoptr (MillRunRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  again_run (self, NULL, NULL);
  record = fixture_get_run (self, "latest");
  fixture_sql (self, unreadable->sql);
  g_assert_null (mill_repeat_new (self->store, record, run_types_get_catalogue (), &error));
  g_assert_nonnull (error);
  g_test_message ("told: %s", error->message);
  g_assert_nonnull (strstr (error->message, unreadable->part != NULL ? unreadable->part : self->path));
}

/* Nor can it be where there is no room for what it writes. */
static void
test_no_room (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *paths = g_build_filename (g_get_user_cache_dir (), "*", NULL);
  g_autoptr (GError) error = NULL;

  again_run (self, NULL, NULL);
  faults_begin ("mkdir", paths, 1, "28", TRUE);
  g_assert_null (again_begin (self, &error));
  faults_end ();
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, g_strerror (ENOSPC)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) g_test_add (path, Fixture, data, fixture_set_up, func, fixture_tear_down)
  for (gsize i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/repeat/cause/%s", causes[i].name);

      ADD (path, &causes[i], test_cause);
    }
  ADD ("/store/repeat/cause/failed-then", NULL, test_failed_then);
  ADD ("/store/repeat/cause/cancelled", NULL, test_cancelled);
  ADD ("/store/repeat/values-that-do-not-fit", NULL, test_values_that_do_not_fit);
  for (gsize i = 0; i < G_N_ELEMENTS (unreadables); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/repeat/unreadable/%s", unreadables[i].name);

      ADD (path, &unreadables[i], test_unreadable);
    }
  ADD ("/store/repeat/no-room", NULL, test_no_room);

  return g_test_run ();
}
