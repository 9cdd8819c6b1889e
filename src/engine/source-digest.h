/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* SHA-256 of a file's bytes as hexadecimal text: the identity of a source. Remembered in this process
 * by path, size, time of change and inode. @n_bytes may be NULL. Blocks. */
char *mill_source_digest (const char    *path,
                          gint64        *n_bytes,
                          GCancellable  *cancellable,
                          GError       **error);

G_END_DECLS
