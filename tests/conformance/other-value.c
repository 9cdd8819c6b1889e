/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "other-value.h"

#include <math.h>

static JsonNode *
make_other_record (const MillParam *param)
{
  JsonObject *record = json_object_new ();
  JsonArray *records = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (const MillParam *field = param->fields; field->member != NULL; field++)
    json_object_set_member (record, mill_param_get_name (field), other_value_new (field));
  json_array_add_object_element (records, record);
  json_node_take_array (node, records);

  return node;
}

static double
move_within_range (double value,
                   double step,
                   double minimum,
                   double maximum)
{
  if (isnan (value))
    return step;
  if (maximum > minimum && value + step > maximum)
    return value - step;

  return value + step;
}

JsonNode *
other_value_new (const MillParam *param)
{
  JsonNode *node = json_node_alloc ();
  const MillChoice *choice;
  JsonArray *array;

  switch (param->kind)
    {
    case MILL_PARAM_STRING:
      return json_node_init_string (node, "another text");
    case MILL_PARAM_BOOLEAN:
      return json_node_init_boolean (node, !param->default_integer);
    case MILL_PARAM_INTEGER:
      return json_node_init_int (node, (gint64) move_within_range (param->default_integer, 1,
                                                                   param->minimum, param->maximum));
    case MILL_PARAM_NUMBER:
      return json_node_init_double (node, move_within_range (param->default_number, 0.25,
                                                             param->minimum, param->maximum));
    case MILL_PARAM_CHOICE:
      choice = param->choices;
      while (choice->value == param->default_integer)
        choice++;
      g_assert_nonnull (choice->name);
      return json_node_init_string (node, choice->name);
    case MILL_PARAM_STRINGS:
      array = json_array_new ();
      json_array_add_string_element (array, "one");
      json_array_add_string_element (array, "");
      json_array_add_string_element (array, "two \"quoted\" ünï");
      json_node_init_array (node, array);
      json_array_unref (array);
      return node;
    case MILL_PARAM_RECORDS:
      json_node_free (node);
      return make_other_record (param);
    default:
      g_assert_not_reached ();
    }
}
