/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A readable name for machines: small letters, digits and single '-' between them, as @wish has them, and
 * @otherwise where it has none. New string. */
char *mill_slug_new (const char *wish,
                     const char *otherwise);

G_END_DECLS
