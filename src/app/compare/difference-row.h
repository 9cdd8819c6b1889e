/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pipeline/node-difference.h"

G_BEGIN_DECLS

/* A row of a list of differences: what became of which node. It can be activated where the node is there. */
GtkWidget  *mill_difference_row_new      (const MillNodeDifference *difference);
/* The path of that node; NULL: it is not there any more, or it is the pipeline itself. Borrowed. */
const char *mill_difference_row_get_path (GtkListBoxRow            *row);

G_END_DECLS
