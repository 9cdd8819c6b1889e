/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "engine/compile.h"
#include "learn/apply.h"
#include "nodes/names.h"
#include "pipeline/diagnostic.h"

typedef struct
{
  char *prediction;
  char *probability;
  char *probabilities;
} ApplyModel;

static const MillPort ports[] = {
  { "table", N_("Table"),       MILL_PORT_IN,  MILL_PORT_TABLE },
  { "model", N_("Model"),       MILL_PORT_IN,  MILL_PORT_MODEL },
  { "table", N_("Predictions"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (ApplyModel, prediction), .label = N_("Column for the prediction"),
    .required = TRUE, .role = MILL_ROLE_NEW_COLUMN, .default_string = "prediction" },
  { MILL_STRING (ApplyModel, probability), .label = N_("Column for the probability"),
    .help = N_("Of a target that is yes or no: the probability of yes; of other classes: that of "
               "the predicted one; not made for numbers"),
    .required = TRUE, .role = MILL_ROLE_NEW_COLUMN, .default_string = "probability" },
  { MILL_STRING (ApplyModel, probabilities), .label = N_("Column for all probabilities"),
    .help = N_("Of a target with classes: a list of each class and its probability"),
    .required = TRUE, .role = MILL_ROLE_NEW_COLUMN, .default_string = "probabilities",
    .advanced = TRUE },
  { 0 }
};

static char *
describe (const void *settings)
{
  const ApplyModel *self = settings;

  return g_strdup (self->prediction);
}

static gboolean
check_free (const MillSchema  *schema,
            const char        *param,
            const char        *name,
            GError           **error)
{
  g_autofree char *free_name = NULL;
  g_autofree char *hint = NULL;

  if (mill_names_find_same (schema, name) == NULL)
    return TRUE;
  free_name = mill_names_make_free (schema, name);
  hint = g_strdup_printf (_("Choose another name, like “%s”."), free_name);
  mill_fail_param (error, param, hint, _("The table has a column “%s” already"), name);

  return FALSE;
}

/* The columns that are made depend on the type of the target alone, which is known before any model
 * is fitted. */
static gboolean
check_names (const ApplyModel  *self,
             const MillSchema  *schema,
             MillDataKind       kind,
             GError           **error)
{
  if (!check_free (schema, "prediction", self->prediction, error))
    return FALSE;
  if (kind != MILL_DATA_DOUBLE && !check_free (schema, "probability", self->probability, error))
    return FALSE;
  if (kind == MILL_DATA_DOUBLE || kind == MILL_DATA_BOOLEAN)
    return TRUE;

  return check_free (schema, "probabilities", self->probabilities, error);
}

/* Before a run: columns of the right types, without values. */
static void
add_typed_nulls (const ApplyModel *self,
                 MillSelect       *select,
                 const char       *type,
                 MillDataKind      kind)
{
  mill_select_add (select, self->prediction, mill_expr_null (type));
  if (kind == MILL_DATA_DOUBLE)
    return;
  mill_select_add (select, self->probability, mill_expr_null ("DOUBLE"));
  if (kind != MILL_DATA_BOOLEAN)
    {
      g_autofree char *list = mill_apply_list_type (type);

      mill_select_add (select, self->probabilities, mill_expr_null (list));
    }
}

static gboolean
compile_model (const ApplyModel  *self,
               MillCompile       *to,
               MillModel         *model,
               GError           **error)
{
  const MillSchema *schema = mill_compile_get_schema (to, "table");
  g_autofree char *raw = mill_names_make_free (schema, "raw prediction");
  MillExpr *call = mill_apply_call (to, "table", model, error);
  MillSelect *inner, *select;

  if (call == NULL)
    return FALSE;
  inner = mill_select_new (mill_compile_get_relation (to, "table"));
  mill_select_add_all (inner);
  mill_select_add (inner, raw, call);

  select = mill_select_new_nested (inner);
  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    mill_select_add_column (select, mill_schema_get_column (schema, i)->name);
  mill_select_add (select, self->prediction, mill_apply_prediction (model, raw));
  if (mill_model_get_target (model)->kind != MILL_PREDICT_NUMBER)
    mill_select_add (select, self->probability, mill_apply_probability (model, raw));
  if (mill_model_get_target (model)->kind == MILL_PREDICT_CLASS)
    mill_select_add (select, self->probabilities, mill_apply_probabilities (model, raw));
  mill_compile_set_output (to, "table", select);

  return TRUE;
}

static gboolean
compile (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const ApplyModel *self = settings;
  const MillModelShape *shape = mill_compile_get_model (to, "model");
  const MillSchema *schema = mill_compile_get_schema (to, "table");
  MillArtifact *artifact = mill_compile_get_artifact (to, "model");
  const char *type = artifact != NULL
                     ? mill_model_get_target (MILL_MODEL (artifact))->type
                     : shape != NULL ? shape->target_type : NULL;
  MillDataKind kind = mill_data_kind_from_type (type);
  MillSelect *select;

  if (type == NULL)
    {
      mill_fail_port (error, "model", _("Finish the settings of the node that makes the model."),
                      "%s", _("It is not known yet what the model predicts"));
      return FALSE;
    }
  if (!check_names (self, schema, kind, error))
    return FALSE;
  if (artifact != NULL)
    return compile_model (self, to, MILL_MODEL (artifact), error);

  select = mill_select_new (mill_compile_get_relation (to, "table"));
  mill_select_add_all (select);
  add_typed_nulls (self, select, type, kind);
  mill_compile_set_output (to, "table", select);

  return TRUE;
}

MILL_NODE_TYPE (apply_model,
  .id = "apply-model", .version = 1, .category = MILL_CATEGORY_EVALUATE,
  .icon = "wand-symbolic",
  .label = N_("Apply Model"), .summary = N_("Add what a model predicts to every row of a table"),
  .help = N_("The table keeps all its columns and gets:\n\n"
             "* `prediction`: what the model predicts, of the target's type (a number with "
             "decimals for numbers);\n"
             "* `probability`: for a target that is yes or no the probability of yes, for other "
             "classes that of the predicted one;\n"
             "* `probabilities`: for classes, a list of all of them with their probabilities.\n\n"
             "The table needs the columns that the model was trained with, of fitting types; the "
             "target may be missing. A text that the model has never seen counts as missing."),
  .keywords = N_("predict;prediction;inference;test;classify"),
  .ports = ports, .params = params, .params_size = sizeof (ApplyModel),
  .describe = describe, .compile = compile, .example = "apply-model")
