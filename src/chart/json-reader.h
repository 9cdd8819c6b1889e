/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reads members of any JSON object without trusting it: an absent or null member gives nothing
 * (NULL, NaN, FALSE, 0), one of another type fails. The first failure sets the error; later ones
 * keep it. */
typedef struct
{
  gboolean  failed;
  GError  **error;
} MillJsonReader;

void         mill_json_reader_fail        (MillJsonReader     *self,
                                           const char         *member);
JsonObject  *mill_json_reader_get_object  (MillJsonReader     *self,
                                           JsonObject         *object,
                                           const char         *member);
JsonArray   *mill_json_reader_get_array   (MillJsonReader     *self,
                                           JsonObject         *object,
                                           const char         *member);
const char  *mill_json_reader_get_string  (MillJsonReader     *self,
                                           JsonObject         *object,
                                           const char         *member);
double       mill_json_reader_get_number  (MillJsonReader     *self,
                                           JsonObject         *object,
                                           const char         *member);
gboolean     mill_json_reader_get_boolean (MillJsonReader     *self,
                                           JsonObject         *object,
                                           const char         *member);
/* The place of the string among @names (ended by NULL). */
int          mill_json_reader_get_choice  (MillJsonReader     *self,
                                           JsonObject         *object,
                                           const char         *member,
                                           const char *const  *names);
/* New array; null elements are NaN. */
double      *mill_json_reader_get_numbers (MillJsonReader     *self,
                                           JsonObject         *object,
                                           const char         *member,
                                           gsize              *n);
GStrv        mill_json_reader_get_strings (MillJsonReader     *self,
                                           JsonObject         *object,
                                           const char         *member);

G_END_DECLS
