/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/store.h"

G_BEGIN_DECLS

#define MILL_TYPE_APPLICATION (mill_application_get_type ())
G_DECLARE_FINAL_TYPE (MillApplication, mill_application, MILL, APPLICATION, AdwApplication)

MillApplication *mill_application_new       (void);
/* Where runs are remembered. Borrowed. */
MillStore       *mill_application_get_store (MillApplication *self);
/* What the process is to return when the main loop has ended well. */
int              mill_application_get_status (MillApplication *self);

G_END_DECLS
