/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-private.h"

/* The knife: Ctrl and the right button draw a line, and the links that it crosses are cut; with Alt they
 * are muted, or all let through again where all were muted. */

void
mill_canvas_move_knife (MillCanvas *self,
                        double      x,
                        double      y)
{
  graphene_point_t point;

  mill_canvas_to_world (self, x, y, &point);
  mill_world_cut (self->world, &point);
}

void
mill_canvas_drop_knife (MillCanvas *self)
{
  g_autoptr (GArray) links = mill_world_end_cut (self->world);
}

static gboolean
are_muted (GArray *links)
{
  for (guint i = 0; i < links->len; i++)
    if (!g_array_index (links, MillLink, i).muted)
      return FALSE;

  return TRUE;
}

static char *
make_label (GArray   *links,
            gboolean  mute,
            gboolean  muted)
{
  guint n = links->len;

  if (!mute)
    return g_strdup_printf (ngettext ("Cut Link", "Cut %u Links", n), n);
  if (muted)
    return g_strdup_printf (ngettext ("Let Link Through", "Let %u Links Through", n), n);

  return g_strdup_printf (ngettext ("Mute Link", "Mute %u Links", n), n);
}

void
mill_canvas_end_knife (MillCanvas *self,
                       gboolean    mute)
{
  MillHistory *history = mill_session_get_history (self->session);
  g_autoptr (GArray) links = mill_world_end_cut (self->world);
  gboolean muted = are_muted (links);
  g_autofree char *label = make_label (links, mute, muted);
  MillEdit *edit;

  if (links->len == 0)
    return;

  edit = mill_history_begin (history, label);
  for (guint i = 0; i < links->len; i++)
    if (mute)
      mill_edit_set_muted (edit, &g_array_index (links, MillLink, i), !muted, NULL);
    else
      mill_edit_disconnect (edit, &g_array_index (links, MillLink, i), NULL);
  mill_history_commit (history, NULL);
}
