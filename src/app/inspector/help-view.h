/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pipeline/node-type.h"

G_BEGIN_DECLS

/* What a node type is for, its ports and its settings, in words. */
GtkWidget *mill_help_view_new (const MillNodeType *type);

G_END_DECLS
