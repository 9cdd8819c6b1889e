/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/catalogue.h"

G_BEGIN_DECLS

/* Every node type of this folder, by id. Constant. */
const MillCatalogue *mill_nodes_get_catalogue (void);

G_END_DECLS
