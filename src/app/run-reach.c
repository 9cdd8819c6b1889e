/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/run-reach.h"

struct _MillRunReach
{
  GHashTable *running;   /* interned path: set */
  GPtrArray  *begun;     /* interned paths, in this batch, in order */
};

MillRunReach *
mill_run_reach_new (void)
{
  MillRunReach *self = g_new0 (MillRunReach, 1);

  self->running = g_hash_table_new (NULL, NULL);
  self->begun = g_ptr_array_new ();

  return self;
}

void
mill_run_reach_free (MillRunReach *self)
{
  g_hash_table_unref (self->running);
  g_ptr_array_unref (self->begun);
  g_free (self);
}

void
mill_run_reach_reset (MillRunReach *self)
{
  g_hash_table_remove_all (self->running);
  g_ptr_array_set_size (self->begun, 0);
}

void
mill_run_reach_note (MillRunReach *self,
                     const char   *path,
                     MillState     before,
                     MillState     after)
{
  if (after == MILL_STATE_RUNNING)
    g_hash_table_add (self->running, (gpointer) path);
  else
    g_hash_table_remove (self->running, path);

  /* What fails before it runs is seen in no other state. */
  if (before == MILL_STATE_WAITING &&
      (after == MILL_STATE_RUNNING || after == MILL_STATE_DONE || after == MILL_STATE_FAILED))
    g_ptr_array_add (self->begun, (gpointer) path);
}

const char *
mill_run_reach_take (MillRunReach *self)
{
  const char *reached = NULL;

  for (guint i = self->begun->len; i > 0 && reached == NULL; i--)
    if (g_hash_table_contains (self->running, g_ptr_array_index (self->begun, i - 1)))
      reached = g_ptr_array_index (self->begun, i - 1);
  if (reached == NULL && self->begun->len > 0 && g_hash_table_size (self->running) == 0)
    reached = g_ptr_array_index (self->begun, self->begun->len - 1);
  g_ptr_array_set_size (self->begun, 0);

  return reached;
}
