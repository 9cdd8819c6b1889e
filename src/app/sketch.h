/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* A small drawing of a pipeline, to be recognised by: nodes as blocks in the colours of their
 * categories, and the links between them. Not for reading; hidden from assistive technology. */
#define MILL_TYPE_SKETCH (mill_sketch_get_type ())
G_DECLARE_FINAL_TYPE (MillSketch, mill_sketch, MILL, SKETCH, GtkWidget)

GtkWidget *mill_sketch_new (MillPipeline *pipeline);

G_END_DECLS
