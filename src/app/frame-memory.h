/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* GTK's software renderer takes memory for a picture of the window in each frame and gives it back. To be
 * called first of all: from then on the program keeps so much for the next one, instead of getting it from
 * the system page by page, which takes a fifth of the frame. */
void mill_frame_memory_keep            (void);
/* Under X11 the picture itself lies in memory that is shared with the display's server, and each frame takes
 * and ends that too, in the program and in the server, which takes a third of the frame. As long as @native,
 * which is realized, lasts, it is kept. Does nothing where it is not so. */
void mill_frame_memory_keep_for_window (GtkNative *native);

G_END_DECLS
