/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/params.h"

#include <math.h>
#include <string.h>

#include "pipeline/json-private.h"
#include "pipeline/param-private.h"
#include "pipeline/params-private.h"

/* Every function here comes twice: for a table of parameters over a struct, which also serves the
 * rows of records, and for a node type. An absent table is an empty one. */

static void clear_values (const MillParam *table,
                          void            *values);

static void
set_default (const MillParam *param,
             void            *values)
{
  static const char *const none[] = { NULL };

  switch (param->kind)
    {
    case MILL_PARAM_STRING:
      MEMBER (values, param, char *) =
        g_strdup (param->default_string != NULL ? param->default_string : "");
      break;
    case MILL_PARAM_BOOLEAN:
      MEMBER (values, param, gboolean) = param->default_integer != 0;
      break;
    case MILL_PARAM_INTEGER:
      MEMBER (values, param, gint64) = param->default_integer;
      break;
    case MILL_PARAM_NUMBER:
      MEMBER (values, param, double) = param->default_number;
      break;
    case MILL_PARAM_CHOICE:
      MEMBER (values, param, int) = (int) param->default_integer;
      break;
    case MILL_PARAM_STRINGS:
      MEMBER (values, param, char **) =
        g_strdupv ((char **) (param->default_strings != NULL ? param->default_strings : none));
      break;
    case MILL_PARAM_RECORDS:
    default:
      MEMBER (values, param, GPtrArray *) = g_ptr_array_new ();
      break;
    }
}

static void *
new_values (const MillParam *table,
            size_t           size)
{
  void *values = g_malloc0 (MAX (size, 1));

  FOR_EACH_PARAM (param, table)
    set_default (param, values);

  return values;
}

static void
free_records (const MillParam *param,
              GPtrArray       *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      clear_values (param->fields, g_ptr_array_index (records, i));
      g_free (g_ptr_array_index (records, i));
    }
  g_ptr_array_unref (records);
}

static void
clear_value (const MillParam *param,
             void            *values)
{
  if (param->kind == MILL_PARAM_STRING)
    g_free (MEMBER (values, param, char *));
  else if (param->kind == MILL_PARAM_STRINGS)
    g_strfreev (MEMBER (values, param, char **));
  else if (param->kind == MILL_PARAM_RECORDS)
    free_records (param, MEMBER (values, param, GPtrArray *));
}

static void
clear_values (const MillParam *table,
              void            *values)
{
  FOR_EACH_PARAM (param, table)
    clear_value (param, values);
}

gpointer
mill_params_new (const MillNodeType *type)
{
  return new_values (type->params, type->params_size);
}

void
mill_params_free (const MillNodeType *type,
                  gpointer            params)
{
  if (params == NULL)
    return;
  clear_values (type->params, params);
  g_free (params);
}

static gboolean values_equal (const MillParam *table,
                              const void      *a,
                              const void      *b);

static gboolean
records_equal (const MillParam *param,
               GPtrArray       *a,
               GPtrArray       *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!values_equal (param->fields, g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;

  return TRUE;
}

static gboolean
numbers_equal (double a,
               double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
value_equal (const MillParam *param,
             const void      *a,
             const void      *b)
{
  switch (param->kind)
    {
    case MILL_PARAM_STRING:
      return g_strcmp0 (CONST_MEMBER (a, param, char *), CONST_MEMBER (b, param, char *)) == 0;
    case MILL_PARAM_BOOLEAN:
      return !CONST_MEMBER (a, param, gboolean) == !CONST_MEMBER (b, param, gboolean);
    case MILL_PARAM_INTEGER:
      return CONST_MEMBER (a, param, gint64) == CONST_MEMBER (b, param, gint64);
    case MILL_PARAM_NUMBER:
      return numbers_equal (CONST_MEMBER (a, param, double), CONST_MEMBER (b, param, double));
    case MILL_PARAM_CHOICE:
      return CONST_MEMBER (a, param, int) == CONST_MEMBER (b, param, int);
    case MILL_PARAM_STRINGS:
      return g_strv_equal ((const char *const *) CONST_MEMBER (a, param, char **),
                           (const char *const *) CONST_MEMBER (b, param, char **));
    case MILL_PARAM_RECORDS:
    default:
      return records_equal (param, CONST_MEMBER (a, param, GPtrArray *),
                            CONST_MEMBER (b, param, GPtrArray *));
    }
}

static gboolean
values_equal (const MillParam *table,
              const void      *a,
              const void      *b)
{
  FOR_EACH_PARAM (param, table)
    if (!value_equal (param, a, b))
      return FALSE;

  return TRUE;
}

gboolean
mill_params_equal (const MillNodeType *type,
                   const void         *a,
                   const void         *b)
{
  return values_equal (type->params, a, b);
}

static void read_values (const MillParam *table,
                         JsonObject      *json,
                         void            *values);

static void
read_strings (const MillParam *param,
              JsonArray       *array,
              void            *values)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  clear_value (param, values);
  MEMBER (values, param, char **) = g_strv_builder_end (builder);
}

static void
read_records (const MillParam *param,
              JsonArray       *array,
              void            *values)
{
  GPtrArray *records = MEMBER (values, param, GPtrArray *);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      void *record = new_values (param->fields, param->record_size);

      read_values (param->fields, json_array_get_object_element (array, i), record);
      g_ptr_array_add (records, record);
    }
}

/* @json has been checked; a reference leaves the default. */
static void
read_value (const MillParam *param,
            JsonNode        *json,
            void            *values)
{
  if (param->kind != MILL_PARAM_STRING && mill_json_is_reference (json))
    return;

  switch (param->kind)
    {
    case MILL_PARAM_STRING:
      g_set_str (&MEMBER (values, param, char *), json_node_get_string (json));
      break;
    case MILL_PARAM_BOOLEAN:
      MEMBER (values, param, gboolean) = json_node_get_boolean (json);
      break;
    case MILL_PARAM_INTEGER:
      mill_param_read_integer (json, &MEMBER (values, param, gint64));
      break;
    case MILL_PARAM_NUMBER:
      MEMBER (values, param, double) =
        JSON_NODE_HOLDS_NULL (json) ? NAN : json_node_get_double (json);
      break;
    case MILL_PARAM_CHOICE:
      MEMBER (values, param, int) =
        mill_param_find_choice (param, json_node_get_string (json))->value;
      break;
    case MILL_PARAM_STRINGS:
      read_strings (param, json_node_get_array (json), values);
      break;
    case MILL_PARAM_RECORDS:
    default:
      read_records (param, json_node_get_array (json), values);
      break;
    }
}

static void
read_values (const MillParam *table,
             JsonObject      *json,
             void            *values)
{
  FOR_EACH_PARAM (param, table)
    {
      JsonNode *value = mill_json_get_member (json, mill_param_get_name (param));

      if (value != NULL && mill_param_check_json (param, value, NULL))
        read_value (param, value, values);
    }
}

gpointer
mill_params_parse (const MillNodeType *type,
                   JsonObject         *json,
                   GPtrArray          *problems)
{
  void *values = mill_params_new (type);

  read_values (type->params, json, values);
  if (problems == NULL)
    return values;
  FOR_EACH_PARAM (param, type->params)
    {
      JsonNode *value = mill_json_get_member (json, mill_param_get_name (param));

      if (value != NULL)
        mill_param_check_json (param, value, problems);
    }
  mill_params_check_required (type, json, values, problems);

  return values;
}

static JsonObject *values_to_json (const MillParam *table,
                                   const void      *values);

static JsonNode *
value_to_json (const MillParam *param,
               const void      *values)
{
  JsonArray *array;
  const char *name;
  double number;

  switch (param->kind)
    {
    case MILL_PARAM_STRING:
      name = CONST_MEMBER (values, param, char *);
      return mill_json_from_string (name != NULL ? name : "");
    case MILL_PARAM_BOOLEAN:
      return mill_json_from_boolean (CONST_MEMBER (values, param, gboolean));
    case MILL_PARAM_INTEGER:
      return mill_json_from_int (CONST_MEMBER (values, param, gint64));
    case MILL_PARAM_NUMBER:
      number = CONST_MEMBER (values, param, double);
      return isnan (number) ? json_node_new (JSON_NODE_NULL) : mill_json_from_double (number);
    case MILL_PARAM_CHOICE:
      name = mill_param_get_choice_name (param, CONST_MEMBER (values, param, int));
      return name != NULL ? mill_json_from_string (name) : json_node_new (JSON_NODE_NULL);
    case MILL_PARAM_STRINGS:
      array = json_array_new ();
      for (char **string = CONST_MEMBER (values, param, char **); *string != NULL; string++)
        json_array_add_string_element (array, *string);
      return mill_json_from_array (array);
    case MILL_PARAM_RECORDS:
    default:
      array = json_array_new ();
      for (guint i = 0; i < CONST_MEMBER (values, param, GPtrArray *)->len; i++)
        json_array_add_object_element (array,
          values_to_json (param->fields,
                          g_ptr_array_index (CONST_MEMBER (values, param, GPtrArray *), i)));
      return mill_json_from_array (array);
    }
}

static JsonObject *
values_to_json (const MillParam *table,
                const void      *values)
{
  JsonObject *object = json_object_new ();

  FOR_EACH_PARAM (param, table)
    json_object_set_member (object, mill_param_get_name (param), value_to_json (param, values));

  return object;
}

JsonNode *
mill_params_to_json (const MillNodeType *type,
                     const void         *params)
{
  return mill_json_from_object (values_to_json (type->params, params));
}
