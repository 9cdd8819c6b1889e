/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/cache.h"
#include "engine/plan.h"
#include "pipeline/bindings.h"
#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* What a run would do with each node, and why; found without running anything, and without the database. */

typedef enum
{
  MILL_VERDICT_OPEN,     /* not decided yet */
  MILL_VERDICT_REUSE,
  MILL_VERDICT_RUN,
} MillVerdict;

typedef enum
{
  MILL_REASON_NEVER,        /* there never was a result, nor a failure */
  MILL_REASON_FAILED,       /* it failed when it last ran */
  MILL_REASON_GONE,         /* there was one, and it is not in the cache any more */
  MILL_REASON_SETTING,      /* name, before, after */
  MILL_REASON_PARAMETER,    /* name, before, after: of the pipeline */
  MILL_REASON_FILE,         /* name: a source, whose content changed */
  MILL_REASON_INPUT,        /* name: the node that it comes from, which changed */
  MILL_REASON_LINKS,        /* name: the port; before, after: what comes in there */
  MILL_REASON_TYPE,         /* before, after: the type of the node */
  MILL_REASON_ENGINE,       /* before, after: what computes */
  MILL_REASON_ENVIRONMENT,  /* something whose value is not remembered, as it may be secret */
  MILL_REASON_PASSED_ON,    /* name: the node that needs its table, which was never kept */
  MILL_REASON_WRITTEN,      /* name: a file that it wrote, which is not as it was written */
  MILL_REASON_UNREADABLE,   /* name: a source that cannot be read */
  MILL_REASON_KEYLESS,      /* name: the node before it of which that is not known */
  MILL_REASON_NO_CACHE,
  MILL_REASON_FROM_SCRATCH,
} MillReasonKind;

const char *mill_verdict_get_name     (MillVerdict     verdict);
const char *mill_reason_kind_get_name (MillReasonKind  kind);

/* Members that a kind does not have are NULL. */
typedef struct
{
  MillReasonKind  kind;
  char           *name;
  char           *before;
  char           *after;
} MillReason;

MillReason *mill_reason_new      (MillReasonKind    kind,
                                  const char       *name,
                                  const char       *before,
                                  const char       *after);
void        mill_reason_free     (gpointer          reason);
/* A translated sentence without a full stop. @pipeline says what nodes are called. New string. */
char       *mill_reason_describe (const MillReason *self,
                                  MillPipeline     *pipeline);

typedef struct
{
  const char  *id;          /* interned */
  MillVerdict  verdict;
  gboolean     needed;      /* somebody reads its result, or it is an end; else nobody asks for it */
  gboolean     pinned;
  gboolean     stale;       /* pinned, and what is given is not what a run would give */
  const char  *fused_into;  /* node (interned) whose query computes it on the way; NULL: its own */
  MillKeepChoice choice;    /* why its tables are kept in a run, or are not */
  const char  *key;         /* NULL: not known */
  const char  *last_key;    /* of the last run of this file that gave its result; NULL: none is remembered */
  GPtrArray   *reasons;     /* MillReason: why it runs, or is stale */
} MillForecastNode;

typedef struct
{
  GFile              *base;          /* as for a run */
  const char *const  *targets;
  MillCache          *cache;
  const char         *identity;      /* the URI of the pipeline's file, or NULL */
  gboolean            from_scratch;
  gboolean            known_only;    /* reads no sources: what that leaves undecided is OPEN, unless there never was a
                                      * result of it */
} MillForecastOptions;

/* What becomes of the tables of a node, and why: "kept: an end". Translated; "" where there are none. */
const char *mill_keep_choice_describe (MillKeepChoice choice);

/* Elements MillForecastNode, in the order in which they would run, of a drawing as for a run. Reads the
 * sources where their digests are not known; blocks. NULL only when cancelled. */
GPtrArray *mill_forecast_list (MillPipeline               *pipeline,
                               MillBindings               *bindings,
                               const MillForecastOptions  *options,
                               GCancellable               *cancellable,
                               GError                    **error);

G_END_DECLS
