/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* JSON values inside the document are never changed once they are in it; these make new ones. */

/* The same value: numbers by value, members in any order. */
gboolean    mill_json_equal          (JsonNode    *a,
                                      JsonNode    *b);
/* NULL counts as empty. */
gboolean    mill_json_objects_equal  (JsonObject  *a,
                                      JsonObject  *b);
/* A copy that shares nothing with @node. */
JsonNode   *mill_json_copy           (JsonNode    *node);
JsonObject *mill_json_copy_object    (JsonObject  *object);
/* A copy of @object (may be NULL) in which @name has @value (taken; NULL: removed). NULL when it is
 * empty. */
JsonObject *mill_json_with_member    (JsonObject  *object,
                                      const char  *name,
                                      JsonNode    *value);
/* The member as an object; NULL when @object is NULL, lacks it, or it is something else. */
JsonObject *mill_json_get_object     (JsonObject  *object,
                                      const char  *name);
JsonArray  *mill_json_get_array      (JsonObject  *object,
                                      const char  *name);
JsonNode   *mill_json_get_member     (JsonObject  *object,
                                      const char  *name);
/* The member as an object that can be filled, made when it is not there. */
JsonObject *mill_json_ensure_object  (JsonObject  *object,
                                      const char  *name);
gboolean    mill_json_is_string      (JsonNode    *node);
gboolean    mill_json_is_number      (JsonNode    *node);
gboolean    mill_json_is_boolean     (JsonNode    *node);
/* Takes @object or @array. */
JsonNode   *mill_json_from_object    (JsonObject  *object);
JsonNode   *mill_json_from_array     (JsonArray   *array);
JsonNode   *mill_json_from_string    (const char  *value);
JsonNode   *mill_json_from_int       (gint64       value);
JsonNode   *mill_json_from_double    (double       value);
JsonNode   *mill_json_from_boolean   (gboolean     value);
/* Names of the members, sorted by bytes; strings belong to @object (NULL: none). */
GPtrArray  *mill_json_sorted_names   (JsonObject  *object);

/* The canonical text of a value (writer.h), to be used within a text at @depth. */
void        mill_json_append         (GString     *text,
                                      JsonNode    *node,
                                      guint        depth,
                                      gboolean     compact);
void        mill_json_append_string  (GString     *text,
                                      const char  *value);
void        mill_json_append_double  (GString     *text,
                                      double       value);
void        mill_json_append_newline (GString     *text,
                                      guint        depth);

G_END_DECLS
