/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "engine/event.h"

G_BEGIN_DECLS

/* What is remembered of runs: plain structs to read, immutable, with counted references, that
 * may cross threads. Strings that may be missing are NULL, numbers that may be missing NAN or
 * -1, as said. */

typedef enum
{
  MILL_RECORD_RUNNING,
  MILL_RECORD_DONE,
  MILL_RECORD_FAILED,
  MILL_RECORD_CANCELLED,
  MILL_RECORD_INTERRUPTED,   /* its process ended before the run did */
} MillRecordState;

/* "interrupted": in the database, for JSON. */
const char *mill_record_state_get_name  (MillRecordState state);
/* Translated. */
const char *mill_record_state_get_label (MillRecordState state);

/* A score, which has series NULL and step 0, or a point of a curve. */
typedef struct
{
  char   *node;
  char   *label;      /* of the node, as it was */
  char   *name;       /* "accuracy" */
  char   *series;     /* "train", "valid", or NULL */
  gint64  step;
  double  value;
  double  baseline;   /* NAN where there is none */
} MillMetricRecord;

typedef struct
{
  char            *id;              /* the run's UUID */
  gint64           number;          /* grows in the order in which runs began */
  char            *name;            /* of the pipeline */
  char            *file;            /* path or URI of its file, or NULL */
  char            *pipeline_digest; /* SHA-256 of the pipeline as it was */
  char            *parameters;      /* JSON object {name: value} */
  char            *seeds;           /* JSON object {node: {param: seed}} */
  char            *versions;        /* JSON object {"duckdb": "..."} */
  char            *problem;         /* why not everything was remembered, or NULL */
  MillRecordState  state;
  gboolean         kept;            /* it is never forgotten by itself */
  gint64           started;         /* microseconds since 1970 UTC */
  double           seconds;         /* how long it ran; while it runs: so far */
  guint            n_nodes;
  guint            n_done;          /* done or reused */
  guint            n_failed;
  guint            n_skipped;       /* skipped or cancelled */
  GPtrArray       *scores;          /* MillMetricRecord */
} MillRunRecord;

typedef struct
{
  char            *port;
  gint64           rows;
  MillTableDigest *digest;   /* or NULL */
} MillTableRecord;

typedef struct
{
  char      *node;
  char      *label;
  char      *type;       /* id of the node type */
  MillState  state;      /* as it was written last */
  char      *key;        /* content key of its results, or NULL */
  gint64     started;    /* microseconds since 1970 UTC, 0 where it did not begin */
  double     seconds;    /* NAN where it has not ended */
  GPtrArray *tables;     /* MillTableRecord: outputs whose rows are known */
} MillNodeRecord;

typedef struct
{
  gint64        position;   /* grows from line to line, not by one */
  gint64        time;    /* microseconds since 1970 UTC */
  MillSeverity  severity;
  char         *node;    /* or NULL */
  char         *text;
} MillLogRecord;

typedef struct
{
  char   *node;
  char   *path;
  char   *digest;
  gint64  bytes;
} MillFileRecord;

typedef struct
{
  char *node;
  char *label;
  char *port;
  char *kind;    /* "chart", "model"... */
  char *digest;
  char *json;    /* what mill_artifact_to_json() gave, as text */
} MillArtifactRecord;

/* The state of a node of @run. One that had not ended when the process of the run did is "interrupted": what is
 * written of it is what was known last. Names and labels are those of MillState, and this one. */
const char       *mill_node_record_get_state_name  (const MillNodeRecord *self,
                                                    const MillRunRecord  *run);
const char       *mill_node_record_get_state_label (const MillNodeRecord *self,
                                                    const MillRunRecord  *run);

GType             mill_run_record_get_type  (void);
/* How a run's file is remembered: by its path, or by its URI where it has none. New string. */
char             *mill_run_record_dup_file  (GFile            *file);
MillRunRecord    *mill_run_record_ref       (MillRunRecord    *self);
void              mill_run_record_unref     (MillRunRecord    *self);
void              mill_metric_record_free   (MillMetricRecord *self);
void              mill_table_record_free    (MillTableRecord  *self);
void              mill_node_record_free     (MillNodeRecord   *self);
void              mill_log_record_free      (MillLogRecord    *self);
void              mill_file_record_free   (MillFileRecord *self);
void              mill_artifact_record_free (MillArtifactRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillRunRecord, mill_run_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillMetricRecord, mill_metric_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillNodeRecord, mill_node_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillLogRecord, mill_log_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillFileRecord, mill_file_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillArtifactRecord, mill_artifact_record_free)

G_END_DECLS
