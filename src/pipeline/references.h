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
/* The name of the first ${env:NAME} that is a part of @text, or all of it; $${env: begins none. New string, or
 * NULL. @broken (may be NULL): is there a ${env: without a name or without an end, which is none either? */
char      *mill_reference_find_variable (const char *text,
                                      gboolean      *broken);
/* @text with each ${env:NAME} replaced by what the environment variable holds, and $${env: by ${env: itself.
 * New string; NULL: the one called @variable (new string) is not set, or is not UTF-8 text. */
char      *mill_reference_fill_variables (const char  *text,
                                      char         **variable);
/* Adds the names that @json refers to, those of environment variables left out, to @names, a set that
 * owns its strings. */
void       mill_references_list   (JsonNode       *json,
                                   GHashTable     *names);

G_END_DECLS
