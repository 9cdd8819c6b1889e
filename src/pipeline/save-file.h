/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes @length bytes at @text all that @file holds. Where that fails (a full disk), @file stays as it
 * was. A link stays a link: what it points to is replaced. Blocks. */
gboolean mill_save_file (GFile         *file,
                         const char    *text,
                         gsize          length,
                         GCancellable  *cancellable,
                         GError       **error);

G_END_DECLS
