/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/settle.h"
#include "app/window-private.h"

/* How a window closes: once for all its tabs. */

static void
settled_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  if (mill_settle_finish (result))
    mill_window_close_settled (MILL_WINDOW (object));
}

gboolean
mill_window_close_asks (MillWindow *self)
{
  g_autoptr(GPtrArray) tabs = mill_window_list_tabs (self);

  if (!self->settled && mill_settle_is_needed (tabs))
    {
      mill_settle_async (GTK_WIDGET (self), tabs, settled_cb, NULL);
      return TRUE;
    }
  for (guint i = 0; i < tabs->len; i++)
    mill_application_let_go (g_ptr_array_index (tabs, i));

  return FALSE;
}

void
mill_window_close_settled (MillWindow *self)
{
  self->settled = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}
