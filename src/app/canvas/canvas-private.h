/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/canvas.h"
#include "app/canvas/world.h"

G_BEGIN_DECLS

/* What the pointer is doing since its button went down. */
typedef enum
{
  MILL_CANVAS_IDLE,
  MILL_CANVAS_PRESSED,    /* not moved far enough to be a drag */
  MILL_CANVAS_MOVING,     /* items follow the pointer */
  MILL_CANVAS_LINKING,    /* a link follows it */
  MILL_CANVAS_BANDING,    /* a band selects */
  MILL_CANVAS_PANNING,
} MillCanvasMode;

struct _MillCanvas
{
  GtkWidget       parent_instance;

  MillSession    *session;
  MillWorld      *world;
  GtkWidget      *search;       /* the popover that adds a node, while it is open */
  GtkWidget      *popup;        /* the menu, or the field for a name, while it is open */
  GtkGesture     *drag;

  /* The view: where the document's origin is in the widget, and how large one of its units is. */
  double          zoom;
  double          offset_x;
  double          offset_y;
  gboolean        fit_pending;  /* fit once there is a size */
  guint           view_tick;    /* tells the world what is seen, before the next frame */
  gboolean        show_grid;
  gboolean        snap_to_grid; /* what is moved; Shift means the other of both */
  double          pointer_x;    /* where the pointer was last seen, in widget coordinates */
  double          pointer_y;
  gboolean        space_held;   /* Space-drag pans */
  gboolean        space_panned; /* ... and then Space does not mean the search */
  double          notches;      /* of the wheel, that did not make a step of the zoom yet */
  guint           n_pasted;     /* copies of what is in the clipboard */

  MillCanvasMode  mode;
  double          press_x;
  double          press_y;
  guint32         click_time;   /* of the last click, 0: none that a second could follow */
  double          click_x;
  double          click_y;
  double          pan_x;        /* offset when the pan began */
  double          pan_y;
  char           *pressed;      /* id of the item under the press, or NULL */
  GStrv           moving;       /* ids */
  GStrv           band_before;  /* the selection that a band adds to */

  /* The link that is being drawn. */
  MillPortDot    *link_start;   /* the port it starts at, output or input */
  MillPortDot    *link_target;  /* the port it would end at now */
  MillLink        link_moved;   /* the link whose end is moved; from_node NULL: it is a new one */
};

/* canvas-view.c: coordinates, zoom and pan */
void        mill_canvas_add_view_controllers (MillCanvas             *self);
void        mill_canvas_to_world             (MillCanvas             *self,
                                              double                  x,
                                              double                  y,
                                              graphene_point_t       *point);
/* The view moved, or what is near it changed. */
void        mill_canvas_queue_view           (MillCanvas             *self);
void        mill_canvas_get_visible_area     (MillCanvas             *self,
                                              graphene_rect_t        *area);
void        mill_canvas_zoom_at              (MillCanvas             *self,
                                              double                  zoom,
                                              double                  x,
                                              double                  y);
void        mill_canvas_pan_to               (MillCanvas             *self,
                                              double                  offset_x,
                                              double                  offset_y);
void        mill_canvas_fit_items            (MillCanvas             *self,
                                              const char *const      *ids);
/* Fits everything as soon as there is a size; for use while sizes are given out. */
void        mill_canvas_fit_first            (MillCanvas             *self);
/* The zoom that the next step in or out leads to, in whole tenths. */
double      mill_canvas_next_zoom            (double                  zoom,
                                              int                     step);
double      mill_canvas_snap                 (double                  value);

/* canvas-pointer.c: press, drag, release */
void        mill_canvas_add_pointer_controllers (MillCanvas          *self);
/* The id of the node, note or frame at a point of the widget, or NULL. Borrowed. */
const char *mill_canvas_pick_item            (MillCanvas             *self,
                                              double                  x,
                                              double                  y);

/* Takes back what the pointer is doing, without a trace; FALSE where it does nothing. */
gboolean    mill_canvas_cancel_drag          (MillCanvas             *self);
/* Gives nodes that the document does not place the places they are shown at: with the first move of
 * one, the others must not be laid out anew. */
void        mill_canvas_settle               (MillCanvas             *self,
                                              MillEdit               *edit);

/* canvas-link.c: drawing a link */
MillPortDot *mill_canvas_pick_port           (MillCanvas             *self,
                                              double                  x,
                                              double                  y);
void        mill_canvas_begin_link           (MillCanvas             *self,
                                              MillPortDot            *start);
void        mill_canvas_update_link          (MillCanvas             *self,
                                              double                  x,
                                              double                  y);
void        mill_canvas_end_link             (MillCanvas             *self,
                                              double                  x,
                                              double                  y);
void        mill_canvas_cancel_link          (MillCanvas             *self);
/* A card that was just made shows what those say that were there when the link was begun. */
void        mill_canvas_join_link            (MillCanvas             *self,
                                              MillNodeCard           *card);

/* canvas-add.c: adding nodes, by search and by drop */
void        mill_canvas_add_drop_targets     (MillCanvas             *self);
/* Opens the search at a point of the widget, pre-filled with @text. With @start only types that a link
 * from that port can end at are found, and the link is made too, in the same step. */
void        mill_canvas_open_search          (MillCanvas             *self,
                                              double                  x,
                                              double                  y,
                                              const char             *text,
                                              MillPortDot            *start);
/* Adds a node with its header at a point of the document, linked to @start where that is not NULL, as
 * one step, and selects it. */
void        mill_canvas_add_node_at          (MillCanvas             *self,
                                              const char             *type_id,
                                              double                  x,
                                              double                  y,
                                              MillPortDot            *start);

/* canvas-clipboard.c: what is done with the selected items */
/* Never NULL. */
GStrv       mill_canvas_list_selected        (MillCanvas             *self);
void        mill_canvas_remove_items         (MillCanvas             *self,
                                              const char             *label,
                                              char                  **ids);
void        mill_canvas_copy                 (MillCanvas             *self);
void        mill_canvas_cut                  (MillCanvas             *self);
void        mill_canvas_paste                (MillCanvas             *self);
void        mill_canvas_duplicate            (MillCanvas             *self);

/* canvas-menu.c: what pops up */
/* Shows @popover, which is floating, and lets go of it when it is closed. */
void        mill_canvas_popup                (MillCanvas             *self,
                                              GtkWidget              *popover,
                                              const GdkRectangle     *place);
void        mill_canvas_open_menu            (MillCanvas             *self);
void        mill_canvas_open_menu_at         (MillCanvas             *self,
                                              double                  x,
                                              double                  y);

/* canvas-rename.c: a field for a node's name */
void        mill_canvas_rename               (MillCanvas             *self,
                                              const char             *node);

/* canvas-keys.c: typing and walking */
void        mill_canvas_add_key_controllers  (MillCanvas             *self);

/* canvas-actions.c */
void        mill_canvas_install_actions      (GtkWidgetClass         *widget_class);
/* Says why something could not be done, where the user looks. */
void        mill_canvas_complain             (MillCanvas             *self,
                                              const GError           *error);

G_END_DECLS
