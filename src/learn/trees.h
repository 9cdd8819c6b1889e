/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/predictor.h"
#include "learn/xgboost.h"

G_BEGIN_DECLS

/* Boosted trees as a predictor of @width numbers a row. A booster that gives one probability where
 * two are wanted is that of the second class. Takes @booster; NULL with @error where the two do not
 * fit. */
MillPredictor *mill_trees_new           (MillBooster     *booster,
                                         guint            width,
                                         GError         **error);
MillPredictor *mill_trees_new_from_json (JsonObject      *object,
                                         GError         **error);

G_END_DECLS
