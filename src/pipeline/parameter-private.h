/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/parameter.h"

G_BEGIN_DECLS

/* Members of the file that this build did not understand, or NULL. */
JsonObject    *mill_parameter_get_extra      (const MillParameter *self);
MillParameter *mill_parameter_with_extra     (const MillParameter *self,
                                              JsonObject          *extra);
gboolean       mill_parameter_equal          (const MillParameter *a,
                                              const MillParameter *b);
/* @text as a value of that type, or NULL. */
JsonNode      *mill_parameter_type_parse     (MillParameterType    type,
                                              const char          *text);
/* Translated: what a value of that type is. */
const char    *mill_parameter_type_get_hint  (MillParameterType    type);
/* Can @json be a value of that type? */
gboolean       mill_parameter_type_accepts   (MillParameterType    type,
                                              JsonNode            *json);
/* The same for a value that the node of a component sets, which may be a reference; FALSE with @error
 * naming the setting. */
gboolean       mill_parameter_check_value    (const MillParameter *self,
                                              JsonNode            *value,
                                              GError             **error);
gboolean       mill_parameter_type_from_name (const char          *name,
                                              MillParameterType   *type);

G_END_DECLS
