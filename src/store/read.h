/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/record.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Reading what is remembered. Every call may be made from any thread, several at once, and
 * blocks for as long as the disk takes: the app calls them in worker threads. Arrays own their
 * elements; NULL with MILL_STORE_ERROR on failure. @run is a run's whole id. */

/* Which runs to list; zero members do not matter. */
typedef struct
{
  const char *file;          /* only runs of this pipeline file, as in MillRunRecord */
  const char *name;          /* only runs of pipelines of this name */
  gint64      before;        /* only runs that began before the one of this number */
} MillRunFilter;

/* Newest first. @filter may be NULL; @limit 0: all. Elements MillRunRecord. */
GPtrArray     *mill_store_list_runs        (MillStore            *self,
                                            const MillRunFilter  *filter,
                                            guint                 offset,
                                            guint                 limit,
                                            GError              **error);
/* @run may also be the beginning of an id that no other run has, or "latest". */
MillRunRecord *mill_store_get_run          (MillStore            *self,
                                            const char           *run,
                                            GError              **error);
/* The pipeline as it was: canonical text, that mill_pipeline_new_from_bytes() reads. New string. */
char          *mill_store_dup_pipeline     (MillStore            *self,
                                            const char           *run,
                                            GError              **error);
/* Elements MillNodeRecord, in the order in which they began. */
GPtrArray     *mill_store_list_nodes       (MillStore            *self,
                                            const char           *run,
                                            GError              **error);
/* Elements MillLogRecord, oldest first: those after the one at @after, -1: from the first on. A log may have a
 * million lines, so that it is read in pages, each from where the one before ended. @limit 0: all. */
GPtrArray     *mill_store_list_log         (MillStore            *self,
                                            const char           *run,
                                            gint64                after,
                                            guint                 limit,
                                            GError              **error);
/* Points of curves, in the order they came. @node NULL: of all nodes. Elements MillMetricRecord;
 * scores are in the run record. */
GPtrArray     *mill_store_list_metrics     (MillStore            *self,
                                            const char           *run,
                                            const char           *node,
                                            GError              **error);
/* Elements MillDiagnostic, in the order they came. */
GPtrArray     *mill_store_list_diagnostics (MillStore            *self,
                                            const char           *run,
                                            GError              **error);
/* Elements MillFileRecord. */
GPtrArray     *mill_store_list_sources     (MillStore            *self,
                                            const char           *run,
                                            GError              **error);
/* Files that the run wrote: elements MillFileRecord. */
GPtrArray     *mill_store_list_files       (MillStore            *self,
                                            const char           *run,
                                            GError              **error);
/* Elements MillArtifactRecord, without their json (NULL): that may be large. */
GPtrArray     *mill_store_list_artifacts   (MillStore            *self,
                                            const char           *run,
                                            GError              **error);
/* One of them with its json; NULL without @error where there is none. */
MillArtifactRecord *mill_store_get_artifact (MillStore           *self,
                                            const char           *run,
                                            const char           *node,
                                            const char           *port,
                                            GError              **error);

G_END_DECLS
