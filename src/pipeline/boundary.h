/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/catalogue.h"

G_BEGIN_DECLS

/* Inputs and outputs: the nodes at the border of a component. What comes in at a port of the component
 * leaves an input within it; what comes in at an output leaves the component by that port. They do
 * nothing themselves: expand.h leaves them out before anything runs. */

/* "table-input", "model-output" ...; NULL for every other type. */
const MillNodeType *mill_boundary_find      (const char         *type_id);
/* The type of border node for what flows in that direction; NULL where that cannot cross a border. */
const MillNodeType *mill_boundary_for       (MillPortDirection   direction,
                                             MillPortType        type);
/* All of them, for searching. */
const MillCatalogue *mill_boundary_get_catalogue (void);
/* MILL_PORT_IN for an input, MILL_PORT_OUT for an output. */
MillPortDirection   mill_boundary_get_direction (const MillNodeType *self);

G_END_DECLS
