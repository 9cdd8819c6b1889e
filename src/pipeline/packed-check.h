/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether what is in a file of gzip or Zstandard is what was packed, by the check sums that are in it (RFC 1952,
 * RFC 8878) and by whether its end is there: who unpacks it need not look at them. The bytes of the file are given
 * in pieces of any size. */
typedef struct _MillPackedCheck MillPackedCheck;

/* NULL: a file of this @name is not packed. The name, and the @param that chose it or NULL, are for messages. */
MillPackedCheck *mill_packed_check_new  (const char       *name,
                                         const char       *param);
void             mill_packed_check_free (MillPackedCheck  *self);
/* FALSE: it is damaged. What follows the data of gzip is not looked at. */
gboolean         mill_packed_check_add  (MillPackedCheck  *self,
                                         const guint8     *bytes,
                                         gsize             n_bytes,
                                         GError          **error);
/* FALSE: there should be more. */
gboolean         mill_packed_check_end  (MillPackedCheck  *self,
                                         GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillPackedCheck, mill_packed_check_free)

G_END_DECLS
