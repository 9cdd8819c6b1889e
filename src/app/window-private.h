/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/header.h"
#include "app/window.h"

G_BEGIN_DECLS

struct _MillWindow
{
  AdwApplicationWindow  parent_instance;

  AdwToastOverlay      *toasts;
  AdwTabOverview       *overview;
  AdwTabView           *view;
  AdwTabBar            *tab_bar;
  MillHeader           *header;
  GtkActionBar         *narrow_bar;

  AdwTabPage           *menu_page;     /* whose menu is open; weak */
  GSignalGroup         *tab_signals;   /* of what is in front */
  GSignalGroup         *session_signals;
  GSignalGroup         *pipeline_signals;
  GSignalGroup         *history_signals;
  GCancellable         *cancellable;   /* cancelled when the window closes */
  gboolean              settled;       /* nothing is to be asked any more */
};

/* window.c */
/* Something else is in front, or in the tab there. */
void  mill_window_front_changed   (MillWindow  *self);

/* window-tabs.c */
void  mill_window_bind_tabs       (GtkWidgetClass *klass);
/* A tab with the home page at the end, behind the others. */
MillTab *mill_window_add_tab      (MillWindow  *self);
/* The tab that a command of the tab menu is about. */
MillTab *mill_window_get_menu_tab (MillWindow  *self);
/* Into a window of its own. */
void  mill_window_move_tab        (MillWindow  *self,
                                   MillTab     *tab);
/* A window without any tab, like @beside. */
MillWindow *mill_window_new_for_tab (MillApplication *application,
                                     MillWindow      *beside);
/* Closes @tab, after asking what is to be settled; the window, if it has nothing but the home page. */
void  mill_window_close_tab       (MillWindow  *self,
                                   MillTab     *tab);
void  mill_window_close_others    (MillWindow  *self,
                                   MillTab     *tab);
void  mill_window_update_tab_actions (MillWindow *self);

/* window-actions.c */
void  mill_window_install_actions (GtkWidgetClass *klass);
void  mill_window_update_actions  (MillWindow  *self);

/* window-commands.c */
/* The dialog that finds commands, node types and nodes. */
void  mill_window_open_commands   (MillWindow  *self);
/* Can the command @action do something now? */
gboolean mill_window_can_do       (MillWindow  *self,
                                   const char  *action);
/* The steps of undo, beside their button or, where that has no room, in a dialog. */
void  mill_window_open_history    (MillWindow  *self);

/* window-close.c */
/* Tells what goes on in the background, and closes once all that is to be settled is. */
gboolean mill_window_close_asks   (MillWindow  *self);

G_END_DECLS
