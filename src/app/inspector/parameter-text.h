/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/parameter.h"

G_BEGIN_DECLS

/* The default of @parameter as people write it, without the quotes of JSON; empty where it has none. New
 * string. */
char *mill_parameter_text (const MillParameter *parameter);

G_END_DECLS
