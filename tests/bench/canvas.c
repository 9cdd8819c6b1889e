/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pipeline of ten thousand nodes on the canvas: how long it takes to open, what a frame costs while the
 * view is moved and zoomed and while a node is dragged, what of it is drawn anew for that, and what the
 * commands take.
 *
 *   GSK_RENDERER=cairo tests/app/with-display BUILD/tests/bench/bench-canvas [NODES [WHAT]]
 *
 * WHAT is a part of the names of those that are to be measured. What a frame of other windows of that size
 * costs on the same machine is measured with them: of one whose colour changes, which is the least that there
 * can be where all pixels change, and of a GtkTextView that scrolls, which people take for smooth. */
#include <adwaita.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/canvas/canvas-private.h"
#include "app/frame-memory.h"
#include "edits.h"
#include "frames.h"
#include "nodes/catalogue.h"
#include "pipeline/reader.h"

#define N_FRAMES 120
#define COLUMN 280
#define ROW 140

typedef struct
{
  const char  *what;        /* NULL: everything */
  GtkWidget   *window;
  MillCanvas  *canvas;
  MillSession *session;
  guint        side;        /* nodes along one edge of the square that they lie in */
  double       yardstick;   /* own time of a frame of the text that scrolls */
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

static void
measure (const char  *name,
         GtkWidget   *widget,
         void       (*step) (guint i),
         gboolean     yardstick)
{
  Frames frames;

  n_again = 0;
  frames_measure (widget, N_FRAMES, step, &frames);
  if (yardstick)
    bench.yardstick = frames.own_median;
  printf ("%-24s frame median %6.2f ms, 95 %% %6.2f ms; own median %6.2f ms, 95 %% %6.2f ms", name,
          frames.median, frames.late, frames.own_median, frames.own_late);
  if (bench.yardstick > 0)
    printf ("; %4.2f of a text's", frames.own_median / bench.yardstick);
  printf (widget == GTK_WIDGET (bench.canvas) ? "; cards drawn again: %u\n" : "\n", n_again);
  fflush (stdout);
}

/* ---- The yardsticks ---- */

static GtkWidget *yardstick;

/* All of the window is painted anew, with nothing but a colour. */
static void
fill_step (guint i)
{
  gtk_widget_set_opacity (yardstick, i % 2 == 0 ? 1 : 0);
}

static void
scroll_step (guint i)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (yardstick));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 24);
}

static GtkWidget *
show_window (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 1440, 900);
  gtk_window_set_child (GTK_WINDOW (window), child);
  /* As the program does it, while the yardsticks are ordinary windows. */
  if (MILL_IS_CANVAS (child))
    {
      gtk_widget_realize (window);
      mill_frame_memory_keep_for_window (GTK_NATIVE (window));
    }
  gtk_window_present (GTK_WINDOW (window));
  frames_settle ();

  return window;
}

static GtkWidget *
make_text_view (void)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%u: a line of text as long as lines are where people write about what they "
                                  "saw, did or had to do on some day, and a little longer than that.\n", i);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text->str, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  yardstick = view;

  return scrolled;
}

static void
measure_yardsticks (void)
{
  GtkWidget *window;

  yardstick = gtk_text_view_new ();
  window = show_window (yardstick);
  measure ("a window of one colour", yardstick, fill_step, FALSE);
  gtk_window_destroy (GTK_WINDOW (window));
  window = show_window (make_text_view ());
  measure ("a text that scrolls", yardstick, scroll_step, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- The canvas ---- */

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
journey_step (guint i)
{
  double step = pow (0.11, 1.0 / (N_FRAMES / 2));

  mill_canvas_zoom_at (bench.canvas, bench.canvas->zoom * (i < N_FRAMES / 2 ? step : 1 / step), 720, 450);
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
  double before = read_memory ();
  double start = frames_read_clock (CLOCK_MONOTONIC);
  double own = frames_read_clock (CLOCK_THREAD_CPUTIME_ID);
  double read, placed, drawn;

  pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, &error);
  g_assert_no_error (error);
  bench.session = mill_session_new (pipeline, NULL);
  read = frames_read_clock (CLOCK_MONOTONIC);
  mill_canvas_set_session (bench.canvas, bench.session);
  mill_canvas_set_zoom (bench.canvas, 1);
  placed = frames_read_clock (CLOCK_MONOTONIC);
  /* The second frame, because the first may only have found out how large everything is. */
  frames_wait (GTK_WIDGET (bench.canvas), 2);
  drawn = frames_read_clock (CLOCK_MONOTONIC);
  printf ("%u nodes: open in %.0f ms: read %.0f ms, put on the canvas %.0f ms, first frames %.0f ms; own %.0f ms; "
          "memory %.0f MB more\n", n_nodes, drawn - start, read - start, placed - read, drawn - placed,
          frames_read_clock (CLOCK_THREAD_CPUTIME_ID) - own, read_memory () - before);
  fflush (stdout);
}

/* From 100 % to 11 % and back, in two seconds. */
static void
measure_journey (void)
{
  const char *title = "zoom 100 % - 11 % - 100 %";

  if (bench.what != NULL && strstr (title, bench.what) == NULL)
    return;
  go_to (1);
  measure (title, GTK_WIDGET (bench.canvas), journey_step, FALSE);
}

/* Does what is given the name, in the middle of the document. */
static void
measure_at (double        zoom,
            const char   *name,
            void        (*step) (guint i))
{
  g_autofree char *title = g_strdup_printf ("%s at %.0f %%", name, zoom * 100);

  if (bench.what != NULL && strstr (title, bench.what) == NULL)
    return;
  go_to (zoom);
  measure (title, GTK_WIDGET (bench.canvas), step, FALSE);
}

static void
measure_edits (void)
{
  g_autofree char *node = g_strdup_printf ("n%u", bench.side / 2 * bench.side + bench.side / 2);

  go_to (1);
  edits_measure (bench.canvas, node, bench.what);
}

int
main (int    argc,
      char **argv)
{
  static const double zooms[] = { 1, 0.5, 0.33, 0.11, 0.05 };
  g_autoptr (GtkCssProvider) provider = NULL;
  guint n_nodes = argc > 1 ? (guint) atoi (argv[1]) : 10000;
  GtkWidgetClass *klass;

  mill_frame_memory_keep ();
  adw_init ();
  bench.what = argc > 2 ? argv[2] : NULL;
  while (bench.side * bench.side < n_nodes)
    bench.side++;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/millrace/Millrace/canvas.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  klass = g_type_class_ref (MILL_TYPE_NODE_CARD);
  snapshot_card = klass->snapshot;
  klass->snapshot = count_snapshot;

  if (bench.what == NULL)
    measure_yardsticks ();
  bench.canvas = MILL_CANVAS (mill_canvas_new ());
  bench.window = show_window (GTK_WIDGET (bench.canvas));
  open_pipeline (n_nodes);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      measure_at (zooms[i], "pan", pan_step);
      measure_at (zooms[i], "zoom", zoom_step);
      measure_at (zooms[i], "drag one", drag_step);
    }
  measure_journey ();
  measure_edits ();
  printf ("memory at the end %.0f MB\n", read_memory ());

  return 0;
}
