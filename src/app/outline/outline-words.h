/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/outline/outline-item.h"

G_BEGIN_DECLS

/* What the outline says of a row. All return new strings. */

/* "Weather", "Table from Weather", "Model: not linked". */
char     *mill_outline_dup_title       (MillOutlineItem *item);
/* The smaller line below: type, and state where there is one. NULL for none. */
char     *mill_outline_dup_detail      (MillOutlineItem *item);
/* For those who do not see the row: type, state, problems and links, as sentences. */
char     *mill_outline_dup_description (MillOutlineItem *item);
/* The problems of a node one a line, or NULL; *@severity is the worst of them. */
char     *mill_outline_dup_problems    (MillOutlineItem *item,
                                        MillSeverity    *severity);
/* "Kept of Few" where the node has several such ports, otherwise "Few". */
char     *mill_outline_dup_end         (MillPipeline      *pipeline,
                                        const char        *node,
                                        MillPortDirection  direction,
                                        const char        *port);
/* Does the title or type of the node contain @folded (g_utf8_casefold())? */
gboolean  mill_outline_matches         (MillOutlineItem *item,
                                        const char      *folded);

G_END_DECLS
