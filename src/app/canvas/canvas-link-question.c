/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-private.h"

/* What is asked when a link is dropped where it is not clear what is meant: at which of two ports it is
 * to end, and whether it is to take the place of another. */

typedef struct
{
  MillCanvas  *canvas;
  GtkWidget   *popover;
  MillPortDot *start;
  MillPortDot *target;
  MillLink     moved;     /* interned */
} Answer;

static void
answer_free (gpointer  data,
             GClosure *closure)
{
  Answer *self = data;

  g_object_unref (self->start);
  g_object_unref (self->target);
  g_free (self);
}

static void
answered_cb (GtkButton *button,
             Answer    *answer)
{
  g_autoptr (GtkWidget) popover = g_object_ref (answer->popover);
  g_autoptr (MillPortDot) start = g_object_ref (answer->start);
  g_autoptr (MillPortDot) target = g_object_ref (answer->target);
  MillCanvas *canvas = answer->canvas;
  MillLink moved = answer->moved;

  gtk_popover_popdown (GTK_POPOVER (popover));
  mill_canvas_connect_ports (canvas, &moved, start, target);
}

static void
closed_cb (MillCanvas *self)
{
  mill_world_set_loose_link (self->world, NULL, NULL, 0);
  mill_world_hide_link (self->world, NULL);
}

static char *
make_label (MillCanvas     *self,
            const MillLink *moved,
            MillPortDot    *start,
            MillPortDot    *target)
{
  const MillInput *replaced = mill_canvas_find_replaced (self, moved, start, target);
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  const MillPort *port = mill_port_dot_get_port (target);

  if (replaced == NULL)
    return g_strdup (_(port->label));

  /* Translators: the first is a port, the second the node whose link ends there now. */
  return g_strdup_printf (_("%s, in Place of “%s”"), _(port->label),
                          mill_pipeline_get_node_label (pipeline, replaced->from_node));
}

void
mill_canvas_ask_for_target (MillCanvas     *self,
                            double          x,
                            double          y,
                            MillPortDot    *start,
                            const MillLink *moved,
                            GPtrArray      *targets)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *heading = gtk_label_new (targets->len > 1 ? _("Which port?") : _("Replace the link?"));
  graphene_point_t from, to;

  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (popover, "question");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  heading, NULL, -1);
  gtk_box_append (GTK_BOX (box), heading);
  for (guint i = 0; i < targets->len; i++)
    {
      MillPortDot *target = g_ptr_array_index (targets, i);
      g_autofree char *label = make_label (self, moved, start, target);
      GtkWidget *button = gtk_button_new_with_label (label);
      Answer *answer = g_new0 (Answer, 1);

      *answer = (Answer) { self, popover, g_object_ref (start), g_object_ref (target), *moved };
      gtk_widget_add_css_class (button, "flat");
      g_signal_connect_data (button, "clicked", G_CALLBACK (answered_cb), answer, answer_free, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  /* The link that was dropped stays in sight until there is an answer. */
  if (moved->from_node != NULL)
    mill_world_hide_link (self->world, moved);
  mill_canvas_to_world (self, x, y, &to);
  if (mill_world_get_port_point (self->world, start, &from))
    {
      const MillPort *port = mill_port_dot_get_port (start);
      gboolean forward = port->direction == MILL_PORT_OUT;

      mill_world_set_loose_link (self->world, forward ? &from : &to, forward ? &to : &from,
                                 port->type);
    }
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  mill_canvas_popup (self, popover, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}
