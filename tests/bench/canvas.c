/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pipeline of ten thousand nodes on the canvas: how long it takes to open, what a frame costs while the
 * view is moved and zoomed and while a node is dragged, and what of it is drawn anew for that.
 *
 *   GSK_RENDERER=cairo tests/app/with-display BUILD/tests/bench/bench-canvas [NODES]
 *
 * A frame is what lies between the signals of the frame clock, laying out and painting included; 16.7 ms
 * allow sixty in a second. "Own" is the time that the processor spent on it, which does not depend on who
 * else uses the machine. */
#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/canvas/canvas-private.h"
#include "nodes/catalogue.h"
#include "pipeline/reader.h"

#define N_FRAMES 120
#define COLUMN 280
#define ROW 140

typedef struct
{
  GtkWidget   *window;
  MillCanvas  *canvas;
  MillSession *session;
  guint        side;        /* nodes along one edge of the square that they lie in */

  void       (*step) (guint i);
  guint        frame;
  double       begun;
  double       begun_own;
  gint64       started;
  double       frames[N_FRAMES];
  double       own[N_FRAMES];
  double       seconds;
} Bench;

static Bench bench;
static guint n_again;
static void (*snapshot_card) (GtkWidget *, GtkSnapshot *);

/* Counts the cards that are drawn although they were drawn before. */
static void
count_snapshot (GtkWidget   *widget,
                GtkSnapshot *snapshot)
{
  if (g_object_get_data (G_OBJECT (widget), "drawn") != NULL)
    n_again++;
  g_object_set_data (G_OBJECT (widget), "drawn", widget);
  snapshot_card (widget, snapshot);
}

static char *
make_text (guint n_nodes)
{
  static const char *const types[] = { "filter-rows", "limit", "sort", "filter-rows", "histogram" };
  static const char *const outputs[] = { "kept", "table", "table", "kept", NULL };
  GString *text = g_string_new ("{ \"format\": \"millrace/1\", \"nodes\": {");

  for (guint i = 0; i < n_nodes; i++)
    {
      guint column = i % bench.side;
      guint kind = column % 5;

      g_string_append_printf (text, "%s \"n%u\": { \"type\": \"%s\", \"version\": 1", i > 0 ? "," : "",
                              i, column == 0 ? "read-csv" : types[kind]);
      if (column > 0)
        {
          /* A histogram has no table to hand on: what comes after it reads what it read. */
          guint from = types[(column - 1) % 5][0] == 'h' && column > 1 ? i - 2 : i - 1;
          const char *output = from % bench.side == 0 ? "table" : outputs[from % bench.side % 5];

          g_string_append_printf (text, ", \"inputs\": { \"table\": \"n%u.%s\" }", from, output);
        }
      g_string_append (text, " }");
    }
  g_string_append (text, " }, \"layout\": { \"nodes\": {");
  for (guint i = 0; i < n_nodes; i++)
    g_string_append_printf (text, "%s \"n%u\": { \"x\": %u, \"y\": %u }", i > 0 ? "," : "", i,
                            i % bench.side * COLUMN, i / bench.side * ROW);
  g_string_append (text, " } } }");

  return g_string_free_and_steal (text);
}

static double
read_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, "VmRSS:");

  return line != NULL ? strtod (line + strlen ("VmRSS:"), NULL) / 1024 : 0;
}

static double
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
before_paint_cb (void)
{
  bench.begun = read_clock (CLOCK_MONOTONIC);
  bench.begun_own = read_clock (CLOCK_THREAD_CPUTIME_ID);
}

static void
after_paint_cb (void)
{
  if (bench.step == NULL || bench.frame == 0 || bench.frame > N_FRAMES)
    return;
  bench.frames[bench.frame - 1] = read_clock (CLOCK_MONOTONIC) - bench.begun;
  bench.own[bench.frame - 1] = read_clock (CLOCK_THREAD_CPUTIME_ID) - bench.begun_own;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  if (bench.frame == 0)
    bench.started = g_get_monotonic_time ();
  if (bench.frame == N_FRAMES)
    {
      bench.seconds = (g_get_monotonic_time () - bench.started) / 1e6;
      bench.step = NULL;
      return G_SOURCE_REMOVE;
    }
  bench.step (bench.frame++);

  return G_SOURCE_CONTINUE;
}

static void
settle (void)
{
  gint64 quiet = g_get_monotonic_time () + G_USEC_PER_SEC / 2;

  while (g_get_monotonic_time () < quiet)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
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

static void
measure (const char  *name,
         void       (*step) (guint i))
{
  settle ();
  bench.frame = 0;
  bench.step = step;
  n_again = 0;
  gtk_widget_add_tick_callback (GTK_WIDGET (bench.canvas), tick_cb, NULL, NULL);
  while (bench.step != NULL)
    g_main_context_iteration (NULL, TRUE);
  qsort (bench.frames, N_FRAMES, sizeof (double), compare);
  qsort (bench.own, N_FRAMES, sizeof (double), compare);
  printf ("%-18s frame median %6.2f ms, 95 %% %6.2f ms; own median %6.2f ms, 95 %% %6.2f ms; %4.1f frames/s;"
          " cards drawn again: %u\n", name, bench.frames[N_FRAMES / 2], bench.frames[N_FRAMES * 95 / 100],
          bench.own[N_FRAMES / 2], bench.own[N_FRAMES * 95 / 100], N_FRAMES / bench.seconds, n_again);
  fflush (stdout);
}

static void
pan_step (guint i)
{
  int way = i < N_FRAMES / 2 ? -1 : 1;

  mill_canvas_pan_to (bench.canvas, bench.canvas->offset_x + way * 24, bench.canvas->offset_y + way * 12);
}

static void
zoom_step (guint i)
{
  mill_canvas_zoom_at (bench.canvas, bench.canvas->zoom * (i < N_FRAMES / 2 ? 1.01 : 1 / 1.01), 720, 450);
}

static void
drag_step (guint i)
{
  g_autofree char *id = g_strdup_printf ("n%u", bench.side / 2 * bench.side + bench.side / 2);

  mill_world_set_drag (bench.canvas->world, (const char *[]) { id, NULL }, i * 3, i);
}

static void
go_to (double zoom)
{
  double middle = bench.side / 2.0;

  mill_world_set_drag (bench.canvas->world, NULL, 0, 0);
  mill_canvas_set_zoom (bench.canvas, zoom);
  mill_canvas_pan_to (bench.canvas, 720 - middle * COLUMN * zoom, 450 - middle * ROW * zoom);
}

static void
open_pipeline (guint n_nodes)
{
  g_autofree char *text = make_text (n_nodes);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(MillPipeline) pipeline = NULL;
  gint64 start = g_get_monotonic_time ();
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench.window);
  double before = read_memory ();
  gint64 read;

  pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, &error);
  g_assert_no_error (error);
  bench.session = mill_session_new (pipeline, NULL);
  read = g_get_monotonic_time ();
  mill_canvas_set_session (bench.canvas, bench.session);
  mill_canvas_set_zoom (bench.canvas, 1);
  /* The second frame, because the first may only have found out how large everything is. */
  for (guint i = 0; i < 2; i++)
    {
      gint64 seen = gdk_frame_clock_get_frame_counter (clock);

      gtk_widget_queue_draw (GTK_WIDGET (bench.canvas));
      while (gdk_frame_clock_get_frame_counter (clock) == seen)
        g_main_context_iteration (NULL, TRUE);
    }
  printf ("%u nodes: read %.3f s, open on the canvas %.3f s, memory %.0f MB more\n", n_nodes,
          (read - start) / 1e6, (g_get_monotonic_time () - read) / 1e6, read_memory () - before);
  fflush (stdout);
}

int
main (int    argc,
      char **argv)
{
  static const double zooms[] = { 1, 0.5, 0.33, 0.11, 0.04 };
  g_autoptr (GtkCssProvider) provider = NULL;
  guint n_nodes = argc > 1 ? (guint) atoi (argv[1]) : 10000;
  GdkFrameClock *clock;
  GtkWidgetClass *klass;

  adw_init ();
  while (bench.side * bench.side < n_nodes)
    bench.side++;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/millrace/Millrace/canvas.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  klass = g_type_class_ref (MILL_TYPE_NODE_CARD);
  snapshot_card = klass->snapshot;
  klass->snapshot = count_snapshot;

  bench.canvas = MILL_CANVAS (mill_canvas_new ());
  bench.window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (bench.window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1440, 900);
  gtk_window_set_child (GTK_WINDOW (bench.window), GTK_WIDGET (bench.canvas));
  gtk_window_present (GTK_WINDOW (bench.window));
  settle ();
  clock = gtk_widget_get_frame_clock (bench.window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);

  open_pipeline (n_nodes);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      g_autofree char *pan = g_strdup_printf ("pan at %.0f %%", zooms[i] * 100);
      g_autofree char *zoom = g_strdup_printf ("zoom from %.0f %%", zooms[i] * 100);
      g_autofree char *drag = g_strdup_printf ("drag one at %.0f %%", zooms[i] * 100);

      go_to (zooms[i]);
      measure (pan, pan_step);
      go_to (zooms[i]);
      measure (zoom, zoom_step);
      go_to (zooms[i]);
      measure (drag, drag_step);
    }
  printf ("memory at the end %.0f MB\n", read_memory ());

  return 0;
}
