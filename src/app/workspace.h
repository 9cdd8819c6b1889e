/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What was open when the program was there last: windows, tabs, and how each was seen. Kept in a file of
 * the user's state directory. */

typedef struct
{
  GFile    *file;        /* where the document is saved, or NULL */
  GFile    *blueprint;   /* what it began as, where it is nothing else yet, or NULL */
  char     *recovery;    /* the name of the copy with changes that are not saved (recovery.h), or NULL */
  char     *title;
  char     *level;       /* the path of the component that was shown, or NULL: the whole */
  GStrv     selected;    /* ids of what was selected there, or NULL */
  gboolean  has_view;
  double    zoom;
  double    x;
  double    y;
} MillTabRecord;

typedef struct
{
  int        width;
  int        height;
  gboolean   maximized;
  guint      selected;   /* index of the tab in front */
  GPtrArray *tabs;       /* MillTabRecord */
} MillWindowRecord;

MillTabRecord    *mill_tab_record_new     (void);
MillTabRecord    *mill_tab_record_copy    (const MillTabRecord *self);
void              mill_tab_record_free    (MillTabRecord       *self);
MillWindowRecord *mill_window_record_new  (void);
void              mill_window_record_free (MillWindowRecord    *self);

/* The windows as MillWindowRecord, in the order of @windows: the last is the one in front. Text that is no
 * such list: NULL with @error. */
GPtrArray        *mill_workspace_parse    (const char          *text,
                                           gssize               length,
                                           GError             **error);
char             *mill_workspace_print    (GPtrArray           *windows);

/* From the file; empty where there is none. Blocks, but briefly. */
GPtrArray        *mill_workspace_load     (GError             **error);
/* Writes the file at once and whole. Blocks. */
gboolean          mill_workspace_save     (GPtrArray           *windows,
                                           GError             **error);
/* The same in a thread. What is still to be written when the next call comes is left out. */
void              mill_workspace_save_soon (GPtrArray          *windows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillTabRecord, mill_tab_record_free)

G_END_DECLS
