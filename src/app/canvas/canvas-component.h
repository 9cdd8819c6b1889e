/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/canvas-private.h"

G_BEGIN_DECLS

/* Components on the canvas: made of what is selected, opened in place, taken apart, kept in the user's
 * library. */

void                mill_canvas_install_components (GtkWidgetClass *widget_class);
/* Adds to @menu what can be done with components now. */
void                mill_canvas_append_components  (MillCanvas     *self,
                                                    GMenu          *menu);
/* Opens the component of @node; for any other node shows its settings. */
void                mill_canvas_open_node          (MillCanvas     *self,
                                                    const char     *node);
/* The type that is added for @type_id: of the catalogue, within a component one of its border, or, with
 * MILL_LIBRARY_PREFIX and a name, that of a component of the library. NULL: none. */
const MillNodeType *mill_canvas_find_type          (MillCanvas     *self,
                                                    const char     *type_id);
/* All such types, for searching. Stays until the next call. */
const MillCatalogue *mill_canvas_get_catalogue     (MillCanvas     *self);
/* Adds such a node. Returns its id, borrowed from the pipeline. */
const char         *mill_canvas_add_typed          (MillEdit       *edit,
                                                    const char     *type_id,
                                                    double          x,
                                                    double          y);

G_END_DECLS
