/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/canvas.h"

G_BEGIN_DECLS

/* What the commands cost with all the nodes that @canvas shows: the command itself, and the frames until it is
 * seen. @node: one that is seen. @what: a part of the names of those that are to be measured, or NULL. */
void edits_measure (MillCanvas  *canvas,
                    const char  *node,
                    const char  *what);

G_END_DECLS
