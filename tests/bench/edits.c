/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/graph-search.h"
#include "frames.h"

#define N_TIMES 3

static struct
{
  MillCanvas  *canvas;
  MillSession *session;
  const char  *node;
  GtkWidget   *search_window;
  GtkEditable *entry;
} bench;

static void
act (const char *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (bench.canvas), name, NULL));
}

static void
undo (void)
{
  mill_history_undo (mill_session_get_history (bench.session));
}

static void
select_one (void)
{
  mill_session_select_one (bench.session, bench.node);
}

static void
select_all (void)
{
  act ("canvas.select-all");
}

static void
select_none (void)
{
  act ("canvas.select-none");
}

static void
move (void)
{
  act ("canvas.move-right");
}

static void
tidy (void)
{
  act ("canvas.tidy");
}

static void
delete (void)
{
  act ("canvas.delete");
}

/* One more letter of the titles of a fifth of all nodes, or the first. */
static void
type_letter (void)
{
  static const char *const texts[] = { "s", "so", "sor" };
  static guint n;

  gtk_editable_set_text (bench.entry, texts[n++ % G_N_ELEMENTS (texts)]);
}

static GtkWidget *
find_entry (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_SEARCH_ENTRY (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_entry (child);

  return found;
}

static void
open_search (void)
{
  GtkWidget *search = g_object_new (MILL_TYPE_GRAPH_SEARCH, NULL);

  bench.entry = GTK_EDITABLE (find_entry (search));
  gtk_window_set_child (GTK_WINDOW (bench.search_window), search);
  gtk_window_present (GTK_WINDOW (bench.search_window));
  mill_graph_search_set_session (MILL_GRAPH_SEARCH (search), bench.session);
  mill_graph_search_open (MILL_GRAPH_SEARCH (search));
}

/* What is done, and after it what puts it back, which is measured too where it has a name. */
static const struct
{
  const char  *name;
  void       (*prepare) (void);
  void       (*act)     (void);
  const char  *back_name;
  void       (*back)    (void);
} edits[] = {
  { "select one", select_none, select_one, NULL, select_none },
  { "select all", select_none, select_all, "select none", select_none },
  { "move one", select_one, move, "undo that", undo },
  { "move all", select_all, move, "undo that", undo },
  { "tidy all", select_none, tidy, "undo that", undo },
  { "delete all", select_all, delete, "undo that", undo },
  { "open the search", select_none, open_search, "a letter of it", type_letter },
};

static int
compare (const void *a,
         const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Own time of the command, and of what is done for it until the second frame after it is painted. */
static void
measure_one (void   (*command) (void),
             double  *own,
             double  *seen)
{
  double start = frames_read_clock (CLOCK_THREAD_CPUTIME_ID);

  command ();
  *own = frames_read_clock (CLOCK_THREAD_CPUTIME_ID) - start;
  frames_wait (GTK_WIDGET (bench.canvas), 2);
  *seen = frames_read_clock (CLOCK_THREAD_CPUTIME_ID) - start;
}

static void
print (const char *name,
       double      own[N_TIMES],
       double      seen[N_TIMES])
{
  qsort (own, N_TIMES, sizeof (double), compare);
  qsort (seen, N_TIMES, sizeof (double), compare);
  printf ("%-24s own median %6.1f ms, until seen %6.1f ms\n", name, own[N_TIMES / 2], seen[N_TIMES / 2]);
  fflush (stdout);
}

void
edits_measure (MillCanvas *canvas,
               const char *node,
               const char *what)
{
  bench.canvas = canvas;
  bench.session = mill_canvas_get_session (canvas);
  bench.node = node;
  bench.search_window = gtk_window_new ();
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      double own[N_TIMES], seen[N_TIMES], back[N_TIMES], back_seen[N_TIMES];

      if (what != NULL && strstr (edits[i].name, what) == NULL)
        continue;
      for (guint j = 0; j < N_TIMES; j++)
        {
          edits[i].prepare ();
          frames_settle ();
          measure_one (edits[i].act, &own[j], &seen[j]);
          frames_settle ();
          measure_one (edits[i].back, &back[j], &back_seen[j]);
          frames_settle ();
        }
      print (edits[i].name, own, seen);
      if (edits[i].back_name != NULL)
        print (edits[i].back_name, back, back_seen);
    }
  gtk_window_destroy (GTK_WINDOW (bench.search_window));
}
