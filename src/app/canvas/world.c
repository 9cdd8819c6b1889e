/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/world-private.h"

G_DEFINE_FINAL_TYPE (MillWorld, mill_world, GTK_TYPE_WIDGET)

/* What is drawn goes so far beyond what is seen that most moves of the view need nothing new: a part of that.
 * The software renderer goes through all of it in each frame, and gets so many pixels. */
#define AHEAD 0.5f
#define AHEAD_PIXELS 64
/* So long a frame may paint pictures of cards. */
#define PICTURES_US 3000

enum
{
  CARD_SHOWN,
  VIEW_OUTDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
mill_world_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  /* Its size means nothing: what lies on it may be anywhere. */
  *minimum = *natural = 0;
}

static void
mill_world_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  MillWorld *self = MILL_WORLD (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      MillWorldItem *item =
        mill_world_find_item (self, mill_canvas_item_get_id (MILL_CANVAS_ITEM (child)));
      int w, h;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &w, NULL, NULL);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, w, NULL, &h, NULL, NULL);
      /* In a card of another size the ports may be elsewhere. */
      if (w != (int) item->entry.bounds.size.width || h != (int) item->entry.bounds.size.height)
        mill_world_resize_item (self, item, w, h);
      gtk_widget_allocate (child, w, h, -1,
                           gsk_transform_translate (NULL, &item->entry.bounds.origin));
    }
}

/* Nodes that are seen but have no card yet. */
static void
snapshot_blocks (MillWorld   *self,
                 GtkSnapshot *snapshot)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  mill_index_find (self->item_index, &self->view, found);
  for (guint i = 0; i < found->len; i++)
    {
      const MillWorldItem *item = g_ptr_array_index (found, i);

      if (item->widget == NULL)
        gtk_snapshot_append_color (snapshot, &self->look.paper, &item->entry.bounds);
    }
}

static void
snapshot_card (MillWorld       *self,
               MillWorldItem   *item,
               MillCardPainter *painter,
               GtkSnapshot     *snapshot)
{
  g_autoptr (GtkSnapshot) own = NULL;
  g_autoptr (GskRenderNode) node = NULL;

  if (!graphene_rect_intersection (&item->entry.bounds, &self->covered, NULL))
    return;

  own = gtk_snapshot_new ();
  gtk_widget_snapshot_child (GTK_WIDGET (self), item->widget, own);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&own));
  if (node != NULL)
    mill_card_picture_snapshot (&item->picture, node, painter, self->zooming ? NULL : snapshot);
}

static void
snapshot_near (MillWorld   *self,
               GtkSnapshot *snapshot)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_copy (self->shown, NULL, NULL);
  MillCardPainter painter;
  float ahead;

  mill_card_painter_init (&painter, GTK_WIDGET (self), self->zoom, g_get_monotonic_time () + PICTURES_US);
  painter.repaints = !self->zoomed;
  ahead = painter.renderer != NULL ? AHEAD_PIXELS / (float) self->zoom : AHEAD * self->view.size.width;
  graphene_rect_inset_r (&self->view, -ahead, -ahead, &self->covered);

  /* Frames and notes come first among the children. */
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); MILL_IS_NOTE_BOX (child);
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_snapshot_child (GTK_WIDGET (self), child, snapshot);
  /* What is gone does not cover what is there. */
  mill_world_snapshot_comparison (self, snapshot);
  if (!self->zooming)
    {
      mill_world_snapshot_links (self, &painter, snapshot);
      mill_world_snapshot_flow (self, snapshot);
      snapshot_blocks (self, snapshot);
    }
  g_ptr_array_sort_values (cards, (GCompareFunc) mill_world_compare_depth);
  for (guint i = 0; i < cards->len; i++)
    snapshot_card (self, g_ptr_array_index (cards, i), &painter, snapshot);
  self->unpainted = painter.waiting;
  if (self->unpainted)
    mill_world_refresh (self);
}

static void
snapshot_band (MillWorld   *self,
               GtkSnapshot *snapshot)
{
  GdkRGBA fill, edge;
  GskRoundedRect outline;

  gtk_widget_get_color (GTK_WIDGET (self), &edge);
  fill = edge;
  fill.alpha = 0.08f;
  edge.alpha = 0.4f;
  gtk_snapshot_append_color (snapshot, &fill, &self->band);
  gsk_rounded_rect_init_from_rect (&outline, &self->band, 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { edge, edge, edge, edge });
}

static void
mill_world_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  MillWorld *self = MILL_WORLD (widget);

  /* From afar the canvas draws what lies here. */
  if (!self->far)
    snapshot_near (self, snapshot);
  else
    mill_world_snapshot_comparison (self, snapshot);
  mill_world_snapshot_loose_link (self, snapshot);
  mill_world_snapshot_trail (self, snapshot);
  if (self->banding)
    snapshot_band (self, snapshot);
}

/* The canvas moves the focus in the order of the work rather than by what lies where. */
static gboolean
mill_world_focus (GtkWidget        *widget,
                  GtkDirectionType  direction)
{
  return FALSE;
}

static void
mill_world_system_setting_changed (GtkWidget        *widget,
                                   GtkSystemSetting  setting)
{
  MillWorld *self = MILL_WORLD (widget);

  GTK_WIDGET_CLASS (mill_world_parent_class)->system_setting_changed (widget, setting);

  if (self->session != NULL && setting != GTK_SYSTEM_SETTING_ICON_THEME)
    mill_world_measure_anew (self);
}

static void
mill_world_dispose (GObject *object)
{
  MillWorld *self = MILL_WORLD (object);

  mill_world_set_session (self, NULL);

  G_OBJECT_CLASS (mill_world_parent_class)->dispose (object);
}

static void
mill_world_finalize (GObject *object)
{
  MillWorld *self = MILL_WORLD (object);

  g_hash_table_unref (self->items);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->shapes);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->selection);
  g_ptr_array_unref (self->retold);
  g_clear_pointer (&self->trail, g_array_unref);
  g_array_unref (self->loose);
  g_array_unref (self->hidden);
  mill_far_tiles_free (self->far_tiles);
  g_clear_pointer (&self->passing, gsk_render_node_unref);
  mill_index_free (self->item_index);
  mill_index_free (self->link_index);

  G_OBJECT_CLASS (mill_world_parent_class)->finalize (object);
}

static void
mill_world_class_init (MillWorldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mill_world_dispose;
  object_class->finalize = mill_world_finalize;
  widget_class->measure = mill_world_measure;
  widget_class->size_allocate = mill_world_size_allocate;
  widget_class->snapshot = mill_world_snapshot;
  widget_class->focus = mill_world_focus;
  widget_class->system_setting_changed = mill_world_system_setting_changed;

  signals[CARD_SHOWN] = g_signal_new ("card-shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 1, MILL_TYPE_NODE_CARD);
  signals[VIEW_OUTDATED] = g_signal_new ("view-outdated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "world");
}

static void
mill_world_init (MillWorld *self)
{
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify) mill_world_item_free);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->shapes = g_hash_table_new_full (NULL, NULL, NULL, g_rc_box_release);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_world_link_free);
  self->shown = g_ptr_array_new ();
  self->selection = g_ptr_array_new ();
  self->retold = g_ptr_array_new_with_free_func (g_free);
  self->loose = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  self->hidden = g_array_new (FALSE, FALSE, sizeof (MillLink));
  self->far_tiles = mill_far_tiles_new (self);
  self->text_scale = 1;
  self->item_index = mill_index_new ();
  self->link_index = mill_index_new ();
}

GtkWidget *
mill_world_new (void)
{
  return g_object_new (MILL_TYPE_WORLD, NULL);
}

void
mill_world_emit_shown (MillWorld    *self,
                       MillNodeCard *card)
{
  g_signal_emit (self, signals[CARD_SHOWN], 0, card);
}

void
mill_world_refresh (MillWorld *self)
{
  g_signal_emit (self, signals[VIEW_OUTDATED], 0);
}

gboolean
mill_world_has (MillWorld  *self,
                const char *id)
{
  return mill_world_find_item (self, id) != NULL;
}

gboolean
mill_world_is_frame (MillWorld  *self,
                     const char *id)
{
  const MillWorldItem *item = mill_world_find_item (self, id);

  return item != NULL && item->kind == MILL_WORLD_FRAME;
}

gboolean
mill_world_has_unplaced (MillWorld *self)
{
  return self->n_unplaced > 0;
}

GtkWidget *
mill_world_get_item (MillWorld  *self,
                     const char *id)
{
  MillWorldItem *item = mill_world_find_item (self, id);

  return item != NULL ? mill_world_show_item (self, item) : NULL;
}

MillNodeCard *
mill_world_get_card (MillWorld  *self,
                     const char *id)
{
  MillWorldItem *item = mill_world_find_item (self, id);

  return item != NULL && item->kind == MILL_WORLD_NODE
           ? MILL_NODE_CARD (mill_world_show_item (self, item)) : NULL;
}

GPtrArray *
mill_world_list_cards (MillWorld *self)
{
  GPtrArray *cards = g_ptr_array_new ();

  for (guint i = 0; i < self->shown->len; i++)
    g_ptr_array_add (cards, ((MillWorldItem *) g_ptr_array_index (self->shown, i))->widget);

  return cards;
}

gboolean
mill_world_get_position (MillWorld  *self,
                         const char *id,
                         double     *x,
                         double     *y)
{
  const MillWorldItem *item = mill_world_find_item (self, id);

  if (item == NULL)
    return FALSE;
  *x = item->entry.bounds.origin.x;
  *y = item->entry.bounds.origin.y;

  return TRUE;
}

void
mill_world_get_bounds_of (MillWorld       *self,
                          const char      *id,
                          graphene_rect_t *bounds)
{
  const MillWorldItem *item = mill_world_find_item (self, id);

  *bounds = item != NULL ? item->entry.bounds : GRAPHENE_RECT_INIT (0, 0, 0, 0);
}

const char *
mill_world_pick (MillWorld              *self,
                 const graphene_point_t *point)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  const MillWorldItem *best = NULL;

  mill_index_find (self->item_index, &GRAPHENE_RECT_INIT (point->x, point->y, 0, 0), found);
  for (guint i = 0; i < found->len; i++)
    {
      const MillWorldItem *item = g_ptr_array_index (found, i);

      if (best == NULL || item->kind > best->kind ||
          (item->kind == best->kind && item->serial > best->serial))
        best = item;
    }

  return best != NULL ? best->id : NULL;
}

GStrv
mill_world_list_in (MillWorld             *self,
                    const graphene_rect_t *area)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  mill_index_find (self->item_index, area, found);
  for (guint i = 0; i < found->len; i++)
    {
      const MillWorldItem *item = g_ptr_array_index (found, i);

      if (item->kind != MILL_WORLD_FRAME)
        g_strv_builder_add (builder, item->id);
    }

  return g_strv_builder_end (builder);
}

static void
extend (const MillWorldItem *item,
        gboolean            *found,
        graphene_rect_t     *extents)
{
  if (*found)
    graphene_rect_union (extents, &item->entry.bounds, extents);
  else
    *extents = item->entry.bounds;
  *found = TRUE;
}

gboolean
mill_world_get_extents (MillWorld         *self,
                        const char *const *ids,
                        graphene_rect_t   *extents)
{
  GHashTableIter iter;
  gpointer item;
  gboolean found = FALSE;

  if (ids != NULL)
    {
      for (guint i = 0; ids[i] != NULL; i++)
        if ((item = mill_world_find_item (self, ids[i])) != NULL)
          extend (item, &found, extents);
      return found;
    }

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    extend (item, &found, extents);

  return found;
}

void
mill_world_set_drag (MillWorld         *self,
                     const char *const *ids,
                     double             dx,
                     double             dy)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->dragged);

  self->drag_x = dx;
  self->drag_y = dy;
  for (guint i = 0; before != NULL && i < before->len; i++)
    ((MillWorldItem *) g_ptr_array_index (before, i))->dragged = FALSE;
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      MillWorldItem *item = mill_world_find_item (self, ids[i]);

      if (item == NULL)
        continue;
      if (self->dragged == NULL)
        self->dragged = g_ptr_array_new ();
      item->dragged = TRUE;
      g_ptr_array_add (self->dragged, item);
      mill_world_place_item (self, item);
    }
  for (guint i = 0; before != NULL && i < before->len; i++)
    if (!((MillWorldItem *) g_ptr_array_index (before, i))->dragged)
      mill_world_place_item (self, g_ptr_array_index (before, i));
}

void
mill_world_set_glide (MillWorld  *self,
                      const char *id,
                      double      dx,
                      double      dy)
{
  MillWorldItem *item = mill_world_find_item (self, id);

  if (item == NULL)
    return;
  graphene_point_init (&item->glide, dx, dy);
  mill_world_place_item (self, item);
}

void
mill_world_set_loose_link (MillWorld              *self,
                           const graphene_point_t *from,
                           const graphene_point_t *to,
                           MillPortType            type)
{
  g_array_set_size (self->loose, 0);
  if (from != NULL)
    mill_world_add_loose_link (self, from, to, type);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mill_world_add_loose_link (MillWorld              *self,
                           const graphene_point_t *from,
                           const graphene_point_t *to,
                           MillPortType            type)
{
  g_array_append_val (self->loose, *from);
  g_array_append_val (self->loose, *to);
  self->loose_type = type;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mill_world_set_band (MillWorld             *self,
                     const graphene_rect_t *band)
{
  self->banding = band != NULL;
  if (band != NULL)
    self->band = *band;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
