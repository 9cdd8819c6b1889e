/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/catalogue.h"

G_BEGIN_DECLS

/* Small node types for trying the typing: "read" (a CSV file), "formula" (adds a column "made"),
 * "pick" (one column, and a warning when it is called "old"), "train" (declares a model), "apply" (a
 * model on a table), "pair" (two tables side by side), "mute" (says nothing of its table), "write". */
const MillCatalogue *typing_types_get_catalogue (void);

/* How often a node was compiled or declared since the last call. */
guint                typing_types_take_count    (void);

G_END_DECLS
