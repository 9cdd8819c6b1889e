/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/target.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "learn/json-members.h"
#include "pipeline/diagnostic.h"

static void
add_classes (JsonBuilder      *builder,
             const MillTarget *self)
{
  json_builder_set_member_name (builder, "classes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->n_classes; i++)
    json_builder_add_string_value (builder, self->classes[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "class-rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->n_classes; i++)
    json_builder_add_int_value (builder, self->class_rows[i]);
  json_builder_end_array (builder);
}

JsonNode *
mill_target_to_json (const MillTarget *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "column");
  json_builder_add_string_value (builder, self->column);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, self->type);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, mill_predict_kind_get_name (self->kind));
  json_builder_set_member_name (builder, "rows");
  json_builder_add_int_value (builder, self->n_rows);
  json_builder_set_member_name (builder, "missing");
  json_builder_add_int_value (builder, self->n_missing);
  if (self->classes != NULL)
    add_classes (builder, self);
  else
    {
      json_builder_set_member_name (builder, "mean");
      json_builder_add_double_value (builder, self->mean);
      json_builder_set_member_name (builder, "median");
      json_builder_add_double_value (builder, self->median);
    }
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static gboolean
read_kind (MillTarget *self,
           const char *name)
{
  static const char *const types[] = { "BOOLEAN", "VARCHAR", "DOUBLE" };

  for (guint i = MILL_PREDICT_BINARY; i <= MILL_PREDICT_NUMBER; i++)
    if (g_strcmp0 (name, mill_predict_kind_get_name (i)) == 0)
      {
        self->kind = i;
        return g_str_equal (self->type, types[i]) ||
               (i == MILL_PREDICT_CLASS && g_str_equal (self->type, "BIGINT"));
      }

  return FALSE;
}

static gboolean
is_class (const MillTarget *self,
          const char       *text)
{
  char *end;

  if (!g_str_equal (self->type, "BIGINT"))
    return TRUE;
  g_ascii_strtoll (text, &end, 10);

  return *text != '\0' && *end == '\0';
}

static gboolean
read_classes (MillTarget *self,
              JsonObject *json)
{
  JsonArray *rows = mill_json_member_array (json, "class-rows");

  self->classes = mill_json_member_strings (json, "classes");
  self->n_classes = self->classes != NULL ? g_strv_length (self->classes) : 0;
  if (self->n_classes == 0 || self->n_classes > MILL_MAX_CLASSES || rows == NULL ||
      json_array_get_length (rows) != self->n_classes)
    return FALSE;
  if (self->kind == MILL_PREDICT_BINARY &&
      (self->n_classes != 2 || !g_str_equal (self->classes[0], "false") ||
       !g_str_equal (self->classes[1], "true")))
    return FALSE;

  self->class_rows = g_new (gint64, self->n_classes);
  for (guint i = 0; i < self->n_classes; i++)
    {
      self->class_rows[i] = mill_json_element_integer (rows, i, -1);
      if (self->class_rows[i] < 0 || !is_class (self, self->classes[i]))
        return FALSE;
      if (self->class_rows[i] > self->class_rows[self->majority])
        self->majority = i;
    }

  return TRUE;
}

static gboolean
read_target (MillTarget *self,
             JsonObject *json)
{
  self->column = g_strdup (mill_json_member_string (json, "column"));
  self->type = g_strdup (mill_json_member_string (json, "type"));
  self->n_rows = mill_json_member_count (json, "rows");
  self->n_missing = mill_json_member_count (json, "missing");
  self->mean = mill_json_member_number (json, "mean");
  self->median = mill_json_member_number (json, "median");
  if (self->column == NULL || self->type == NULL || self->n_rows < 0 || self->n_missing < 0 ||
      !read_kind (self, mill_json_member_string (json, "kind")))
    return FALSE;

  return self->kind == MILL_PREDICT_NUMBER ? isfinite (self->mean) && isfinite (self->median)
                                           : read_classes (self, json);
}

MillTarget *
mill_target_new_from_json (JsonObject  *json,
                           GError     **error)
{
  g_autoptr (MillTarget) self = g_new0 (MillTarget, 1);

  if (!read_target (self, json))
    {
      mill_fail (error, NULL, "%s", _("The target of the model cannot be read"));
      return NULL;
    }

  return g_steal_pointer (&self);
}
