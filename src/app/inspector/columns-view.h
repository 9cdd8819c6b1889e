/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* The columns that come into a node and those that leave it, port by port, with their types. */
#define MILL_TYPE_COLUMNS_VIEW (mill_columns_view_get_type ())
G_DECLARE_FINAL_TYPE (MillColumnsView, mill_columns_view, MILL, COLUMNS_VIEW, AdwBin)

GtkWidget *mill_columns_view_new (MillSession *session,
                                  const char  *node);

G_END_DECLS
