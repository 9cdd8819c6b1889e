/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* Where in the document one is: the components on the way to the one that is shown, each a button that
 * leads back to it. Not to be seen where the whole is shown. */
#define MILL_TYPE_BREADCRUMB (mill_breadcrumb_get_type ())
G_DECLARE_FINAL_TYPE (MillBreadcrumb, mill_breadcrumb, MILL, BREADCRUMB, AdwBin)

void mill_breadcrumb_set_session (MillBreadcrumb *self,
                                  MillSession    *session);

G_END_DECLS
