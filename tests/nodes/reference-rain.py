#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the reference numbers of test-rain-tomorrow.c: the same fits with XGBoost's and
scikit-learn's own Python interfaces. Not a part of the tests; run it with
xgboost 3.3.0, scikit-learn 1.9.1, pandas 3.1.1 and the data file as its argument."""
import sys

import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.dummy import DummyClassifier
from sklearn.metrics import (accuracy_score, balanced_accuracy_score, brier_score_loss, f1_score,
                             log_loss, precision_score, recall_score, roc_auc_score)

table = pd.read_csv(sys.argv[1], parse_dates=["date"]).sort_values("date").reset_index(drop=True)
table["rain_tomorrow"] = table.precipitation.shift(-1) > 0
table = table.iloc[:-1]
train = table[table.date < "2015-01-01"]
test = table[table.date >= "2015-01-01"]
categories = {name: code for code, name in enumerate(sorted(train.weather.unique()))}


def features(rows):
    rows = rows.drop(columns="rain_tomorrow")
    rows["date"] = (rows.date - pd.Timestamp("1970-01-01")).dt.days
    rows["weather"] = rows.weather.map(categories)
    return rows.astype("float32").values


def matrix(rows, like=None):
    return xgb.QuantileDMatrix(features(rows), rows.rain_tomorrow.astype("float32").values,
                               feature_types=["float"] * 5 + ["c"], enable_categorical=True,
                               max_bin=256, missing=np.nan, ref=like)


def scores(probability):
    actual = test.rain_tomorrow.values
    predicted = probability > 0.5
    probability = probability.astype("float64")
    return [
        ("accuracy", accuracy_score(actual, predicted)),
        ("balanced accuracy", balanced_accuracy_score(actual, predicted)),
        ("precision", precision_score(actual, predicted, zero_division=0)),
        ("recall", recall_score(actual, predicted)),
        ("F1", f1_score(actual, predicted)),
        ("AUC", roc_auc_score(actual, probability)),
        ("log loss", log_loss(actual, probability)),
        ("Brier score", brier_score_loss(actual, probability)),
    ]


settings = dict(objective="binary:logistic", eval_metric="logloss", tree_method="hist",
                learning_rate=0.1, max_depth=4, seed=1)
rows = matrix(train)
valid = matrix(test, rows)
naive = DummyClassifier(strategy="prior").fit(features(train), train.rain_tomorrow)
naive = scores(naive.predict_proba(features(test))[:, 1])

for patience in (0, 10):
    curve = {}
    if patience == 0:
        trees = xgb.train(settings, rows, 200)
        best = 200
    else:
        trees = xgb.train(settings, rows, 200, evals=[(rows, "train"), (valid, "valid")],
                          early_stopping_rounds=patience, evals_result=curve, verbose_eval=False)
        best = trees.best_iteration + 1
        print("rounds", len(curve["valid"]["logloss"]), "best", best, "last",
              curve["train"]["logloss"][-1], curve["valid"]["logloss"][-1])
    found = scores(trees.inplace_predict(features(test), iteration_range=(0, best)))
    print("patience", patience)
    for (name, value), (_, baseline) in zip(found, naive):
        print(f'    {{ "{name}", {float(value)!r}, {float(baseline)!r} }},')
