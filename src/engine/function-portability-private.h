/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/function-portability.h"

G_BEGIN_DECLS

/* All functions that are portable, in the order of the alphabet; ends with NULL. For its test, which compares
 * them with those that DuckDB has: nobody else would notice a name that there is not. */
const char *const *mill_function_list_portable  (void);

G_END_DECLS
