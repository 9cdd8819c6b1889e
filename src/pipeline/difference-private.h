/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/difference.h"

G_BEGIN_DECLS

/* What two values of one node differ in, without what is within it; @before may be NULL. @path: of the component
 * that it is in, or NULL. */
GPtrArray *mill_differences_list_node  (const char           *path,
                                        const MillNode       *before,
                                        const MillNode       *after);
/* The values of these facts; NULL for NULL. */
JsonNode  *mill_fact_make_parameter    (const MillParameter  *parameter);
JsonNode  *mill_fact_make_annotation   (const MillAnnotation *annotation);

G_END_DECLS
