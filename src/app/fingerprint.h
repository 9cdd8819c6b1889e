/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* Says of every node whether anything that decides its result was changed: a short text over its type,
 * settings and links, and those of everything before it. Position and title are not part of it. */
typedef struct _MillFingerprints MillFingerprints;

MillFingerprints *mill_fingerprints_new    (void);
void              mill_fingerprints_free   (MillFingerprints *self);
/* Computes all anew; what did not change costs little. @served: id -> fingerprint of what is given to those who
 * read from a node, where that is not what it would give as it is drawn; or NULL. */
void              mill_fingerprints_update (MillFingerprints *self,
                                            MillPipeline     *pipeline,
                                            GHashTable       *served);
/* NULL for a node that was not there. Borrowed until the next update. */
const char       *mill_fingerprints_get    (MillFingerprints *self,
                                            const char       *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillFingerprints, mill_fingerprints_free)

G_END_DECLS
