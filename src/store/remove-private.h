/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store-private.h"

G_BEGIN_DECLS

/* Forgets the run with this number, and what only it referred to; within a transaction. */
gboolean mill_store_remove_row (MillDatabase  *database,
                                gint64         row,
                                GError       **error);

G_END_DECLS
