/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/event.h"
#include "pipeline/node-type.h"
#include "pipeline/data-type.h"

G_BEGIN_DECLS

/* The icons and CSS classes that mean the same everywhere in the program. */

/* The icon of a node type; that of an unknown node for NULL. */
const char *mill_look_node_icon      (const MillNodeType *type);
const char *mill_look_column_icon    (MillDataKind   kind);
const char *mill_look_severity_icon  (MillSeverity   severity);
/* "error", "warning" or "dim-label". */
const char *mill_look_severity_class (MillSeverity   severity);

/* The icon of a node type on a small tile in the colour of its category (canvas.css). */
GtkWidget  *mill_look_tile_new       (const MillNodeType *type);
void        mill_look_tile_set_type  (GtkWidget          *tile,
                                      const MillNodeType *type);
/* Of @widget and all below: a page that says that there is nothing has nothing to scroll, and lets the focus
 * by, which would else come to a pane without a name. */
void        mill_look_let_pass       (GtkWidget     *widget);
/* "0.4 s", "2 min 5 s": new string. */
char       *mill_look_dup_duration   (double         seconds);

G_END_DECLS
