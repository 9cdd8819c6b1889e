/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* GTK's software renderer takes memory for a picture of the window in each frame and gives it back. To be
 * called first of all: from then on the program keeps so much for the next one, instead of getting it from
 * the system page by page, which takes a fifth of the frame. */
void mill_frame_memory_keep (void);

G_END_DECLS
