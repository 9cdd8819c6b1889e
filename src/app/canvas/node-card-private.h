/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/node-card.h"

G_BEGIN_DECLS

#define MILL_CARD_BYPASSED N_("Bypassed: what comes in passes through as it is")
#define MILL_CARD_PINNED N_("Pinned: its result is kept and given again, whatever changes before it")

struct _MillNodeCard
{
  MillCanvasItem       parent_instance;

  const MillNodeType  *type;     /* NULL: unknown to this build */
  GPtrArray           *ports;    /* MillPortDot */

  GtkWidget           *content;
  GtkWidget           *header;
  GtkWidget           *title;
  GtkWidget           *summary;
  GtkWidget           *line;     /* beside the icon, below the title */
  GtkWidget           *signs;    /* at its end; NULL: there never was one */
  GtkWidget           *badge;    /* NULL: there never was a problem */
  GtkWidget           *bypass;   /* says that the node is bypassed; NULL: it never was */
  GtkWidget           *pin;      /* says that it is pinned; NULL: it never was */
  GtkWidget           *difference; /* from what it is compared with; NULL: there never was one */
  GtkWidget           *state;    /* GtkStack: spinner or icon; NULL: it never had a part in a run */
  GtkWidget           *state_icon;
  GtkWidget           *progress; /* NULL: it never told how far it was */
  GtkWidget           *thumbnail; /* NULL: it makes no chart */
  char                *about;     /* what its settings do, and whether it is bypassed or pinned */
};

/* node-card.c */
MillSession *mill_node_card_get_session  (MillNodeCard *self);
const char  *mill_node_card_get_id       (MillNodeCard *self);
/* Tells assistive technology what is seen at a glance: how the node stands, and then what it does. */
void         mill_node_card_tell         (MillNodeCard *self);

/* node-card-signs.c */
void         mill_node_card_show_marks   (MillNodeCard *self,
                                          MillNode     *node);
void         mill_node_card_update_badge (MillNodeCard *self);

G_END_DECLS
