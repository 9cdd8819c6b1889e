/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/annotation.h"

G_BEGIN_DECLS

/* Is @color one of the words that an annotation's colour may be? */
gboolean        mill_annotation_is_color   (const char           *color);
/* Members of the file that this build did not understand, or NULL. */
JsonObject     *mill_annotation_get_extra  (const MillAnnotation *self);
MillAnnotation *mill_annotation_with_extra (const MillAnnotation *self,
                                            JsonObject           *extra);
MillAnnotation *mill_annotation_with_id    (const MillAnnotation *self,
                                            const char           *id,
                                            double                dx,
                                            double                dy);
gboolean        mill_annotation_equal      (const MillAnnotation *a,
                                            const MillAnnotation *b);

G_END_DECLS
