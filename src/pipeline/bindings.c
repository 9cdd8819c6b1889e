/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/bindings-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/expand.h"
#include "pipeline/json-private.h"
#include "pipeline/parameter-private.h"
#include "pipeline/references.h"
#include "pipeline/suggest.h"
#include "pipeline/writer.h"

typedef struct
{
  JsonNode          *value;              /* NULL: none, or see @trouble */
  MillParameterType  type;
  JsonNode          *written;            /* with ${env:NAME}, where a part of the value comes from there; or NULL */
  gboolean           from_environment;   /* the value, or a part of it: it may be a secret */
  GError            *trouble;            /* why there is no value, told where it is wanted; or NULL */
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
  g_clear_pointer (&binding->written, json_node_unref);
  g_clear_error (&binding->trouble);
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

static const char *
get_last_name (const char *path)
{
  const char *separator = strrchr (path, MILL_PATH_SEPARATOR);

  return separator != NULL ? separator + 1 : path;
}

/* What is written, with what the environment variables hold, as a value of the parameter. It is not shown
 * where it does not fit: it may be a secret. */
static void
bind_variables (Binding    *self,
                const char *path,
                const char *written)
{
  const char *name = get_last_name (path);
  g_autofree char *variable = mill_reference_find_variable (written, NULL);
  g_autofree char *unset = NULL;
  g_autofree char *text = mill_reference_fill_variables (written, &unset);

  self->from_environment = variable != NULL;
  self->value = text != NULL ? mill_parameter_type_parse (self->type, text) : NULL;
  if (unset != NULL && g_getenv (unset) == NULL)
    mill_fail (&self->trouble, _("Set the variable before the run, or give the parameter another value"),
               _("The parameter “%s” takes its value from the environment variable %s, "
                 "which is not set"), name, unset);
  else if (self->value == NULL)
    mill_fail (&self->trouble, mill_parameter_type_get_hint (self->type),
               _("What the environment variable %s holds cannot be the value of the parameter “%s”"),
               unset != NULL ? unset : variable, name);
}

/* Is @value filled by environment variables? A text may be in part, all else is so as a whole. */
static gboolean
is_filled (MillParameterType  type,
           JsonNode          *value)
{
  g_autofree char *variable = mill_reference_dup_variable (value);

  return variable != NULL || (type == MILL_PARAMETER_STRING && mill_json_is_string (value) &&
                              strstr (json_node_get_string (value), "${env:") != NULL);
}

/* @value: as it is written, a value or with ${env:NAME}; or NULL. Replaces what is known by that name. */
static Binding *
bind_value (MillBindings      *self,
            const char        *name,
            MillParameterType  type,
            JsonNode          *value)
{
  Binding *binding = g_new0 (Binding, 1);

  binding->type = type;
  if (value != NULL && is_filled (type, value))
    {
      binding->written = json_node_copy (value);
      bind_variables (binding, name, json_node_get_string (value));
    }
  else if (value != NULL)
    {
      binding->value = json_node_copy (value);
    }
  g_hash_table_insert (self->values, g_strdup (name), binding);

  return binding;
}

/* “Did you mean ...?” or NULL; new string. */
static char *
hint_name (MillBindings *self,
           const char   *name)
{
  MillSuggestion suggestion;
  GHashTableIter iter;
  const char *near;
  gpointer known;

  mill_suggestion_init (&suggestion, name);
  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &known, NULL))
    mill_suggestion_offer (&suggestion, known);
  near = mill_suggestion_finish (&suggestion);

  return near != NULL ? g_strdup_printf (_("Did you mean “%s”?"), near) : NULL;
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
  g_autoptr (JsonNode) value = NULL;

  if (equals == NULL)
    {
      mill_fail (error, _("Write NAME=VALUE"), _("“%s” does not set a parameter"), text);
      return FALSE;
    }
  name = g_strndup (text, equals - text);
  parameter = mill_pipeline_get_parameter (pipeline, name);
  if (parameter == NULL)
    {
      g_autofree char *hint = hint_name (self, name);

      mill_fail (error, hint, _("The pipeline has no parameter “%s”"), name);
      return FALSE;
    }
  value = mill_parameter_parse_value (parameter, equals + 1, error);
  if (value == NULL)
    return FALSE;
  bind_value (self, name, mill_parameter_get_value_type (parameter), value);

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

gboolean
mill_bindings_has (MillBindings *self,
                   const char   *name)
{
  return g_hash_table_contains (self->values, name);
}

JsonNode *
mill_bindings_find (MillBindings       *self,
                    const char         *name,
                    MillParameterType  *type,
                    GError            **error)
{
  Binding *binding = g_hash_table_lookup (self->values, name);

  if (binding == NULL)
    {
      g_autofree char *hint = hint_name (self, name);

      mill_fail (error, hint, _("The pipeline has no parameter “%s”"), name);
      return NULL;
    }
  if (type != NULL)
    *type = binding->type;
  if (binding->trouble != NULL)
    g_propagate_error (error, g_error_copy (binding->trouble));
  else if (binding->value == NULL)
    mill_fail (error, _("Give it a default, or a value for this run"),
               _("The parameter “%s” has no value"), name);

  return binding->value;
}

gboolean
mill_bindings_reads_environment (MillBindings *self,
                                 JsonNode     *json)
{
  g_autofree char *text = mill_json_to_canonical (json, TRUE);
  g_autoptr (GHashTable) names = NULL;
  GHashTableIter iter;
  gpointer name;

  if (strstr (text, "${") == NULL)
    return FALSE;
  if (strstr (text, "${env:") != NULL)
    return TRUE;
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  mill_references_list (json, names);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      Binding *binding = g_hash_table_lookup (self->values, name);

      if (binding != NULL && binding->from_environment)
        return TRUE;
    }

  return FALSE;
}

gboolean
mill_bindings_is_from_environment (MillBindings *self,
                                   const char   *name)
{
  Binding *binding = g_hash_table_lookup (self->values, name);

  return binding != NULL && binding->from_environment;
}

void
mill_bindings_foreach_secret (MillBindings   *self,
                              MillSecretFunc  func,
                              gpointer        data)
{
  GHashTableIter iter;
  gpointer path, value;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &path, &value))
    {
      Binding *binding = value;

      if (binding->from_environment && binding->value != NULL)
        func (path, binding->value, data);
    }
}

static JsonNode *
list_values (MillBindings *self,
             gboolean      as_written)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer name, data;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, &data))
    {
      Binding *binding = data;
      JsonNode *value = as_written && binding->written != NULL ? binding->written : binding->value;

      json_object_set_member (object, name,
                              value != NULL ? json_node_copy (value)
                                            : json_node_new (JSON_NODE_NULL));
    }

  return mill_json_from_object (object);
}

JsonNode *
mill_bindings_to_json (MillBindings *self)
{
  return list_values (self, FALSE);
}

JsonNode *
mill_bindings_to_record (MillBindings *self)
{
  return list_values (self, TRUE);
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

static Binding *
copy_binding (const Binding *self)
{
  Binding *made = g_new0 (Binding, 1);

  made->type = self->type;
  made->value = self->value != NULL ? json_node_copy (self->value) : NULL;
  made->written = self->written != NULL ? json_node_copy (self->written) : NULL;
  made->from_environment = self->from_environment;
  made->trouble = self->trouble != NULL ? g_error_copy (self->trouble) : NULL;

  return made;
}

/* What the node that holds a component sets, or the component's own default: it may refer to what is
 * outside. */
static void
bind_within (MillBindings  *self,
             MillParameter *parameter,
             GPtrArray     *problems)
{
  const char *path = mill_parameter_get_name (parameter);
  const char *name = get_last_name (path);
  g_autofree char *holder = name != path ? g_strndup (path, name - 1 - path) : NULL;
  const MillBindingsPlace place = { self, holder, name, problems };
  JsonNode *set = mill_parameter_get_default (parameter);
  g_autofree char *variable = set != NULL ? mill_reference_dup_variable (set) : NULL;
  Binding *binding;

  binding = bind_value (self, path, mill_parameter_get_value_type (parameter),
                        variable != NULL ? set : NULL);
  binding->from_environment = set != NULL && mill_bindings_reads_environment (self, set);
  if (set != NULL && variable == NULL)
    binding->value = mill_json_is_string (set)
                       ? mill_bindings_fill_string (&place, json_node_get_string (set))
                       : json_node_copy (set);
  if (binding->trouble != NULL && problems != NULL)
    g_ptr_array_add (problems, mill_diagnostic_at_param (mill_error_dup_diagnostic (binding->trouble,
                                                                                    holder), name));
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
    g_hash_table_insert (made->values, g_strdup (known), copy_binding (binding));
  g_ptr_array_sort_values (parameters, compare_depth);
  for (guint i = 0; i < parameters->len; i++)
    {
      MillParameter *parameter = g_ptr_array_index (parameters, i);

      if (!g_hash_table_contains (self->values, mill_parameter_get_name (parameter)))
        bind_within (made, parameter, problems);
    }

  return made;
}
