/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fixture.h"

#include "app/application-private.h"
#include "app/window-private.h"

/* The program with one window, and files to open in it. */
typedef struct
{
  Fixture          base;
  MillApplication *application;
  MillWindow      *window;
} TabsFixture;

static inline void
tabs_settle (void)
{
  gint64 quiet = g_get_monotonic_time () + 60 * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < quiet)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* Goes on until @condition is true. */
#define TABS_WAIT(condition) \
  G_STMT_START { \
    gint64 deadline = g_get_monotonic_time () + 30 * fixture_get_slowness () * G_TIME_SPAN_SECOND; \
    while (!(condition)) \
      { \
        g_assert_cmpint (g_get_monotonic_time (), <, deadline); \
        if (!g_main_context_iteration (NULL, FALSE)) \
          g_usleep (1000); \
      } \
  } G_STMT_END

static inline MillApplication *
tabs_get_application (void)
{
  static MillApplication *application;
  g_autoptr(GError) error = NULL;

  if (application == NULL)
    {
      application = g_object_new (MILL_TYPE_APPLICATION, "application-id", MILL_APPLICATION_ID,
                                  "resource-base-path", "/org/millrace/Millrace",
                                  "flags", G_APPLICATION_NON_UNIQUE, NULL);
      g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
      g_assert_no_error (error);
      g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
    }

  return application;
}

static inline void
tabs_set_up (TabsFixture   *self,
             gconstpointer  data)
{
  fixture_set_up (&self->base, data);
  fixture_drop_session (&self->base);
  self->application = tabs_get_application ();
  self->window = mill_window_new (self->application);
  gtk_window_present (GTK_WINDOW (self->window));
  TABS_WAIT (gtk_widget_get_mapped (GTK_WIDGET (self->window->view)));
}

/* All windows, whatever is unsaved in them. */
static inline void
tabs_close_windows (TabsFixture *self)
{
  GList *windows;

  while ((windows = gtk_application_get_windows (GTK_APPLICATION (self->application))) != NULL)
    {
      g_autoptr(GPtrArray) tabs = mill_window_list_tabs (windows->data);

      for (guint i = 0; i < tabs->len; i++)
        mill_tab_set_settled (g_ptr_array_index (tabs, i), FALSE);
      mill_window_close_settled (windows->data);
      tabs_settle ();
    }
  self->window = NULL;
}

static inline void
tabs_tear_down (TabsFixture   *self,
                gconstpointer  data)
{
  tabs_close_windows (self);
  fixture_tear_down (&self->base, data);
}

/* Another file beside the one of the fixture. */
static inline GFile *
tabs_make_file (TabsFixture *self,
                const char  *name,
                const char  *text)
{
  g_autofree char *path = g_build_filename (self->base.directory, name, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

static inline guint
tabs_count (MillWindow *window)
{
  return (guint) adw_tab_view_get_n_pages (window->view);
}

static inline MillTab *
tabs_get (MillWindow *window,
          int         index)
{
  return MILL_TAB (adw_tab_page_get_child (adw_tab_view_get_nth_page (window->view, index)));
}

/* Opens @file and waits until it is there. */
static inline MillTab *
tabs_open (TabsFixture *self,
           GFile       *file)
{
  MillTab *tab;

  mill_application_open_file (file, self->window);
  tab = mill_window_get_tab (self->window);
  TABS_WAIT (mill_tab_get_session (tab) != NULL);
  TABS_WAIT (gtk_widget_get_width (mill_document_get_canvas (mill_tab_get_document (tab))) > 0);

  return tab;
}

static inline void
tabs_edit (MillTab *tab)
{
  MillHistory *history = mill_session_get_history (mill_tab_get_session (tab));

  mill_edit_add_node (mill_history_begin (history, "Add"), "limit", NULL, 0, 0);
  mill_history_commit (history, NULL);
}

static inline void
tabs_do (MillWindow *window,
         const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
  tabs_settle ();
}

/* The question that @window shows, or NULL. */
static inline AdwAlertDialog *
tabs_get_question (MillWindow *window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  return dialog != NULL ? ADW_ALERT_DIALOG (dialog) : NULL;
}

static inline GtkWidget *
tabs_find_button (GtkWidget  *widget,
                  const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = tabs_find_button (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static inline void
tabs_answer (MillWindow *window,
             const char *heading,
             const char *label)
{
  AdwAlertDialog *dialog;
  GtkWidget *button;

  TABS_WAIT (tabs_get_question (window) != NULL);
  dialog = tabs_get_question (window);
  g_assert_cmpstr (adw_alert_dialog_get_heading (dialog), ==, heading);
  button = tabs_find_button (GTK_WIDGET (dialog), label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  tabs_settle ();
}
