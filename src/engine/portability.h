/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/typing.h"

G_BEGIN_DECLS

/* Adds to @problems a note for each function in the expressions of a pipeline that is not portable
 * (function-portability.h), at its node and setting, in the order of the graph. @types: what
 * mill_typing_bind() made of the same pipeline as it is drawn and the same bindings, which has told already
 * what is wrong with an expression; nothing is noted of one that cannot be read, nor twice of a setting.
 * FALSE when cancelled, and where no session can be opened. */
gboolean mill_portability_check (MillPipeline  *drawing,
                                 MillBindings  *bindings,
                                 MillTypes     *types,
                                 GPtrArray     *problems,
                                 GCancellable  *cancellable,
                                 GError       **error);

G_END_DECLS
