/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* What a run says, line by line as it comes; a line leads to its node. */
#define MILL_TYPE_LOG_PAGE (mill_log_page_get_type ())
G_DECLARE_FINAL_TYPE (MillLogPage, mill_log_page, MILL, LOG_PAGE, AdwBin)

void mill_log_page_set_session (MillLogPage *self,
                                MillSession *session);

G_END_DECLS
