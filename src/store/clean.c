/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/remove-private.h"

/* Keeping the store small. Other programs record all the while, and have to get in between: what is done is
 * done in small steps, each a transaction of its own, and as much time is left to the others as was taken. */

#define STEP_US (25 * 1000)
#define STEP_PAGES 256
/* As much as is written anew within a moment. */
#define SMALL_BYTES (64 * 1024 * 1024)

/* As PRAGMA auto_vacuum tells it. */
#define INCREMENTAL 2

typedef struct
{
  MillStore *store;
  gint64     since;
  gint64     below;      /* numbers from here on are among the newest that are to stay */
  guint      most;       /* how many may go, so that runs that end meanwhile push out no others */
  guint      n_removed;
  gint64     n_free;     /* pages, when it looked the last time */
} Clean;

#define OLD_RUNS " FROM runs WHERE state <> 'running' AND NOT kept AND started < ?1 AND id < ?2"

/* The number of the last of the newest @keep runs that have ended. */
static gboolean
find_limit (MillDatabase  *database,
            guint          keep,
            gint64        *below,
            GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;

  *below = G_MAXINT64;
  if (keep == 0)
    return TRUE;

  *below = 0;
  statement = mill_database_query (database, &local_error,
                                   "SELECT id FROM runs WHERE state <> 'running' ORDER BY id DESC"
                                   " LIMIT 1 OFFSET ?", "i", (gint64) keep - 1);
  if (statement && mill_database_step (database, statement, &local_error))
    {
      *below = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gint64
ask_number (Clean         *self,
            const char    *sql,
            GError       **error)
{
  MillDatabase *database = self->store->database;
  sqlite3_stmt *statement = mill_database_query (database, error, sql, "ii", self->since, self->below);
  gint64 number = 0;

  if (statement && mill_database_step (database, statement, error))
    {
      number = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }

  return number;
}

/* FALSE on failure; sets @more as long as there may be more to remove. */
static gboolean
remove_some (Clean     *self,
             gboolean  *more,
             GError   **error)
{
  MillDatabase *database = self->store->database;
  gint64 deadline = g_get_monotonic_time () + STEP_US;
  g_autoptr (GError) local_error = NULL;
  guint n_removed = 0;

  *more = FALSE;
  if (!mill_database_begin (database, error))
    return FALSE;

  do
    {
      gint64 row = ask_number (self, "SELECT id" OLD_RUNS " ORDER BY id LIMIT 1", &local_error);

      *more = local_error == NULL && row != 0;
      if (*more && mill_store_remove_row (database, row, &local_error))
        n_removed++;
      *more = *more && self->n_removed + n_removed < self->most;
    }
  while (*more && local_error == NULL && g_get_monotonic_time () < deadline);

  if (local_error || !mill_database_commit (database, &local_error))
    {
      mill_database_roll_back (database);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  self->n_removed += n_removed;

  return TRUE;
}

/* What a file holds: pages, and how large they are. */
enum
{
  FREE,
  ALL,
  PAGE_SIZE,
  MODE,
  N_SIZES
};

static gboolean
read_sizes (MillDatabase  *database,
            gint64         sizes[N_SIZES],
            GError       **error)
{
  static const char *const questions[N_SIZES] = {
    "PRAGMA freelist_count", "PRAGMA page_count", "PRAGMA page_size", "PRAGMA auto_vacuum",
  };

  for (guint i = 0; i < N_SIZES; i++)
    if ((sizes[i] = mill_database_get_number (database, questions[i], -1, error)) < 0)
      return FALSE;

  return TRUE;
}

/* Gives some of the free room back to the disk. */
static gboolean
shrink_some (Clean     *self,
             gboolean  *more,
             GError   **error)
{
  MillDatabase *database = self->store->database;
  g_autofree char *step = g_strdup_printf ("PRAGMA incremental_vacuum (%d)", STEP_PAGES);
  gint64 sizes[N_SIZES];

  if (!read_sizes (database, sizes, error))
    return FALSE;

  /* In a damaged file it may not come to an end. */
  *more = sizes[FREE] > STEP_PAGES && (self->n_free == 0 || sizes[FREE] < self->n_free);
  self->n_free = sizes[FREE];
  if (sizes[MODE] == INCREMENTAL)
    return sizes[FREE] == 0 || mill_database_script (database, step, error);

  /* An older version made it, so that it can only be written anew, and nobody else can write meanwhile; from
   * then on it goes in steps. Where that would take long, new runs take the free room. */
  *more = FALSE;

  return self->n_removed == 0 || (sizes[ALL] - sizes[FREE]) * sizes[PAGE_SIZE] > SMALL_BYTES ||
         mill_database_script (database, "VACUUM", error);
}

typedef gboolean (*Step) (Clean *self, gboolean *more, GError **error);

static gboolean
go_on (Clean         *self,
       Step           step,
       GCancellable  *cancellable,
       GError       **error)
{
  gboolean more = TRUE;

  while (more && !g_cancellable_is_cancelled (cancellable))
    {
      gint64 start = g_get_monotonic_time ();
      gboolean is_done;

      g_mutex_lock (&self->store->write_lock);
      is_done = step (self, &more, error);
      g_mutex_unlock (&self->store->write_lock);
      if (!is_done)
        return FALSE;
      if (more)
        g_usleep (MIN (g_get_monotonic_time () - start, 4 * STEP_US));
    }

  return TRUE;
}

/* Those that are gone are gone. Where there is no room for this or somebody else has the database for
 * long, the file stays as large as it is, and new runs take the free room. */
static void
shrink (Clean        *self,
        GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (go_on (self, shrink_some, cancellable, &error))
    {
      g_mutex_lock (&self->store->write_lock);
      mill_database_script (self->store->database, "PRAGMA wal_checkpoint (PASSIVE)", &error);
      g_mutex_unlock (&self->store->write_lock);
    }
  if (error != NULL)
    g_debug ("“%s” stays as large as it is: %s", self->store->path, error->message);
}

/* Finds out what is to go; a run whose process is gone is not going on, whatever the database says. */
static gint64
begin (Clean   *self,
       guint    keep,
       GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->store->write_lock);
  g_autoptr (GError) local_error = NULL;
  gboolean swept = FALSE;
  gint64 n_runs = -1;

  if (mill_store_open_locked (self->store, &local_error) &&
      mill_store_sweep_locked (self->store, &swept, &local_error) &&
      find_limit (self->store->database, keep, &self->below, &local_error))
    n_runs = ask_number (self, "SELECT count(*)" OLD_RUNS, &local_error);
  if (swept)
    mill_store_announce (self->store);
  if (local_error == NULL)
    return n_runs;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return -1;
}

gint64
mill_store_count_old (MillStore  *self,
                      guint       keep,
                      gint64      since,
                      GError    **error)
{
  Clean clean = { .store = self, .since = since };

  g_return_val_if_fail (MILL_IS_STORE (self), -1);

  return begin (&clean, keep, error);
}

gint64
mill_store_remove_old (MillStore     *self,
                       guint          keep,
                       gint64         since,
                       GCancellable  *cancellable,
                       GError       **error)
{
  Clean clean = { .store = self, .since = since };
  gint64 n_runs;
  gboolean is_done;

  g_return_val_if_fail (MILL_IS_STORE (self), -1);

  n_runs = begin (&clean, keep, error);
  if (n_runs < 0)
    return -1;

  clean.most = (guint) n_runs;
  is_done = n_runs == 0 || go_on (&clean, remove_some, cancellable, error);
  if (clean.n_removed > 0)
    mill_store_announce (self);
  if (!is_done)
    return -1;
  shrink (&clean, cancellable);

  return clean.n_removed;
}
