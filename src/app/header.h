/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/document.h"

G_BEGIN_DECLS

/* The header bar of a window: what the pipeline in front is called, its steps of undo, its run, and the
 * parts around its canvas. Before the home page it has little more than the menu.
 *
 * property "narrow": there is room for the most needed only. */
#define MILL_TYPE_HEADER (mill_header_get_type ())
G_DECLARE_FINAL_TYPE (MillHeader, mill_header, MILL, HEADER, AdwBin)

/* NULL: what is in front is no open pipeline. */
void     mill_header_set_document (MillHeader   *self,
                                   MillDocument *document);
void     mill_header_open_menu    (MillHeader   *self);
/* Shows the steps of undo; FALSE where there is no room for their button. */
gboolean mill_header_open_history (MillHeader   *self);

G_END_DECLS
