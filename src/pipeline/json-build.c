/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/json-build.h"

#include <math.h>

void
mill_json_add_string (JsonBuilder *builder,
                      const char  *name,
                      const char  *value)
{
  if (value == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

void
mill_json_add_number (JsonBuilder *builder,
                      const char  *name,
                      double       value)
{
  if (!isfinite (value))
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

void
mill_json_add_integer (JsonBuilder *builder,
                       const char  *name,
                       gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
mill_json_add_boolean (JsonBuilder *builder,
                       const char  *name,
                       gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}
