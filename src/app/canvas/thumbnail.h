/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/artifact.h"

G_BEGIN_DECLS

/* A chart, small, on the card of the node that made it. */
#define MILL_TYPE_THUMBNAIL (mill_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (MillThumbnail, mill_thumbnail, MILL, THUMBNAIL, GtkWidget)

GtkWidget *mill_thumbnail_new          (void);
/* Shows nothing for NULL and for what is not a chart. */
void       mill_thumbnail_set_artifact (MillThumbnail *self,
                                        MillArtifact  *artifact);

G_END_DECLS
