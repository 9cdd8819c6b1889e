/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/component.h"

G_BEGIN_DECLS

/* The type that a node with a component names in the file. */
#define MILL_COMPONENT_TYPE "component"

/* Made on first use for all pipelines that look the same from outside, and never freed. */
const MillNodeType *mill_component_find_type (MillPipeline *pipeline);

G_END_DECLS
