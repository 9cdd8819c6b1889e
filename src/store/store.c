/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/store-private.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "pipeline/writer.h"
#include "store/record.h"

G_DEFINE_FINAL_TYPE (MillStore, mill_store, G_TYPE_OBJECT)
G_DEFINE_QUARK (mill-store-error-quark, mill_store_error)

enum
{
  CHANGED,
  PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

char *
mill_store_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "millrace", "millrace.db", NULL);
}

MillStore *
mill_store_new (const char *path)
{
  MillStore *self = g_object_new (MILL_TYPE_STORE, NULL);

  self->path = path ? g_canonicalize_filename (path, NULL) : mill_store_dup_default_path ();

  return self;
}

static gboolean
make_directory (MillStore  *self,
                GError    **error)
{
  g_autofree char *directory = g_path_get_dirname (self->path);

  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED,
                   _("Cannot make the folder “%s” for the database of runs: %s"),
                   directory, g_strerror (code));
      return FALSE;
    }

  return TRUE;
}

/* A run is dead when its row says that it runs, and no process holds it. Seen within a
 * transaction, so that no run can end (say so, and be let go) in between. */
gboolean
mill_store_sweep_locked (MillStore  *self,
                         gboolean   *changed,
                         GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GArray) dead = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MillLive) probe = mill_live_open (self->path, error);
  sqlite3_stmt *statement;

  if (probe == NULL || !mill_database_begin (self->database, error))
    return FALSE;

  statement = mill_database_query (self->database, &local_error,
                                   "SELECT id FROM runs WHERE state = 'running'", "");
  while (statement && mill_database_step (self->database, statement, &local_error))
    {
      gint64 row = sqlite3_column_int64 (statement, 0);

      if (!mill_live_is_held (probe, row))
        g_array_append_val (dead, row);
    }

  for (guint i = 0; i < dead->len && local_error == NULL; i++)
    mill_database_run (self->database, &local_error,
                       "UPDATE runs SET state = ?, seconds = max (touched - started, 0) / 1e6"
                       " WHERE id = ?",
                       "si", mill_record_state_get_name (MILL_RECORD_INTERRUPTED),
                       g_array_index (dead, gint64, i));

  if (local_error || !mill_database_commit (self->database, &local_error))
    {
      mill_database_roll_back (self->database);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (changed)
    *changed = dead->len > 0;

  return TRUE;
}

gboolean
mill_store_open_locked (MillStore  *self,
                        GError    **error)
{
  g_autoptr (MillDatabase) database = NULL;
  g_autoptr (MillLive) live = NULL;

  if (self->database)
    return TRUE;

  if (!make_directory (self, error))
    return FALSE;

  database = mill_database_open (self->path, MILL_DATABASE_WRITE, error);
  if (database)
    live = mill_live_open (self->path, error);
  if (live == NULL)
    return FALSE;

  self->database = g_steal_pointer (&database);
  self->live = g_steal_pointer (&live);
  if (!mill_store_sweep_locked (self, NULL, error))
    {
      g_clear_pointer (&self->database, mill_database_close);
      g_clear_pointer (&self->live, mill_live_close);
      return FALSE;
    }

  g_atomic_int_set (&self->is_open, TRUE);

  return TRUE;
}

gboolean
mill_store_open (MillStore  *self,
                 GError    **error)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (MILL_IS_STORE (self), FALSE);

  /* Readers must not wait for a batch that is being written. */
  if (g_atomic_int_get (&self->is_open))
    return TRUE;

  locker = g_mutex_locker_new (&self->write_lock);

  return mill_store_open_locked (self, error);
}

void
mill_store_add_version (MillStore  *self,
                        const char *name,
                        const char *version)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (MILL_IS_STORE (self));
  g_return_if_fail (name && version);

  locker = g_mutex_locker_new (&self->lock);
  json_object_set_string_member (json_node_get_object (self->versions), name, version);
}

/* The listener's data. It keeps the store until the run is gone; the writer's queue must not,
 * because the last reference waits for the writer. */
typedef struct
{
  MillStore     *store;
  MillRecording *recording;
} Listener;

static void
event_cb (MillEvent *event,
          gpointer   data)
{
  Listener *listener = data;

  if (mill_recording_wants (event->kind))
    mill_store_queue_write (listener->store, listener->recording, event);
}

static void
free_listener (gpointer data)
{
  Listener *listener = data;

  mill_recording_unref (listener->recording);
  g_object_unref (listener->store);
  g_free (listener);
}

void
mill_store_record_run (MillStore *self,
                       MillRun   *run,
                       GFile     *file)
{
  g_autofree char *versions = NULL;
  Listener *listener;

  g_return_if_fail (MILL_IS_STORE (self));
  g_return_if_fail (MILL_IS_RUN (run));
  g_return_if_fail (file == NULL || G_IS_FILE (file));

  g_mutex_lock (&self->lock);
  versions = mill_json_to_canonical (self->versions, TRUE);
  g_mutex_unlock (&self->lock);

  listener = g_new0 (Listener, 1);
  listener->store = g_object_ref (self);
  listener->recording = mill_recording_new (run, file, versions);
  mill_run_add_listener (run, event_cb, listener, free_listener);
}

typedef struct
{
  GWeakRef  store;
  char     *problem;   /* NULL: "changed" */
} Announcement;

static void
free_announcement (gpointer data)
{
  Announcement *announcement = data;

  g_weak_ref_clear (&announcement->store);
  g_free (announcement->problem);
  g_free (announcement);
}

static gboolean
announce_cb (gpointer data)
{
  Announcement *announcement = data;
  g_autoptr (MillStore) self = g_weak_ref_get (&announcement->store);

  if (self == NULL)
    return G_SOURCE_REMOVE;

  if (announcement->problem)
    {
      g_signal_emit (self, signals[PROBLEM], 0, announcement->problem);
    }
  else
    {
      g_mutex_lock (&self->lock);
      self->announced = FALSE;
      g_mutex_unlock (&self->lock);
      g_signal_emit (self, signals[CHANGED], 0);
    }

  return G_SOURCE_REMOVE;
}

/* The store is held weakly on the way: nobody may ever look into that context again. */
static void
send_announcement (MillStore  *self,
                   const char *problem)
{
  Announcement *announcement = g_new0 (Announcement, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_weak_ref_init (&announcement->store, self);
  announcement->problem = g_strdup (problem);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "store announcement");
  g_source_set_callback (source, announce_cb, announcement, free_announcement);
  g_source_attach (source, self->context);
}

void
mill_store_announce (MillStore *self)
{
  gboolean is_new;

  g_mutex_lock (&self->lock);
  is_new = !self->announced;
  self->announced = TRUE;
  g_mutex_unlock (&self->lock);

  if (is_new)
    send_announcement (self, NULL);
}

void
mill_store_report (MillStore    *self,
                   const GError *error)
{
  g_debug ("%s", error->message);

  g_mutex_lock (&self->lock);
  if (self->problem == NULL)
    self->problem = g_error_copy (error);
  g_mutex_unlock (&self->lock);

  send_announcement (self, error->message);
}

/* Here and not when it is finalized: the writer may still announce what it writes. */
static void
mill_store_dispose (GObject *object)
{
  mill_store_stop_writer (MILL_STORE (object));

  G_OBJECT_CLASS (mill_store_parent_class)->dispose (object);
}

static void
mill_store_finalize (GObject *object)
{
  MillStore *self = MILL_STORE (object);
  MillDatabase *reader;

  while ((reader = g_async_queue_try_pop (self->readers)))
    mill_database_close (reader);
  g_async_queue_unref (self->readers);
  g_clear_pointer (&self->database, mill_database_close);
  g_clear_pointer (&self->live, mill_live_close);
  g_clear_error (&self->problem);
  json_node_unref (self->versions);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->write_lock);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_cond_clear (&self->written);
  g_free (self->path);

  G_OBJECT_CLASS (mill_store_parent_class)->finalize (object);
}

static void
mill_store_class_init (MillStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mill_store_dispose;
  object_class->finalize = mill_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", MILL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", MILL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mill_store_init (MillStore *self)
{
  JsonObject *versions = json_object_new ();

  self->context = g_main_context_ref_thread_default ();
  self->readers = g_async_queue_new ();
  g_mutex_init (&self->write_lock);
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  g_cond_init (&self->written);
  g_queue_init (&self->queue);

  json_object_set_string_member (versions, "millrace", MILL_VERSION);
  self->versions = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (self->versions, versions);
}
