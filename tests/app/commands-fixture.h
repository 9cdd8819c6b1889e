/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "config.h"

#include <adwaita.h>

#include "app/canvas/canvas.h"
#include "app/window-private.h"
#include "engine/workers.h"

/* A window of the program, as commands are given to it. */

typedef struct
{
  MillApplication *application;
  MillWindow      *window;
} CommandsFixture;

/* Three frames, and what they brought about. A frame is asked for no longer than that: where drawing one takes
 * longer than there is from one to the next, there would be always something to do. */
static inline void
commands_settle (CommandsFixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  gint64 target = gdk_frame_clock_get_frame_counter (clock) + 3;

  while (gdk_frame_clock_get_frame_counter (clock) < target || g_main_context_pending (NULL))
    {
      if (gdk_frame_clock_get_frame_counter (clock) < target)
        gtk_widget_queue_draw (GTK_WIDGET (self->window));
      g_main_context_iteration (NULL, TRUE);
    }
}

static inline void
commands_set_up (CommandsFixture *self,
                 gconstpointer    data)
{
  static MillApplication *application;
  g_autoptr(GError) error = NULL;

  if (application == NULL)
    {
      application = g_object_new (MILL_TYPE_APPLICATION, "application-id", MILL_APPLICATION_ID,
                                  "resource-base-path", "/org/millrace/Millrace",
                                  "flags", G_APPLICATION_NON_UNIQUE, NULL);
      g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
      g_assert_no_error (error);
      g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE,
                    "gtk-cursor-blink", FALSE, NULL);
    }
  self->application = application;
  self->window = mill_window_new (application);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->window->toasts)))
    g_main_context_iteration (NULL, TRUE);
}

static inline void
commands_tear_down (CommandsFixture *self,
                    gconstpointer    data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (mill_workers_wait (120));
}

static inline void
commands_do_on_canvas (CommandsFixture *self,
                       const char      *action,
                       GVariant        *target)
{
  GtkWidget *canvas = mill_document_get_canvas (mill_window_get_document (self->window));
  g_autoptr(GVariant) owned = target != NULL ? g_variant_ref_sink (target) : NULL;

  g_assert_true (gtk_widget_activate_action_variant (canvas, action, owned));
  commands_settle (self);
}

static inline GtkWidget *
commands_find_widget (GtkWidget *widget,
                      GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = commands_find_widget (child, type);

  return found;
}
