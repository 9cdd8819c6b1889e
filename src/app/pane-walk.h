/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Goes from the pane that has the focus to the next of @panes that is shown (@step 1), or to the one before
 * (-1), as in a circle; from elsewhere to the first or the last. Where somebody was in a pane before, there
 * the focus comes back to. Returns the pane that has the focus now, or the one that the caller is to give it
 * to, since nobody was there yet: *@entered tells which. NULL: there is none to go to. */
GtkWidget *mill_pane_walk (GtkWidget *const *panes,
                           guint             n_panes,
                           int               step,
                           gboolean         *entered);

G_END_DECLS
