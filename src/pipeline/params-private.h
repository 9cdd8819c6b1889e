/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/params.h"

G_BEGIN_DECLS

/* The member of a settings struct that a parameter describes. */
#define MEMBER(base, param, T) (*(T *) ((char *) (base) + (param)->offset))
#define CONST_MEMBER(base, param, T) (*(T const *) ((const char *) (base) + (param)->offset))

/* An absent table is an empty one. */
#define FOR_EACH_PARAM(param, table) \
  for (const MillParam *param = (table); param != NULL && param->member != NULL; param++)

/* Reports what must be given and is not, as far as it is shown. @json is what @values came from. */
void mill_params_check_required (const MillNodeType *type,
                                 JsonObject         *json,
                                 const void         *values,
                                 GPtrArray          *problems);

G_END_DECLS
