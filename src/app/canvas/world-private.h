/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/card-picture.h"
#include "app/canvas/far-tiles.h"
#include "app/canvas/link-look.h"
#include "app/canvas/world-index.h"
#include "app/canvas/world.h"

G_BEGIN_DECLS

/* In the order in which they lie above each other. */
typedef enum
{
  MILL_WORLD_FRAME,
  MILL_WORLD_NOTE,
  MILL_WORLD_NODE,
} MillWorldKind;

/* A node, note or frame. Frames and notes always have a widget; a node has one while it is near what is
 * seen, while it has the focus, and from when somebody asks for it until the view moves on. */
typedef struct
{
  MillIndexEntry       entry;       /* first; where it is shown */
  MillWorldKind        kind;
  char                *id;
  guint                serial;      /* of two of a kind that with the higher one lies above */
  GtkWidget           *widget;      /* MillNodeCard, MillNoteBox or NULL */
  gboolean             selected;
  gboolean             dragged;
  graphene_point_t     glide;       /* how far it is still from its place */

  /* Of nodes. */
  const MillNodeType  *type;        /* NULL: unknown to this build */
  MillCardShape       *shape;       /* own */
  gboolean             placed;      /* by the document */
  gboolean             bypassed;
  guint                showing;     /* a number of its own for each card it ever had */
  GArray              *told;        /* such numbers of the cards that its card is said to lead to */
  gboolean             retold;      /* it is among those whose relations are to be told anew */
  MillState            state;       /* in the present or last run */
  MillCardPicture     *picture;     /* of its card, NULL: it was not drawn yet */
  GskRenderNode       *title;       /* as it is drawn from afar, NULL: to be made */
  int                  title_width;
  MillPixels          *letters;     /* the same for a frame of many, NULL: to be made */
  GPtrArray           *in;          /* MillWorldLink, not owned */
  GPtrArray           *out;
} MillWorldItem;

/* Where the label of a link has room. */
typedef struct _MillLabelRoom MillLabelRoom;

/* A link between two ports that there are. What it is drawn with is made when it is first seen, and made
 * anew only when one of its ends has moved. */
typedef struct
{
  MillIndexEntry  entry;      /* first */
  MillLink        link;       /* strings of the items and the ports */
  MillPortType    type;
  MillWorldItem  *from;
  MillWorldItem  *to;
  guint           from_row;   /* of the shapes of the cards */
  guint           to_row;
  guint           slot;       /* in the array of all links */
  GskPath        *path;       /* NULL: to be made */
  GskRenderNode  *stroke;     /* likewise */
  gint64          rows;       /* that went along it, or -1 */
  char           *label;      /* the same in words, or NULL */
  MillLabelRoom  *room;       /* for that; NULL: to be found */
  GskRenderNode  *pill;       /* what it is drawn with, NULL: there is no room, or it is to be made */
  MillCardPicture *label_picture; /* of that */
  gboolean        cut;        /* the knife crossed it */
} MillWorldLink;

struct _MillWorld
{
  GtkWidget        parent_instance;

  MillSession     *session;
  GHashTable      *items;       /* id -> MillWorldItem; the hash table owns them */
  MillIndex       *item_index;
  GPtrArray       *links;       /* MillWorldLink, owned */
  MillIndex       *link_index;
  GHashTable      *shapes;      /* interned type id or MillNodeType -> MillCardShape of such a card */
  GHashTable      *places;      /* id -> graphene_point_t, of nodes that the document does not place */
  guint            n_placeless; /* nodes that have neither */
  guint            n_unplaced;  /* nodes that the document does not place */
  guint            next_serial;
  GPtrArray       *shown;       /* items of nodes that have a widget */
  GPtrArray       *selection;   /* items that are selected */
  GPtrArray       *retold;      /* ids of nodes whose relations are to be told anew */

  GPtrArray       *dragged;     /* items, or NULL */
  double           drag_x;
  double           drag_y;

  /* What is seen, and what the last snapshot of the links covers. */
  graphene_rect_t  view;
  double           zoom;
  gint64           moved_at;    /* when the view moved last */
  gboolean         zooming;     /* the zoom changed, and what is seen now is not all ready yet */
  gboolean         zoomed;      /* it changed for this frame */
  GskRenderNode   *passing;     /* what is seen meanwhile, NULL: to be drawn */
  graphene_rect_t  passing_area; /* which it was drawn for */
  gboolean         unordered;   /* some cards lie above others of a higher serial, as widgets */
  gboolean         unpainted;   /* there are cards whose pictures are to be made */
  graphene_rect_t  covered;
  MillLinkLook     look;        /* what they were drawn with */
  double           text_scale;
  gboolean         small;       /* nothing that is written in the document's own size can be read */
  GdkRGBA          far_ink;     /* what titles are written with from afar */
  gboolean         far;         /* nodes are too small for cards */
  MillFarTiles    *far_tiles;

  MillLink         selected;    /* interned strings; from_node NULL: none */
  GArray          *hidden;      /* MillLink, likewise: those whose ends are being moved */
  MillLink         lit;         /* likewise: the one that what is dragged would be put into */
  GArray          *trail;       /* graphene_point_t, where the knife was; NULL: there is none */
  GArray          *loose;       /* graphene_point_t, where each link that is being drawn begins and ends */
  MillPortType     loose_type;
  gboolean         flowing;     /* the last picture shows links into nodes that run */
  guint            flow_tick;   /* moves what flows, 0: nothing does */
  gboolean         banding;
  graphene_rect_t  band;
};

/* world.c */
void           mill_world_emit_shown     (MillWorld       *self,
                                          MillNodeCard    *card);
/* Asks for mill_world_set_view(): what is near the view changed. */
void           mill_world_refresh        (MillWorld       *self);

/* world-items.c */
void           mill_world_item_free      (MillWorldItem   *item);
MillWorldItem *mill_world_find_item      (MillWorld       *self,
                                          const char      *id);
MillWorldItem *mill_world_add_node       (MillWorld       *self,
                                          const char      *id);
MillWorldItem *mill_world_add_annotation (MillWorld       *self,
                                          const char      *id);
/* With its links. */
void           mill_world_remove_item    (MillWorld       *self,
                                          MillWorldItem   *item);
/* After the document or a drag moved it. */
void           mill_world_place_item     (MillWorld       *self,
                                          MillWorldItem   *item);
/* After its widget turned out to be of another size than was thought. */
void           mill_world_resize_item    (MillWorld       *self,
                                          MillWorldItem   *item,
                                          int              width,
                                          int              height);
/* After the document's placing of the node came or went. */
void           mill_world_note_placing   (MillWorld       *self,
                                          MillWorldItem   *item,
                                          gboolean         placed);
/* Writing has another size: all that is known of the size of cards is found out anew. */
void           mill_world_measure_anew   (MillWorld       *self);

/* It has another from now on. */
void           mill_world_forget_title   (MillWorldItem   *item);
/* Titles from afar are written with another colour or size from now on. */
void           mill_world_forget_titles  (MillWorld       *self);

/* world-visible.c */
/* The item's widget, made if need be. */
GtkWidget     *mill_world_show_item      (MillWorld       *self,
                                          MillWorldItem   *item);
void           mill_world_hide_item      (MillWorld       *self,
                                          MillWorldItem   *item);
/* Which of two lies lower: as a GCompareFunc of items. */
int            mill_world_compare_depth  (const MillWorldItem *one,
                                          const MillWorldItem *other);
/* The item looks otherwise now: while the view is zoomed the picture that there is of it is not shown. */
void           mill_world_redraw_item    (MillWorld       *self,
                                          MillWorldItem   *item);
/* Draws what has changed, be it drawn as cards or from afar: anything, or what is within an area. */
void           mill_world_redraw         (MillWorld       *self);
void           mill_world_redraw_area    (MillWorld       *self,
                                          const graphene_rect_t *area);

/* world-layout.c */
void           mill_world_arrange        (MillWorld       *self);

/* world-zooming.c */
/* Notes the view of this frame, before it is the world's. */
void           mill_world_note_zoom      (MillWorld       *self,
                                          const graphene_rect_t *view,
                                          double           zoom);
/* What is seen from afar may be got ready; TRUE: it is. */
gboolean       mill_world_prepare_far    (MillWorld       *self,
                                          gint64           deadline);
void           mill_world_end_zooming    (MillWorld       *self);

/* world-links.c */
void           mill_world_link_free      (MillWorldLink   *link);
/* After the inputs of a node, or the nodes they come from, changed. */
void           mill_world_update_inputs  (MillWorld       *self,
                                          MillWorldItem   *item);
/* After a node came to be: others may already read from it. */
void           mill_world_update_readers (MillWorld       *self,
                                          MillWorldItem   *item);
void           mill_world_drop_links     (MillWorld       *self,
                                          MillWorldItem   *item);
/* After the item moved or changed its size. */
void           mill_world_loosen_links   (MillWorld       *self,
                                          MillWorldItem   *item);
void           mill_world_update_labels  (MillWorld       *self,
                                          MillWorldItem   *item);
void           mill_world_get_ends       (const MillWorldLink *link,
                                          graphene_point_t *from,
                                          graphene_point_t *to);
/* Muted or not. */
gboolean       mill_world_is_link        (const MillWorldLink *link,
                                          const MillLink  *other);
gboolean       mill_world_is_hidden      (MillWorld       *self,
                                          const MillWorldLink *link);
/* Marks the ports of a card that is shown, and has its relations told. */
void           mill_world_mark_ports     (MillWorld       *self,
                                          MillWorldItem   *item);

/* world-relations.c: where links lead, for assistive technology */
void           mill_world_retell         (MillWorld       *self,
                                          MillWorldItem   *item);
void           mill_world_tell_relations (MillWorld       *self);

/* world-flow.c: links into nodes that run; after mill_world_snapshot_links() */
void           mill_world_snapshot_flow  (MillWorld       *self,
                                          GtkSnapshot     *snapshot);

/* world-cut.c */
void           mill_world_snapshot_trail (MillWorld       *self,
                                          GtkSnapshot     *snapshot);

/* world-compare.c */
void           mill_world_snapshot_comparison (MillWorld  *self,
                                          GtkSnapshot     *snapshot);

/* world-link-paint.c */
GskPath       *mill_world_ensure_path    (MillWorldLink   *link);
void           mill_world_forget_paint   (MillWorldLink   *link);
void           mill_world_snapshot_links (MillWorld       *self,
                                          MillCardPainter *painter,
                                          GtkSnapshot     *snapshot);
void           mill_world_snapshot_loose_link (MillWorld  *self,
                                          GtkSnapshot     *snapshot);

/* world-labels.c */
void           mill_world_forget_label   (MillWorldLink   *link);
/* Of @links those that have a label, where it has room. */
void           mill_world_snapshot_labels (MillWorld      *self,
                                          GPtrArray       *links,
                                          MillCardPainter *painter,
                                          GtkSnapshot     *snapshot);

G_END_DECLS
