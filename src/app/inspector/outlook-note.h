/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/outlook.h"

G_BEGIN_DECLS

/* A few quiet lines: what a run would do with a node, why, and what becomes of its table. With @told somebody
 * else says what changed. */
GtkWidget *mill_outlook_note_new (const MillOutlook *outlook,
                                  gboolean           told);

G_END_DECLS
