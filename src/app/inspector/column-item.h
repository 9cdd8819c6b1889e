/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pipeline/schema.h"

G_BEGIN_DECLS

/* A column to choose in a list. */
#define MILL_TYPE_COLUMN_ITEM (mill_column_item_get_type ())
G_DECLARE_FINAL_TYPE (MillColumnItem, mill_column_item, MILL, COLUMN_ITEM, GObject)

/* @type NULL: it is not among the columns that come in. */
MillColumnItem     *mill_column_item_new         (const char       *name,
                                                  const char       *type);
const char         *mill_column_item_get_name    (MillColumnItem   *self);
/* What is shown: the name, or "None" where that is empty. Also the property "label". */
const char         *mill_column_item_get_label   (MillColumnItem   *self);
const char         *mill_column_item_get_type_name (MillColumnItem *self);
gboolean            mill_column_item_get_missing (MillColumnItem   *self);
/* Shows icon and name of the items of a list. */
GtkListItemFactory *mill_column_item_factory_new (void);
/* Does @column fit a parameter for "number", "time", "class" or NULL (any)? */
gboolean            mill_column_fits             (const MillColumn *column,
                                                  const char       *types);

G_END_DECLS
