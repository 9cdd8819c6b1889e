#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the reference numbers of test-metrics.c: the metrics of scikit-learn 1.9.1 (numpy, Python
3.13) on rows that are made here by the same arithmetic as there in SQL. Not a part of the tests."""
import warnings

import numpy as np
from sklearn.metrics import (accuracy_score, balanced_accuracy_score, brier_score_loss, f1_score,
                             log_loss, mean_absolute_error, mean_squared_error,
                             median_absolute_error, precision_score, r2_score, recall_score,
                             roc_auc_score)

warnings.simplefilter("ignore")


def show(title, scores):
    print(title)
    for name, value in scores:
        print(f'    {{ "{name}", {float(value)!r} }},')


def binary(title, actual, probability):
    predicted = probability > 0.5
    show(title, [
        ("accuracy", accuracy_score(actual, predicted)),
        ("balanced accuracy", balanced_accuracy_score(actual, predicted)),
        ("precision", precision_score(actual, predicted, zero_division=0)),
        ("recall", recall_score(actual, predicted, zero_division=0)),
        ("F1", f1_score(actual, predicted, zero_division=0)),
        ("AUC", roc_auc_score(actual, probability)),
        ("log loss", log_loss(actual, probability, labels=[False, True])),
        ("Brier score", brier_score_loss(actual, probability)),
    ])


i = np.arange(1000)
# Many equal probabilities, and some of exactly 0 and 1 on the wrong side.
binary("binary", (i * 7919) % 1000 < 300 + (i % 11) * 30, ((i * 31 + 17) % 101) / 100.0)
binary("all predicted false", (i * 7919) % 1000 < 300, ((i * 31 + 17) % 101) / 1000.0)

classes = np.array(["a", "b", "c", "d"])
actual = (i * 7919) % 1000 % 3
predicted = np.where(i % 4 == 0, (i // 4) % 4, actual)
probability = np.where(np.arange(4)[None, :] == predicted[:, None], 0.7, 0.1)
show("classes", [
    ("accuracy", accuracy_score(actual, predicted)),
    ("balanced accuracy", balanced_accuracy_score(actual, predicted)),
    ("macro precision", precision_score(actual, predicted, average="macro", zero_division=0)),
    ("macro recall", recall_score(actual, predicted, average="macro", zero_division=0)),
    ("macro F1", f1_score(actual, predicted, average="macro", zero_division=0)),
    ("log loss", log_loss(actual, probability, labels=[0, 1, 2, 3])),
])

value = ((i * 7919) % 1000) / 7.0 - 20
guess = value + ((i * 31) % 97 - 45) / 9.0
show("numbers", [
    ("MAE", mean_absolute_error(value, guess)),
    ("RMSE", mean_squared_error(value, guess) ** 0.5),
    ("median absolute error", median_absolute_error(value, guess)),
    ("R2", r2_score(value, guess)),
])
