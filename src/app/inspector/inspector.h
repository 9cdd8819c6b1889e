/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* The side that tells of what is selected: the settings of one node, the pipeline when nothing is, how
 * many when several are. */
#define MILL_TYPE_INSPECTOR (mill_inspector_get_type ())
G_DECLARE_FINAL_TYPE (MillInspector, mill_inspector, MILL, INSPECTOR, AdwBin)

void mill_inspector_set_session (MillInspector *self,
                                 MillSession   *session);
void mill_inspector_focus_param (MillInspector *self,
                                 const char    *param);

G_END_DECLS
