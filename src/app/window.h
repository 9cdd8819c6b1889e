/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/application.h"
#include "app/tab.h"

G_BEGIN_DECLS

/* A window: tabs, each with an open pipeline or the home page. */
#define MILL_TYPE_WINDOW (mill_window_get_type ())
G_DECLARE_FINAL_TYPE (MillWindow, mill_window, MILL, WINDOW, AdwApplicationWindow)

/* A window with the home page. */
MillWindow  *mill_window_new            (MillApplication *application);
/* A window as it was, with its tabs. */
MillWindow  *mill_window_restore        (MillApplication        *application,
                                         const MillWindowRecord *record);
/* What brings the window back later; NULL where there is nothing to bring back. */
MillWindowRecord *mill_window_make_record (MillWindow    *self);

/* The tab in front, and all, from the first on: a new array. */
MillTab     *mill_window_get_tab        (MillWindow      *self);
GPtrArray   *mill_window_list_tabs      (MillWindow      *self);
/* The tab in front where nothing would be lost in it, or a new one, in front from now on. */
MillTab     *mill_window_take_tab       (MillWindow      *self);

/* Of the tab in front: the open pipeline, or NULL while it shows the home page. Borrowed. */
MillSession *mill_window_get_session    (MillWindow      *self);
MillDocument *mill_window_get_document  (MillWindow      *self);
/* Is a file being read in it? */
gboolean     mill_window_get_loading    (MillWindow      *self);
void         mill_window_open_file      (MillWindow      *self,
                                         GFile           *file);
void         mill_window_new_document   (MillWindow      *self);
void         mill_window_open_blueprint (MillWindow      *self,
                                         GFile           *file);
/* Asks whether to open what a crash left behind; @lost holds MillLost. */
void         mill_window_offer_lost     (MillWindow      *self,
                                         GPtrArray       *lost);
void         mill_window_toast          (MillWindow      *self,
                                         const char      *title);
/* Unfolds the results at "table", "chart", "metrics" or "log". */
void         mill_window_show_results   (MillWindow      *self,
                                         const char      *page);
/* Closes without a question: all that is to be settled is. */
void         mill_window_close_settled  (MillWindow      *self);

G_END_DECLS
