/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a text says of a node; a hit in a title counts more than one in a setting, and so on. */
typedef enum
{
  MILL_FOUND_TITLE,
  MILL_FOUND_TYPE,
  MILL_FOUND_SETTING,
  MILL_FOUND_COLUMN,
  MILL_FOUND_PROBLEM,
} MillFoundPlace;

/* The texts of the nodes of a pipeline, to be searched. */
typedef struct _MillGraphIndex MillGraphIndex;

typedef struct
{
  const char     *node;
  MillFoundPlace  place;
  const char     *text;    /* that was found there */
} MillGraphHit;

MillGraphIndex *mill_graph_index_new    (void);
void            mill_graph_index_free   (MillGraphIndex *self);
/* The texts of one node are added one after the other. Empty ones and NULL are left out. */
void            mill_graph_index_add    (MillGraphIndex *self,
                                         const char     *node,
                                         MillFoundPlace  place,
                                         const char     *text);
/* The nodes of which every word of @text, in whatever case, is somewhere in what is said of them, as
 * MillGraphHit: those first where the word that is found worst is found best, then in the order in which
 * they were added. None for a text without words. Owned by the caller, what it points to by @self. */
GArray         *mill_graph_index_search (MillGraphIndex *self,
                                         const char     *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillGraphIndex, mill_graph_index_free)

G_END_DECLS
