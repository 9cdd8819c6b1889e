/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas-edits.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-private.h"
#include "app/canvas/connect-chooser.h"
#include "app/canvas/port-links.h"
#include "app/link-habits.h"

static void
chosen_cb (MillCanvas     *self,
           MillLinkOption *option)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillLink link = mill_link_option_get_link (option);
  g_autoptr (GError) error = NULL;

  if (!mill_edit_connect (mill_history_begin (history, _("Connect")), link.from_node, link.from_port,
                          link.to_node, link.to_port, &error))
    {
      mill_history_abandon (history);
      mill_canvas_complain (self, error);
      return;
    }
  mill_history_commit (history, NULL);
  mill_link_habits_record (mill_session_get_pipeline (self->session), link.from_node, link.from_port,
                           link.to_node, link.to_port);
}

static void
move_chosen_cb (MillCanvas     *self,
                MillLinkOption *option)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  MillPortDirection direction = mill_link_option_is_outgoing (option) ? MILL_PORT_OUT : MILL_PORT_IN;
  MillLink move = mill_link_option_get_link (option);
  const MillPort *from = mill_node_type_find_port (mill_pipeline_get_node_type (pipeline, move.from_node),
                                                   direction, move.from_port);
  const MillPort *to = mill_node_type_find_port (mill_pipeline_get_node_type (pipeline, move.to_node),
                                                 direction, move.to_port);
  g_autoptr (GArray) links = mill_port_links_list (pipeline, move.from_node, from);
  g_autoptr (GError) error = NULL;

  if (mill_port_links_move (mill_session_get_history (self->session), links, move.to_node, to, &error))
    mill_session_select_one (self->session, move.to_node);
  else
    mill_canvas_complain (self, error);
}

/* Takes @options. */
static void
open_chooser (MillCanvas *self,
              const char *node,
              GListModel *options,
              const char *prompt,
              GCallback   chosen)
{
  g_autoptr (GListModel) owned = options;
  GtkWidget *chooser = mill_connect_chooser_new (owned, prompt);
  graphene_rect_t bounds;

  gtk_popover_set_position (GTK_POPOVER (chooser), GTK_POS_BOTTOM);
  g_signal_connect_object (chooser, "chosen", chosen, self, G_CONNECT_SWAPPED);
  mill_world_get_bounds_of (self->world, node, &bounds);
  mill_canvas_popup (self, chooser,
                     &(GdkRectangle) { (int) (bounds.origin.x * self->zoom + self->offset_x),
                                       (int) (bounds.origin.y * self->zoom + self->offset_y),
                                       (int) (bounds.size.width * self->zoom),
                                       (int) (bounds.size.height * self->zoom) });
}

/* @port: only links of that one; NULL: of any. */
static void
open_connect (MillCanvas     *self,
              const char     *node,
              const MillPort *port)
{
  open_chooser (self, node,
                mill_link_options_list (mill_session_get_pipeline (self->session), node, port),
                _("Connect to…"), G_CALLBACK (chosen_cb));
}

static void
connect_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  const char *node = self->session != NULL ? mill_session_get_selected_node (self->session) : NULL;

  if (node != NULL)
    open_connect (self, node, NULL);
}

static void
move_links_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  const char *node = self->session != NULL ? mill_session_get_selected_node (self->session) : NULL;

  if (node != NULL)
    open_chooser (self, node, mill_link_moves_list (mill_session_get_pipeline (self->session), node, NULL),
                  _("Move links to…"), G_CALLBACK (move_chosen_cb));
}

static void
connect_port_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  const char *node, *port;
  gboolean output;
  MillPortDot *dot;
  MillNodeCard *card;

  g_variant_get (parameter, "(&s&sb)", &node, &port, &output);
  card = mill_world_get_card (self->world, node);
  dot = card != NULL ? mill_node_card_find_port (card, output ? MILL_PORT_OUT : MILL_PORT_IN, port) : NULL;
  if (dot == NULL)
    return;

  mill_session_select_one (self->session, node);
  open_connect (self, node, mill_port_dot_get_port (dot));
}

void
mill_canvas_install_connect (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "canvas.connect-port", "(ssb)", connect_port_action);
  gtk_widget_class_install_action (widget_class, "canvas.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "canvas.move-links", NULL, move_links_action);
}
