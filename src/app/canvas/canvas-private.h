/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/canvas.h"
#include "app/canvas/dots.h"
#include "app/canvas/minimap.h"
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
  MILL_CANVAS_REWIRING,   /* all links of a port follow it */
  MILL_CANVAS_KNIFING,    /* what it crosses is cut */
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
  MillMinimap    *minimap;
  gboolean        show_minimap; /* where something lies outside of what is seen */
  gboolean        follow_run;   /* the view moves to what runs */

  /* The view as it moves by itself. */
  gpointer        animation;    /* AdwAnimation, or NULL */
  double          motion_from;  /* zooms; to 0: it does not zoom */
  double          motion_to;
  double          motion_from_x;
  double          motion_from_y;
  double          motion_x;
  double          motion_y;
  guint           coast_tick;
  gint64          coast_time;
  double          coast_x;
  double          coast_y;
  double          speed_x;      /* pixels a second, of a flick or of the pan that may become one */
  double          speed_y;
  double          drag_x;       /* where a pan was when, to tell its speed */
  double          drag_y;
  guint32         drag_time;

  /* The view: where the document's origin is in the widget, and how large one of its units is. */
  double          zoom;         /* without what the system has all writing larger by, it would be
                                 * smaller by text_scale */
  double          text_scale;
  gboolean        small;        /* cards are shown, but what is written on them would be too small */
  double          offset_x;
  double          offset_y;
  gboolean        fit_pending;  /* fit once there is a size */
  gint64          fit_until;    /* till then a size that changes is fitted to again; 0: the user has the view */
  int             fit_width;    /* what was fitted into */
  int             fit_height;
  guint           view_tick;    /* tells the world what is seen, before the next frame */
  gboolean        moved;        /* but the window was not laid out since */
  gboolean        far;          /* nodes are blocks, not cards */
  gboolean        show_grid;
  MillDots        dots;         /* of the grid */
  gboolean        snap_to_grid; /* what is moved; Shift means the other of both */
  double          pointer_x;    /* where the pointer was last seen, in widget coordinates */
  double          pointer_y;
  gboolean        pointed_at;   /* it is over the canvas */
  gboolean        space_held;   /* Space-drag pans */
  gboolean        space_panned; /* ... and then Space does not mean the search */
  double          notches;      /* of the wheel, that did not make a step of the zoom yet */

  /* Where the last copy of what is in the clipboard was put, and the pointer was then. */
  double          pasted_dx;
  double          pasted_dy;
  double          pasted_pointer_x;
  double          pasted_pointer_y;

  MillCanvasMode  mode;
  gboolean        by_touch;     /* what went down last is a finger */
  gboolean        collecting;   /* taps and clicks add to what is selected, or take away from it */
  gboolean        was_selected; /* what is pressed now, before */
  double          pinch_zoom;   /* when two fingers went down */
  graphene_point_t pinch_point; /* what was between them, in the document */
  guint           button;       /* that went down */
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
  gboolean        link_carried; /* it stays on the pointer with no button down */
  char           *link_refusal; /* why it cannot end where the pointer is, or NULL */

  const char     *link_node;    /* interned: whose links are gone through with the keyboard, or NULL */

  /* The links that are being moved from one port to another. */
  MillPortDot    *rewire_start;
  GArray         *rewired;      /* MillLink */

  MillLink        splice;       /* the link that the moved node would be put into; from_node NULL: none */
};

/* canvas-collect.c: selecting more, one after the other, with no key held */
/* What is pressed then is selected at once, and what was selected stays so while it may still be dragged. */
void        mill_canvas_collect_press        (MillCanvas             *self);
/* The press was no more than that; on the ground that is the end of it. */
void        mill_canvas_collect_click        (MillCanvas             *self);
void        mill_canvas_stop_collecting      (MillCanvas             *self);
/* Ends it when nothing is selected any more. */
void        mill_canvas_watch_collecting     (MillCanvas             *self);

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
/* Shows the world at the offset and zoom there are. */
void        mill_canvas_place_world          (MillCanvas             *self,
                                              int                     width,
                                              int                     height);
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

/* canvas-text.c: how large the writing is */
void        mill_canvas_watch_text           (MillCanvas             *self);
/* After the zoom changed. */
void        mill_canvas_update_small         (MillCanvas             *self);

/* canvas-glide.c: the view moves by itself */
void        mill_canvas_stop_motion          (MillCanvas             *self);
void        mill_canvas_zoom_smoothly        (MillCanvas             *self,
                                              double                  zoom,
                                              double                  x,
                                              double                  y);
/* The zoom that is being gone to, or else that there is. */
double      mill_canvas_get_zoom_target      (MillCanvas             *self);
void        mill_canvas_glide_to             (MillCanvas             *self,
                                              double                  offset_x,
                                              double                  offset_y);
/* A point of the document comes into the middle. */
void        mill_canvas_look_at              (MillCanvas             *self,
                                              double                  x,
                                              double                  y);
/* Goes on at that speed, in pixels a second, ever slower. */
void        mill_canvas_coast                (MillCanvas             *self,
                                              double                  speed_x,
                                              double                  speed_y);
/* The run has come to @node. */
void        mill_canvas_follow               (MillCanvas             *self,
                                              const char             *node);

/* canvas-pointer.c: what the pointer does between a press and a release */
void        mill_canvas_add_pointer_controllers (MillCanvas          *self);
/* Takes back what the pointer is doing, without a trace; FALSE where it does nothing. */
gboolean    mill_canvas_cancel_drag          (MillCanvas             *self);

/* canvas-press.c: what is at a point of the widget, and what a click there does */
void        mill_canvas_add_menu_controllers (MillCanvas             *self);
/* The id of the node, note or frame, or NULL. Borrowed. */
const char *mill_canvas_pick_item            (MillCanvas             *self,
                                              double                  x,
                                              double                  y);
gboolean    mill_canvas_pick_link            (MillCanvas             *self,
                                              double                  x,
                                              double                  y,
                                              MillLink               *link);
/* Selects what is there: a card or note, else a link, else a frame. Returns the item's id, or NULL. */
const char *mill_canvas_press                (MillCanvas             *self,
                                              double                  x,
                                              double                  y,
                                              GdkModifierType         state);
/* Nothing is there that could be moved: below its title a frame is ground to work on. */
gboolean    mill_canvas_is_ground            (MillCanvas             *self,
                                              double                  x,
                                              double                  y);
/* Selects what is there, unless it is among what is selected, and opens the menu. @about: see
 * mill_canvas_open_menu_at(). */
void        mill_canvas_open_menu_of         (MillCanvas             *self,
                                              double                  x,
                                              double                  y,
                                              const char             *about);
/* A press without a drag is over. */
void        mill_canvas_click                (MillCanvas             *self,
                                              guint32                 time);

/* canvas-touch.c: what a finger does otherwise than the pointer */
/* So large, in pixels of the screen, is what a finger is to hit. */
#define MILL_CANVAS_FINGER 44
void        mill_canvas_add_touch_controllers (MillCanvas            *self);
gboolean    mill_canvas_is_touch             (GtkEventController     *controller);
/* A finger went up where it came down, and began @mode there; FALSE: it did what the pointer does. */
gboolean    mill_canvas_tap                  (MillCanvas             *self,
                                              MillCanvasMode          mode,
                                              guint32                 time);
/* Two fingers with that point between them are @scale times as far apart as when they came down. */
void        mill_canvas_pinch                (MillCanvas             *self,
                                              double                  scale,
                                              double                  x,
                                              double                  y);
/* A finger rests at a point of the widget. */
void        mill_canvas_press_long           (MillCanvas             *self,
                                              double                  x,
                                              double                  y);

/* canvas-about.c: what there is to be told of what is at a point of the widget */
/* NULL: nothing. */
char       *mill_canvas_describe_at          (MillCanvas             *self,
                                              double                  x,
                                              double                  y);
char       *mill_canvas_describe_link        (MillCanvas             *self,
                                              const MillLink         *link);
/* For links; cards and what is on them have tips of their own. */
gboolean    mill_canvas_query_tooltip        (GtkWidget              *widget,
                                              int                     x,
                                              int                     y,
                                              gboolean                keyboard,
                                              GtkTooltip             *tooltip);
/* The card whose sign of problems a finger at that point means, or NULL. */
MillNodeCard *mill_canvas_pick_badge         (MillCanvas             *self,
                                              double                  x,
                                              double                  y);

/* canvas-move.c: items follow the pointer, by the way that it went since the press */
void        mill_canvas_begin_move           (MillCanvas             *self);
void        mill_canvas_update_move          (MillCanvas             *self,
                                              double                  dx,
                                              double                  dy,
                                              GdkModifierType         state);
void        mill_canvas_end_move             (MillCanvas             *self,
                                              double                  dx,
                                              double                  dy,
                                              GdkModifierType         state);
void        mill_canvas_cancel_move          (MillCanvas             *self);
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
/* FALSE: what is there refuses it, and the link stays on the pointer until the next click. */
gboolean    mill_canvas_end_link             (MillCanvas             *self,
                                              double                  x,
                                              double                  y);
void        mill_canvas_cancel_link          (MillCanvas             *self);
/* A card that was just made shows what those say that were there when the link was begun. */
void        mill_canvas_join_link            (MillCanvas             *self,
                                              MillNodeCard           *card);

/* One step, also where the end of the link @moved (from_node NULL: none) is moved. */
void        mill_canvas_connect_ports        (MillCanvas             *self,
                                              const MillLink         *moved,
                                              MillPortDot            *a,
                                              MillPortDot            *b);

/* canvas-link-target.c: where the link could end */
gboolean    mill_canvas_can_link             (MillCanvas             *self,
                                              MillPortDot            *a,
                                              MillPortDot            *b,
                                              GError                **error);
/* The ports that the link might end at, were it dropped there: the best first, more than one where the
 * pointer does not tell them apart. New array that holds them. */
GPtrArray  *mill_canvas_list_targets         (MillCanvas             *self,
                                              double                  x,
                                              double                  y);
/* The link that would have to go for one between the two ports, or NULL. */
const MillInput *mill_canvas_find_replaced   (MillCanvas             *self,
                                              const MillLink         *moved,
                                              MillPortDot            *a,
                                              MillPortDot            *b);
/* Why what is there cannot take the link; NULL where there is nothing, or nothing to be said. */
char       *mill_canvas_explain_refusal      (MillCanvas             *self,
                                              double                  x,
                                              double                  y);

/* canvas-rewire.c: moving all links of a port */
/* FALSE: it has none. */
gboolean    mill_canvas_begin_rewire         (MillCanvas             *self,
                                              MillPortDot            *dot);
void        mill_canvas_update_rewire        (MillCanvas             *self,
                                              double                  x,
                                              double                  y);
void        mill_canvas_end_rewire           (MillCanvas             *self);
void        mill_canvas_cancel_rewire        (MillCanvas             *self);

/* canvas-knife.c: cutting and muting what a line crosses */
void        mill_canvas_move_knife           (MillCanvas             *self,
                                              double                  x,
                                              double                  y);
void        mill_canvas_end_knife            (MillCanvas             *self,
                                              gboolean                mute);
/* Without a trace. */
void        mill_canvas_drop_knife           (MillCanvas             *self);

/* canvas-splice.c: putting a node into a link that it lies on */
/* FALSE: there is no link below @node that it would fit into. */
gboolean    mill_canvas_find_splice          (MillCanvas             *self,
                                              const char             *node,
                                              MillLink               *link);
/* The same for a node of that type that would be added there, by a point of the document. */
gboolean    mill_canvas_find_splice_at       (MillCanvas             *self,
                                              const MillNodeType     *type,
                                              double                  x,
                                              double                  y,
                                              MillLink               *link);
gboolean    mill_canvas_can_splice           (MillCanvas             *self,
                                              const MillNodeType     *type,
                                              const MillLink         *link);
/* Puts it in, and moves what is behind it as far as it needs; FALSE: it does not fit. */
gboolean    mill_canvas_splice               (MillCanvas             *self,
                                              MillEdit               *edit,
                                              const char             *node,
                                              const MillLink         *link);

/* canvas-link-question.c */
void        mill_canvas_ask_for_target       (MillCanvas             *self,
                                              double                  x,
                                              double                  y,
                                              MillPortDot            *start,
                                              const MillLink         *moved,
                                              GPtrArray              *targets);

/* canvas-drop.c: what is dragged here from the catalogue and from elsewhere */
void        mill_canvas_add_drop_targets     (MillCanvas             *self);

/* canvas-search.c */
/* Opens the search at a point of the widget, pre-filled with @text. With @start only types that a link
 * from that port can end at are found, and the link is made too, in the same step. */
void        mill_canvas_open_search          (MillCanvas             *self,
                                              double                  x,
                                              double                  y,
                                              const char             *text,
                                              MillPortDot            *start);
/* ... in the selected link, where there is one, so that what is chosen is put into it; else at the
 * pointer. */
void        mill_canvas_open_search_here     (MillCanvas             *self,
                                              const char             *text);

/* canvas-add.c: adding nodes */
/* Adds a node with its upper corner at a point of the document, linked to @start where that is not NULL,
 * else put into the link that it comes to lie on; one step. Selects it. */
void        mill_canvas_add_node_at          (MillCanvas             *self,
                                              const char             *type_id,
                                              double                  x,
                                              double                  y,
                                              MillPortDot            *start);
/* ... put into @link, whose strings are interned. */
void        mill_canvas_add_node_into        (MillCanvas             *self,
                                              const char             *type_id,
                                              double                  x,
                                              double                  y,
                                              const MillLink         *link);

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
/* The focus goes back to the selected node, and stays there when GTK is done with a popover that closes; for
 * after mill_popover_drop(). */
void        mill_canvas_settle_focus         (MillCanvas             *self);
/* Shows @popover, which is floating, and lets go of it when it is closed. */
void        mill_canvas_popup                (MillCanvas             *self,
                                              GtkWidget              *popover,
                                              const GdkRectangle     *place);
void        mill_canvas_open_menu            (MillCanvas             *self);
/* @about: said above the entries, for who has no pointer to hover with; NULL: nothing. */
void        mill_canvas_open_menu_at         (MillCanvas             *self,
                                              double                  x,
                                              double                  y,
                                              const char             *about);

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
