/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frames.h"

#include <stdlib.h>
#include <time.h>

static struct
{
  void    (*step) (guint i);
  guint     frame;
  guint     n_frames;
  double    begun;
  double    begun_own;
  double   *wall;
  double   *own;
} run;

double
frames_read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
before_paint_cb (void)
{
  run.begun = frames_read_clock (CLOCK_MONOTONIC);
  run.begun_own = frames_read_clock (CLOCK_THREAD_CPUTIME_ID);
}

static void
after_paint_cb (void)
{
  if (run.step == NULL || run.frame == 0 || run.frame > run.n_frames)
    return;
  run.wall[run.frame - 1] = frames_read_clock (CLOCK_MONOTONIC) - run.begun;
  run.own[run.frame - 1] = frames_read_clock (CLOCK_THREAD_CPUTIME_ID) - run.begun_own;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  if (run.frame == run.n_frames)
    {
      run.step = NULL;
      return G_SOURCE_REMOVE;
    }
  run.step (run.frame++);

  return G_SOURCE_CONTINUE;
}

void
frames_settle (void)
{
  gint64 quiet = g_get_monotonic_time () + G_USEC_PER_SEC / 2;

  while (g_get_monotonic_time () < quiet)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}

void
frames_wait (GtkWidget *widget,
             guint      n)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  for (guint i = 0; i < n; i++)
    {
      gint64 seen = gdk_frame_clock_get_frame_counter (clock);

      gtk_widget_queue_draw (widget);
      while (gdk_frame_clock_get_frame_counter (clock) == seen)
        g_main_context_iteration (NULL, TRUE);
    }
}

static int
compare (const void *a,
         const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

void
frames_measure (GtkWidget  *widget,
                guint       n_frames,
                void      (*step) (guint i),
                Frames     *result)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gulong before = g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  gulong after = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
  g_autofree double *wall = g_new0 (double, n_frames);
  g_autofree double *own = g_new0 (double, n_frames);

  frames_settle ();
  run.wall = wall;
  run.own = own;
  run.frame = 0;
  run.n_frames = n_frames;
  run.step = step;
  gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
  while (run.step != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);

  qsort (wall, n_frames, sizeof (double), compare);
  qsort (own, n_frames, sizeof (double), compare);
  *result = (Frames) { wall[n_frames / 2], wall[n_frames * 95 / 100], own[n_frames / 2],
                       own[n_frames * 95 / 100] };
}
