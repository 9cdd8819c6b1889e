/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tabs-fixture.h"

#include "app/results/dock.h"
#include "app/settings.h"

/* How high the results are is what the user made of it, whatever the window has room for. */

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

static void
set_height (TabsFixture *self,
            int          height)
{
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1200, height);
  TABS_WAIT (ABS (gtk_widget_get_height (GTK_WIDGET (self->window)) - height) < 60);
  tabs_settle ();
}

/* As one does who takes hold of what is between the canvas and the results. */
static void
drag (GtkWidget *paned,
      int        way)
{
  gtk_paned_set_position (GTK_PANED (paned), gtk_paned_get_position (GTK_PANED (paned)) + way);
  tabs_settle ();
}

static int
get_kept (TabsFixture *self)
{
  mill_document_keep_sizes (mill_window_get_document (self->window));

  return mill_settings_get_int ("results-height", 0);
}

static void
test_small_window (TabsFixture   *self,
                   gconstpointer  data)
{
  GtkWidget *dock, *paned;
  int height, chosen;

  if (mill_settings_get () == NULL)
    {
      g_test_skip ("there is no schema of the settings");
      return;
    }

  mill_settings_set_int ("results-height", 320);
  set_height (self, 900);
  tabs_open (self, self->base.file);
  tabs_settle ();
  dock = find_widget (GTK_WIDGET (self->window), MILL_TYPE_DOCK);
  paned = gtk_widget_get_ancestor (dock, GTK_TYPE_PANED);
  height = gtk_widget_get_height (dock);
  g_assert_cmpint (ABS (height - 320), <, 10);
  g_assert_cmpint (get_kept (self), ==, 320);

  drag (paned, -80);
  g_assert_cmpint (gtk_widget_get_height (dock), ==, height + 80);
  chosen = get_kept (self);
  g_assert_cmpint (chosen, ==, 400);

  /* The window gets too small for that, and does not change what was chosen. */
  set_height (self, 420);
  g_assert_cmpint (gtk_widget_get_height (dock), <, height);
  g_assert_cmpint (get_kept (self), ==, chosen);
  set_height (self, 900);
  g_assert_cmpint (gtk_widget_get_height (dock), ==, height + 80);
  g_assert_cmpint (get_kept (self), ==, chosen);

  /* Nor does it change at each start. */
  for (guint i = 0; i < 3; i++)
    {
      tabs_close_windows (self);
      self->window = mill_window_new (self->application);
      gtk_window_present (GTK_WINDOW (self->window));
      set_height (self, i % 2 == 0 ? 420 : 900);
      tabs_open (self, self->base.file);
      tabs_settle ();
      g_assert_cmpint (get_kept (self), ==, chosen);
    }

  /* What is chosen in a small one is chosen as well. */
  set_height (self, 560);
  paned = gtk_widget_get_ancestor (find_widget (GTK_WIDGET (self->window), MILL_TYPE_DOCK), GTK_TYPE_PANED);
  drag (paned, 60);
  g_assert_cmpint (get_kept (self), <, chosen);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();
  g_test_add ("/app/dock-height/small-window", TabsFixture, NULL, tabs_set_up, test_small_window,
              tabs_tear_down);

  return g_test_run ();
}
