/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* The settings of one node as a form made from its type's table of parameters. What is entered becomes
 * an edit of the document; what changes there, by undo or elsewhere, is shown. */
#define MILL_TYPE_NODE_FORM (mill_node_form_get_type ())
G_DECLARE_FINAL_TYPE (MillNodeForm, mill_node_form, MILL, NODE_FORM, AdwBin)

GtkWidget *mill_node_form_new         (MillSession  *session,
                                       const char   *node);
/* Puts the focus into the field of @param, unfolding what hides it. */
void       mill_node_form_focus_param (MillNodeForm *self,
                                       const char   *param);

G_END_DECLS
