/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/read.h"

G_BEGIN_DECLS

#define MILL_TYPE_RUN_ITEM (mill_run_item_get_type ())
G_DECLARE_FINAL_TYPE (MillRunItem, mill_run_item, MILL, RUN_ITEM, GObject)

/* Borrowed. */
const MillRunRecord *mill_run_item_get_record (MillRunItem *self);

/* The runs of a file, the newest first, as a list model that grows: a worker thread reads a page at first, and
 * the next one each time that somebody looks at the end of what is there.
 *
 * signal "loaded" (): a page is there, or could not be read. */
#define MILL_TYPE_RUN_LIST (mill_run_list_get_type ())
G_DECLARE_FINAL_TYPE (MillRunList, mill_run_list, MILL, RUN_LIST, GObject)

/* @file: as in MillRunRecord. */
MillRunList  *mill_run_list_new       (MillStore   *store,
                                       const char  *file);
/* What went wrong with the last page, or NULL. Borrowed. */
const GError *mill_run_list_get_error (MillRunList *self);

G_END_DECLS
