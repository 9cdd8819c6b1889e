/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/params.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/json-private.h"
#include "pipeline/param-private.h"

#define MEMBER(base, param, T) (*(T *) ((char *) (base) + (param)->offset))
#define CONST_MEMBER(base, param, T) (*(T const *) ((const char *) (base) + (param)->offset))

/* Every function here comes twice: for a table of parameters over a struct, which also serves the
 * rows of records, and for a node type. An absent table is an empty one. */
#define FOR_EACH_PARAM(param, table) \
  for (const MillParam *param = (table); param != NULL && param->member != NULL; param++)

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

static gboolean
is_empty (const MillParam *param,
          const void      *values)
{
  const char *text;

  switch (param->kind)
    {
    case MILL_PARAM_STRING:
      text = CONST_MEMBER (values, param, char *);
      return text == NULL || *text == '\0';
    case MILL_PARAM_NUMBER:
      return isnan (CONST_MEMBER (values, param, double));
    case MILL_PARAM_STRINGS:
      return CONST_MEMBER (values, param, char **)[0] == NULL;
    case MILL_PARAM_RECORDS:
      return CONST_MEMBER (values, param, GPtrArray *)->len == 0;
    case MILL_PARAM_BOOLEAN:
      return !CONST_MEMBER (values, param, gboolean);
    case MILL_PARAM_INTEGER:
    case MILL_PARAM_CHOICE:
    default:
      return FALSE;
    }
}

/* The value of a parameter as visible_if spells it. */
static gboolean
has_value_named (const MillParam *param,
                 const void      *values,
                 const char      *name,
                 size_t           length)
{
  const char *value = NULL;

  if (param->kind == MILL_PARAM_CHOICE)
    value = mill_param_get_choice_name (param, CONST_MEMBER (values, param, int));
  else if (param->kind == MILL_PARAM_BOOLEAN)
    value = CONST_MEMBER (values, param, gboolean) ? "true" : "false";
  else if (param->kind == MILL_PARAM_STRING)
    value = CONST_MEMBER (values, param, char *);

  return value != NULL && strlen (value) == length && strncmp (value, name, length) == 0;
}

static gboolean
is_visible_in (const MillParam *table,
               const MillParam *param,
               const void      *values)
{
  g_autofree char *member = NULL;
  const MillParam *other = NULL;
  const char *names;

  if (param->visible_if == NULL)
    return TRUE;
  names = strchr (param->visible_if, '=');
  member = names != NULL ? g_strndup (param->visible_if, names - param->visible_if)
                         : g_strdup (param->visible_if);
  FOR_EACH_PARAM (candidate, table)
    if (g_str_equal (candidate->member, member))
      other = candidate;
  g_return_val_if_fail (other != NULL, TRUE);

  if (names == NULL)
    return !is_empty (other, values);
  while (*names != '\0')
    {
      size_t length;

      names++;
      length = strcspn (names, "|");
      if (has_value_named (other, values, names, length))
        return TRUE;
      names += length;
    }

  return FALSE;
}

gboolean
mill_param_is_visible (const MillNodeType *type,
                       const MillParam    *param,
                       const void         *params)
{
  const MillParam *table = type->params;

  /* A field of a record is decided within its row. */
  FOR_EACH_PARAM (candidate, type->params)
    FOR_EACH_PARAM (field, candidate->kind == MILL_PARAM_RECORDS ? candidate->fields : NULL)
      if (field == param)
        table = candidate->fields;

  return is_visible_in (table, param, params);
}

static void
check_required_fields (const MillParam *param,
                       JsonObject      *json,
                       GPtrArray       *records,
                       GPtrArray       *problems)
{
  JsonArray *array = mill_json_get_array (json, mill_param_get_name (param));

  for (guint i = 0; i < records->len; i++)
    FOR_EACH_PARAM (field, param->fields)
      {
        const void *values = g_ptr_array_index (records, i);
        JsonNode *given = mill_json_get_member (json_array_get_object_element (array, i),
                                                mill_param_get_name (field));
        MillDiagnostic *diagnostic;

        if (!field->required || !is_empty (field, values) || (given && mill_json_is_reference (given)) ||
            !is_visible_in (param->fields, field, values))
          continue;
        diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, NULL, _("Row %u: “%s” is empty"),
                                          i + 1, _(field->label));
        g_ptr_array_add (problems,
                         mill_diagnostic_at_param (diagnostic, mill_param_get_name (param)));
      }
}

static void
check_required (const MillParam *table,
                JsonObject      *json,
                const void      *values,
                GPtrArray       *problems)
{
  FOR_EACH_PARAM (param, table)
    {
      const char *name = mill_param_get_name (param);
      JsonNode *given = mill_json_get_member (json, name);
      MillDiagnostic *diagnostic;

      if (!is_visible_in (table, param, values) || (given && mill_json_is_reference (given)))
        continue;
      if (param->kind == MILL_PARAM_RECORDS)
        check_required_fields (param, json, CONST_MEMBER (values, param, GPtrArray *), problems);
      /* What is there but cannot be read has been reported already. */
      if (!param->required || !is_empty (param, values) ||
          (given && !mill_param_check_json (param, given, NULL)))
        continue;
      diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, NULL, _("“%s” is empty"),
                                        param->label != NULL ? _(param->label) : name);
      g_ptr_array_add (problems, mill_diagnostic_at_param (diagnostic, name));
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
  check_required (type->params, json, values, problems);

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
