/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

/* Several runs one after the other, each with other values of parameters. */

void
mill_session_clear_sweep (MillSession *self)
{
  g_clear_pointer (&self->sweep, mill_value_grid_free);
  self->sweep_index = 0;
  self->sweep_n_bad = 0;
}

static void
run_next (MillSession *self)
{
  g_auto(GStrv) values = mill_value_grid_list (self->sweep, self->sweep_index);

  mill_session_run_with_values (self, (const char *const *) values);
}

void
mill_session_run_sweep (MillSession   *self,
                        MillValueGrid *values)
{
  if (self->running)
    {
      mill_value_grid_free (values);
      return;
    }

  mill_session_clear_sweep (self);
  self->sweep = values;
  run_next (self);
}

void
mill_session_note_sweep (MillSession *self,
                         MillState    state)
{
  self->sweep_n_bad += state != MILL_STATE_DONE;
}

void
mill_session_continue_sweep (MillSession *self)
{
  if (self->sweep == NULL)
    return;

  self->sweep_index++;
  if (self->sweep_index < mill_value_grid_get_n (self->sweep))
    run_next (self);
  else
    mill_session_clear_sweep (self);
}

gboolean
mill_session_get_sweep (MillSession *self,
                        guint       *index,
                        guint       *n,
                        guint       *n_bad)
{
  if (self->sweep == NULL)
    return FALSE;

  *index = self->sweep_index;
  *n = mill_value_grid_get_n (self->sweep);
  *n_bad = self->sweep_n_bad;

  return TRUE;
}
