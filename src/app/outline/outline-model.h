/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/outline/outline-item.h"

G_BEGIN_DECLS

/* The nodes of a session's pipeline as a list of MillOutlineItem, each after what it depends on. An edit
 * costs what was changed; the order is put right once for all the edits of a moment.
 *
 * signal "about-to-sort" (), "sorted" (): around items-changed. */
#define MILL_TYPE_OUTLINE_MODEL (mill_outline_model_get_type ())
G_DECLARE_FINAL_TYPE (MillOutlineModel, mill_outline_model, MILL, OUTLINE_MODEL, GObject)

MillOutlineModel *mill_outline_model_new        (MillSession      *session);
/* While it is not active it follows nothing and costs nothing. It begins like that. */
void              mill_outline_model_set_active (MillOutlineModel *self,
                                                 gboolean          active);
/* Puts the order right now. */
void              mill_outline_model_flush      (MillOutlineModel *self);
/* Borrowed, or NULL. */
MillOutlineItem  *mill_outline_model_find       (MillOutlineModel *self,
                                                 const char       *node);
/* Where @item is in the list. */
guint             mill_outline_model_get_index  (MillOutlineModel *self,
                                                 MillOutlineItem  *item);

G_END_DECLS
