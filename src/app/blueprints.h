/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* An example pipeline that comes with the program, or that the user put among them. */
#define MILL_TYPE_BLUEPRINT (mill_blueprint_get_type ())
G_DECLARE_FINAL_TYPE (MillBlueprint, mill_blueprint, MILL, BLUEPRINT, GObject)

GFile        *mill_blueprint_get_file        (MillBlueprint        *self);
const char   *mill_blueprint_get_name        (MillBlueprint        *self);
/* NULL if the file has none. */
const char   *mill_blueprint_get_description (MillBlueprint        *self);
MillPipeline *mill_blueprint_get_pipeline    (MillBlueprint        *self);

/* Finds all of them, in a thread: a list of MillBlueprint, by name. */
void          mill_blueprints_list_async     (const MillCatalogue  *catalogue,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
GListModel   *mill_blueprints_list_finish    (GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
