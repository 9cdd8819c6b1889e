/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/schema.h"

G_BEGIN_DECLS

/* Names of columns, for messages and for columns that a node makes. */

/* A copy of a setting for the card of a node; NULL where it is NULL or empty. */
char             *mill_names_dup_set   (const char        *setting);
/* A few names for the card of a node: "origin, destination and 3 more". NULL for none. New
 * string. */
char             *mill_names_summarize (const char *const *names);
/* The column that a query would take for @name: letter case does not tell columns apart there. */
const MillColumn *mill_names_find_same (const MillSchema  *schema,
                                        const char        *name);
/* A name that none of the columns has: @wish, or @wish with a number. New string. */
char             *mill_names_make_free (const MillSchema  *schema,
                                        const char        *wish);

G_END_DECLS
