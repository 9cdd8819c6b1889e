/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/recording.h"

G_BEGIN_DECLS

struct _MillRecording
{
  char               *uuid;
  char               *file;
  char               *versions;
  char               *problem;
  MillPipeline       *drawing;
  MillPipeline       *pipeline;    /* what of it runs */
  MillBindings       *bindings;    /* of the parameters that the drawing has */
  MillBindings       *values;      /* and of those of its components */

  MillRecordingStage  stage;
  gint64              row;         /* number of the run in the database, 0: not there */
  gboolean            has_ended;   /* its last event is in the batch that is being written */
  gint64              touched;     /* time of the latest event */
  gint64              position;    /* of the next line of a log, score, metric... */
};

/* What is kept of an artifact, as text. New string. */
char     *mill_recording_describe_artifact (MillArtifact *artifact);
/* Of a text that is kept. New string. */
char     *mill_recording_make_digest    (const char     *text);
/* Keeps @text once, however many runs have it; returns its digest, a new string. */
char     *mill_recording_write_content (MillDatabase   *database,
                                        const char     *text,
                                        GError        **error);
gboolean  mill_recording_write_start   (MillRecording  *self,
                                        MillEvent      *event,
                                        MillDatabase   *database,
                                        MillLive       *live,
                                        GError        **error);

G_END_DECLS
