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

typedef void (*MillSecretFunc) (const char *path,
                                JsonNode   *value,
                                gpointer    data);

/* Calls @func for each value that comes from the environment, or a part of which does. */
void      mill_bindings_foreach_secret (MillBindings   *self,
                                        MillSecretFunc  func,
                                        gpointer        data);

G_END_DECLS
