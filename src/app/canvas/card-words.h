/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/session.h"

G_BEGIN_DECLS

/* What the last run, or the present one, made of @node, of @type, in words: "Done, 1,461 rows", "Failed: There
 * is no file". NULL where there was none. New string. */
char *mill_card_words_dup_state (MillSession        *session,
                                 const char         *node,
                                 const MillNodeType *type);

G_END_DECLS
