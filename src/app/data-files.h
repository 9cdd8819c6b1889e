/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* Copies the files that @pipeline reads by relative paths from @from to the same places in @to. A file
 * that is there already stays as it is; one that is missing in @from is left out. Blocks. */
gboolean  mill_data_files_copy  (MillPipeline  *pipeline,
                                 GFile         *from,
                                 GFile         *to,
                                 GCancellable  *cancellable,
                                 GError       **error);
/* Makes a scratch directory in the user's data directory and copies the files that lie in @from into
 * it; where a blueprint is tried out. NULL with @error. Blocks. */
GFile    *mill_data_files_make_draft (GFile         *from,
                                      GCancellable  *cancellable,
                                      GError       **error);
/* Is @directory a scratch directory of mill_data_files_make_draft()? */
gboolean  mill_data_files_is_draft   (GFile         *directory);
/* Removes a scratch directory, in a thread; whatever is no scratch directory stays. */
void      mill_data_files_remove_draft (GFile       *directory);

G_END_DECLS
