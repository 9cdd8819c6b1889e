/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/bindings.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/expand.h"
#include "pipeline/json-private.h"
#include "pipeline/param-private.h"
#include "pipeline/suggest.h"

typedef struct
{
  JsonNode          *value;    /* NULL: neither a default nor an override */
  MillParameterType  type;
} Binding;

struct _MillBindings
{
  gatomicrefcount  ref_count;
  GHashTable      *values;     /* name -> Binding */
};

static void
free_binding (gpointer data)
{
  Binding *binding = data;

  g_clear_pointer (&binding->value, json_node_unref);
  g_free (binding);
}

MillBindings *
mill_bindings_ref (MillBindings *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
mill_bindings_unref (MillBindings *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      g_hash_table_unref (self->values);
      g_free (self);
    }
}

static MillBindings *
make_bindings (void)
{
  MillBindings *self = g_new0 (MillBindings, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_binding);

  return self;
}

static void
bind_value (MillBindings      *self,
            const char        *name,
            MillParameterType  type,
            JsonNode          *value)
{
  Binding *binding = g_new0 (Binding, 1);

  binding->type = type;
  binding->value = value != NULL ? json_node_copy (value) : NULL;
  g_hash_table_insert (self->values, g_strdup (name), binding);
}

static gboolean
override (MillBindings  *self,
          MillPipeline  *pipeline,
          const char    *text,
          GError       **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name = NULL;
  MillParameter *parameter;
  Binding *binding;
  JsonNode *value;

  if (equals == NULL)
    {
      mill_fail (error, _("Write NAME=VALUE"), _("“%s” does not set a parameter"), text);
      return FALSE;
    }
  name = g_strndup (text, equals - text);
  parameter = mill_pipeline_get_parameter (pipeline, name);
  if (parameter == NULL)
    {
      g_autoptr (GPtrArray) parameters = mill_pipeline_list_parameters (pipeline);
      g_autofree char *hint = NULL;
      MillSuggestion suggestion;
      const char *near;

      mill_suggestion_init (&suggestion, name);
      for (guint i = 0; i < parameters->len; i++)
        mill_suggestion_offer (&suggestion,
                               mill_parameter_get_name (g_ptr_array_index (parameters, i)));
      near = mill_suggestion_finish (&suggestion);
      if (near != NULL)
        hint = g_strdup_printf (_("Did you mean “%s”?"), near);
      mill_fail (error, hint, _("The pipeline has no parameter “%s”"), name);
      return FALSE;
    }
  value = mill_parameter_parse_value (parameter, equals + 1, error);
  if (value == NULL)
    return FALSE;
  binding = g_hash_table_lookup (self->values, name);
  g_clear_pointer (&binding->value, json_node_unref);
  binding->value = value;

  return TRUE;
}

MillBindings *
mill_bindings_new (MillPipeline       *pipeline,
                   const char *const  *overrides,
                   GError            **error)
{
  g_autoptr (GPtrArray) parameters = NULL;
  g_autoptr (MillBindings) self = NULL;

  g_return_val_if_fail (MILL_IS_PIPELINE (pipeline), NULL);

  self = make_bindings ();
  parameters = mill_pipeline_list_parameters (pipeline);
  for (guint i = 0; i < parameters->len; i++)
    {
      MillParameter *parameter = g_ptr_array_index (parameters, i);

      bind_value (self, mill_parameter_get_name (parameter),
                  mill_parameter_get_value_type (parameter), mill_parameter_get_default (parameter));
    }
  for (; overrides != NULL && *overrides != NULL; overrides++)
    if (!override (self, pipeline, *overrides, error))
      return NULL;

  return g_steal_pointer (&self);
}

JsonNode *
mill_bindings_get (MillBindings      *self,
                   const char        *name,
                   MillParameterType *type)
{
  Binding *binding = g_hash_table_lookup (self->values, name);

  if (binding == NULL)
    return NULL;
  if (type != NULL)
    *type = binding->type;

  return binding->value;
}

JsonNode *
mill_bindings_to_json (MillBindings *self)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer name, binding;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, &binding))
    {
      JsonNode *value = ((Binding *) binding)->value;

      json_object_set_member (object, name,
                              value != NULL ? json_node_copy (value)
                                            : json_node_new (JSON_NODE_NULL));
    }

  return mill_json_from_object (object);
}

/* One substitution: where it happens, for the problems it may meet. */
typedef struct
{
  MillBindings *bindings;
  const char   *node;
  const char   *param;
  GPtrArray    *problems;
} Place;

static void
report (const Place *place,
        const char  *hint,
        const char  *format,
        const char  *name)
{
  MillDiagnostic *diagnostic;

  if (place->problems == NULL)
    return;
  diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, place->node, hint, format, name);
  g_ptr_array_add (place->problems, mill_diagnostic_at_param (diagnostic, place->param));
}

/* The value that @name (what stands between the braces) has; NULL: it has been reported. */
static JsonNode *
look_up (const Place *place,
         const char  *name)
{
  Binding *binding;

  if (g_str_has_prefix (name, "env:"))
    {
      const char *value = g_getenv (name + strlen ("env:"));

      if (value != NULL && g_utf8_validate (value, -1, NULL))
        return mill_json_from_string (value);
      if (value != NULL)
        report (place, NULL, _("The environment variable %s is not UTF-8 text"),
                name + strlen ("env:"));
      else
        report (place, _("Set it before the run"), _("The environment variable %s is not set"),
                name + strlen ("env:"));
      return NULL;
    }

  binding = g_hash_table_lookup (place->bindings->values, name);
  if (binding == NULL)
    {
      g_autofree char *hint = NULL;
      MillSuggestion suggestion;
      GHashTableIter iter;
      const char *near;
      gpointer known;

      mill_suggestion_init (&suggestion, name);
      g_hash_table_iter_init (&iter, place->bindings->values);
      while (g_hash_table_iter_next (&iter, &known, NULL))
        mill_suggestion_offer (&suggestion, known);
      near = mill_suggestion_finish (&suggestion);
      if (near != NULL)
        hint = g_strdup_printf (_("Did you mean “%s”?"), near);
      report (place, hint, _("The pipeline has no parameter “%s”"), name);
      return NULL;
    }
  if (binding->value == NULL)
    {
      report (place, _("Give it a default, or a value for this run"),
              _("The parameter “%s” has no value"), name);
      return NULL;
    }

  return json_node_copy (binding->value);
}

static void
append_text (GString  *text,
             JsonNode *value)
{
  if (mill_json_is_string (value))
    g_string_append (text, json_node_get_string (value));
  else
    mill_json_append (text, value, 0, TRUE);
}

static JsonNode *
substitute_string (const Place *place,
                   const char  *string)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *rest = string;
  const char *found;

  while ((found = strstr (rest, "${")) != NULL)
    {
      const char *end = strchr (found, '}');
      g_autofree char *name = NULL;
      g_autoptr (JsonNode) value = NULL;

      if (found > rest && found[-1] == '$')
        {
          g_string_append_len (text, rest, found - 1 - rest);
          g_string_append (text, "${");
          rest = found + 2;
          continue;
        }
      if (end == NULL)
        {
          report (place, _("Write ${name}, or $${ for the two characters themselves"),
                  _("“%s” has a ${ without a }"), string);
          break;
        }
      name = g_strndup (found + 2, end - found - 2);
      value = look_up (place, name);
      /* A reference that is the whole string keeps its type. */
      if (value != NULL && found == string && end[1] == '\0')
        return g_steal_pointer (&value);
      g_string_append_len (text, rest, found - rest);
      if (value != NULL)
        append_text (text, value);
      rest = end + 1;
    }
  g_string_append (text, rest);

  return mill_json_from_string (text->str);
}

/* A number that a text refers to is wanted as its text. */
static JsonNode *
as_text (JsonNode *value)
{
  g_autoptr (GString) text = NULL;

  if (mill_json_is_string (value))
    return value;
  text = g_string_new (NULL);
  append_text (text, value);
  json_node_unref (value);

  return mill_json_from_string (text->str);
}

static JsonNode *substitute_fields (const Place     *place,
                                    const MillParam *fields,
                                    JsonNode        *json);

static JsonNode *
substitute (const Place     *place,
            const MillParam *param,
            JsonNode        *json)
{
  JsonArray *array, *made;

  if (param->role == MILL_ROLE_EXPRESSION)
    return mill_json_copy (json);
  if (mill_json_is_string (json))
    {
      JsonNode *value = substitute_string (place, json_node_get_string (json));

      return param->kind == MILL_PARAM_STRING ? as_text (value) : value;
    }
  if (!JSON_NODE_HOLDS_ARRAY (json))
    return mill_json_copy (json);

  array = json_node_get_array (json);
  made = json_array_sized_new (json_array_get_length (array));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (param->kind == MILL_PARAM_RECORDS && JSON_NODE_HOLDS_OBJECT (element))
        json_array_add_element (made, substitute_fields (place, param->fields, element));
      else if (mill_json_is_string (element))
        json_array_add_element (made, as_text (substitute_string (place,
                                                                  json_node_get_string (element))));
      else
        json_array_add_element (made, mill_json_copy (element));
    }

  return mill_json_from_array (made);
}

static JsonNode *
substitute_fields (const Place     *place,
                   const MillParam *fields,
                   JsonNode        *json)
{
  JsonObject *made = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (json));
  while (json_object_iter_next (&iter, &name, &value))
    {
      const MillParam *field = mill_param_find_in (fields, name);

      json_object_set_member (made, name,
                              field != NULL ? substitute (place, field, value)
                                            : mill_json_copy (value));
    }

  return mill_json_from_object (made);
}

JsonObject *
mill_bindings_substitute (MillBindings       *self,
                          const MillNodeType *type,
                          const MillNode     *node,
                          GPtrArray          *problems)
{
  Place place = { self, mill_node_get_id (node), NULL, problems };
  JsonObject *params = mill_node_get_params (node);
  JsonObject *made = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (params == NULL)
    return made;

  json_object_iter_init (&iter, params);
  while (json_object_iter_next (&iter, &name, &value))
    {
      const MillParam *param = type != NULL ? mill_node_type_find_param (type, name) : NULL;

      place.param = name;
      /* What this build does not know it cannot know to be a reference. */
      json_object_set_member (made, name,
                              param != NULL ? substitute (&place, param, value)
                                            : mill_json_copy (value));
    }

  return made;
}

/* One path behind another: what a component sets may refer to what the one around it has. */
static int
compare_depth (gconstpointer a,
               gconstpointer b)
{
  guint depth = 0, other = 0;

  for (const char *c = mill_parameter_get_name (a); *c != '\0'; c++)
    depth += *c == MILL_PATH_SEPARATOR;
  for (const char *c = mill_parameter_get_name (b); *c != '\0'; c++)
    other += *c == MILL_PATH_SEPARATOR;

  return (int) depth - (int) other;
}

MillBindings *
mill_bindings_extend (MillBindings *self,
                      MillPipeline *expanded,
                      GPtrArray    *problems)
{
  g_autoptr (GPtrArray) parameters = NULL;
  MillBindings *made;
  GHashTableIter iter;
  gpointer known, binding;

  g_return_val_if_fail (MILL_IS_PIPELINE (expanded), NULL);

  parameters = mill_pipeline_list_parameters (expanded);
  if (parameters->len <= g_hash_table_size (self->values))
    return mill_bindings_ref (self);

  made = make_bindings ();
  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &known, &binding))
    bind_value (made, known, ((Binding *) binding)->type, ((Binding *) binding)->value);
  g_ptr_array_sort_values (parameters, compare_depth);
  for (guint i = 0; i < parameters->len; i++)
    {
      MillParameter *parameter = g_ptr_array_index (parameters, i);
      JsonNode *set = mill_parameter_get_default (parameter);
      g_autoptr (JsonNode) value = NULL;

      if (g_hash_table_contains (self->values, mill_parameter_get_name (parameter)))
        continue;
      if (set != NULL && mill_json_is_string (set))
        {
          const char *path = mill_parameter_get_name (parameter);
          const char *name_at = strrchr (path, MILL_PATH_SEPARATOR);
          g_autofree char *holder = name_at != NULL ? g_strndup (path, name_at - path) : NULL;
          const Place place = { made, holder, name_at != NULL ? name_at + 1 : path, problems };

          value = substitute_string (&place, json_node_get_string (set));
          set = value;
        }
      bind_value (made, mill_parameter_get_name (parameter),
                  mill_parameter_get_value_type (parameter), set);
    }

  return made;
}
