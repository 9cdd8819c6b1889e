/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/port-dot.h"

#include <glib/gi18n-lib.h>

struct _MillPortDot
{
  GtkWidget       parent_instance;

  char           *node;
  const MillPort *port;
  gboolean        muted;
};

G_DEFINE_FINAL_TYPE (MillPortDot, mill_port_dot, GTK_TYPE_WIDGET)

/* The two shades are for light and dark surroundings. canvas.css has the same for the dots. */
static const struct
{
  const char *css_class;
  const char *light;
  const char *dark;
} looks[] = {
  [MILL_PORT_TABLE]   = { "port-table", "#1c71d8", "#78aeed" },
  [MILL_PORT_LEARNER] = { "port-learner", "#a2734c", "#cdab8f" },
  [MILL_PORT_MODEL]   = { "port-model", "#813d9c", "#c68ddf" },
  [MILL_PORT_CHART]   = { "port-chart", "#1b8a5a", "#5bd1a0" },
  [MILL_PORT_REPORT]  = { "port-report", "#b5630b", "#ffbe6f" },
};

static const char *const look_classes[] = {
  [MILL_PORT_DOT_PLAIN]     = NULL,
  [MILL_PORT_DOT_CANDIDATE] = "candidate",
  [MILL_PORT_DOT_DIMMED]    = "dimmed",
  [MILL_PORT_DOT_TARGET]    = "target",
};

static void
mill_port_dot_finalize (GObject *object)
{
  MillPortDot *self = MILL_PORT_DOT (object);

  g_free (self->node);

  G_OBJECT_CLASS (mill_port_dot_parent_class)->finalize (object);
}

static void
connect_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  MillPortDot *self = MILL_PORT_DOT (widget);

  gtk_widget_activate_action (widget, "canvas.connect-port", "(ssb)", self->node, self->port->name,
                              self->port->direction == MILL_PORT_OUT);
}

static void
mill_port_dot_class_init (MillPortDotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mill_port_dot_finalize;
  gtk_widget_class_set_css_name (widget_class, "port");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  /* What assistive technology can do with it; keys do it from the card, with C. */
  gtk_widget_class_install_action (widget_class, "port.connect", NULL, connect_action);
}

static void
mill_port_dot_init (MillPortDot *self)
{
}

GtkWidget *
mill_port_dot_new (const char     *node,
                   const MillPort *port)
{
  MillPortDot *self = g_object_new (MILL_TYPE_PORT_DOT, NULL);
  g_autofree char *name = NULL;

  self->node = g_strdup (node);
  self->port = port;
  gtk_widget_add_css_class (GTK_WIDGET (self), looks[port->type].css_class);

  name = g_strdup_printf (port->direction == MILL_PORT_IN ? _("Input “%s” (%s)")
                                                          : _("Output “%s” (%s)"),
                          _(port->label), mill_port_type_get_label (port->type));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return GTK_WIDGET (self);
}

const char *
mill_port_dot_get_node (MillPortDot *self)
{
  return self->node;
}

const MillPort *
mill_port_dot_get_port (MillPortDot *self)
{
  return self->port;
}

void
mill_port_dot_set_look (MillPortDot     *self,
                        MillPortDotLook  look)
{
  for (guint i = 0; i < G_N_ELEMENTS (look_classes); i++)
    if (look_classes[i] != NULL && i != look)
      gtk_widget_remove_css_class (GTK_WIDGET (self), look_classes[i]);
  if (look_classes[look] != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), look_classes[look]);
}

void
mill_port_dot_set_linked (MillPortDot *self,
                          gboolean     linked)
{
  if (linked)
    gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "linked");
}

void
mill_port_dot_set_muted (MillPortDot *self,
                         gboolean     muted)
{
  if (self->muted == muted)
    return;

  self->muted = muted;
  if (muted)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    _("Its link is muted: nothing comes through"), -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

void
mill_port_type_get_color (MillPortType  type,
                          gboolean      dark,
                          GdkRGBA      *color)
{
  gdk_rgba_parse (color, dark ? looks[type].dark : looks[type].light);
}
