/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* An open pipeline: the catalogue on the left, the canvas, the inspector on the right, and the results
 * below. On a narrow window the sides lie over the canvas.
 *
 * properties (all notify): "show-catalogue", "show-inspector", "show-results". */
#define MILL_TYPE_DOCUMENT (mill_document_get_type ())
G_DECLARE_FINAL_TYPE (MillDocument, mill_document, MILL, DOCUMENT, AdwBin)

/* NULL: nothing is open. */
void mill_document_set_session     (MillDocument *self,
                                    MillSession  *session);
/* Borrowed. */
MillSession *mill_document_get_session (MillDocument *self);
/* "table", "chart", "metrics" or "log". */
void mill_document_show_results    (MillDocument *self,
                                    const char   *page);
void mill_document_focus_catalogue (MillDocument *self);
void mill_document_focus_outline   (MillDocument *self);
/* From the pane that has the focus (catalogue, canvas, inspector, results) to the next one that is shown, or,
 * where @step is -1, to the one before. */
void mill_document_walk_panes      (MillDocument *self,
                                    int           step);
/* Shows the bar that searches the pipeline. */
void mill_document_open_search     (MillDocument *self);
/* Selects @node and shows it, with the focus on the canvas. */
void mill_document_go_to           (MillDocument *self,
                                    const char   *node);
/* The widget whose actions are those of the canvas. */
GtkWidget *mill_document_get_canvas (MillDocument *self);
/* Where the height that it is going to have is known before it is shown: the canvas is then not fitted to
 * one that it does not keep. */
void mill_document_place_dock      (MillDocument *self,
                                    int           height);
/* Writes the sizes of the parts to the settings. */
void mill_document_keep_sizes      (MillDocument *self);

G_END_DECLS
