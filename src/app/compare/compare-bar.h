/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* Says what the document is compared with and how they differ, and lists the differences, each of which leads to its
 * node. Not to be seen where it is compared with nothing. */
#define MILL_TYPE_COMPARE_BAR (mill_compare_bar_get_type ())
G_DECLARE_FINAL_TYPE (MillCompareBar, mill_compare_bar, MILL, COMPARE_BAR, AdwBin)

void mill_compare_bar_set_session (MillCompareBar *self,
                                   MillSession    *session);

G_END_DECLS
