/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef int (*MillWorkFunc) (GCancellable *cancellable,
                             gpointer      data);

/* Runs @func in a thread of its own while the main context is served, so that Ctrl-C, SIGTERM
 * and the progress are seen whatever it is doing. The first signal cancels @cancellable, the
 * second ends the program at once. Returns what @func returns. */
int mill_work_run (MillWorkFunc  func,
                   gpointer      data,
                   GCancellable *cancellable);

G_END_DECLS
