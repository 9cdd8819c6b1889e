/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/canvas/canvas-edits.h"
#include "app/canvas/canvas-private.h"
#include "app/canvas/rect.h"

/* Items follow the pointer, and are put where it lets go of them; or keys move them. */

/* What keys move by, of the grid that things snap to. */
#define GRID 20

/* A frame carries what lies inside it. */
static GStrv
list_carried (MillCanvas *self)
{
  g_auto (GStrv) selected = mill_session_list_selected (self->session);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char **keys = NULL;

  for (guint i = 0; selected[i] != NULL; i++)
    {
      g_hash_table_add (ids, g_strdup (selected[i]));
      if (mill_world_is_frame (self->world, selected[i]))
        {
          graphene_rect_t frame;
          g_auto (GStrv) touched = NULL;

          mill_world_get_bounds_of (self->world, selected[i], &frame);
          touched = mill_world_list_in (self->world, &frame);
          for (guint j = 0; touched[j] != NULL; j++)
            {
              graphene_rect_t bounds;

              mill_world_get_bounds_of (self->world, touched[j], &bounds);
              if (mill_rect_contains (&frame, &bounds))
                g_hash_table_add (ids, g_strdup (touched[j]));
            }
        }
    }
  keys = (char **) g_hash_table_get_keys_as_array (ids, NULL);

  return g_strdupv (keys);
}

static void
get_move (MillCanvas      *self,
          double           dx,
          double           dy,
          GdkModifierType  state,
          double          *x,
          double          *y)
{
  *x = dx / self->zoom;
  *y = dy / self->zoom;
  /* Snapping the way moved rather than the place keeps what was off the grid off by as much. */
  if (self->snap_to_grid != ((state & GDK_SHIFT_MASK) != 0))
    {
      *x = mill_canvas_snap (*x);
      *y = mill_canvas_snap (*y);
      return;
    }
  /* Fractions would be noise in the file. */
  *x = round (*x);
  *y = round (*y);
}

/* The link that what is moved lies on lights up, unless Alt says that it is not meant. */
static void
update_splice (MillCanvas      *self,
               GdkModifierType  state)
{
  MillLink link;

  self->splice = (MillLink) { 0 };
  if (g_strv_length (self->moving) == 1 && !(state & GDK_ALT_MASK) &&
      mill_canvas_find_splice (self, self->moving[0], &link))
    {
      mill_world_light_link (self->world, &link);
      self->splice = (MillLink) { g_intern_string (link.from_node), g_intern_string (link.from_port),
                                  g_intern_string (link.to_node), g_intern_string (link.to_port),
                                  link.muted };
    }
  else
    mill_world_light_link (self->world, NULL);
}

void
mill_canvas_settle (MillCanvas *self,
                    MillEdit   *edit)
{
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GArray) placings = g_array_new (FALSE, FALSE, sizeof (MillPlacing));

  if (!mill_world_has_unplaced (self->world))
    return;

  nodes = mill_pipeline_list_nodes (mill_session_get_pipeline (self->session));
  for (guint i = 0; i < nodes->len; i++)
    {
      const MillNode *node = g_ptr_array_index (nodes, i);
      MillPlacing placing = { .id = mill_node_get_id (node) };

      if (!mill_node_is_placed (node) &&
          mill_world_get_position (self->world, placing.id, &placing.x, &placing.y))
        g_array_append_val (placings, placing);
    }
  mill_edit_move_nodes (edit, (const MillPlacing *) placings->data, placings->len);
}

static void
move_annotation (MillEdit             *edit,
                 const MillAnnotation *annotation,
                 double                dx,
                 double                dy)
{
  g_autoptr (MillAnnotation) moved = NULL;
  double x, y, width, height;

  mill_annotation_get_bounds (annotation, &x, &y, &width, &height);
  moved = mill_annotation_new (mill_annotation_get_kind (annotation), mill_annotation_get_id (annotation),
                               mill_annotation_get_text (annotation),
                               mill_annotation_get_color (annotation), x + dx, y + dy, width, height);
  mill_edit_put_annotation (edit, moved);
}

static void
move_items (MillCanvas *self,
            MillEdit   *edit,
            double      dx,
            double      dy)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  g_autoptr (GArray) placings = g_array_new (FALSE, FALSE, sizeof (MillPlacing));

  for (guint i = 0; self->moving[i] != NULL; i++)
    {
      MillPlacing placing = { .id = self->moving[i] };
      MillAnnotation *annotation = mill_pipeline_get_annotation (pipeline, placing.id);

      if (annotation != NULL)
        move_annotation (edit, annotation, dx, dy);
      if (mill_pipeline_get_node (pipeline, placing.id) == NULL)
        continue;
      mill_world_get_position (self->world, placing.id, &placing.x, &placing.y);
      placing.x += dx;
      placing.y += dy;
      g_array_append_val (placings, placing);
    }
  mill_edit_move_nodes (edit, (const MillPlacing *) placings->data, placings->len);
}

/* Of @n items that are moved; 0: one is put into a link. */
static MillEdit *
begin_step (MillCanvas *self,
            guint       n)
{
  g_autofree char *label = n == 0 ? g_strdup (_("Insert into Link"))
                                  : g_strdup_printf (ngettext ("Move", "Move %u Items", n), n);
  MillEdit *edit = mill_history_begin (mill_session_get_history (self->session), label);

  mill_canvas_settle (self, edit);

  return edit;
}

static void
end_at (MillCanvas *self,
        double      dx,
        double      dy)
{
  MillHistory *history = mill_session_get_history (self->session);
  guint n = g_strv_length (self->moving);
  MillLink link = self->splice;
  gboolean splice = link.from_node != NULL && n == 1;
  MillEdit *edit;

  mill_world_set_drag (self->world, NULL, 0, 0);
  mill_world_light_link (self->world, NULL);
  if (dx == 0 && dy == 0)
    return;

  edit = begin_step (self, splice ? 0 : n);
  move_items (self, edit, dx, dy);
  if (splice)
    mill_canvas_splice (self, edit, self->moving[0], &link);
  mill_history_commit (history, NULL);
}

void
mill_canvas_begin_move (MillCanvas *self)
{
  g_clear_pointer (&self->moving, g_strfreev);
  self->moving = list_carried (self);
}

void
mill_canvas_update_move (MillCanvas      *self,
                         double           dx,
                         double           dy,
                         GdkModifierType  state)
{
  double x, y;

  get_move (self, dx, dy, state, &x, &y);
  mill_world_set_drag (self->world, (const char *const *) self->moving, x, y);
  update_splice (self, state);
}

void
mill_canvas_end_move (MillCanvas      *self,
                      double           dx,
                      double           dy,
                      GdkModifierType  state)
{
  double x, y;

  get_move (self, dx, dy, state, &x, &y);
  update_splice (self, state);
  end_at (self, x, y);
}

void
mill_canvas_cancel_move (MillCanvas *self)
{
  mill_world_set_drag (self->world, NULL, 0, 0);
  mill_world_light_link (self->world, NULL);
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  static const struct
  {
    const char *name;
    int         dx;
    int         dy;
  } ways[] = {
    { "canvas.move-left", -1, 0 }, { "canvas.move-right", 1, 0 },
    { "canvas.move-up", 0, -1 },   { "canvas.move-down", 0, 1 },
  };
  MillCanvas *self = MILL_CANVAS (widget);
  g_autofree char *key = NULL;
  MillHistory *history;
  MillEdit *edit;
  guint way = 0;
  guint n;

  if (self->session == NULL || self->mode != MILL_CANVAS_IDLE)
    return;
  mill_canvas_begin_move (self);
  n = g_strv_length (self->moving);
  if (n == 0)
    return;

  while (!g_str_equal (ways[way].name, name))
    way++;
  history = mill_session_get_history (self->session);
  edit = begin_step (self, n);
  move_items (self, edit, ways[way].dx * GRID, ways[way].dy * GRID);
  /* A key that is held is one step. */
  key = g_strjoinv (" ", self->moving);
  mill_history_commit (history, key);
}

void
mill_canvas_install_move (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "canvas.move-left", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "canvas.move-right", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "canvas.move-up", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "canvas.move-down", NULL, move_action);
}
