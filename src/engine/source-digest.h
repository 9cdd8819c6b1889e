/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "engine/cache.h"

G_BEGIN_DECLS

/* SHA-256 of a file's bytes as hexadecimal text: the identity of a source. Remembered by path, size, times
 * of change and inode: in this process, and with @cache (may be NULL) for all. What has changed so lately
 * that it could change again without that being seen is not remembered. A packed file that is damaged or
 * cut off has none. @n_bytes may be NULL. Blocks. */
char *mill_source_digest      (MillCache     *cache,
                               const char    *path,
                               gint64        *n_bytes,
                               GCancellable  *cancellable,
                               GError       **error);
/* The same where it is remembered; NULL: it is to be read. */
char *mill_source_find_digest (MillCache     *cache,
                               const char    *path,
                               gint64        *n_bytes);
/* A text that is another one once the file has changed; NULL where there is none. Unless @settled, that last
 * happened so lately that it could happen again without being seen. New string. */
char *mill_source_make_stamp  (const char    *path,
                               gboolean      *settled);

G_END_DECLS
