/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members of an object that is being built. What there is nothing to say of is left out: a string that is
 * NULL, a number that is not finite, for which JSON has no word. */
void mill_json_add_string  (JsonBuilder *builder,
                            const char  *name,
                            const char  *value);
void mill_json_add_number  (JsonBuilder *builder,
                            const char  *name,
                            double       value);
void mill_json_add_integer (JsonBuilder *builder,
                            const char  *name,
                            gint64       value);
void mill_json_add_boolean (JsonBuilder *builder,
                            const char  *name,
                            gboolean     value);

G_END_DECLS
