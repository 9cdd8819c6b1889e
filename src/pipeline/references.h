/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The "${name}" in settings: places that a parameter of the pipeline fills. */

/* Another name for @name (what stands between the braces): new string, or NULL to leave it. */
typedef char *(*MillRenameFunc) (const char *name,
                                 gpointer    data);

/* A copy of @json in which every reference has the name that @func gives it. */
JsonNode  *mill_references_rename (JsonNode       *json,
                                   MillRenameFunc  func,
                                   gpointer        data);
/* NAME where all of @json is "${env:NAME}", which an environment variable fills. New string, or NULL. */
char      *mill_reference_dup_variable (JsonNode    *json);
/* Adds the names that @json refers to, those of environment variables left out, to @names, a set that
 * owns its strings. */
void       mill_references_list   (JsonNode       *json,
                                   GHashTable     *names);

G_END_DECLS
