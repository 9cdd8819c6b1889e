/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/world.h"

G_BEGIN_DECLS

/* One drawn link. Its path is made anew only when one of its ends has moved. */
typedef struct
{
  MillLink      link;      /* strings owned */
  MillPortType  type;
  GskPath      *path;      /* NULL: to be made */
  char         *label;     /* rows, or NULL */
} MillWorldLink;

struct _MillWorld
{
  GtkWidget      parent_instance;

  MillSession   *session;
  GHashTable    *items;      /* id (owned by the widget) -> MillNodeCard or MillNoteBox */
  GPtrArray     *links;      /* MillWorldLink */
  GHashTable    *places;     /* id -> graphene_point_t, of nodes that the document does not place */

  GHashTable    *dragged;    /* set of ids */
  double         drag_x;
  double         drag_y;

  MillLink       selected;   /* interned strings; from_node NULL: none */
  MillLink       hidden;     /* likewise: the one whose end is being moved */
  gboolean       loose;
  MillPortType   loose_type;
  graphene_point_t loose_from;
  graphene_point_t loose_to;
  gboolean       banding;
  graphene_rect_t band;
};

/* world-layout.c */
void mill_world_arrange        (MillWorld   *self);

/* world-links.c */
void mill_world_link_free      (MillWorldLink *link);
void mill_world_rebuild_links  (MillWorld   *self);
/* After the item moved or changed its size. */
void mill_world_loosen_links   (MillWorld   *self,
                                const char  *id);
void mill_world_update_label   (MillWorld   *self,
                                const char  *node,
                                const char  *port);
void mill_world_snapshot_links (MillWorld   *self,
                                GtkSnapshot *snapshot);

G_END_DECLS
