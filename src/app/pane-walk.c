/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pane-walk.h"

/* Of a pane: what had the focus when it was left. */
#define MEMORY "mill-pane-memory"

static void
forget (gpointer data)
{
  GWeakRef *memory = data;

  g_weak_ref_clear (memory);
  g_free (memory);
}

static void
remember (GtkWidget *pane,
          GtkWidget *focus)
{
  GWeakRef *memory = g_new (GWeakRef, 1);

  g_weak_ref_init (memory, focus);
  g_object_set_data_full (G_OBJECT (pane), MEMORY, memory, forget);
}

static gboolean
go_back (GtkWidget *pane)
{
  GWeakRef *memory = g_object_get_data (G_OBJECT (pane), MEMORY);
  g_autoptr(GtkWidget) focus = memory != NULL ? g_weak_ref_get (memory) : NULL;

  return focus != NULL && gtk_widget_get_mapped (focus) && gtk_widget_is_ancestor (focus, pane) &&
         gtk_widget_grab_focus (focus);
}

static int
find_pane (GtkWidget *const *panes,
           guint             n_panes,
           GtkWidget        *focus)
{
  for (guint i = 0; focus != NULL && i < n_panes; i++)
    if (focus == panes[i] || gtk_widget_is_ancestor (focus, panes[i]))
      return (int) i;

  return -1;
}

GtkWidget *
mill_pane_walk (GtkWidget *const *panes,
                guint             n_panes,
                int               step,
                gboolean         *entered)
{
  GtkRoot *root = gtk_widget_get_root (panes[0]);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  int n = (int) n_panes;
  int from = find_pane (panes, n_panes, focus);
  int to = from >= 0 ? from : step > 0 ? -1 : n;

  *entered = FALSE;
  if (from >= 0)
    remember (panes[from], focus);
  for (int i = 0; i < n; i++)
    {
      to = (to + step + n) % n;
      if (to == from || !gtk_widget_get_mapped (panes[to]))
        continue;
      *entered = go_back (panes[to]);
      return panes[to];
    }

  return NULL;
}
