/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/typing.h"

G_BEGIN_DECLS

/* What a run is going to do: the nodes that are wanted and can run, in an order in which each comes
 * after what it needs, and which tables are kept in files on the way.
 *
 * Tables are queries that fuse into the query of whoever reads them. One is kept where that pays: when
 * it is read more than once (unless it only names a Parquet file, which costs nothing to read again),
 * at the ends of the graph, since those are what somebody wants to see, and where it is pinned. */

typedef struct _MillPlanNode MillPlanNode;

/* Why the tables of a node are kept, or are not. */
typedef enum
{
  MILL_KEEP_NO_TABLE,    /* there are none */
  MILL_KEEP_END,         /* nobody reads it: it is what somebody wants to see */
  MILL_KEEP_PINNED,
  MILL_KEEP_MADE,        /* a run made it, and is to make it once */
  MILL_KEEP_SHARED,      /* more than one query reads it */
  MILL_KEEP_CONDENSED,   /* it is small beside what it was made of, and results are remembered */
  MILL_KEEP_NOT_CHEAP,   /* not kept: it costs nothing to read again */
  MILL_KEEP_NOT_ONCE,    /* not kept: one query reads it, and computes it on the way */
} MillKeepChoice;

const char *mill_keep_choice_get_name (MillKeepChoice choice);

typedef struct
{
  const char   *port;        /* the input */
  MillPlanNode *from;
  const char   *from_port;
} MillPlanLink;

struct _MillPlanNode
{
  guint               index;      /* place in the plan */
  MillNode           *node;
  const char         *id;         /* interned */
  const MillNodeType *type;
  gpointer            params;
  GArray             *inputs;     /* MillPlanLink */
  GPtrArray          *consumers;  /* MillPlanNode, each once */
  GHashTable         *kept_ports; /* names of the table outputs to keep */
  MillKeepChoice      choice;     /* for the first of them, or of those that are not kept */
};

typedef struct
{
  GPtrArray *nodes;      /* MillPlanNode */
  GPtrArray *blocked;    /* ids (interned) of wanted nodes that cannot run */
} MillPlan;

/* @targets: ids of the nodes wanted, or NULL for all. @types NULL: nobody has looked whether the settings
 * are right. */
MillPlan *mill_plan_new  (MillPipeline       *pipeline,
                          MillBindings       *bindings,
                          MillTypes          *types,
                          const char *const  *targets);
void      mill_plan_free (MillPlan           *self);
/* Keeps what is cheap to remember and dear to compute again, too. */
void      mill_plan_keep_condensed (MillPlan     *self);
/* Keeps every table output of @node, too. */
void      mill_plan_keep_all (MillPlanNode   *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillPlan, mill_plan_free)

G_END_DECLS
