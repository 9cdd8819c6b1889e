/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The memory that is shared with the display's server lasts from frame to frame. */
#include "app/frame-memory.h"

#include <string.h>

/* How many pieces of shared memory the program has. */
static guint
count_shared (void)
{
  g_autofree char *maps = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_file_get_contents ("/proc/self/maps", &maps, NULL, &error);
  g_assert_no_error (error);
  for (const char *at = maps; (at = strstr (at, "/SYSV")) != NULL; at++)
    n++;

  return n;
}

static void
draw (GtkWidget *window,
      guint      n_frames)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  for (guint i = 0; i < n_frames; i++)
    {
      gint64 seen = gdk_frame_clock_get_frame_counter (clock);

      gtk_widget_queue_draw (window);
      while (gdk_frame_clock_get_frame_counter (clock) == seen)
        g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_window (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *other = gtk_window_new ();
  guint before = count_shared ();

  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_widget_realize (window);
  mill_frame_memory_keep_for_window (GTK_NATIVE (window));
  gtk_window_present (GTK_WINDOW (window));
  draw (window, 3);
  g_assert_cmpuint (count_shared (), ==, before + 1);

  /* A larger one needs more. */
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 900);
  draw (window, 5);
  g_assert_cmpint (gtk_widget_get_width (window), >=, 1200);
  g_assert_cmpuint (count_shared (), >, before);

  /* One at a time is enough for all. */
  gtk_widget_realize (other);
  mill_frame_memory_keep_for_window (GTK_NATIVE (other));
  mill_frame_memory_keep_for_window (GTK_NATIVE (other));
  gtk_window_present (GTK_WINDOW (other));
  draw (other, 3);
  gtk_window_destroy (GTK_WINDOW (window));
  draw (other, 3);
  g_assert_cmpuint (count_shared (), >, before);
  gtk_window_destroy (GTK_WINDOW (other));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (count_shared (), <=, before + 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add_func ("/frame-memory/window", test_window);

  return g_test_run ();
}
