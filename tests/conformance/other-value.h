/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/node-type.h"

G_BEGIN_DECLS

/* A valid value of @param that is not its default. */
JsonNode *other_value_new (const MillParam *param);

G_END_DECLS
