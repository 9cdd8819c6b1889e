/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/node-type.h"

G_BEGIN_DECLS

/* The node types a program knows: a constant list, ended by NULL. nodes/ has the real one; tests
 * make small ones of their own. */
typedef struct
{
  const MillNodeType *const *types;
} MillCatalogue;

const MillNodeType *mill_catalogue_find        (const MillCatalogue *self,
                                                const char          *id);
guint               mill_catalogue_get_n_types (const MillCatalogue *self);
/* Types whose label, summary or keywords (translated) match all words of @text, best first; all, by
 * category and label, for an empty text. Owns nothing but the array. */
GPtrArray          *mill_catalogue_search      (const MillCatalogue *self,
                                                const char          *text);

G_END_DECLS
