/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/world-private.h"

#include "app/canvas/far-titles.h"
#include "app/canvas/rect.h"

/* Which nodes have a card. Making one takes a part of a millisecond, so that a view that shows hundreds of
 * new ones gets them over a few frames; until then they are drawn as blocks. */
#define BUDGET_US 5000
/* What is not seen yet, or no more, has time: with all that comes of a card, its style and its first layout,
 * the frame pays several times what making it takes. One in each frame keeps up with all but a flick. */
#define AHEAD_US 0
/* A view that did not move for so long rests. What nobody sees can wait till then: while it moves, each frame
 * counts. */
#define REST_US 150000
/* But so many cards are enough. */
#define MANY_CARDS 300
/* How far beyond what is seen nodes have cards already, and how far one stays where it has one. */
#define MARGIN 160
#define KEEP 480

int
mill_world_compare_depth (const MillWorldItem *one,
                          const MillWorldItem *other)
{
  if (one->kind != other->kind)
    return (int) one->kind - (int) other->kind;

  return (one->serial > other->serial) - (one->serial < other->serial);
}

/* The widget that @item lies directly below, among those that there are: frames lie below notes, both
 * below cards, and among those of a kind the older ones below. */
static GtkWidget *
find_above (MillWorld     *self,
            MillWorldItem *item)
{
  GtkWidget *widget = gtk_widget_get_last_child (GTK_WIDGET (self));
  GtkWidget *above = NULL;

  for (; widget != NULL; widget = gtk_widget_get_prev_sibling (widget))
    {
      MillWorldItem *other =
        mill_world_find_item (self, mill_canvas_item_get_id (MILL_CANVAS_ITEM (widget)));

      if (other->kind < item->kind || (other->kind == item->kind && other->serial < item->serial))
        break;
      above = widget;
    }

  return above;
}

static void
show_below (MillWorld     *self,
            MillWorldItem *item,
            GtkWidget     *above)
{
  item->widget = item->kind == MILL_WORLD_NODE ? mill_node_card_new (self->session, item->id)
                                               : mill_note_box_new (self->session, item->id);
  mill_canvas_item_set_selected (MILL_CANVAS_ITEM (item->widget), item->selected);
  gtk_widget_insert_before (item->widget, GTK_WIDGET (self), above);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (item->kind == MILL_WORLD_NODE)
    {
      item->showing = self->next_serial++;
      g_ptr_array_add (self->shown, item);
      mill_world_mark_ports (self, item);
      mill_world_emit_shown (self, MILL_NODE_CARD (item->widget));
    }
}

/* GTK styles all that follow a new sibling anew: for a card between others that takes as long as ten cards do.
 * While the view moves it is put above all, and drawn in its place; it is moved there when the view rests. */
static void
show_uppermost (MillWorld     *self,
                MillWorldItem *item)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (self));
  const MillWorldItem *below =
    last != NULL ? mill_world_find_item (self, mill_canvas_item_get_id (MILL_CANVAS_ITEM (last))) : NULL;

  if (below != NULL && mill_world_compare_depth (below, item) > 0)
    self->unordered = TRUE;
  show_below (self, item, NULL);
}

static void
put_in_order (MillWorld *self)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_copy (self->shown, NULL, NULL);
  GtkWidget *below = NULL;

  if (!self->unordered)
    return;

  self->unordered = FALSE;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); MILL_IS_NOTE_BOX (child);
       child = gtk_widget_get_next_sibling (child))
    below = child;
  g_ptr_array_sort_values (cards, (GCompareFunc) mill_world_compare_depth);
  for (guint i = 0; i < cards->len; i++)
    {
      GtkWidget *card = ((MillWorldItem *) g_ptr_array_index (cards, i))->widget;

      if (gtk_widget_get_prev_sibling (card) != below)
        gtk_widget_insert_after (card, GTK_WIDGET (self), below);
      below = card;
    }
}

GtkWidget *
mill_world_show_item (MillWorld     *self,
                      MillWorldItem *item)
{
  if (item->widget == NULL)
    show_below (self, item, find_above (self, item));

  return item->widget;
}

void
mill_world_hide_item (MillWorld     *self,
                      MillWorldItem *item)
{
  g_ptr_array_remove_fast (self->shown, item);
  g_clear_pointer (&item->widget, gtk_widget_unparent);
  g_clear_pointer (&item->told, g_array_unref);
  g_clear_pointer (&item->picture, mill_card_picture_free);
  /* Those that led to it do so no more. */
  for (guint i = 0; i < item->in->len; i++)
    mill_world_retell (self, ((MillWorldLink *) g_ptr_array_index (item->in, i))->from);
}

void
mill_world_redraw_item (MillWorld     *self,
                        MillWorldItem *item)
{
  if (self->zooming)
    g_clear_pointer (&item->picture, mill_card_picture_free);
  mill_world_redraw_area (self, &item->entry.bounds);
}

void
mill_world_redraw (MillWorld *self)
{
  mill_world_redraw_area (self, NULL);
}

void
mill_world_redraw_area (MillWorld             *self,
                        const graphene_rect_t *area)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  mill_far_tiles_damage (self->far_tiles, area);
  g_clear_pointer (&self->passing, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if ((self->far || self->zooming) && parent != NULL)
    gtk_widget_queue_draw (parent);
}

void
mill_world_snapshot_titles (MillWorld             *self,
                            GtkSnapshot           *snapshot,
                            const graphene_rect_t *area,
                            double                 offset_x,
                            double                 offset_y,
                            double                 zoom)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  mill_index_find (self->item_index, area, found);
  mill_far_titles_snapshot (self, found, snapshot, offset_x, offset_y, zoom);
}

void
mill_world_set_small (MillWorld *self,
                      gboolean   small)
{
  self->small = small;
  if (small)
    gtk_widget_add_css_class (GTK_WIDGET (self), "small");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "small");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mill_world_set_text_scale (MillWorld *self,
                           double     scale)
{
  self->text_scale = scale;
  mill_world_forget_titles (self);
}

/* FALSE: the time was up before all had a card. */
static gboolean
show_within (MillWorld             *self,
             const graphene_rect_t *area,
             gint64                 deadline)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  gboolean made = FALSE;

  mill_index_find (self->item_index, area, found);
  g_ptr_array_sort_values (found, (GCompareFunc) mill_world_compare_depth);
  for (guint i = 0; i < found->len; i++)
    {
      MillWorldItem *item = g_ptr_array_index (found, i);

      if (item->widget != NULL)
        continue;
      if (made && g_get_monotonic_time () > deadline)
        return FALSE;
      show_uppermost (self, item);
      made = TRUE;
    }

  return TRUE;
}

/* What has the focus, or a popover that has, is in use however far off it is. */
static gboolean
is_in_use (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static gboolean
hide_outside (MillWorld             *self,
              const graphene_rect_t *area,
              gint64                 deadline)
{
  gboolean hidden = FALSE;

  for (guint i = self->shown->len; i-- > 0;)
    {
      MillWorldItem *item = g_ptr_array_index (self->shown, i);

      if (is_in_use (item->widget) ||
          (area != NULL && graphene_rect_intersection (&item->entry.bounds, area, NULL)))
        continue;
      if (hidden && g_get_monotonic_time () > deadline)
        return FALSE;
      mill_world_hide_item (self, item);
      hidden = TRUE;
    }

  return TRUE;
}

guint
mill_world_count_items (MillWorld             *self,
                        const graphene_rect_t *area)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  mill_index_find (self->item_index, area, found);

  return found->len;
}

/* FALSE: it moved a short while ago. */
static gboolean
note_motion (MillWorld             *self,
             const graphene_rect_t *view,
             double                 zoom)
{
  gint64 now = g_get_monotonic_time ();

  if (zoom != self->zoom || !graphene_rect_equal (view, &self->view))
    self->moved_at = now;
  mill_world_note_zoom (self, view, zoom);
  self->view = *view;
  self->zoom = zoom;

  return now - self->moved_at >= REST_US;
}

/* Cards beyond what is seen, and those that are no longer seen. */
static gboolean
tidy_up (MillWorld *self,
         gboolean   rests)
{
  gint64 deadline = g_get_monotonic_time () + (rests ? BUDGET_US : AHEAD_US);
  graphene_rect_t area;

  graphene_rect_inset_r (&self->view, -MARGIN, -MARGIN, &area);
  if (!self->far && !show_within (self, &area, deadline))
    return FALSE;
  graphene_rect_inset_r (&self->view, -KEEP, -KEEP, &area);
  if ((rests || self->shown->len > MANY_CARDS) && !hide_outside (self, self->far ? NULL : &area, deadline))
    return FALSE;
  if (rests)
    put_in_order (self);

  return rests;
}

gboolean
mill_world_set_view (MillWorld             *self,
                     const graphene_rect_t *view,
                     double                 zoom,
                     gboolean               far)
{
  gboolean rests = note_motion (self, view, zoom);
  gint64 deadline = g_get_monotonic_time () + (self->zoomed ? AHEAD_US : BUDGET_US);
  gboolean ready;

  if (self->far != far)
    {
      self->far = far;
      mill_world_redraw (self);
    }
  if (self->session == NULL)
    return TRUE;

  ready = far || show_within (self, view, deadline);
  if (self->zooming && !self->zoomed &&
      (far ? mill_world_prepare_far (self, deadline) : ready && !self->unpainted))
    mill_world_end_zooming (self);
  if (!far && (!mill_rect_contains (&self->covered, view) || self->unpainted))
    gtk_widget_queue_draw (GTK_WIDGET (self));
  ready = ready && !self->zooming && tidy_up (self, rests);
  mill_world_tell_relations (self);

  return ready && (far || !self->unpainted);
}
