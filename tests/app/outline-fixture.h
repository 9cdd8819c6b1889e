/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"

#include <adwaita.h>

#include "app/outline/outline-private.h"
#include "app/outline/outline-words.h"

/* The outline of a session, in a window. */
typedef struct
{
  Fixture      base;
  GtkWidget   *window;
  MillOutline *outline;
} OutlineFixture;

static inline void
outline_settle (OutlineFixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  guint n_frames = 0;
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (fixture_count_cb), &n_frames);

  while (n_frames < 3 || g_main_context_pending (NULL))
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
}

static inline void
outline_set_up (OutlineFixture *self,
                gconstpointer   data)
{
  fixture_set_up (&self->base, data);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  self->outline = g_object_ref_sink (g_object_new (MILL_TYPE_OUTLINE, NULL));
  mill_outline_set_session (self->outline, self->base.session);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 260, 600);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->outline));
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->outline)))
    g_main_context_iteration (NULL, TRUE);
  outline_settle (self);
}

static inline void
outline_tear_down (OutlineFixture *self,
                   gconstpointer   data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->outline);
  fixture_tear_down (&self->base, data);
}

static inline MillHistory *
outline_get_history (OutlineFixture *self)
{
  return mill_session_get_history (self->base.session);
}

static inline MillNode *
outline_get_node (OutlineFixture *self,
                  const char     *id)
{
  return mill_pipeline_get_node (self->base.pipeline, id);
}

/* The ids of the nodes in the list, in its order. */
static inline char *
outline_list_order (OutlineFixture *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->outline->model)); i++)
    {
      g_autoptr (MillOutlineItem) item =
        g_list_model_get_item (G_LIST_MODEL (self->outline->model), i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", mill_outline_item_get_node (item));
    }

  return g_string_free (text, FALSE);
}

static inline void
outline_assert_order (OutlineFixture *self,
                      const char     *expected)
{
  g_autofree char *order = NULL;

  outline_settle (self);
  order = outline_list_order (self);
  g_assert_cmpstr (order, ==, expected);
}

static inline void
outline_connect_nodes (OutlineFixture *self,
                       const char     *from,
                       const char     *from_port,
                       const char     *to,
                       const char     *to_port)
{
  const MillLink link = { from, from_port, to, to_port, FALSE };

  g_assert_true (mill_outline_connect (self->outline, &link));
}

/* The child of a node that has @title. Borrowed from its parent. */
static inline MillOutlineItem *
outline_find_child (OutlineFixture *self,
                    const char     *node,
                    const char     *title)
{
  MillOutlineItem *item = mill_outline_model_find (self->outline->model, node);
  g_autoptr (GListModel) children = mill_outline_item_dup_children (item);

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (MillOutlineItem) child = g_list_model_get_item (children, i);
      g_autofree char *found = mill_outline_dup_title (child);

      if (g_str_equal (found, title))
        return child;
    }

  return NULL;
}

static inline void
outline_expand (OutlineFixture *self,
                const char     *node,
                gboolean        expanded)
{
  MillOutlineItem *item = mill_outline_model_find (self->outline->model, node);
  g_autoptr (GtkTreeListRow) row = mill_outline_find_row (self->outline, item);

  gtk_tree_list_row_set_expanded (row, expanded);
  outline_settle (self);
}

static inline MillOutlineRow *
outline_find_widget (GtkWidget  *widget,
                     const char *title,
                     guint      *n_rows)
{
  MillOutlineRow *result = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      MillOutlineRow *found = NULL;

      if (MILL_IS_OUTLINE_ROW (child) && mill_outline_row_get_item (MILL_OUTLINE_ROW (child)) != NULL)
        {
          g_autofree char *text =
            mill_outline_dup_title (mill_outline_row_get_item (MILL_OUTLINE_ROW (child)));

          *n_rows += 1;
          if (g_str_equal (text, title))
            found = MILL_OUTLINE_ROW (child);
        }
      else
        {
          found = outline_find_widget (child, title, n_rows);
        }
      result = result != NULL ? result : found;
    }

  return result;
}

/* The list's own row, which is what assistive technology finds. */
static inline GtkAccessible *
outline_find_row (OutlineFixture *self,
                  const char     *title)
{
  guint n_rows = 0;
  MillOutlineRow *row = outline_find_widget (GTK_WIDGET (self->outline->list), title, &n_rows);

  g_assert_nonnull (row);

  return GTK_ACCESSIBLE (gtk_widget_get_parent (gtk_widget_get_parent (GTK_WIDGET (row))));
}

static inline void
outline_add (const char *name,
             void      (*test) (OutlineFixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/app/outline/%s", name);

  g_test_add (path, OutlineFixture, NULL, outline_set_up, test, outline_tear_down);
}
