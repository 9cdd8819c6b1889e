/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/artifact.h"
#include "engine/table-digest.h"
#include "pipeline/diagnostic.h"

G_BEGIN_DECLS

typedef enum
{
  MILL_STATE_IDLE,
  MILL_STATE_REUSED,
  MILL_STATE_WAITING,
  MILL_STATE_RUNNING,
  MILL_STATE_DONE,
  MILL_STATE_FAILED,
  MILL_STATE_SKIPPED,
  MILL_STATE_CANCELLED,
} MillState;

const char *mill_state_get_name  (MillState state);   /* "running", for JSON and the store */
const char *mill_state_get_label (MillState state);   /* translated */

typedef enum
{
  MILL_EVENT_RUN_STARTED,
  MILL_EVENT_STATE,        /* node, state; key: the content key; seconds when it has ended */
  MILL_EVENT_PROGRESS,     /* node, fraction 0..1; seconds: that are left, or NAN */
  MILL_EVENT_ROWS,         /* node, port, rows; digest of the table, or NULL */
  MILL_EVENT_SOURCE,       /* node, text: the file, key: its digest, rows: its bytes */
  MILL_EVENT_FILE,         /* node, text: the file it wrote, or wrote in the run that is reused; key: its digest,
                            * rows: its bytes */
  MILL_EVENT_LOG,          /* severity, text; node or NULL */
  MILL_EVENT_METRIC,       /* node, name, series, step, value; baseline or NAN */
  MILL_EVENT_DIAGNOSTIC,   /* diagnostic */
  MILL_EVENT_ARTIFACT,     /* node, port, artifact */
  MILL_EVENT_RUN_FINISHED, /* state DONE, FAILED or CANCELLED; seconds */
} MillEventKind;

const char *mill_event_kind_get_name (MillEventKind kind);

/* Something that happened in a run. Immutable after it was sent, counted references. Unused members
 * are NULL, 0 or NAN. The order of one run's events is the same for every listener. */
typedef struct
{
  MillEventKind   kind;
  gint64          time;        /* microseconds since 1970 UTC */
  const char     *node;        /* interned, or NULL */
  const char     *port;        /* interned, or NULL */
  MillState       state;
  MillSeverity    severity;
  char           *key;
  char           *text;
  double          fraction;
  double          seconds;
  gint64          rows;
  char           *name;        /* metric: "log loss" */
  char           *series;      /* metric: "train", "valid"; NULL: a score */
  gint64          step;        /* metric: round, from 1; 0: a score */
  double          value;
  double          baseline;    /* score of the naive model, or NAN */
  MillDiagnostic *diagnostic;
  MillArtifact   *artifact;
  MillTableDigest *digest;
} MillEvent;

GType       mill_event_get_type (void);
MillEvent  *mill_event_new      (MillEventKind    kind,
                                 const char      *node);
MillEvent  *mill_event_ref      (MillEvent       *self);
void        mill_event_unref    (MillEvent       *self);
/* One object for --json; members that are unused are left out. */
JsonNode   *mill_event_to_json  (const MillEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillEvent, mill_event_unref)

G_END_DECLS
