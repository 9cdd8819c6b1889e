/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pipeline/node-type.h"

G_BEGIN_DECLS

/* A small node of @type as it stands in a file: {id: {...}}, with all its inputs, and those settings
 * that it cannot do without. What the inputs name, and the columns and files, are made up. */
JsonNode *mill_node_example_new     (const MillNodeType *type);
/* The same as the lines of a file, without the braces around it. */
char     *mill_node_example_to_text (const MillNodeType *type);

G_END_DECLS
