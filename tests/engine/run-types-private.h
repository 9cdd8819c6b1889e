/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/node-type.h"

G_BEGIN_DECLS

/* Those that have to do with files. */
extern const MillNodeType mill_node_type_listed;
extern const MillNodeType mill_node_type_written;

G_END_DECLS
