/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/apply.h"

#include <glib/gi18n-lib.h>

#include "engine/sql.h"
#include "pipeline/diagnostic.h"

/* Called by the database, from several threads, for up to 2048 rows. */
static gboolean
predict (MillVectors  *arguments,
         double       *result,
         gpointer      data,
         GError      **error)
{
  MillModel *model = data;
  const MillEncoder *encoder = mill_model_get_encoder (model);
  guint n_features = mill_model_get_n_features (model);
  guint n_rows = mill_vectors_get_n_rows (arguments);
  g_autofree float *features = g_new (float, (gsize) n_rows * n_features + 1);

  for (guint i = 0; i < n_features; i++)
    {
      if (!mill_encoder_get_feature (encoder, i)->categorical)
        {
          mill_vectors_get_floats (arguments, i, features + i, n_features);
          mill_encoder_tame (features + i, n_rows, n_features);
          continue;
        }
      for (guint row = 0; row < n_rows; row++)
        {
          gsize length = 0;
          const char *text = mill_vectors_get_text (arguments, i, row, &length);

          features[row * n_features + i] = mill_encoder_get_code (encoder, i, text, length);
        }
    }

  return mill_model_predict (model, features, n_rows, result, error);
}

/* A number may come with another width than in training, and so may a time; a text may not come as
 * a number, for its categories would all be unknown. */
static gboolean
is_readable (MillDataKind trained,
             MillDataKind found)
{
  if (mill_data_kind_is_number (trained) || trained == MILL_DATA_BOOLEAN)
    return mill_data_kind_is_number (found) || found == MILL_DATA_BOOLEAN;

  return trained == found;
}

static gboolean
check_column (MillCompile        *to,
              const char         *port,
              const MillFeature  *feature,
              GError            **error)
{
  const MillSchema *schema = mill_compile_get_schema (to, port);
  const MillColumn *column = mill_schema_find (schema, feature->name);
  g_autofree char *hint = NULL;

  if (column == NULL)
    {
      const char *near = mill_schema_suggest (schema, feature->name);

      hint = near != NULL
             ? g_strdup_printf (_("Rename “%s”, if that is the one that is meant."), near)
             : g_strdup (_("Prepare this table with the same nodes as the training rows."));
      mill_fail_port (error, port, hint,
                      _("The model needs the column “%s” (%s), which the table does not have"),
                      feature->name, feature->type);
      return FALSE;
    }
  if (!is_readable (mill_data_kind_from_type (feature->type), column->kind))
    {
      mill_fail_port (error, port, _("Change the type of the column first."),
                      _("The column “%s” is of type %s here, but the model was trained with %s"),
                      feature->name, column->type, feature->type);
      return FALSE;
    }

  return TRUE;
}

MillExpr *
mill_apply_call (MillCompile  *to,
                 const char   *port,
                 MillModel    *model,
                 GError      **error)
{
  const MillEncoder *encoder = mill_model_get_encoder (model);
  guint n_features = mill_model_get_n_features (model);
  g_autoptr (GPtrArray) types = g_ptr_array_new ();
  g_autoptr (GPtrArray) arguments =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mill_expr_free);
  g_autofree char *quoted = NULL;
  g_autofree char *open = NULL;
  const char *name;

  for (guint i = 0; i < n_features; i++)
    {
      const MillFeature *feature = mill_encoder_get_feature (encoder, i);

      if (!check_column (to, port, feature, error))
        return NULL;
      g_ptr_array_add (types, (gpointer) (feature->categorical ? "VARCHAR" : "DOUBLE"));
      g_ptr_array_add (arguments, mill_encoder_expression (encoder, i));
    }
  g_ptr_array_add (types, NULL);

  name = mill_compile_add_function (to, (const char *const *) types->pdata,
                                    mill_target_get_width (mill_model_get_target (model)), predict,
                                    g_object_ref (model), g_object_unref, error);
  if (name == NULL)
    return NULL;

  quoted = mill_sql_quote_identifier (name);
  open = g_strconcat (quoted, "(", NULL);

  return mill_expr_join (open, arguments, ", ", ")");
}

/* All probabilities as a list: a function of width 1 gives a bare number. */
static MillExpr *
raw_list (MillModel  *model,
          const char *raw)
{
  if (mill_target_get_width (mill_model_get_target (model)) > 1)
    return mill_expr_column (raw);

  return mill_expr_format ("[%i]", raw);
}

static MillExpr *
class_literal (const MillTarget *target,
               guint             index)
{
  MillExpr *text = mill_expr_string (target->classes[index]);

  return g_str_equal (target->type, "VARCHAR") ? text : mill_expr_cast (text, target->type);
}

MillExpr *
mill_apply_prediction (MillModel  *model,
                       const char *raw)
{
  const MillTarget *target = mill_model_get_target (model);
  g_autoptr (GPtrArray) classes = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_expr_free);

  if (target->kind == MILL_PREDICT_NUMBER)
    return mill_expr_column (raw);
  if (target->kind == MILL_PREDICT_BINARY)
    return mill_expr_format ("(%e > 0.5)", mill_expr_column (raw));

  for (guint i = 0; i < target->n_classes; i++)
    g_ptr_array_add (classes, class_literal (target, i));

  /* The first of equals. */
  return mill_expr_format ("%e[list_position(%e, list_max(%e))]",
                           mill_expr_join ("[", classes, ", ", "]"), raw_list (model, raw),
                           raw_list (model, raw));
}

MillExpr *
mill_apply_probability (MillModel  *model,
                        const char *raw)
{
  if (mill_model_get_target (model)->kind == MILL_PREDICT_BINARY)
    return mill_expr_column (raw);

  return mill_expr_format ("list_max(%e)", raw_list (model, raw));
}

MillExpr *
mill_apply_probabilities (MillModel  *model,
                          const char *raw)
{
  const MillTarget *target = mill_model_get_target (model);
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_expr_free);

  for (guint i = 0; i < target->n_classes; i++)
    g_ptr_array_add (pairs, mill_expr_format ("{'class': %e, 'probability': %e[%d]}",
                                              class_literal (target, i), raw_list (model, raw),
                                              (gint64) i + 1));

  return mill_expr_join ("[", pairs, ", ", "]");
}

char *
mill_apply_list_type (const char *type)
{
  return g_strdup_printf ("STRUCT(\"class\" %s, probability DOUBLE)[]", type);
}
