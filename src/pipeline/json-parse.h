/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reads JSON as RFC 8259 has it, and keeps or refuses, but never changes what it reads. JsonParser is
 * not used for files, because it keeps the last of two members with one name without a word, cuts
 * strings at \u0000 and clips large integers.
 *
 * @lines (JsonNode* -> line counted from 1; may be NULL) is filled for every value. NULL with MILL_ERROR_INVALID,
 * which carries a diagnostic with the line. */
JsonNode *mill_json_parse (const char  *text,
                           size_t       length,
                           GHashTable  *lines,
                           GError     **error);

G_END_DECLS
