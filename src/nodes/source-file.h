/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Is the file at @path a Parquet file, by its first and last bytes? Fails naming @param, and says
 * what the file seems to be instead. */
gboolean mill_source_check_parquet (const char  *path,
                                    const char  *param,
                                    GError     **error);
/* The first bytes of a file, at most @most; *@length: how many. NULL: fails naming @param. */
char    *mill_source_read_head     (const char  *path,
                                    const char  *param,
                                    gsize        most,
                                    gsize       *length,
                                    GError     **error);
/* Is the beginning of a file what was packed, if it is packed? The whole of it is looked at before a run. */
gboolean mill_source_check_packed    (const char  *path,
                                    const char  *param,
                                    GError     **error);
/* Does the file begin like a Parquet file? */
gboolean mill_source_is_parquet    (const char  *bytes,
                                    gsize        length);

G_END_DECLS
