/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"
#include "store/live.h"
#include "store/recording.h"
#include "store/store.h"

G_BEGIN_DECLS

struct _MillStore
{
  GObject       parent_instance;

  char         *path;
  GMainContext *context;
  JsonNode     *versions;

  /* The connection that writes: the writer's most of the time. */
  GMutex        write_lock;
  MillDatabase *database;
  MillLive     *live;
  int           is_open;      /* atomic: it was opened, and stays so */

  /* Connections to read that are not in use: MillDatabase. */
  GAsyncQueue  *readers;

  /* What the writer is to do, and how far it is. */
  GMutex        lock;
  GCond         wake;         /* for the writer: there is more */
  GCond         written;      /* for those who wait for it */
  GThread      *writer;
  GQueue        queue;        /* of MillWrite */
  guint64       n_queued;
  guint64       n_written;
  gboolean      hurry;        /* somebody waits: do not collect any longer */
  gboolean      sweep;        /* a run was seen whose process is gone */
  gboolean      closing;
  gboolean      announced;    /* "changed" is on its way */
  GError       *problem;      /* the first since the last flush */
};

/* An event of a run. */
typedef struct
{
  MillRecording *recording;
  MillEvent     *event;
} MillWrite;

/* Holding write_lock. */
gboolean mill_store_open_locked  (MillStore       *self,
                                  GError         **error);
/* Marks the runs whose process is gone; holding write_lock, with an open database. */
gboolean mill_store_sweep_locked (MillStore       *self,
                                  gboolean        *changed,
                                  GError         **error);

/* Hands something to the writer, whose thread starts with the first. */
void     mill_store_queue_write  (MillStore       *self,
                                  MillRecording   *recording,
                                  MillEvent       *event);
void     mill_store_queue_sweep  (MillStore       *self);
/* Waits until the writer has written everything and ended. */
void     mill_store_stop_writer  (MillStore       *self);

/* From any thread: emits the signals in the store's context. */
void     mill_store_announce     (MillStore       *self);
void     mill_store_report       (MillStore       *self,
                                  const GError    *error);

G_END_DECLS
