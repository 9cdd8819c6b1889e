/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "app/canvas/link-shape.h"
#include "app/canvas/world-private.h"
#include "chart/format.h"

/* How many rows went along a link, written on it: at its middle, or where cards would hide that, nearer to one
 * of its ends; with fewer digits where all of them have no room; or not at all. */

/* Around the text, and around that to the next card. */
#define PADDING_X 7.0f
#define PADDING_Y 1.0f
#define DISTANCE 2.0f

/* Along the link, the best first. */
static const float places[] = { 0.5f, 0.42f, 0.58f, 0.34f, 0.66f, 0.26f, 0.74f, 0.18f, 0.82f,
                                0.1f, 0.9f };

/* What is known of a label as long as neither it nor its link changes. */
struct _MillLabelRoom
{
  graphene_point_t  points[G_N_ELEMENTS (places)];
  PangoLayout      *layouts[2];   /* all digits; fewer, or NULL */
  guint             n_changes;    /* of the places of cards, when it was found out what is free; 0: not yet */
  int               point;        /* where there is room, or -1 */
  int               layout;       /* for that */
};

static void
label_room_free (MillLabelRoom *self)
{
  g_clear_object (&self->layouts[0]);
  g_clear_object (&self->layouts[1]);
  g_free (self);
}

void
mill_world_forget_label (MillWorldLink *link)
{
  g_clear_pointer (&link->room, label_room_free);
  g_clear_pointer (&link->pill, gsk_render_node_unref);
}

static PangoLayout *
make_layout (MillWorld  *self,
             const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.8));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  return layout;
}

/* The number with two digits and a letter, as on the axis of a chart; NULL: that is no shorter. */
static char *
shorten (gint64 rows)
{
  double step = pow (10, floor (log10 ((double) MAX (rows, 1))) - 1);

  return rows < 10000 ? NULL : mill_format_compact ((double) rows, step, (double) rows);
}

static MillLabelRoom *
make_room (MillWorld     *self,
           MillWorldLink *link)
{
  MillLabelRoom *room = g_new0 (MillLabelRoom, 1);
  g_autofree char *shorter = shorten (link->rows);

  room->layouts[0] = make_layout (self, link->label);
  if (shorter != NULL)
    room->layouts[1] = make_layout (self, shorter);
  mill_link_shape_get_points (mill_world_ensure_path (link), places, G_N_ELEMENTS (places), room->points);

  return room;
}

static void
get_box (MillLabelRoom   *room,
         int              layout,
         int              point,
         graphene_rect_t *box)
{
  const graphene_point_t *middle = &room->points[point];
  int width, height;

  pango_layout_get_pixel_size (room->layouts[layout], &width, &height);
  graphene_rect_init (box, middle->x - width / 2.0f - PADDING_X, middle->y - height / 2.0f - PADDING_Y,
                      width + 2 * PADDING_X, height + 2 * PADDING_Y);
}

/* Links pass over frames, and below everything else. */
static gboolean
is_free (MillWorld             *self,
         const graphene_rect_t *box)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  graphene_rect_t area = *box;

  graphene_rect_inset (&area, -DISTANCE, -DISTANCE);
  mill_index_find (self->item_index, &area, found);
  for (guint i = 0; i < found->len; i++)
    if (((MillWorldItem *) g_ptr_array_index (found, i))->kind != MILL_WORLD_FRAME)
      return FALSE;

  return TRUE;
}

static void
find_room (MillWorld     *self,
           MillLabelRoom *room)
{
  room->point = -1;
  for (int layout = 0; layout < 2 && room->layouts[layout] != NULL; layout++)
    for (int point = 0; point < (int) G_N_ELEMENTS (places); point++)
      {
        graphene_rect_t box;

        get_box (room, layout, point, &box);
        if (!is_free (self, &box))
          continue;
        room->point = point;
        room->layout = layout;
        return;
      }
}

static GskRenderNode *
make_pill (MillWorld     *self,
           MillLabelRoom *room)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  const MillLinkLook *look = &self->look;
  graphene_rect_t box;
  GskRoundedRect pill;

  get_box (room, room->layout, room->point, &box);
  gsk_rounded_rect_init_from_rect (&pill, &box, box.size.height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &look->paper, &box);
  gtk_snapshot_pop (snapshot);
  if (look->contrast)
    gtk_snapshot_append_border (snapshot, &pill, (float[4]) { 1, 1, 1, 1 },
                                (GdkRGBA[4]) { look->ink, look->ink, look->ink, look->ink });

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (box.origin.x + PADDING_X, box.origin.y + PADDING_Y));
  gtk_snapshot_append_layout (snapshot, room->layouts[room->layout], &look->ink);
  gtk_snapshot_restore (snapshot);

  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

/* Where a card came to lie or went from, what was free may be so no more. */
static void
update_pill (MillWorld     *self,
             MillWorldLink *link)
{
  guint n_changes = mill_index_get_n_changes (self->item_index);
  int point, layout;

  if (link->room == NULL)
    link->room = make_room (self, link);
  if (link->room->n_changes == n_changes)
    return;

  link->room->n_changes = n_changes;
  point = link->room->point;
  layout = link->room->layout;
  find_room (self, link->room);
  if (link->pill != NULL && link->room->point == point && link->room->layout == layout)
    return;

  g_clear_pointer (&link->pill, gsk_render_node_unref);
  g_clear_pointer (&link->label_picture, mill_card_picture_free);
  if (link->room->point >= 0)
    link->pill = make_pill (self, link->room);
}

void
mill_world_snapshot_labels (MillWorld       *self,
                            GPtrArray       *links,
                            MillCardPainter *painter,
                            GtkSnapshot     *snapshot)
{
  for (guint i = 0; i < links->len; i++)
    {
      MillWorldLink *link = g_ptr_array_index (links, i);

      if (link->label == NULL || mill_world_is_hidden (self, link))
        continue;
      update_pill (self, link);
      if (link->pill != NULL)
        mill_card_picture_snapshot (&link->label_picture, link->pill, painter, snapshot);
    }
}
