/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pipeline/catalogue.h"

G_BEGIN_DECLS

/* A popover to choose a node type by typing.
 *
 * signal "chosen" (const char *type_id, gboolean chain): before it closes; with @chain (Ctrl or Shift was
 * held) it stays open, for the next. */
#define MILL_TYPE_NODE_SEARCH (mill_node_search_get_type ())
G_DECLARE_FINAL_TYPE (MillNodeSearch, mill_node_search, MILL, NODE_SEARCH, GtkPopover)

typedef gboolean (*MillNodeSearchFilter) (const MillNodeType *type,
                                          gpointer            data);

typedef guint    (*MillNodeSearchRank)   (const MillNodeType *type,
                                          gpointer            data);

/* Only types that @filter lets through are offered, as long as nothing is typed those first that @rank
 * gives most. @text: what is typed already. */
GtkWidget *mill_node_search_new (const MillCatalogue  *catalogue,
                                 const char           *text,
                                 MillNodeSearchFilter  filter,
                                 MillNodeSearchRank    rank,
                                 gpointer              data);

G_END_DECLS
