/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/duck.h"
#include "engine/output.h"
#include "engine/plan.h"

G_BEGIN_DECLS

/* A query that fails does not say which of the nodes fused into it was at fault, nor for which of their settings
 * it computed what failed. This finds out, by computing parts of it again. */

/* Which node (interned id) it was that let the @queries (MillOutput, each after those that it reads) of @node's
 * job fail with @error, which becomes the error of that node alone. It then names the column that could not be
 * computed, and the setting, where these are found. Blocks. */
const char *mill_culprit_find (MillPlanNode    *node,
                               GPtrArray       *queries,
                               MillConnection  *connection,
                               GCancellable    *cancellable,
                               GError         **error);

G_END_DECLS
