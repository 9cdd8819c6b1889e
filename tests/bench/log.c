/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs when a run says a million things: to the run, while they are recorded, beside the same run that
 * nobody records; and to who looks at the log in the application while it grows and when it is there. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>

#include "app/results/log-page.h"
#include "app/session-private.h"
#include "frames.h"
#include "nodes/catalogue.h"
#include "pipeline/reader.h"
#include "store/store.h"
#include "talker.h"

#define N_LINES 1000000
#define BATCH 5000

/* MiB, @what: "VmRSS" now, "VmHWM" at its most. */
static double
read_memory (const char *what)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = strstr (status, what);

  return line != NULL ? g_ascii_strtod (line + strlen (what) + 1, NULL) / 1024 : NAN;
}

static double
get_seconds (gint64 start)
{
  return (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
}

static double
run_talker (MillStore *store)
{
  g_autoptr (MillRun) run = talker_new_run ("Talk", N_LINES, 0, FALSE);
  gint64 start = g_get_monotonic_time ();

  if (store != NULL)
    mill_store_record_run (store, run, NULL);
  if (mill_run_execute (run, NULL) != MILL_STATE_DONE)
    g_error ("the run failed");

  return get_seconds (start);
}

static void
measure_recording (void)
{
  g_autofree char *folder = g_dir_make_tmp ("millrace-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "runs.db", NULL);
  g_autofree char *live = g_strconcat (path, "-live", NULL);
  MillStore *store = mill_store_new (path);
  double alone = run_talker (NULL);
  double peak = read_memory ("VmHWM");
  gint64 start = g_get_monotonic_time ();
  double recorded = run_talker (store);
  g_autoptr (GError) error = NULL;
  double written;
  GStatBuf about;

  if (!mill_store_flush (store, &error))
    g_error ("%s", error->message);
  written = get_seconds (start);
  g_object_unref (store);
  g_stat (path, &about);
  g_print ("a run of %d lines and as many points of a curve: %.2f s; recorded %.2f s, all of it written %.2f s; "
           "%.0f MB; memory at most %.0f MiB more\n", N_LINES, alone, recorded, written, about.st_size / 1e6,
           read_memory ("VmHWM") - peak);
  g_remove (live);
  g_remove (path);
  g_rmdir (folder);
}

static MillEvent *
say (guint number)
{
  MillEvent *event = mill_event_new (MILL_EVENT_LOG, g_intern_static_string ("talker"));

  event->severity = number % 1000 == 999 ? MILL_SEVERITY_WARNING : MILL_SEVERITY_NOTE;
  event->text = g_strdup_printf ("%u of the rows that were read so far have no value here", number);

  return event;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* As events come from a run that says as much as it can, a batch a frame. */
static void
grow (MillSession *session,
      GtkWidget   *page)
{
  double seconds[N_LINES / BATCH];
  double before = read_memory ("VmRSS");

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      gint64 start;

      for (guint j = 0; j < BATCH; j++)
        {
          g_autoptr (MillEvent) event = say (i * BATCH + j);

          mill_session_push_event (event, session->queue);
        }
      start = g_get_monotonic_time ();
      mill_session_drain (session);
      frames_wait (page, 1);
      seconds[i] = get_seconds (start);
    }
  qsort (seconds, G_N_ELEMENTS (seconds), sizeof (double), compare_numbers);
  g_print ("shown while it grows, %d lines a frame: median %.1f ms, 95 %% %.1f ms; %.0f MiB for %d lines\n", BATCH,
           seconds[G_N_ELEMENTS (seconds) / 2] * 1e3, seconds[G_N_ELEMENTS (seconds) * 95 / 100] * 1e3,
           read_memory ("VmRSS") - before, N_LINES);
}

static void
measure (const char  *what,
         MillLogPage *page,
         MillSession *session)
{
  gint64 start = g_get_monotonic_time ();
  double set;

  mill_log_page_set_session (page, session);
  set = get_seconds (start);
  frames_wait (GTK_WIDGET (page), 1);
  g_print ("%s: %.1f ms, its frame after %.1f ms\n", what, set * 1e3, get_seconds (start) * 1e3);
}

static GtkWidget *scrolled;

static void
find_scrolled (GtkWidget *widget)
{
  if (GTK_IS_LIST_VIEW (widget))
    scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_scrolled (child);
}

/* To places all over it, each far from the one before. */
static void
scroll_step (guint i)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  double upper = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  gtk_adjustment_set_value (adjustment, upper * (i * 37 % 100) / 100);
}

static void
measure_pane (void)
{
  static const char text[] = "{\"format\": \"millrace/1\", \"nodes\": {}}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, NULL);
  g_autoptr (MillSession) session = mill_session_new (pipeline, NULL);
  MillLogPage *page = g_object_new (MILL_TYPE_LOG_PAGE, NULL);
  GtkWidget *window = gtk_window_new ();
  Frames frames;

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 400);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  mill_log_page_set_session (page, session);
  gtk_window_present (GTK_WINDOW (window));
  frames_settle ();

  grow (session, GTK_WIDGET (page));
  measure ("another tab", page, NULL);
  measure ("its tab again", page, session);
  find_scrolled (GTK_WIDGET (page));
  frames_measure (scrolled, 100, scroll_step, &frames);
  g_print ("to places all over it: median %.1f ms a frame, 95 %% %.1f ms (processor %.1f, %.1f)\n", frames.median,
           frames.late, frames.own_median, frames.own_late);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_init ();
  adw_init ();
  measure_recording ();
  measure_pane ();

  return 0;
}
