/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/store.h"

G_BEGIN_DECLS

/* Lets one choose among the runs of a file, the newest first.
 *
 * signals: "chosen" (const char *run, const char *title)   its whole id, and what people call it; the dialog closes */
#define MILL_TYPE_RUNS_DIALOG (mill_runs_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MillRunsDialog, mill_runs_dialog, MILL, RUNS_DIALOG, AdwDialog)

AdwDialog *mill_runs_dialog_new (MillStore *store,
                                 GFile     *file);

G_END_DECLS
