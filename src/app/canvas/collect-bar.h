/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/canvas.h"

G_BEGIN_DECLS

/* Lies above @canvas while it collects: how much is selected, and a button that ends it. */
GtkWidget *mill_collect_bar_new (MillCanvas *canvas);

G_END_DECLS
