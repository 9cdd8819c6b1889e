/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/metrics.h"

G_BEGIN_DECLS

/* How often which class was predicted for which. */
typedef struct
{
  GPtrArray *classes;   /* of char *: all that occur, actual or predicted, sorted as texts */
  gint64 *counts; /* row by row: a row for each actual class, a column for each predicted one */
} MillConfusion;

/* Fails where there are more than MILL_MAX_CLASSES classes. */
MillConfusion *mill_confusion_new           (const MillQuery     *query,
                                             const MillScored    *rows,
                                             GError             **error);
void           mill_confusion_free          (MillConfusion       *self);
gint64         mill_confusion_get_count     (const MillConfusion *self,
                                             guint                actual,
                                             guint                predicted);
gint64         mill_confusion_get_n_actual  (const MillConfusion *self,
                                             guint                class);
gint64         mill_confusion_get_n_predicted (const MillConfusion *self,
                                             guint                class);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillConfusion, mill_confusion_free)

G_END_DECLS
