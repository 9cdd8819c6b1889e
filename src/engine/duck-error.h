/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* DuckDB's error @text (NULL: unknown) as an error for people, with @text as its detail. */
void mill_duck_fail (GError     **error,
                     const char  *text);

G_END_DECLS
