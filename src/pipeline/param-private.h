/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pipeline/param.h"

G_BEGIN_DECLS

/* Is @name the parameter's name in the file? Cheaper than comparing mill_param_get_name(). */
gboolean         mill_param_has_name    (const MillParam *self,
                                         const char      *name);
/* The parameter of that name in a table (NULL: an empty one), or NULL. */
const MillParam *mill_param_find_in     (const MillParam *table,
                                         const char      *name);
/* Does @json say the same as the default? */
gboolean         mill_param_is_default  (const MillParam *self,
                                         JsonNode        *json);
/* Does @json hold a "${name}" that is only known in a run? */
gboolean         mill_json_is_reference (JsonNode        *json);
/* Can @json be read as a value of the parameter? Otherwise adds to @problems (may be NULL) why not.
 * References may stand for anything. */
gboolean         mill_param_check_json  (const MillParam *self,
                                         JsonNode        *json,
                                         GPtrArray       *problems);

/* A JSON number that is whole and fits; 5.0 is. */
gboolean         mill_param_read_integer (JsonNode        *json,
                                          gint64          *value);

G_END_DECLS
