/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/trees.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "learn/booster-check.h"
#include "learn/json-members.h"
#include "pipeline/diagnostic.h"

typedef struct
{
  MillPredictor  parent;
  MillBooster   *booster;
} Trees;

static gboolean
trees_predict (MillPredictor  *predictor,
               const float    *features,
               gsize           n_rows,
               double         *result,
               GError        **error)
{
  Trees *self = (Trees *) predictor;
  guint given = mill_booster_get_width (self->booster);
  g_autofree float *values = g_new (float, n_rows * given);

  if (!mill_booster_predict (self->booster, features, n_rows, values, error))
    return FALSE;
  if (given == predictor->width)
    for (gsize i = 0; i < n_rows * given; i++)
      result[i] = values[i];
  else
    for (gsize i = 0; i < n_rows; i++)
      {
        result[2 * i] = 1 - (double) values[i];
        result[2 * i + 1] = values[i];
      }

  return TRUE;
}

static void
trees_add_json (MillPredictor *predictor,
                JsonObject    *object)
{
  Trees *self = (Trees *) predictor;

  json_object_set_int_member (object, "width", predictor->width);
  /* As it is, so that no number of it is written anew. */
  json_object_set_string_member (object, "booster", mill_booster_get_text (self->booster, NULL));
}

static void
trees_free (MillPredictor *predictor)
{
  Trees *self = (Trees *) predictor;

  mill_booster_free (self->booster);
  g_free (self);
}

static const MillPredictorClass trees_class = {
  "trees", trees_predict, trees_add_json, trees_free
};

MillPredictor *
mill_trees_new (MillBooster  *booster,
                guint         width,
                GError      **error)
{
  guint given = mill_booster_get_width (booster);
  Trees *self;

  if (given != width && !(given == 1 && width == 2))
    {
      mill_fail (error, NULL, ngettext ("The trees give %u number, which does not fit the target",
                                        "The trees give %u numbers, which do not fit the target",
                                        given), given);
      mill_booster_free (booster);
      return NULL;
    }

  self = g_new0 (Trees, 1);
  self->parent.klass = &trees_class;
  self->parent.n_features = mill_booster_get_n_features (booster);
  self->parent.width = width;
  self->booster = booster;

  return &self->parent;
}

MillPredictor *
mill_trees_new_from_json (JsonObject  *object,
                          GError     **error)
{
  const char *text = mill_json_member_string (object, "booster");
  gint64 width = mill_json_member_count (object, "width");
  MillBooster *booster;

  if (text == NULL || width < 1 || width > G_MAXUINT16)
    {
      mill_fail (error, NULL, "%s", _("The fitted part of the model cannot be read"));
      return NULL;
    }
  if (!mill_booster_check (text, error))
    return NULL;
  booster = mill_booster_new_from_text (text, strlen (text), error);

  return booster != NULL ? mill_trees_new (booster, width, error) : NULL;
}
