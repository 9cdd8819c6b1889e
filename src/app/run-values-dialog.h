/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* Asks for values of the pipeline's parameters for one run, which it begins. The pipeline stays as it is. */
#define MILL_TYPE_RUN_VALUES_DIALOG (mill_run_values_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MillRunValuesDialog, mill_run_values_dialog, MILL, RUN_VALUES_DIALOG, AdwDialog)

AdwDialog *mill_run_values_dialog_new (MillSession *session);

G_END_DECLS
