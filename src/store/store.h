/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/run.h"

G_BEGIN_DECLS

/* The memory of runs: one SQLite database, shared by every program of the user at the same time.
 * Writing is done by a thread of the store's own, in batches, so recording does not hold up a run, unless it
 * says far more than the disk takes: then it waits rather than fill the memory. Reading (read.h) is done on
 * connections of its own, by any thread.
 *
 * signal "changed": runs were begun, changed state or were removed by this process. Emitted, at
 * most a few times a second, in the main context that was the thread's default when the store was
 * made.
 * signal "problem" (const char *message): a run could not be remembered, or not all of it; the
 * message is for people. The run itself goes on. Emitted in the same main context. */
#define MILL_TYPE_STORE (mill_store_get_type ())
G_DECLARE_FINAL_TYPE (MillStore, mill_store, MILL, STORE, GObject)

#define MILL_STORE_ERROR (mill_store_error_quark ())

typedef enum
{
  MILL_STORE_ERROR_FAILED,      /* disk full, not writable, another SQLite error */
  MILL_STORE_ERROR_DAMAGED,     /* the file is not a database, or a damaged one */
  MILL_STORE_ERROR_FOREIGN,     /* the database belongs to another program */
  MILL_STORE_ERROR_NEWER,       /* a newer version of this program wrote it */
  MILL_STORE_ERROR_NOT_FOUND,   /* there is no such run */
  MILL_STORE_ERROR_AMBIGUOUS,   /* several runs have an id that begins like this */
} MillStoreError;

GQuark      mill_store_error_quark       (void);

/* $XDG_DATA_HOME/millrace/millrace.db. New string. */
char       *mill_store_dup_default_path  (void);
/* @path NULL: the default. Touches nothing yet, so it is quick and cannot fail; the database is
 * made or opened when it is first needed. The last reference to go waits until everything is
 * written. */
MillStore  *mill_store_new               (const char  *path);
/* Opens the database now, makes or migrates it, and marks the runs whose process is gone as
 * interrupted. Recording and reading do so by themselves. Blocks. */
gboolean    mill_store_open              (MillStore   *self,
                                          GError     **error);
/* The version of a library that results depend on ("duckdb"), to be remembered with every run
 * that is recorded from now on; Millrace's own is always there. */
void        mill_store_add_version       (MillStore   *self,
                                          const char  *name,
                                          const char  *version);
/* Remembers @run, which must not have started yet, from its start to its end. @file is where its
 * pipeline is saved, or NULL. Returns at once; what goes wrong is told by "problem" and by
 * mill_store_flush(). */
void        mill_store_record_run        (MillStore   *self,
                                          MillRun     *run,
                                          GFile       *file);
/* Waits until everything that has happened so far is in the database. FALSE with the first problem
 * since the last flush. Blocks. */
gboolean    mill_store_flush             (MillStore   *self,
                                          GError     **error);
/* Forgets a run that has ended, with everything that only it referred to. Blocks. */
gboolean    mill_store_remove_run        (MillStore   *self,
                                          const char  *run,
                                          GError     **error);
/* Whether a run that has its place for good: mill_store_remove_old() leaves it alone. Blocks. */
gboolean    mill_store_keep_run          (MillStore   *self,
                                          const char  *run,
                                          gboolean     keep,
                                          GError     **error);
/* Keeps the store small: forgets the runs that are old, which is those that are neither among the newest
 * @keep that have ended (0: none is kept for that) nor began at or after @since (microseconds since 1970, as
 * g_get_real_time(); G_MAXINT64: none is kept for that), and gives the room that they took back to the disk.
 * Never forgotten are runs that are going on and those of mill_store_keep_run(). How many runs were
 * forgotten, or -1. Goes on in small steps, between which this and other programs record and read; what was
 * forgotten when it is cancelled or fails stays so. Blocks, for long with a large store. */
gint64      mill_store_remove_old        (MillStore     *self,
                                          guint          keep,
                                          gint64         since,
                                          GCancellable  *cancellable,
                                          GError       **error);
/* How many that would be now, or -1. Blocks. */
gint64      mill_store_count_old         (MillStore   *self,
                                          guint        keep,
                                          gint64       since,
                                          GError     **error);

G_END_DECLS
