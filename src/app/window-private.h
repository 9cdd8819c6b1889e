/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/document.h"
#include "app/home.h"
#include "app/window.h"

G_BEGIN_DECLS

struct _MillWindow
{
  AdwApplicationWindow  parent_instance;

  AdwToastOverlay      *toasts;
  GtkStack             *stack;
  MillHome             *home;
  MillDocument         *document;

  MillSession          *session;
  GCancellable         *cancellable;   /* cancelled when the window closes */
  guint                 n_loading;
  gboolean              close_anyway;
};

/* window.c */
void  mill_window_set_session     (MillWindow  *self,
                                   MillSession *session);
void  mill_window_toast           (MillWindow  *self,
                                   const char  *title);
/* A dialog for what needs more words than a toast. */
void  mill_window_tell_problem    (MillWindow  *self,
                                   const char  *heading,
                                   const char  *body);

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

/* window-files.c */
void  mill_window_choose_file     (MillWindow  *self);
void  mill_window_save            (MillWindow  *self);
void  mill_window_save_as         (MillWindow  *self);
void  mill_window_save_then       (MillWindow  *self,
                                   gboolean     ask_where,
                                   void       (*then) (MillWindow *self));

/* window-close.c */
/* Asks about unsaved changes, then calls @then; not if the user cancels. */
void  mill_window_settle_changes  (MillWindow  *self,
                                   void       (*then) (MillWindow *self));

/* window-watch.c: what the session tells, and the title. */
void  mill_window_watch           (MillWindow  *self);

G_END_DECLS
