/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/application.h"
#include "app/demo.h"
#include "app/window.h"

G_BEGIN_DECLS

struct _MillApplication
{
  AdwApplication parent_instance;

  MillCache     *cache;
  MillStore     *store;
  MillDemo      *demo;               /* a screenshot is wanted, or NULL */
  gboolean       looked_for_lost;

  GPtrArray     *background;         /* MillSession whose runs go on without a tab */
  GQueue         closed;             /* MillTabRecord, the last closed first */

  gboolean       ignores_workspace;  /* nothing is restored, nor written down */
  gboolean       workspace_final;    /* written down as it was before the last window closed */
  guint          workspace_source;
  GHashTable    *restored_copies;    /* names of recovery copies that restored tabs open */
};

/* application-actions.c */
void        mill_application_add_actions      (MillApplication *self);

/* application-tabs.c */
/* The window in front. At the start, and when all were closed, what was open the last time is restored. */
MillWindow *mill_application_ensure_window    (MillApplication *self);
/* All tabs of all windows; a new array. */
GPtrArray  *mill_application_list_tabs        (MillApplication *self);
MillTab    *mill_application_find_tab         (MillApplication *self,
                                               const char      *id);

/* application-workspace.c */
/* The front window of those that are restored; NULL: there is nothing to restore. */
MillWindow *mill_application_restore          (MillApplication *self);
/* Writes down what is open, at once, and for the last time until a window opens again. */
void        mill_application_end_workspace    (MillApplication *self);
void        mill_application_look_for_lost    (MillApplication *self);

/* application-background.c */
/* Keeps the program there until the run of @session has ended. */
void        mill_application_keep_running     (MillApplication *self,
                                               MillSession     *session);

G_END_DECLS
