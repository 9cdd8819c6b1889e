/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef struct _MillTab MillTab;
typedef struct _MillWindow MillWindow;

#define MILL_TYPE_APPLICATION (mill_application_get_type ())
G_DECLARE_FINAL_TYPE (MillApplication, mill_application, MILL, APPLICATION, AdwApplication)

MillApplication *mill_application_new       (void);
/* Where runs are remembered. Borrowed. */
MillCache       *mill_application_get_cache (MillApplication *self);
MillStore       *mill_application_get_store (MillApplication *self);
/* What the process is to return when the main loop has ended well. */
int              mill_application_get_status (MillApplication *self);

/* These are about the one program. */

/* Shows the tab that has @file open, or opens it in @window (NULL: the one in front). */
void             mill_application_open_file    (GFile      *file,
                                                MillWindow *window);
/* Opens again what was closed last. */
void             mill_application_reopen_tab   (MillWindow *window);
/* @tab closes, and it is settled what is to become of its changes and its run. */
void             mill_application_let_go       (MillTab    *tab);
/* @window closes; its tabs were let go. */
void             mill_application_window_closes (MillWindow *window);
/* What is open, or how it is seen, is to be written down soon. */
void             mill_application_workspace_changed (void);
/* Tells somebody who does something else that a run has ended; @tab: where, or NULL. */
void             mill_application_notify_run   (MillSession *session,
                                                MillState    state,
                                                const char  *tab);
/* The session that has @file and runs in the background, which it leaves; or NULL. New reference. */
MillSession     *mill_application_take_background (GFile    *file);

G_END_DECLS
