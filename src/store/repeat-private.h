/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/scratch.h"
#include "store/repeat.h"

G_BEGIN_DECLS

/* What a node gave: in the run of then as it is remembered, in the one of now as it tells. */
typedef struct
{
  char       *label;
  char       *key;         /* or NULL */
  MillState   state;
  const char *ending;      /* its state, translated; then a node may have been interrupted. NULL: not known */
  char       *problem;     /* the first error that was told of it, or NULL */
  GHashTable *tables;      /* port -> MillTableRecord */
  GHashTable *artifacts;   /* port -> digest */
  GHashTable *scores;      /* name -> value, as text that tells all of its bits */
  GHashTable *files;       /* name of the file -> digest */
} MillNodeYield;

struct _MillRepeat
{
  MillStore     *store;
  MillRunRecord *record;
  MillPipeline  *pipeline;   /* as it was drawn */
  MillScratch   *scratch;
  MillRun       *run;        /* or NULL */
  GHashTable    *before;     /* node -> MillNodeYield */
  GHashTable    *after;      /* while the run goes on: its listener's */
};

MillNodeYield *mill_node_yield_get (GHashTable *yields,
                                    const char *node);

G_END_DECLS
