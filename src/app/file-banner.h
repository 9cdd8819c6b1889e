/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* Says over the canvas what keeps a document from being run as a whole: what a merge left to be chosen, node types
 * that this build does not know. Not there while there is nothing of the kind.
 *
 * signal "show-pipeline" (): somebody asks to be led to the page of the pipeline in the inspector. */
#define MILL_TYPE_FILE_BANNER (mill_file_banner_get_type ())
G_DECLARE_FINAL_TYPE (MillFileBanner, mill_file_banner, MILL, FILE_BANNER, AdwBin)

/* @session may be NULL. */
void mill_file_banner_set_session (MillFileBanner *self,
                                   MillSession    *session);

G_END_DECLS
