/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/params-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/json-private.h"
#include "pipeline/param-private.h"

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

        if (!field->required || !is_empty (field, values) ||
            (given && mill_json_is_reference (given)) ||
            !is_visible_in (param->fields, field, values))
          continue;
        diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, NULL,
                                          _("Row %u: “%s” is empty"), i + 1,
                                          field->label != NULL ? _(field->label)
                                                               : mill_param_get_name (field));
        g_ptr_array_add (problems,
                         mill_diagnostic_at_param (diagnostic, mill_param_get_name (param)));
      }
}

void
mill_params_check_required (const MillNodeType *type,
                            JsonObject         *json,
                            const void         *values,
                            GPtrArray          *problems)
{
  FOR_EACH_PARAM (param, type->params)
    {
      const char *name = mill_param_get_name (param);
      JsonNode *given = mill_json_get_member (json, name);
      MillDiagnostic *diagnostic;

      if (!is_visible_in (type->params, param, values) || (given && mill_json_is_reference (given)))
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
