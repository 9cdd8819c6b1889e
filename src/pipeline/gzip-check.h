/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether what is in a file of gzip is what was packed, by the check sums that are in it (RFC 1952): who unpacks
 * it need not look at them. The bytes of the file are given in pieces of any size. */
typedef struct _MillGzipCheck MillGzipCheck;

/* The @name of the file is for messages, and so is the @param that chose it, or NULL. */
MillGzipCheck *mill_gzip_check_new  (const char     *name,
                                     const char     *param);
void           mill_gzip_check_free (MillGzipCheck  *self);
/* FALSE: it is damaged. What follows the packed data is not looked at. */
gboolean       mill_gzip_check_add  (MillGzipCheck  *self,
                                     const guint8   *bytes,
                                     gsize           n_bytes,
                                     GError        **error);
/* FALSE: there should be more. */
gboolean       mill_gzip_check_end  (MillGzipCheck  *self,
                                     GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillGzipCheck, mill_gzip_check_free)

G_END_DECLS
