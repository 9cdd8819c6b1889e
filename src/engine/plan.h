/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/typing.h"

G_BEGIN_DECLS

/* What a run is going to do: the nodes that are wanted and can run, in an order in which each comes
 * after what it needs, and which tables are kept in files on the way.
 *
 * Tables are queries that fuse into the query of whoever reads them. One is kept where that pays: when
 * it is read more than once (unless it only names a Parquet file, which costs nothing to read again),
 * and at the ends of the graph, since those are what somebody wants to see. */

typedef struct _MillPlanNode MillPlanNode;

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
};

typedef struct
{
  GPtrArray *nodes;      /* MillPlanNode */
  GPtrArray *blocked;    /* ids (interned) of wanted nodes that cannot run */
} MillPlan;

/* @targets: ids of the nodes wanted, or NULL for all. */
MillPlan *mill_plan_new  (MillPipeline       *pipeline,
                          MillBindings       *bindings,
                          MillTypes          *types,
                          const char *const  *targets);
void      mill_plan_free (MillPlan           *self);
/* Keeps every table output of @node, too. */
void      mill_plan_keep_all (MillPlanNode   *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillPlan, mill_plan_free)

G_END_DECLS
