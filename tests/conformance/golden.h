/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/node-type.h"

G_BEGIN_DECLS

/* What files may count on of each version of a node type that there ever was, kept for ever:
 * TYPE-VERSION.json has its ports and its parameters with their defaults, ranges and choices, and
 * TYPE-VERSION.millrace.json is a file of that version with every parameter set. */

/* What files may count on of @type as it is: canonical text. New string. */
char *golden_describe (const MillNodeType *type);
/* A file with one node of @type, all parameters set: canonical text. New string. */
char *golden_make     (const MillNodeType *type);
/* What is wrong with @type beside what is kept of its versions in @folder, and what to do about it; NULL:
 * nothing. With @write, what is missing of its present version is written first; what is there never
 * changes. New string. */
char *golden_check    (const MillNodeType *type,
                       const char         *folder,
                       gboolean            write);
/* A file in @folder that belongs to none of the versions of @types (ended by NULL): the type was taken away,
 * and the files that use it with it. NULL: there is none. New string. */
char *golden_find_stray (const MillNodeType *const *types,
                         const char         *folder);

G_END_DECLS
