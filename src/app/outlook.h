/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/forecast.h"

G_BEGIN_DECLS

/* What a run of the whole would do with a node, as it was last found: what the app keeps of a forecast. That of a
 * node that holds a component sums up what is within. */
typedef struct
{
  MillVerdict     verdict;
  gboolean        needed;      /* somebody reads its result, or it is an end */
  gboolean        pinned;
  gboolean        stale;       /* pinned, and what is given is not what a run would give */
  MillKeepChoice  choice;      /* MILL_KEEP_NO_TABLE where there is none, and for a component */
  char           *key;         /* NULL: not known */
  char           *last_key;    /* of the last run, NULL: none is remembered */
  char           *fused_into;  /* what people call the node in whose query it runs, or NULL */
  char           *changes;     /* those of the reasons that are changes, as lines; NULL: none */
  char           *reasons;     /* why it runs, or is stale, as lines; NULL: none */
} MillOutlook;

/* @expanded says what nodes are called; @known: the file has a memory of its runs, so that one never run is so. */
MillOutlook *mill_outlook_new       (const MillForecastNode *node,
                                     MillPipeline           *expanded,
                                     gboolean                known);
void         mill_outlook_free      (gpointer                outlook);
/* Makes @self, of a component, tell of @within as well; NULL: the first. Takes @self. */
MillOutlook *mill_outlook_add       (MillOutlook            *self,
                                     const MillOutlook      *within);
gboolean     mill_outlook_equal     (const MillOutlook      *self,
                                     const MillOutlook      *other);
/* Whether what the last run gave is what a run would give; @changed: whether the drawing is another one since. */
gboolean     mill_outlook_is_stale  (const MillOutlook      *self,
                                     gboolean                changed);
const char  *mill_outlook_get_icon  (const MillOutlook      *self);
/* "Will run, fused into the query of “Group”". New string. */
char        *mill_outlook_dup_will  (const MillOutlook      *self);
/* "Table kept: read more than once", or NULL: it gives none. New string. */
char        *mill_outlook_dup_table (const MillOutlook      *self);

G_END_DECLS
