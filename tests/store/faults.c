/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "calls.h"
#include "faults.h"
#include "fixture.h"

/* Whatever SQLite asks for fails once, or from then on: memory, or a file. Then the store does all of what it
 * was to do or nothing, says which database it was about, and goes on when the trouble is over. */

/* ---- Memory ----------------------------------------------------------------------------------------- */

static sqlite3_mem_methods real_memory;
static int n_asked;    /* atomic, as is what follows */
static int fails_at;   /* 0: never */
static int fails_on;   /* all later ones as well */

static gboolean
is_refused (void)
{
  int number = g_atomic_int_add (&n_asked, 1) + 1;
  int at = g_atomic_int_get (&fails_at);

  return at > 0 && (number == at || (g_atomic_int_get (&fails_on) && number > at));
}

static void *
allocate (int size)
{
  return is_refused () ? NULL : real_memory.xMalloc (size);
}

static void *
reallocate (void *memory,
            int   size)
{
  return is_refused () ? NULL : real_memory.xRealloc (memory, size);
}

static void
set_memory_up (void)
{
  sqlite3_mem_methods methods;

  sqlite3_config (SQLITE_CONFIG_GETMALLOC, &real_memory);
  methods = real_memory;
  methods.xMalloc = allocate;
  methods.xRealloc = reallocate;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &methods), ==, SQLITE_OK);
  /* Else it asks for much of it only once. */
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_LOOKASIDE, 0, 0), ==, SQLITE_OK);
}

static void
refuse_memory (Fixture *self,
               guint    at,
               gboolean stays)
{
  g_atomic_int_set (&n_asked, 0);
  g_atomic_int_set (&fails_on, stays);
  g_atomic_int_set (&fails_at, (int) at);
}

static guint
give_memory (void)
{
  g_atomic_int_set (&fails_at, 0);

  return g_atomic_int_get (&n_asked);
}

/* ---- Files ------------------------------------------------------------------------------------------ */

static void
refuse_files (Fixture *self,
              guint    at,
              gboolean stays)
{
  const int codes[] = { EIO, ENOSPC, EACCES };
  g_autofree char *path = g_strconcat (self->directory, "/*", NULL);
  g_autofree char *code = g_strdup_printf ("%d", codes[at % G_N_ELEMENTS (codes)]);

  faults_begin (NULL, path, at, code, stays);
}

static guint
give_files (void)
{
  return faults_end ();
}

static const struct
{
  const char *name;
  void      (*refuse) (Fixture *self, guint at, gboolean stays);
  guint     (*give)   (void);
} faults[] = {
  { "memory", refuse_memory, give_memory },
  { "files",  refuse_files,  give_files },
};

/* ---- What is tried ----------------------------------------------------------------------------------- */

static char *victim;   /* the run that is asked about and removed */

static gboolean
do_open (Fixture  *self,
         GError  **error)
{
  return mill_store_open (self->store, error);
}

static gboolean
do_read (Fixture  *self,
         GError  **error)
{
  for (guint i = 0; i < store_n_calls; i++)
    {
      gpointer found = store_calls[i].call (self->store, victim, error);

      if (found == NULL)
        return FALSE;
      store_calls[i].destroy (found);
    }

  return TRUE;
}

static gboolean
do_remove (Fixture  *self,
           GError  **error)
{
  return mill_store_remove_run (self->store, victim, error);
}

static gboolean
do_keep (Fixture  *self,
         GError  **error)
{
  return mill_store_keep_run (self->store, victim, TRUE, error);
}

static gboolean
do_clean (Fixture  *self,
          GError  **error)
{
  return mill_store_remove_old (self->store, 1, G_MAXINT64, NULL, error) >= 0;
}

static gboolean
do_count (Fixture  *self,
          GError  **error)
{
  return mill_store_count_old (self->store, 1, G_MAXINT64, error) >= 0;
}

/* The run comes to its end in any case. */
static gboolean
do_record (Fixture  *self,
           GError  **error)
{
  g_autoptr (MillRun) run = talker_new_run ("New", 3, 0, TRUE);

  mill_store_record_run (self->store, run, NULL);
  g_assert_cmpint (mill_run_execute (run, NULL), ==, MILL_STATE_FAILED);

  return mill_store_flush (self->store, error);
}

typedef struct
{
  const char *name;
  gboolean  (*act) (Fixture *self, GError **error);
  const char *sql;      /* what is done to the database before */
  gboolean    is_new;   /* there is none yet */
  gboolean    is_old;   /* it is one of the first version */
  gboolean    opened;   /* the store is open before it begins */
} Act;

#define DEAD "UPDATE runs SET state = 'running', seconds = NULL"

static const Act acts[] = {
  { "open-new",    do_open,   NULL, .is_new = TRUE },
  { "open",        do_open,   NULL },
  { "open-old",    do_open,   NULL, .is_old = TRUE },
  { "open-dead",   do_open,   DEAD },
  { "read",        do_read,   NULL, .opened = TRUE },
  { "read-closed", do_read,   NULL },
  { "remove",      do_remove, NULL, .opened = TRUE },
  { "keep",        do_keep,   NULL, .opened = TRUE },
  { "clean",       do_clean,  NULL, .opened = TRUE },
  { "clean-whole", do_clean,  "PRAGMA journal_mode = DELETE; PRAGMA auto_vacuum = 0; VACUUM", .opened = TRUE },
  { "count-dead",  do_count,  DEAD, .opened = TRUE },
  { "record",      do_record, NULL, .opened = TRUE },
  { "record-new",  do_record, NULL, .is_new = TRUE },
};

typedef struct
{
  char  *content;   /* NULL: there is no file */
  gsize  length;
} Before;

static void
before_clear (Before *before)
{
  g_free (before->content);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Before, before_clear)

static void
read_before (Fixture   *self,
             const Act *act,
             Before    *before)
{
  if (act->is_new)
    return;
  if (act->is_old)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "store", "golden", "version-1.sql", NULL);
      g_autofree char *sql = NULL;

      g_assert_true (g_file_get_contents (path, &sql, NULL, NULL));
      fixture_sql (self, sql);
    }
  else
    {
      victim = fixture_run (self, "Old", 40, FALSE);
      for (guint i = 0; i < 4; i++)
        g_free (fixture_run (self, "Newer", 40, FALSE));
      g_assert_finalize_object (g_steal_pointer (&self->store));
      self->store = mill_store_new (self->path);
      fixture_sql (self, "PRAGMA wal_checkpoint (TRUNCATE)");
      if (act->sql != NULL)
        fixture_sql (self, act->sql);
    }
  g_assert_true (g_file_get_contents (self->path, &before->content, &before->length, NULL));
}

static void
restore (Fixture      *self,
         const Act    *act,
         const Before *before)
{
  const char *const suffixes[] = { "", "-wal", "-shm", "-live", "-journal" };

  g_assert_finalize_object (g_steal_pointer (&self->store));
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (self->path, suffixes[i], NULL);

      g_unlink (path);
    }
  if (before->content != NULL)
    g_assert_true (g_file_set_contents (self->path, before->content, before->length, NULL));
  self->store = mill_store_new (self->path);
  if (act->opened)
    g_assert_true (mill_store_open (self->store, NULL));
}

/* That it worked, or what is told. */
static void
assert_told (Fixture      *self,
             gboolean      done,
             const GError *error)
{
  if (done)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_nonnull (error);
  if (error->domain != MILL_STORE_ERROR || error->code > MILL_STORE_ERROR_DAMAGED ||
      strstr (error->message, self->directory) == NULL)
    g_error ("%s", error->message);
}

/* Everything is whole, and works as if nothing had been. */
static void
assert_goes_on (Fixture   *self,
                const Act *act)
{
  g_autoptr (GError) error = NULL;

  if (!act->act (self, &error))
    g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND);
  g_assert_finalize_object (g_steal_pointer (&self->store));
  self->store = mill_store_new (self->path);
  g_clear_error (&error);
  g_assert_true (mill_store_open (self->store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_number (self, "SELECT (SELECT count(*) FROM runs WHERE state = 'running') +"
                                         " (SELECT count(*) FROM pragma_foreign_key_check) +"
                                         " (SELECT count(*) FROM pragma_integrity_check"
                                         "  WHERE integrity_check <> 'ok')"), ==, 0);
}

/* Each of @n calls in a slow suite, else as many as there is time for. */
static guint
find_stride (guint n)
{
  return g_strcmp0 (g_getenv ("MILL_FAULTS"), "all") == 0 ? 1 : MAX (n / 24, 1);
}

static void
test_act (Fixture       *self,
          gconstpointer  data)
{
  const Act *act = data;
  g_auto (Before) before = { NULL, 0 };

  read_before (self, act, &before);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      guint n_refused = 0;
      guint n;

      restore (self, act, &before);
      faults[i].refuse (self, 0, FALSE);
      g_assert_true (act->act (self, NULL));
      n = faults[i].give ();
      g_assert_cmpuint (n, >, 0);
      for (guint at = 1; at <= n; at += find_stride (n))
        {
          g_autoptr (GError) error = NULL;
          gboolean done;

          restore (self, act, &before);
          faults[i].refuse (self, at, (at / find_stride (n)) % 2 == 1);
          done = act->act (self, &error);
          faults[i].give ();
          assert_told (self, done, error);
          n_refused += !done;
          assert_goes_on (self, act);
        }
      g_test_message ("%s: %u calls, %u of those that failed made it fail", faults[i].name, n, n_refused);
      g_assert_cmpuint (n_refused, >, 0);
    }
  g_clear_pointer (&victim, g_free);
}

int
main (int    argc,
      char **argv)
{
  set_memory_up ();
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/faults/%s", acts[i].name);

      g_test_add (path, Fixture, &acts[i], fixture_set_up, test_act, fixture_tear_down);
    }

  return g_test_run ();
}
