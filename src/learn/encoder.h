/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "learn/query.h"
#include "pipeline/schema.h"

G_BEGIN_DECLS

/* How the columns of a table become the numbers that a model reads. Numbers, booleans (0, 1), dates
 * (days since 1970-01-01) and timestamps (seconds since then) are taken as they are; texts become
 * the number of their category, in a dictionary sorted by bytes, so that it does not depend on the
 * order of rows. A text that was not there when it was fitted counts as missing, and so does NULL
 * (NAN). Infinite numbers become the largest one. */
typedef struct _MillEncoder MillEncoder;

typedef void (*MillFeatureFunc) (guint    index,
                                 gpointer data);

typedef struct
{
  char     *name;
  char     *type;           /* SQL type of the column it was fitted on */
  gboolean  categorical;
  GStrv     categories;     /* sorted; NULL for numbers */
  guint     n_categories;
} MillFeature;

/* Chooses the features: those of @columns, or where that is NULL or empty all columns of @schema of
 * a type that can be a feature; without @target and @excluded. Fails naming the parameters
 * "features" and "excluded". */
MillEncoder       *mill_encoder_new            (const MillSchema   *schema,
                                                const char         *target,
                                                const char *const  *columns,
                                                const char *const  *excluded,
                                                GError            **error);
/* Reads the dictionaries from the rows of @query. More than @max_categories texts in a column are
 * an error that says what to do. @func, if any, is told of each column before its query. */
gboolean           mill_encoder_fit            (MillEncoder        *self,
                                                const MillQuery    *query,
                                                guint               max_categories,
                                                MillFeatureFunc     func,
                                                gpointer            data,
                                                GError            **error);
void               mill_encoder_free           (MillEncoder        *self);
guint              mill_encoder_get_n_features (const MillEncoder  *self);
const MillFeature *mill_encoder_get_feature    (const MillEncoder  *self,
                                                guint               index);
/* The column as the encoder reads it: a DOUBLE, or a VARCHAR where it has categories. */
MillExpr          *mill_encoder_expression     (const MillEncoder  *self,
                                                guint               index);
/* The number of a category; NAN where there is none of that name. @text needs no NUL at its end. */
float              mill_encoder_get_code       (const MillEncoder  *self,
                                                guint               index,
                                                const char         *text,
                                                gsize               length);
/* Makes @n_rows numbers, @stride apart, finite or NAN. */
void               mill_encoder_tame           (float              *values,
                                                gsize               n_rows,
                                                guint               stride);
JsonNode          *mill_encoder_to_json        (const MillEncoder  *self);
/* NULL with @error for anything that mill_encoder_to_json() would not have written. */
MillEncoder       *mill_encoder_new_from_json  (JsonObject         *json,
                                                GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillEncoder, mill_encoder_free)

G_END_DECLS
