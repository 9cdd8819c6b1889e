/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/settle.h"
#include "app/window-private.h"

/* Tabs come, go, and move from window to window. */

MillTab *
mill_window_add_tab (MillWindow *self)
{
  MillTab *tab = mill_tab_new ();

  mill_tab_set_page (tab, adw_tab_view_append (self->view, GTK_WIDGET (tab)));

  return tab;
}

GPtrArray *
mill_window_list_tabs (MillWindow *self)
{
  GPtrArray *tabs = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < adw_tab_view_get_n_pages (self->view); i++)
    {
      AdwTabPage *page = adw_tab_view_get_nth_page (self->view, i);

      g_ptr_array_add (tabs, g_object_ref (adw_tab_page_get_child (page)));
    }

  return tabs;
}

MillTab *
mill_window_take_tab (MillWindow *self)
{
  MillTab *tab = mill_window_get_tab (self);

  if (tab == NULL || !mill_tab_is_untouched (tab))
    {
      tab = mill_window_add_tab (self);
      mill_tab_set_one_purpose (tab);
    }
  adw_tab_view_set_selected_page (self->view, mill_tab_get_page (tab));

  return tab;
}

MillTab *
mill_window_get_menu_tab (MillWindow *self)
{
  if (self->menu_page != NULL &&
      gtk_widget_is_ancestor (adw_tab_page_get_child (self->menu_page), GTK_WIDGET (self->view)))
    return MILL_TAB (adw_tab_page_get_child (self->menu_page));

  return mill_window_get_tab (self);
}

/* Nothing but the home page is to be in a window of its own. */
void
mill_window_move_tab (MillWindow *self,
                      MillTab    *tab)
{
  MillApplication *application = MILL_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  MillWindow *window;

  if (adw_tab_view_get_n_pages (self->view) < 2)
    return;
  window = mill_window_new_for_tab (application, self);
  adw_tab_view_transfer_page (self->view, mill_tab_get_page (tab), window->view, 0);
  gtk_window_present (GTK_WINDOW (window));
}

void
mill_window_close_tab (MillWindow *self,
                       MillTab    *tab)
{
  /* A window with nothing in it but the home page has nothing else to close. */
  if (adw_tab_view_get_n_pages (self->view) == 1 && mill_tab_get_session (tab) == NULL)
    gtk_window_close (GTK_WINDOW (self));
  else
    adw_tab_view_close_page (self->view, mill_tab_get_page (tab));
}

static void
others_settled_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(GPtrArray) tabs = data;

  if (!mill_settle_finish (result))
    return;
  for (guint i = 0; i < tabs->len; i++)
    {
      MillTab *tab = g_ptr_array_index (tabs, i);
      GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (tab), ADW_TYPE_TAB_VIEW);

      if (view != NULL)
        adw_tab_view_close_page (ADW_TAB_VIEW (view), mill_tab_get_page (tab));
    }
}

/* Asks once for all of them. */
void
mill_window_close_others (MillWindow *self,
                          MillTab    *tab)
{
  GPtrArray *tabs = mill_window_list_tabs (self);

  g_ptr_array_remove (tabs, tab);
  mill_settle_async (GTK_WIDGET (self), tabs, others_settled_cb, tabs);
}

static void
finish_close (MillTab  *tab,
              gboolean  close)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (tab), ADW_TYPE_TAB_VIEW);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (tab));

  if (view == NULL)
    return;
  if (close)
    mill_application_let_go (tab);
  /* What was closed leaves the home page behind; what is dragged out of a window does not. */
  if (close && MILL_IS_WINDOW (root) && adw_tab_view_get_n_pages (ADW_TAB_VIEW (view)) == 1)
    mill_window_add_tab (MILL_WINDOW (root));
  adw_tab_view_close_page_finish (ADW_TAB_VIEW (view), mill_tab_get_page (tab), close);
}

static void
settled_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(MillTab) tab = data;

  finish_close (tab, mill_settle_finish (result));
}

static gboolean
close_page_cb (MillWindow *self,
               AdwTabPage *page)
{
  MillTab *tab = MILL_TAB (adw_tab_page_get_child (page));
  g_autoptr(GPtrArray) tabs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (tabs, g_object_ref (tab));
  if (mill_settle_is_needed (tabs))
    {
      adw_tab_view_set_selected_page (self->view, page);
      mill_settle_async (GTK_WIDGET (self), tabs, settled_cb, g_object_ref (tab));
    }
  else
    {
      finish_close (tab, TRUE);
    }

  return GDK_EVENT_STOP;
}

MillWindow *
mill_window_new_for_tab (MillApplication *application,
                         MillWindow      *beside)
{
  MillWindow *self = g_object_new (MILL_TYPE_WINDOW, "application", application, NULL);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (beside), &width, &height);
  gtk_window_unmaximize (GTK_WINDOW (self));
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);

  return self;
}

static AdwTabView *
create_window_cb (MillWindow *self)
{
  MillApplication *application = MILL_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  MillWindow *window = mill_window_new_for_tab (application, self);

  gtk_window_present (GTK_WINDOW (window));

  return window->view;
}

static AdwTabPage *
create_tab_cb (MillWindow *self)
{
  return mill_tab_get_page (mill_window_add_tab (self));
}

static void
setup_menu_cb (MillWindow *self,
               AdwTabPage *page)
{
  g_set_weak_pointer (&self->menu_page, page);
  mill_window_update_tab_actions (self);
}

static void
page_attached_cb (MillWindow *self)
{
  mill_window_update_tab_actions (self);
  mill_application_workspace_changed ();
}

static void
close_empty (gpointer data)
{
  g_autoptr(MillWindow) self = data;

  if (self->view != NULL && adw_tab_view_get_n_pages (self->view) == 0)
    gtk_window_close (GTK_WINDOW (self));
}

/* Not at once: the drag that took the last tab away is not over. */
static void
page_detached_cb (MillWindow *self)
{
  if (self->view == NULL)
    return;
  if (adw_tab_view_get_n_pages (self->view) == 0)
    g_idle_add_once (close_empty, g_object_ref (self));
  mill_window_update_tab_actions (self);
  mill_application_workspace_changed ();
}

static void
page_reordered_cb (MillWindow *self)
{
  mill_window_update_tab_actions (self);
  mill_application_workspace_changed ();
}

static void
selected_page_cb (MillWindow *self)
{
  if (self->view == NULL)
    return;
  mill_window_front_changed (self);
  if (mill_window_get_tab (self) != NULL)
    mill_tab_came_to_front (mill_window_get_tab (self));
  mill_application_workspace_changed ();
}

void
mill_window_bind_tabs (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, close_page_cb);
  gtk_widget_class_bind_template_callback (klass, create_window_cb);
  gtk_widget_class_bind_template_callback (klass, create_tab_cb);
  gtk_widget_class_bind_template_callback (klass, setup_menu_cb);
  gtk_widget_class_bind_template_callback (klass, page_attached_cb);
  gtk_widget_class_bind_template_callback (klass, page_detached_cb);
  gtk_widget_class_bind_template_callback (klass, page_reordered_cb);
  gtk_widget_class_bind_template_callback (klass, selected_page_cb);
}

void
mill_window_update_tab_actions (MillWindow *self)
{
  MillTab *tab = mill_window_get_menu_tab (self);
  int n = adw_tab_view_get_n_pages (self->view);
  int position = tab != NULL && mill_tab_get_page (tab) != NULL
    ? adw_tab_view_get_page_position (self->view, mill_tab_get_page (tab)) : 0;

  /* It stands for the tab bar, which is not there either with one tab. */
  gtk_action_bar_set_revealed (self->narrow_bar, n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.next-tab", n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.previous-tab", n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.close-other-tabs", n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.move-tab-to-window", n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.move-tab-left", position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.move-tab-right", position < n - 1);
}
