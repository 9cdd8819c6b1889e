/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

/* Is the database empty, or ours and not newer than this program, and whole if it is older? Only reads. */
gboolean mill_migrate_check (MillDatabase  *database,
                             GError       **error);
/* Brings the schema to the present version, all or nothing. */
gboolean mill_migrate       (MillDatabase  *database,
                             GError       **error);

G_END_DECLS
