/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/run.h"
#include "store/read.h"

G_BEGIN_DECLS

/* A remembered run that is done again: the same pipeline with the same values, and what comes out is
 * compared with what came out then. The results of then are not used and not touched; what nodes write goes
 * to a folder that is thrown away. */
typedef struct _MillRepeat MillRepeat;

typedef enum
{
  MILL_REPEAT_IDENTICAL,
  MILL_REPEAT_DIFFERENT,
  MILL_REPEAT_FAILED,     /* as it did then, with the same problem */
  MILL_REPEAT_UNKNOWN,    /* nothing is remembered of it to compare: passed on, or the run is too old */
} MillRepeatVerdict;

const char *mill_repeat_verdict_get_name  (MillRepeatVerdict verdict);   /* "identical", for JSON */
const char *mill_repeat_verdict_get_label (MillRepeatVerdict verdict);   /* translated */

/* What is said of a node of the run. */
typedef struct
{
  char              *node;
  char              *label;
  MillRepeatVerdict  verdict;
  char              *port;      /* of the first output that differs; NULL: something else does, or nothing */
  char              *column;    /* of a table there, the first that differs, or NULL */
  char              *key;       /* under which the cache may have the table of then, or NULL */
  char              *reason;    /* what differs, or the problem, for people; NULL where there is nothing to say */
} MillRepeatNode;

/* Reads what is remembered of @run. NULL with MILL_STORE_ERROR, or MILL_ERROR where its pipeline cannot be
 * read. Blocks. */
MillRepeat   *mill_repeat_new           (MillStore            *store,
                                         MillRunRecord        *run,
                                         const MillCatalogue  *catalogue,
                                         GError              **error);
void          mill_repeat_free          (MillRepeat           *self);
/* The run that is to be done now, with @threads and @memory as in MillRunOptions; compare when it has ended.
 * Only once. NULL with MILL_ERROR where the values of then do not fit. */
MillRun      *mill_repeat_make_run      (MillRepeat           *self,
                                         guint                 threads,
                                         guint64               memory,
                                         GError              **error);
/* One for each node of then, each after those it depends on: elements MillRepeatNode. */
GPtrArray    *mill_repeat_compare       (MillRepeat           *self);
/* What is another one now than it was then, and may be why results differ: texts for people, of problems, of
 * sources and of versions (those of now are what mill_store_add_version() was told). Reads the sources; blocks. */
GPtrArray    *mill_repeat_list_causes   (MillRepeat           *self,
                                         GCancellable         *cancellable);

void          mill_repeat_node_free     (MillRepeatNode       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillRepeat, mill_repeat_free)

G_END_DECLS
