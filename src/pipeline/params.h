/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/catalogue.h"
#include "pipeline/diagnostic.h"

G_BEGIN_DECLS

/* Settings of a node as the C struct that its type declares ("committed data"), made from the JSON
 * of the document ("intent"). Everything here walks the type's params table. */

gpointer    mill_params_new      (const MillNodeType *type);
void        mill_params_free     (const MillNodeType *type,
                                  gpointer            params);
gboolean    mill_params_equal    (const MillNodeType *type,
                                  const void         *a,
                                  const void         *b);
/* Reads @json (NULL: all defaults). What cannot be read (wrong kind, unknown choice, out of range,
 * missing but required) is reported to @problems (may be NULL), naming the parameter, and its default
 * is used. Unknown members are left alone. Never returns NULL. */
gpointer    mill_params_parse    (const MillNodeType *type,
                                  JsonObject         *json,
                                  GPtrArray          *problems);
/* Every parameter by name, defaults included: the part of a result's key. */
JsonNode   *mill_params_to_json  (const MillNodeType *type,
                                  const void         *params);
/* The default of one parameter as JSON. */
JsonNode   *mill_param_get_default_json (const MillParam *param);
/* Is @param to be shown when the settings are @params? (visible_if) */
gboolean    mill_param_is_visible (const MillNodeType *type,
                                   const MillParam    *param,
                                   const void         *params);

G_END_DECLS
