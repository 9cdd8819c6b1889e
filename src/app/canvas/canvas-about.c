/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/canvas/canvas-private.h"

/* What there is to be told of what is at a point: to the pointer that rests there, and to a finger, which
 * cannot. */

/* A tip stays while the pointer moves less than this. */
#define TIP_AREA 12

char *
mill_canvas_describe_link (MillCanvas     *self,
                           const MillLink *link)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  gint64 n_rows = mill_session_get_rows (self->session, link->from_node, link->from_port);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("Link from “%s” to “%s”"),
                          mill_pipeline_get_node_label (pipeline, link->from_node),
                          mill_pipeline_get_node_label (pipeline, link->to_node));
  if (link->muted)
    g_string_append_printf (text, "\n%s", _("Muted: nothing comes through"));
  else if (n_rows >= 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("%'lu row", "%'lu rows", (gulong) n_rows), (gulong) n_rows);
    }

  return g_string_free_and_steal (text);
}

static MillNodeCard *
get_card_at (MillCanvas *self,
             double      x,
             double      y)
{
  const char *item = mill_canvas_pick_item (self, x, y);

  return item != NULL ? mill_world_get_card (self->world, item) : NULL;
}

MillNodeCard *
mill_canvas_pick_badge (MillCanvas *self,
                        double      x,
                        double      y)
{
  MillNodeCard *card = get_card_at (self, x, y);
  graphene_rect_t bounds;
  graphene_point_t middle;

  if (card == NULL || !mill_node_card_get_badge_bounds (card, GTK_WIDGET (self), &bounds))
    return NULL;
  graphene_rect_get_center (&bounds, &middle);

  return hypot (x - middle.x, y - middle.y) <= MILL_CANVAS_FINGER / 2.0 ? card : NULL;
}

char *
mill_canvas_describe_at (MillCanvas *self,
                         double      x,
                         double      y)
{
  MillPortDot *port = mill_canvas_pick_port (self, x, y);
  MillNodeCard *card = get_card_at (self, x, y);
  MillLink link;

  if (port != NULL)
    return g_strdup (gtk_widget_get_tooltip_text (GTK_WIDGET (port)));
  if (card != NULL)
    return mill_node_card_describe (card);
  if (mill_canvas_is_ground (self, x, y) && mill_canvas_pick_link (self, x, y, &link))
    return mill_canvas_describe_link (self, &link);

  return NULL;
}

gboolean
mill_canvas_query_tooltip (GtkWidget  *widget,
                           int         x,
                           int         y,
                           gboolean    keyboard,
                           GtkTooltip *tooltip)
{
  MillCanvas *self = MILL_CANVAS (widget);
  MillLink link;
  g_autofree char *text = NULL;

  /* Cards and what is on them have tips of their own. */
  if (keyboard || self->session == NULL || self->mode != MILL_CANVAS_IDLE || self->link_carried ||
      !mill_canvas_is_ground (self, x, y) || !mill_canvas_pick_link (self, x, y, &link))
    return FALSE;

  text = mill_canvas_describe_link (self, &link);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) { x - TIP_AREA / 2, y - TIP_AREA / 2, TIP_AREA,
                                                       TIP_AREA });

  return TRUE;
}
