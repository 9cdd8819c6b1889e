/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fixture.h"

#include "app/canvas/canvas-private.h"
#include "app/canvas/world-private.h"
#include "pipeline/writer.h"

/* The canvas of a session in a window, with the looks that the program has. */
typedef struct
{
  Fixture     base;
  GtkWidget  *window;
  MillCanvas *canvas;
} CanvasFixture;

/* Lets everything be laid out and painted that waits for it. */
static inline void
canvas_settle (CanvasFixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  guint n_frames = 0;
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (fixture_count_cb),
                                        &n_frames);

  /* What is laid out in the first may ask for a second. */
  while (n_frames < 3 || g_main_context_pending (NULL))
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
}

/* Likewise, and for what waits until the view rests. Does not end while something moves. */
static inline void
canvas_rest (CanvasFixture *self)
{
  canvas_settle (self);
  while (self->canvas->view_tick != 0)
    g_main_context_iteration (NULL, TRUE);
  canvas_settle (self);
}

/* Paints what has been asked for, once. */
static inline void
canvas_next_frame (CanvasFixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  guint n_frames = 0;
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (fixture_count_cb), &n_frames);

  gtk_widget_queue_draw (GTK_WIDGET (self->canvas));
  while (n_frames == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

/* One frame with cards that are drawn shape by shape, not as the pictures that were made of them. */
static inline void
canvas_draw_shapes (CanvasFixture *self)
{
  MillWorld *world = self->canvas->world;

  for (guint i = 0; i < world->shown->len; i++)
    g_clear_pointer (&((MillWorldItem *) g_ptr_array_index (world->shown, i))->picture, mill_card_picture_free);
  gtk_widget_queue_draw (GTK_WIDGET (world));
  canvas_next_frame (self);
}

static inline void
canvas_wait_for_typing (CanvasFixture *self)
{
  while (mill_session_get_types (self->base.session) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static inline void
canvas_set_up (CanvasFixture *self,
               gconstpointer  data)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  fixture_set_up (&self->base, data);
  gtk_css_provider_load_from_resource (provider, "/org/millrace/Millrace/canvas.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  canvas_wait_for_typing (self);

  self->canvas = g_object_ref_sink (MILL_CANVAS (mill_canvas_new ()));
  mill_canvas_set_session (self->canvas, self->base.session);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->canvas));
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->canvas)))
    g_main_context_iteration (NULL, TRUE);
  canvas_settle (self);
}

/* Neither what was shown nor who showed it stays behind. */
static inline void
canvas_tear_down (CanvasFixture *self,
                  gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->canvas);
  fixture_tear_down (&self->base, data);
}

static inline MillNodeCard *
canvas_card (CanvasFixture *self,
             const char    *id)
{
  return mill_world_get_card (self->canvas->world, id);
}

/* The first below @widget that has a type (not G_TYPE_INVALID) or else a style class. */
static inline GtkWidget *
canvas_find (GtkWidget  *widget,
             GType       type,
             const char *css_class)
{
  if (type != G_TYPE_INVALID ? g_type_is_a (G_OBJECT_TYPE (widget), type)
                             : gtk_widget_has_css_class (widget, css_class))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = canvas_find (child, type, css_class);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static inline const char *
canvas_card_text (CanvasFixture *self,
                  const char    *id,
                  const char    *css_class)
{
  GtkWidget *label = canvas_find (GTK_WIDGET (canvas_card (self, id)), G_TYPE_INVALID, css_class);

  return gtk_label_get_label (GTK_LABEL (label));
}

static inline void
canvas_set_param (MillEdit   *edit,
                  const char *node,
                  const char *param,
                  const char *text)
{
  g_autoptr(JsonNode) value = json_node_init_string (json_node_alloc (), text);
  g_autoptr(GError) error = NULL;

  g_assert_true (mill_edit_set_param (edit, node, param, value, &error));
  g_assert_no_error (error);
}

/* Adds a node that reads from @from, as one step. */
static inline char *
canvas_add (CanvasFixture *self,
            const char    *type,
            const char    *from,
            const char    *from_port,
            const char    *param,
            const char    *text)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  MillEdit *edit = mill_history_begin (history, "Add");
  char *id = g_strdup (mill_edit_add_node (edit, type, NULL, 0, 600));
  g_autoptr(GError) error = NULL;

  if (param != NULL)
    canvas_set_param (edit, id, param, text);
  if (from != NULL)
    mill_edit_connect (edit, from, from_port, id, "table", &error);
  g_assert_no_error (error);
  mill_history_commit (history, NULL);

  return id;
}

static inline void
canvas_move (CanvasFixture *self,
             const char    *id,
             double         x,
             double         y)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  g_autoptr(GError) error = NULL;

  mill_edit_move_node (mill_history_begin (history, "Move"), id, x, y, &error);
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
}
