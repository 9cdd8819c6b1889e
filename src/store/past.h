/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/time-left.h"
#include "store/store.h"

G_BEGIN_DECLS

/* When each node of the pipeline in @file last ran to its end, in one of its latest runs:
 * elements MillPastNode. Blocks, from any thread; NULL with MILL_STORE_ERROR on failure. */
GPtrArray *mill_store_list_past (MillStore   *self,
                                 GFile       *file,
                                 GError     **error);

G_END_DECLS
