/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members of JSON that may hold anything: each is NULL, NAN or -1 where @object is NULL, has no
 * such member, or one of another kind. Borrowed. */
const char *mill_json_member_string  (JsonObject *object,
                                      const char *name);
JsonObject *mill_json_member_object  (JsonObject *object,
                                      const char *name);
JsonArray  *mill_json_member_array   (JsonObject *object,
                                      const char *name);
double      mill_json_member_number  (JsonObject *object,
                                      const char *name);
/* A whole number from 0 on. */
gint64      mill_json_member_count   (JsonObject *object,
                                      const char *name);
/* An array of strings only, as a new vector; NULL otherwise. */
GStrv       mill_json_member_strings (JsonObject *object,
                                      const char *name);

/* The same for an element of an array. */
double      mill_json_element_number (JsonArray  *array,
                                      guint       index);
gint64      mill_json_element_integer (JsonArray *array,
                                      guint       index,
                                      gint64      otherwise);

G_END_DECLS
