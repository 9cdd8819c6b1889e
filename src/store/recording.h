/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"
#include "store/live.h"

G_BEGIN_DECLS

/* The recording of one run: turns its events into rows. Made in any thread, then used by the writer
 * only; counted references. */
typedef struct _MillRecording MillRecording;

typedef enum
{
  MILL_RECORDING_STARTING,   /* not in the database yet */
  MILL_RECORDING_GOING,
  MILL_RECORDING_BROKEN,     /* something could not be written; only its end still will be */
  MILL_RECORDING_ENDED,
} MillRecordingStage;

/* @versions: JSON object text. */
MillRecording      *mill_recording_new       (MillRun        *run,
                                              GFile          *file,
                                              const char     *versions);
MillRecording      *mill_recording_ref       (MillRecording  *self);
void                mill_recording_unref     (MillRecording  *self);
MillRecordingStage  mill_recording_get_stage (MillRecording  *self);
/* Does the store keep anything of events of this kind? */
gboolean            mill_recording_wants     (MillEventKind   kind);

/* These are called within a transaction. */
gboolean            mill_recording_write     (MillRecording  *self,
                                              MillEvent      *event,
                                              MillDatabase   *database,
                                              MillLive       *live,
                                              GError        **error);
/* Brings the counts in the run's own row up to date; once a batch. */
gboolean            mill_recording_summarise (MillRecording  *self,
                                              MillDatabase   *database,
                                              GError        **error);

/* After the transaction was committed. */
void                mill_recording_settle    (MillRecording  *self,
                                              MillLive       *live);
/* After it was rolled back: from here on only the end of the run is to be written, and not even
 * that where its start was lost. */
void                mill_recording_break     (MillRecording  *self,
                                              MillLive       *live,
                                              const char     *problem);
/* Nothing of it will be written any more; @live may be NULL where nothing ever was. */
void                mill_recording_give_up   (MillRecording  *self,
                                              MillLive       *live);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillRecording, mill_recording_unref)

G_END_DECLS
