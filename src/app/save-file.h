/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* Writes @pipeline into @file. Where that fails (a full disk), @file stays as it was. */
gboolean mill_save_file (MillPipeline  *pipeline,
                         GFile         *file,
                         GCancellable  *cancellable,
                         GError       **error);

G_END_DECLS
