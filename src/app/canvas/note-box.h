/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/canvas/canvas-item.h"

G_BEGIN_DECLS

/* A frame or a note on the canvas. */
#define MILL_TYPE_NOTE_BOX (mill_note_box_get_type ())
G_DECLARE_FINAL_TYPE (MillNoteBox, mill_note_box, MILL, NOTE_BOX, MillCanvasItem)

GtkWidget          *mill_note_box_new          (MillSession *session,
                                                const char  *id);
MillAnnotationKind  mill_note_box_get_kind     (MillNoteBox *self);
void                mill_note_box_update       (MillNoteBox *self);
/* Opens a field to change the text in. */
void                mill_note_box_edit         (MillNoteBox *self);

G_END_DECLS
