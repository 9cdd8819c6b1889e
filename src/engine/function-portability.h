/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Is a function, by the name that DuckDB has for it, portable? That means: of PostgreSQL, SQLite and
 * Spark SQL at least two have it under the same name, with the same arguments and for ordinary ones with
 * the same result (NULL, negative lengths and the like aside), and none of the three has another one under
 * that name. Whatever is in doubt is not portable. Case does not matter. */
gboolean mill_function_is_portable (const char *name);

G_END_DECLS
