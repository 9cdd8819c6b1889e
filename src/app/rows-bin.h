/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MILL_TYPE_ROWS_BIN (mill_rows_bin_get_type ())
G_DECLARE_FINAL_TYPE (MillRowsBin, mill_rows_bin, MILL, ROWS_BIN, AdwBin)

/* What is around a list or a table that is scrolled, and sees to it that the keyboard comes to a row of it: to
 * the one that it left, or one that is selected, or else the first in sight. GTK gives the focus to what
 * scrolls where an arrow leads there, and to nothing that is seen where the first row is out of sight. */

G_END_DECLS
