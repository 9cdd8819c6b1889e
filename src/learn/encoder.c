/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/encoder.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "learn/json-members.h"
#include "pipeline/diagnostic.h"

struct _MillEncoder
{
  GArray *features;   /* of MillFeature */
};

static void
clear_feature (gpointer data)
{
  MillFeature *feature = data;

  g_free (feature->name);
  g_free (feature->type);
  g_strfreev (feature->categories);
}

static MillEncoder *
new_empty (void)
{
  MillEncoder *self = g_new0 (MillEncoder, 1);

  self->features = g_array_new (FALSE, TRUE, sizeof (MillFeature));
  g_array_set_clear_func (self->features, clear_feature);

  return self;
}

static void
add_feature (MillEncoder *self,
             const char  *name,
             const char  *type)
{
  MillFeature feature = { .name = g_strdup (name), .type = g_strdup (type),
                          .categorical = mill_data_kind_from_type (type) == MILL_DATA_VARCHAR };

  g_array_append_val (self->features, feature);
}

static gboolean
can_be_feature (MillDataKind kind)
{
  return mill_data_kind_is_number (kind) || kind == MILL_DATA_BOOLEAN ||
         kind == MILL_DATA_VARCHAR || kind == MILL_DATA_DATE || kind == MILL_DATA_TIMESTAMP ||
         kind == MILL_DATA_TIMESTAMPTZ;
}

static gboolean
check_names (const MillSchema   *schema,
             const char         *param,
             const char *const  *names,
             GError            **error)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      const char *near = mill_schema_suggest (schema, names[i]);
      g_autofree char *hint = near != NULL ? g_strdup_printf (_("Did you mean “%s”?"), near) : NULL;

      if (mill_schema_find (schema, names[i]) != NULL)
        continue;
      mill_fail_param (error, param, hint, _("There is no column “%s” in the table"), names[i]);
      return FALSE;
    }

  return TRUE;
}

static gboolean
choose_named (MillEncoder        *self,
              const MillSchema   *schema,
              const char         *target,
              const char *const  *columns,
              const char *const  *excluded,
              GError            **error)
{
  for (guint i = 0; columns[i] != NULL; i++)
    {
      const MillColumn *column = mill_schema_find (schema, columns[i]);

      if (g_str_equal (columns[i], target))
        {
          mill_fail_param (error, "features", _("Take it out of the features."),
                           _("“%s” is what is to be predicted, so it cannot be a feature"), target);
          return FALSE;
        }
      if (!can_be_feature (column->kind))
        {
          mill_fail_param (error, "features",
                           _("Features are numbers, texts, yes or no, dates and times."),
                           _("The column “%s” of type %s cannot be a feature"), column->name,
                           column->type);
          return FALSE;
        }
      if ((excluded == NULL || !g_strv_contains (excluded, columns[i])) &&
          !g_strv_contains (columns + i + 1, columns[i]))
        add_feature (self, column->name, column->type);
    }

  return TRUE;
}

static void
choose_all (MillEncoder       *self,
            const MillSchema  *schema,
            const char        *target,
            const char *const *excluded)
{
  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);

      if (can_be_feature (column->kind) && !g_str_equal (column->name, target) &&
          (excluded == NULL || !g_strv_contains (excluded, column->name)))
        add_feature (self, column->name, column->type);
    }
}

MillEncoder *
mill_encoder_new (const MillSchema   *schema,
                  const char         *target,
                  const char *const  *columns,
                  const char *const  *excluded,
                  GError            **error)
{
  g_autoptr (MillEncoder) self = new_empty ();

  if (!check_names (schema, "features", columns, error) ||
      !check_names (schema, "excluded", excluded, error))
    return NULL;
  if (columns != NULL && columns[0] != NULL)
    {
      if (!choose_named (self, schema, target, columns, excluded, error))
        return NULL;
    }
  else
    choose_all (self, schema, target, excluded);

  if (self->features->len == 0)
    {
      mill_fail_param (error, "features",
                       _("Give the table at least one more column of numbers, texts, yes or no, "
                         "dates or times, or exclude fewer columns."),
                       _("There is no feature to predict “%s” from"), target);
      return NULL;
    }

  return g_steal_pointer (&self);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
fit_feature (MillFeature      *feature,
             const MillQuery  *query,
             guint             max_categories,
             GError          **error)
{
  MillSelect *select = mill_query_select (query);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_null_terminated (16, g_free, TRUE);
  g_autoptr (MillRows) rows = NULL;
  g_autoptr (GError) local_error = NULL;

  mill_select_add_column (select, feature->name);
  mill_select_distinct (select);
  mill_select_where (select, mill_expr_format ("%e IS NOT NULL", mill_expr_column (feature->name)));
  mill_select_order_by (select, mill_expr_column (feature->name), FALSE, FALSE);
  mill_select_limit (select, (gint64) max_categories + 1, 0);
  rows = mill_query_run (query, select, error);
  if (rows == NULL)
    return FALSE;

  while (mill_rows_next (rows, query->cancellable, &local_error))
    for (guint row = 0; row < mill_rows_get_n_rows (rows); row++)
      {
        gsize length;
        const char *text = mill_rows_get_text (rows, 0, row, &length);

        /* A text that does not fit a C string cannot be told from others: it stays unknown. */
        if (memchr (text, '\0', length) == NULL)
          g_ptr_array_add (texts, g_strndup (text, length));
      }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (texts->len > max_categories)
    {
      mill_fail_param (error, "excluded",
                       _("Exclude the column if it names single rows, or put rare values together "
                         "first."),
                       ngettext ("The text column “%s” has more than %u different value",
                                 "The text column “%s” has more than %u different values",
                                 max_categories), feature->name, max_categories);
      return FALSE;
    }

  /* Our own order, whatever the database's collation is. */
  g_ptr_array_sort (texts, compare_texts);
  feature->n_categories = texts->len;
  feature->categories = (GStrv) g_ptr_array_steal (texts, NULL);
  if (feature->categories == NULL)
    feature->categories = g_new0 (char *, 1);

  return TRUE;
}

gboolean
mill_encoder_fit (MillEncoder      *self,
                  const MillQuery  *query,
                  guint             max_categories,
                  MillFeatureFunc   func,
                  gpointer          data,
                  GError          **error)
{
  for (guint i = 0; i < self->features->len; i++)
    {
      MillFeature *feature = &g_array_index (self->features, MillFeature, i);

      if (!feature->categorical)
        continue;
      if (func != NULL)
        func (i, data);
      if (!fit_feature (feature, query, max_categories, error))
        return FALSE;
    }

  return TRUE;
}

void
mill_encoder_free (MillEncoder *self)
{
  g_array_unref (self->features);
  g_free (self);
}

guint
mill_encoder_get_n_features (const MillEncoder *self)
{
  return self->features->len;
}

const MillFeature *
mill_encoder_get_feature (const MillEncoder *self,
                          guint              index)
{
  return &g_array_index (self->features, MillFeature, index);
}

MillExpr *
mill_encoder_expression (const MillEncoder *self,
                         guint              index)
{
  const MillFeature *feature = mill_encoder_get_feature (self, index);
  MillExpr *column = mill_expr_column (feature->name);

  switch (mill_data_kind_from_type (feature->type))
    {
    case MILL_DATA_VARCHAR:
      return mill_expr_cast (column, "VARCHAR");
    case MILL_DATA_DATE:
      return mill_expr_format ("(%e / 86400)", mill_expr_call ("seconds", column, NULL));
    case MILL_DATA_TIMESTAMP:
    case MILL_DATA_TIMESTAMPTZ:
      return mill_expr_call ("seconds", column, NULL);
    default:
      return mill_expr_cast (column, "DOUBLE");
    }
}

float
mill_encoder_get_code (const MillEncoder *self,
                       guint              index,
                       const char        *text,
                       gsize              length)
{
  const MillFeature *feature = mill_encoder_get_feature (self, index);
  guint low = 0, high = feature->n_categories;

  if (text == NULL)
    return NAN;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const char *category = feature->categories[middle];
      gsize n = strlen (category);
      int order = memcmp (text, category, MIN (n, length));

      if (order == 0)
        order = (length > n) - (length < n);
      if (order == 0)
        return middle;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }

  return NAN;
}

void
mill_encoder_tame (float *values,
                   gsize  n_rows,
                   guint  stride)
{
  for (gsize i = 0; i < n_rows; i++)
    if (isinf (values[i * stride]))
      values[i * stride] = values[i * stride] > 0 ? FLT_MAX : -FLT_MAX;
}

JsonNode *
mill_encoder_to_json (const MillEncoder *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "features");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->features->len; i++)
    {
      const MillFeature *feature = mill_encoder_get_feature (self, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, feature->name);
      json_builder_set_member_name (builder, "type");
      json_builder_add_string_value (builder, feature->type);
      if (feature->categorical)
        {
          json_builder_set_member_name (builder, "categories");
          json_builder_begin_array (builder);
          for (guint j = 0; j < feature->n_categories; j++)
            json_builder_add_string_value (builder, feature->categories[j]);
          json_builder_end_array (builder);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static gboolean
read_feature (MillEncoder *self,
              JsonObject  *json)
{
  const char *name = mill_json_member_string (json, "name");
  const char *type = mill_json_member_string (json, "type");
  MillFeature *feature;

  if (name == NULL || type == NULL || !can_be_feature (mill_data_kind_from_type (type)))
    return FALSE;
  add_feature (self, name, type);
  feature = &g_array_index (self->features, MillFeature, self->features->len - 1);
  if (!feature->categorical)
    return TRUE;

  feature->categories = mill_json_member_strings (json, "categories");
  if (feature->categories == NULL)
    return FALSE;
  feature->n_categories = g_strv_length (feature->categories);
  /* Codes are found by halving. */
  for (guint i = 1; i < feature->n_categories; i++)
    if (strcmp (feature->categories[i - 1], feature->categories[i]) >= 0)
      return FALSE;

  return TRUE;
}

MillEncoder *
mill_encoder_new_from_json (JsonObject  *json,
                            GError     **error)
{
  g_autoptr (MillEncoder) self = new_empty ();
  JsonArray *features = mill_json_member_array (json, "features");

  for (guint i = 0; features != NULL && i < json_array_get_length (features); i++)
    {
      JsonNode *node = json_array_get_element (features, i);

      if (!JSON_NODE_HOLDS_OBJECT (node) || !read_feature (self, json_node_get_object (node)))
        features = NULL;
    }
  if (features == NULL)
    {
      mill_fail (error, NULL, "%s", _("The features of the model cannot be read"));
      return NULL;
    }

  return g_steal_pointer (&self);
}
