/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/results/dock-height.h"

#include "app/settings.h"

struct _MillDockHeight
{
  GtkPaned *paned;
  int       wanted;   /* from what divides the two down to the end */
  int       height;   /* of all, for which it was placed; 0: it was not yet */
};

/* Below this nothing can be said of a window that is still coming to be. */
#define LEAST_HEIGHT 200
/* So much is left of the canvas, if the results can do with less than was chosen. */
#define CANVAS_HEIGHT 100

static int
choose_position (MillDockHeight *self,
                 int             height)
{
  int least, most;

  g_object_get (self->paned, "min-position", &least, "max-position", &most, NULL);

  most = MAX (least, most);
  least = CLAMP (CANVAS_HEIGHT, least, most);

  return CLAMP (height - self->wanted, least, most);
}

/* A window of another size moves it as well: then it has not been placed for that yet. */
static void
position_cb (MillDockHeight *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self->paned));
  int position = gtk_paned_get_position (self->paned);

  if (self->height > 0 && height == self->height && position != choose_position (self, height))
    self->wanted = height - position;
}

static void
max_position_cb (MillDockHeight *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self->paned));

  if (height < LEAST_HEIGHT)
    return;
  self->height = height;
  gtk_paned_set_position (self->paned, choose_position (self, height));
}

void
mill_dock_height_place (MillDockHeight *self,
                        int             height)
{
  if (height >= LEAST_HEIGHT)
    gtk_paned_set_position (self->paned, MAX (height - self->wanted, CANVAS_HEIGHT));
}

void
mill_dock_height_keep (MillDockHeight *self)
{
  mill_settings_set_int ("results-height", CLAMP (self->wanted, 120, 2000));
}

MillDockHeight *
mill_dock_height_new (GtkPaned *paned)
{
  MillDockHeight *self = g_new0 (MillDockHeight, 1);

  self->paned = paned;
  self->wanted = mill_settings_get_int ("results-height", 280);
  g_signal_connect_swapped (paned, "notify::position", G_CALLBACK (position_cb), self);
  g_signal_connect_swapped (paned, "notify::max-position", G_CALLBACK (max_position_cb), self);

  return self;
}

void
mill_dock_height_free (MillDockHeight *self)
{
  g_signal_handlers_disconnect_by_data (self->paned, self);
  g_free (self);
}
