/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

G_BEGIN_DECLS

/* The drawing of a pipeline that can be edited: nodes as real widgets, links, frames, notes.
 *
 * properties: "session", "zoom" (0.05 to 5), "show-grid", "snap-to-grid" (what is moved with the pointer;
 * Shift means the other of both), "show-minimap" (an overview, where not everything is seen), "follow-run"
 * (the view moves to the node that runs), "collecting" (taps and clicks add to the selection, or take away
 * from it). The last three are actions as well: show-minimap, follow-run, collect.
 * signal "complaint" (const char *message): something the user asked for could not be done. By default
 * the AdwToastOverlay around it shows the message.
 * signal "view-changed" (): it was moved or zoomed.
 * Actions it installs (group "canvas"): zoom-in, zoom-out, zoom-reset, zoom-fit, zoom-selection,
 * select-all, select-none, delete, duplicate, cut, copy, paste, open, search, add-frame, add-note,
 * add-node (string: type id), rename, run-to-here, show-problems, menu. */
#define MILL_TYPE_CANVAS (mill_canvas_get_type ())
G_DECLARE_FINAL_TYPE (MillCanvas, mill_canvas, MILL, CANVAS, GtkWidget)

GtkWidget   *mill_canvas_new          (void);
void         mill_canvas_set_session  (MillCanvas  *self,
                                       MillSession *session);
MillSession *mill_canvas_get_session  (MillCanvas  *self);
double       mill_canvas_get_zoom     (MillCanvas  *self);
void         mill_canvas_set_zoom     (MillCanvas  *self,
                                       double       zoom);
void         mill_canvas_fit          (MillCanvas  *self);
/* What of the drawing is seen, to be seen again later. */
typedef struct
{
  double zoom;
  double x;
  double y;
} MillCanvasView;

void         mill_canvas_get_view     (MillCanvas           *self,
                                       MillCanvasView       *view);
void         mill_canvas_set_view     (MillCanvas           *self,
                                       const MillCanvasView *view);
/* Adds a node of @type_id in the middle of what is seen (or beside the selected one, linked to it where
 * the ports allow), selects it, as one undo step. */
void         mill_canvas_add_node     (MillCanvas  *self,
                                       const char  *type_id);
void         mill_canvas_show_node    (MillCanvas  *self,
                                       const char  *node);
/* Gives the focus to the selected node, or to the canvas where not just one is. */
void         mill_canvas_take_focus   (MillCanvas  *self);
/* Shows @node, selects it alone and gives it the focus. */
void         mill_canvas_go_to        (MillCanvas  *self,
                                       const char  *node);

G_END_DECLS
