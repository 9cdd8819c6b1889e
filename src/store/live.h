/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Which runs are alive, told by locks and not by process numbers, which come again: beside the
 * database lies an empty file in which a running run holds a lock on the byte with its number. The
 * kernel gives the lock back whenever the process ends, however it ends, and any other process (in
 * another container, too) can ask who holds what.
 *
 * Where the file system knows no such locks, every run is taken for alive. */
typedef struct _MillLive MillLive;

/* Opens or makes the file beside @database. */
MillLive *mill_live_open    (const char  *database,
                             GError     **error);
void      mill_live_close   (MillLive    *self);
/* For the runs of this process. */
void      mill_live_hold    (MillLive    *self,
                             gint64       run);
void      mill_live_release (MillLive    *self,
                             gint64       run);
/* Does any process hold @run? Does not see what @self itself holds. */
gboolean  mill_live_is_held (MillLive    *self,
                             gint64       run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillLive, mill_live_close)

G_END_DECLS
