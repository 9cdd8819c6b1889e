/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a frame costs while something is done in each.
 *
 * A frame is what lies between the signals of the frame clock, laying out and painting included; 16.7 ms
 * allow sixty in a second. "Own" is the time that the processor spent on it, which depends less on who
 * else uses the machine. */
typedef struct
{
  double median;
  double late;         /* 95 of 100 took no longer */
  double own_median;
  double own_late;
} Frames;

/* Milliseconds of @clock. */
double frames_read_clock (clockid_t   clock);
/* Runs the main loop for half a second. */
void   frames_settle     (void);
/* Waits until @n frames more of the widget's clock have been painted. */
void   frames_wait       (GtkWidget  *widget,
                          guint       n);
/* Calls @step in each of @n_frames frames, and says what they cost. */
void   frames_measure    (GtkWidget  *widget,
                          guint       n_frames,
                          void      (*step) (guint i),
                          Frames     *result);

G_END_DECLS
