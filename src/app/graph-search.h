/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* A bar over the canvas that finds nodes by their title, type, settings, columns and problems, and goes
 * from one to the next. Hidden while nothing is looked for.
 *
 * signal "go-to" (const char *node): that node is to be shown.
 * signal "closed" (): the focus is to go back to the canvas. */
#define MILL_TYPE_GRAPH_SEARCH (mill_graph_search_get_type ())
G_DECLARE_FINAL_TYPE (MillGraphSearch, mill_graph_search, MILL, GRAPH_SEARCH, AdwBin)

void mill_graph_search_set_session (MillGraphSearch *self,
                                    MillSession     *session);
/* Shows the bar with the focus in it. */
void mill_graph_search_open        (MillGraphSearch *self);

G_END_DECLS
