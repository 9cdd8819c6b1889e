/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/session.h"

G_BEGIN_DECLS

/* What @node is set to do, in words: "price > 100". Where a number or a choice among its settings is a parameter
 * of the pipeline, with the value that this has and its name: "the first 3 rows (most)". New string. */
char *mill_card_settings_dup_words (MillSession *session,
                                    const char  *node);

G_END_DECLS
