/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* The pipeline as a whole: its name and its parameters. */
#define MILL_TYPE_PIPELINE_FORM (mill_pipeline_form_get_type ())
G_DECLARE_FINAL_TYPE (MillPipelineForm, mill_pipeline_form, MILL, PIPELINE_FORM, AdwBin)

GtkWidget *mill_pipeline_form_new (MillSession *session);

G_END_DECLS
