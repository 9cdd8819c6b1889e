/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/catalogue.h"

G_BEGIN_DECLS

/* JSON Schema (draft 2020-12) of pipeline files with this catalogue's node types. */
JsonNode *mill_catalogue_to_json_schema (const MillCatalogue *self);
/* One type, or the whole catalogue, as JSON: ports and parameters with everything declared. */
JsonNode *mill_node_type_to_json        (const MillNodeType  *self);

G_END_DECLS
