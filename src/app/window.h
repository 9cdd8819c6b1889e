/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/application.h"
#include "app/session.h"

G_BEGIN_DECLS

/* A window: the home page, or one open pipeline. */
#define MILL_TYPE_WINDOW (mill_window_get_type ())
G_DECLARE_FINAL_TYPE (MillWindow, mill_window, MILL, WINDOW, AdwApplicationWindow)

MillWindow  *mill_window_new            (MillApplication *application);
/* The open pipeline, or NULL while the home page is shown. Borrowed. */
MillSession *mill_window_get_session    (MillWindow      *self);
/* Is a file being read? */
gboolean     mill_window_get_loading    (MillWindow      *self);
/* These are for a window that shows the home page. */
void         mill_window_open_file      (MillWindow      *self,
                                         GFile           *file);
void         mill_window_new_document   (MillWindow      *self);
/* A copy of a blueprint that is not saved yet, with its data. */
void         mill_window_open_blueprint (MillWindow      *self,
                                         GFile           *file);
/* Asks whether to open what a crash left behind; @lost holds MillLost. */
void         mill_window_offer_lost     (MillWindow      *self,
                                         GPtrArray       *lost);
/* Unfolds the results at "table", "chart", "metrics" or "log". */
void         mill_window_show_results   (MillWindow      *self,
                                         const char      *page);

G_END_DECLS
