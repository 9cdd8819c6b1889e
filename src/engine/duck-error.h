/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/diagnostic.h"

G_BEGIN_DECLS

/* What the errors of this program's own functions begin with on their way through DuckDB: what follows is
 * in words for people already. */
#define MILL_DUCK_OWN_ERROR "Millrace: "

/* DuckDB's error @text (NULL: unknown) as an error for people, with @text as its detail. */
void mill_duck_fail (GError     **error,
                     const char  *text);
/* The part of that which needs no more than a sentence for each pattern; never NULL. */
MillDiagnostic *mill_duck_explain_plainly (const char *text);

G_END_DECLS
