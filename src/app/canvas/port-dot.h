/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pipeline/node-type.h"

G_BEGIN_DECLS

/* A port of a card: a small widget of its own, so that assistive technology can act on it. */
#define MILL_TYPE_PORT_DOT (mill_port_dot_get_type ())
G_DECLARE_FINAL_TYPE (MillPortDot, mill_port_dot, MILL, PORT_DOT, GtkWidget)

typedef enum
{
  MILL_PORT_DOT_PLAIN,
  MILL_PORT_DOT_CANDIDATE,   /* the link that is being drawn could end here */
  MILL_PORT_DOT_DIMMED,      /* it could not */
  MILL_PORT_DOT_TARGET,      /* it would, if dropped now */
} MillPortDotLook;

/* @node: id of the node it belongs to. @port: of the node type's table. */
GtkWidget      *mill_port_dot_new           (const char      *node,
                                             const MillPort  *port);
const char     *mill_port_dot_get_node      (MillPortDot     *self);
const MillPort *mill_port_dot_get_port      (MillPortDot     *self);
void            mill_port_dot_set_look      (MillPortDot     *self,
                                             MillPortDotLook  look);
void            mill_port_dot_set_linked    (MillPortDot     *self,
                                             gboolean         linked);
/* Does a link end here that lets nothing through? Said in words too. */
void            mill_port_dot_set_muted     (MillPortDot     *self,
                                             gboolean         muted);
/* The colour of a port type, on links as on dots. */
void            mill_port_type_get_color    (MillPortType     type,
                                             gboolean         dark,
                                             GdkRGBA         *color);

G_END_DECLS
