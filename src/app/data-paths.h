/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/history.h"

G_BEGIN_DECLS

/* Writes the relative paths of files that are read anew, so that they lead from the directory @to to where
 * they led from @from; as one step of @history. Paths of files that are written stay: the copy writes beside
 * itself. Paths with a reference (${...}) stay too. Returns how many were changed. */
guint  mill_data_paths_move (MillHistory *history,
                             GFile       *from,
                             GFile       *to);

G_END_DECLS
