/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Is @text a booster that XGBoost can read and ask without leaving its own memory? XGBoost trusts
 * what it reads: a tree whose branch leads to a node that is not there makes it crash. Here every
 * tree is walked before XGBoost sees it. */
gboolean mill_booster_check (const char  *text,
                             GError     **error);

G_END_DECLS
