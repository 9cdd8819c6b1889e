/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pipeline/node-type.h"

G_BEGIN_DECLS

/* What links are drawn with: light, dark, and with more contrast where that is asked for. */
typedef struct
{
  GdkRGBA   colors[MILL_PORT_REPORT + 1];   /* by type of port */
  GdkRGBA   paper;                          /* behind what is written on a link */
  GdkRGBA   ink;
  GdkRGBA   error;                          /* of what is about to be cut */
  GdkRGBA   success;                        /* of what is new beside another version */
  GdkRGBA   accent;
  float     width;
  gboolean  contrast;
} MillLinkLook;

/* For links that @widget draws, as things are now. */
void     mill_link_look_init  (MillLinkLook       *self,
                               GtkWidget          *widget);
gboolean mill_link_look_equal (const MillLinkLook *a,
                               const MillLinkLook *b);

G_END_DECLS
