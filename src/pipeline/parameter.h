/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  MILL_PARAMETER_STRING,
  MILL_PARAMETER_NUMBER,
  MILL_PARAMETER_INTEGER,
  MILL_PARAMETER_BOOLEAN,
  MILL_PARAMETER_DATE,      /* JSON string YYYY-MM-DD */
} MillParameterType;

/* A parameter of the whole pipeline, which ${name} in a node's settings refers to: an immutable
 * value like MillNode. */
typedef struct _MillParameter MillParameter;

GType              mill_parameter_get_type        (void);
MillParameter     *mill_parameter_new             (const char          *name,
                                                   MillParameterType    type,
                                                   JsonNode            *default_value,
                                                   const char          *description);
MillParameter     *mill_parameter_ref             (MillParameter       *self);
void               mill_parameter_unref           (MillParameter       *self);
const char        *mill_parameter_get_name        (const MillParameter *self);
MillParameterType  mill_parameter_get_value_type  (const MillParameter *self);
/* A value of its type, or one that environment variables fill: ${env:NAME}, in a text also as a part of it
 * (bindings.h). NULL: it has none. */
JsonNode          *mill_parameter_get_default     (const MillParameter *self);
const char        *mill_parameter_get_description (const MillParameter *self);
const char        *mill_parameter_type_get_name   (MillParameterType    type);
/* @text as a value of the parameter's type, or the ${env:NAME} it takes it from (as --set and forms give
 * it); or NULL with @error. */
JsonNode          *mill_parameter_parse_value     (const MillParameter *self,
                                                   const char          *text,
                                                   GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillParameter, mill_parameter_unref)

G_END_DECLS
