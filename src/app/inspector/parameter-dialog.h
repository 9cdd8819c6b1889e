/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* Adds a parameter of the pipeline (@name NULL) or changes one. */
#define MILL_TYPE_PARAMETER_DIALOG (mill_parameter_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MillParameterDialog, mill_parameter_dialog, MILL, PARAMETER_DIALOG, AdwDialog)

AdwDialog *mill_parameter_dialog_new (MillSession *session,
                                      const char  *name);

G_END_DECLS
