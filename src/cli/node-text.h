/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/node-type.h"

G_BEGIN_DECLS

/* Node types described for people, on the standard output. */

/* @types: MillNodeType, those of a category together. */
void mill_node_text_print_list (GPtrArray          *types);
void mill_node_text_print      (const MillNodeType *type);

G_END_DECLS
