/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

/* The other version that what is open is compared with. */

static void
changed_cb (MillSession *self)
{
  g_signal_emit (self, mill_session_signals[SIGNAL_COMPARISON_CHANGED], 0);
}

void
mill_session_compare (MillSession  *self,
                      MillPipeline *before,
                      const char   *title)
{
  g_return_if_fail (MILL_IS_SESSION (self));

  if (self->comparison != NULL)
    g_signal_handlers_disconnect_by_data (self->comparison, self);
  g_clear_object (&self->comparison);
  if (before != NULL)
    {
      self->comparison = mill_comparison_new (before, title, self->whole);
      g_signal_connect_object (self->comparison, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }
  changed_cb (self);
}

MillComparison *
mill_session_get_comparison (MillSession *self)
{
  return self->comparison;
}
