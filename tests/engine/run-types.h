/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/catalogue.h"

G_BEGIN_DECLS

/* Small node types for trying runs: "numbers", "keep", "risky", "halves", "slow", "count", "refuse",
 * "twice", "lazy", "one", "listed", "common", "gather", "word", "secret", "spell", "bare", "written". */
const MillCatalogue *run_types_get_catalogue (void);

G_END_DECLS
