/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/session.h"

G_BEGIN_DECLS

/* Can a setting of that kind that has @value be a parameter of the pipeline or the component? An expression
 * or a list cannot, for it is not a value, nor can what refers to a parameter already. */
gboolean mill_promote_is_possible (const MillParam  *param,
                                   JsonNode         *value);
/* Makes a parameter of the shown level that has the present value, and has the setting refer to it; one
 * step. A node that holds a component has its parameters as settings. */
gboolean mill_promote             (MillSession      *session,
                                   const char       *node,
                                   const MillParam  *param,
                                   GError          **error);

G_END_DECLS
