/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/canvas/node-card.h"
#include "app/canvas/note-box.h"
#include "app/session.h"

G_BEGIN_DECLS

/* Everything that lies on the canvas, in the document's own coordinates: frames and notes at the
 * bottom, then links, then cards. The canvas gives it a transform; panning and zooming redraw nothing
 * in here. Only nodes near what is seen have a card; nothing that is done with one node or link depends
 * on how many others there are.
 *
 * signals:
 *   "card-shown" (MillNodeCard *card)   a node got a card
 *   "view-outdated" ()                  mill_world_set_view() is to be called again, soon */
#define MILL_TYPE_WORLD (mill_world_get_type ())
G_DECLARE_FINAL_TYPE (MillWorld, mill_world, MILL, WORLD, GtkWidget)

GtkWidget    *mill_world_new            (void);
void          mill_world_set_session    (MillWorld              *self,
                                         MillSession            *session);
/* Tells what is seen of the document, and how large; @far: from so far that there are to be no cards. Makes cards for
 * as long as a frame allows; FALSE: call again in the next. */
gboolean      mill_world_set_view       (MillWorld              *self,
                                         const graphene_rect_t  *view,
                                         double                  zoom,
                                         gboolean                far);

/* Draws what is seen from afar, in coordinates of the canvas, which is where the transform of the world puts
 * its corner at the offset. */
void          mill_world_snapshot_far   (MillWorld              *self,
                                         GtkSnapshot            *snapshot,
                                         int                     width,
                                         int                     height,
                                         int                     offset_x,
                                         int                     offset_y,
                                         double                  zoom);
/* Writes what the cards within @area of the document are called, in coordinates of the canvas. */
void          mill_world_snapshot_titles (MillWorld             *self,
                                          GtkSnapshot           *snapshot,
                                          const graphene_rect_t *area,
                                          double                 offset_x,
                                          double                 offset_y,
                                          double                 zoom);
/* Leaves away what is written on cards and links. */
void          mill_world_set_small      (MillWorld              *self,
                                         gboolean                small);
/* Of what is not written on cards; theirs grows with the zoom. */
void          mill_world_set_text_scale (MillWorld              *self,
                                         double                  scale);

/* While the zoom changes, and until all is ready that is seen then, the software renderer is shown what can be
 * drawn in time; what is drawn by mill_world_snapshot_far() then takes the place of nodes and links. */
gboolean      mill_world_is_zooming     (MillWorld              *self);

/* How many nodes, notes and frames touch @area. */
guint         mill_world_count_items    (MillWorld              *self,
                                         const graphene_rect_t  *area);

/* Is there a node, note or frame of that id? */
gboolean      mill_world_has            (MillWorld              *self,
                                         const char             *id);
gboolean      mill_world_is_frame       (MillWorld              *self,
                                         const char             *id);
/* Does the document leave it open where some of its nodes lie? */
gboolean      mill_world_has_unplaced   (MillWorld              *self);
/* The card of a node, or NULL where there is no such node. It is made if need be, and stays at least
 * until the next time that the view changes. */
MillNodeCard *mill_world_get_card       (MillWorld              *self,
                                         const char             *id);
/* Likewise, card or note. */
GtkWidget    *mill_world_get_item       (MillWorld              *self,
                                         const char             *id);
/* The cards that there are now, with no promise of more: new array of MillNodeCard, not owned. */
GPtrArray    *mill_world_list_cards     (MillWorld              *self);
/* The id of what lies uppermost at a point, or NULL. Borrowed. */
const char   *mill_world_pick           (MillWorld              *self,
                                         const graphene_point_t *point);
/* Ids of the cards and notes (not frames) that touch @area. */
GStrv         mill_world_list_in        (MillWorld              *self,
                                         const graphene_rect_t  *area);
/* Everything, or only the items @ids; FALSE where there is nothing. */
gboolean      mill_world_get_extents    (MillWorld              *self,
                                         const char *const      *ids,
                                         graphene_rect_t        *extents);
void          mill_world_get_bounds_of  (MillWorld              *self,
                                         const char             *id,
                                         graphene_rect_t        *bounds);
/* Where the item is shown: where the document, or for a node that it does not place the layout, and a
 * drag put it. FALSE where there is no such item. */
gboolean      mill_world_get_position   (MillWorld              *self,
                                         const char             *id,
                                         double                 *x,
                                         double                 *y);

/* Shows items moved by @dx, @dy while they are dragged; the document does not know of it yet. 0, 0
 * puts them back. */
void          mill_world_set_drag       (MillWorld              *self,
                                         const char *const      *ids,
                                         double                  dx,
                                         double                  dy);
/* Shows an item that far from its place, while it glides there; 0, 0: in its place. Where there is no such
 * item nothing is done. */
void          mill_world_set_glide      (MillWorld              *self,
                                         const char             *id,
                                         double                  dx,
                                         double                  dy);

/* Links. */
gboolean      mill_world_find_link      (MillWorld              *self,
                                         const graphene_point_t *point,
                                         float                   reach,
                                         MillLink               *link);
/* Highlights @link; NULL: none. Copies. */
void          mill_world_select_link    (MillWorld              *self,
                                         const MillLink         *link);
const MillLink *mill_world_get_selected_link (MillWorld         *self);
/* Does not show @link while its end is being moved; NULL: shows all. Copies. */
void          mill_world_hide_link      (MillWorld              *self,
                                         const MillLink         *link);
/* Likewise of several. */
void          mill_world_hide_links     (MillWorld              *self,
                                         const MillLink         *links,
                                         guint                   n_links);
/* Where a link begins and ends, as it is shown. */
gboolean      mill_world_get_link_ends  (MillWorld              *self,
                                         const MillLink         *link,
                                         graphene_point_t       *from,
                                         graphene_point_t       *to);
gboolean      mill_world_get_port_point (MillWorld              *self,
                                         MillPortDot            *dot,
                                         graphene_point_t       *point);
/* The link that is being drawn, between two points, from output to input; @from NULL: none. */
void          mill_world_set_loose_link (MillWorld              *self,
                                         const graphene_point_t *from,
                                         const graphene_point_t *to,
                                         MillPortType            type);
/* One more of them. */
void          mill_world_add_loose_link (MillWorld              *self,
                                         const graphene_point_t *from,
                                         const graphene_point_t *to,
                                         MillPortType            type);
/* Lights the link that what is dragged would be put into; NULL: none. Copies. */
void          mill_world_light_link     (MillWorld              *self,
                                         const MillLink         *link);
/* The link that runs through @area, nearest to its middle, among those that @filter accepts (it may use
 * the world, but not change it). FALSE: none. */
typedef gboolean (*MillLinkFilter)      (const MillLink         *link,
                                         gpointer                data);
gboolean      mill_world_find_link_in   (MillWorld              *self,
                                         const graphene_rect_t  *area,
                                         MillLinkFilter          filter,
                                         gpointer                data,
                                         MillLink               *link);
/* The knife moves on to @point, and marks the links that it crosses. */
void          mill_world_cut            (MillWorld              *self,
                                         const graphene_point_t *point);
/* The knife is lifted. The links that it has crossed: MillLink, with strings that stay. */
GArray       *mill_world_end_cut        (MillWorld              *self);
/* A band to select with; NULL: none. */
void          mill_world_set_band       (MillWorld              *self,
                                         const graphene_rect_t  *band);

G_END_DECLS
