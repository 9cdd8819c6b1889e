/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/bindings.h"

G_BEGIN_DECLS

/* Where references are filled in, for the problems they may meet: the setting @param of @node. */
typedef struct
{
  MillBindings *bindings;
  const char   *node;
  const char   *param;
  GPtrArray    *problems;     /* or NULL */
} MillBindingsPlace;

/* @string with each ${name} replaced, as mill_bindings_substitute() does. New node. */
JsonNode *mill_bindings_fill_string (const MillBindingsPlace *place,
                                     const char              *string);

G_END_DECLS
