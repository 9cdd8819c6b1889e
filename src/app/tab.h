/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/document.h"
#include "app/recovery.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* What a tab of a window holds: the home page, or one open pipeline with all that belongs to it. It may be
 * moved from window to window. Its document is built when it is first seen.
 *
 * properties: "session" (the open pipeline, or NULL; notifies). */
#define MILL_TYPE_TAB (mill_tab_get_type ())
G_DECLARE_FINAL_TYPE (MillTab, mill_tab, MILL, TAB, AdwBin)

MillTab      *mill_tab_new            (void);
/* The page of the AdwTabView that shows it. */
void          mill_tab_set_page       (MillTab            *self,
                                       AdwTabPage         *page);
/* Borrowed. */
AdwTabPage   *mill_tab_get_page       (MillTab            *self);
/* Names the tab among all of the program. */
const char   *mill_tab_get_id         (MillTab            *self);
/* Brings it to the front of its window, and that to the front of the others. */
void          mill_tab_present        (MillTab            *self);

/* It came to the front: the first time its canvas has the focus, later what had it when it was left. */
void          mill_tab_came_to_front  (MillTab            *self);

/* NULL while the home page is shown or a file is being read. Borrowed. */
MillSession  *mill_tab_get_session    (MillTab            *self);
/* Shows @session; NULL: the home page. */
void          mill_tab_set_session    (MillTab            *self,
                                       MillSession        *session);
/* NULL where there is no session. Borrowed. */
MillDocument *mill_tab_get_document   (MillTab            *self);
/* Is a file being read? */
gboolean      mill_tab_get_loading    (MillTab            *self);
/* The file that is open or being read, or NULL. Borrowed. */
GFile        *mill_tab_get_file       (MillTab            *self);
/* Nothing would be lost if something else were opened here. */
gboolean      mill_tab_is_untouched   (MillTab            *self);
/* It is made for what is opened in it next: where that fails, it closes. */
void          mill_tab_set_one_purpose (MillTab           *self);
/* The user said what is to become of changes and of the run, which goes on if @keep_running. */
void          mill_tab_set_settled    (MillTab            *self,
                                       gboolean            keep_running);
gboolean      mill_tab_is_settled     (MillTab            *self);
gboolean      mill_tab_get_keeps_running (MillTab         *self);
/* Nobody sees it: there is another in front of it in its window. */
gboolean      mill_tab_is_behind      (MillTab            *self);

/* tab-files.c: these are for a tab that is untouched. */
void          mill_tab_new_document   (MillTab            *self);
void          mill_tab_open_file      (MillTab            *self,
                                       GFile              *file);
/* A copy of a blueprint that is not saved yet, with its data. */
void          mill_tab_open_blueprint (MillTab            *self,
                                       GFile              *file);
/* What a crash left behind. */
void          mill_tab_recover        (MillTab            *self,
                                       MillLost           *lost);

/* For a dialog that chooses a pipeline: a new list of GtkFileFilter. */
GListModel   *mill_tab_make_file_filters (void);

/* tab-save.c: saves, after asking where to if need be; FALSE where that failed, which the user was told,
 * or was given up. */
void          mill_tab_save_async     (MillTab            *self,
                                       gboolean            ask_where,
                                       GAsyncReadyCallback callback,
                                       gpointer            data);
gboolean      mill_tab_save_finish    (MillTab            *self,
                                       GAsyncResult       *result);

/* tab-compare.c: shows what the document differs in from another version of it. What cannot be read is told in a
 * dialog. */
void          mill_tab_compare_with_file    (MillTab      *self,
                                       GFile              *file);
/* Its own file as it is on the disk. */
void          mill_tab_compare_with_saved   (MillTab      *self);
/* That as git has it. */
void          mill_tab_compare_with_commit  (MillTab      *self);
/* What one of its runs was of, after asking which. */
void          mill_tab_compare_with_run     (MillTab      *self);
void          mill_tab_compare_with_nothing (MillTab      *self);

/* tab-record.c: what brings the tab back later; NULL where there is nothing to bring back. */
MillTabRecord *mill_tab_make_record   (MillTab             *self);
/* Opens what @record says. A file that is not there any more is told in a toast, and the tab closes. */
void          mill_tab_restore        (MillTab             *self,
                                       const MillTabRecord *record);

G_END_DECLS
