/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  MILL_ANNOTATION_FRAME,   /* a titled, coloured area behind nodes */
  MILL_ANNOTATION_NOTE,    /* a piece of Markdown text */
} MillAnnotationKind;

/* A frame or a note on the canvas: an immutable value like MillNode. */
typedef struct _MillAnnotation MillAnnotation;

GType               mill_annotation_get_type   (void);
MillAnnotation     *mill_annotation_new        (MillAnnotationKind    kind,
                                                const char           *id,
                                                const char           *text,
                                                const char           *color,
                                                double                x,
                                                double                y,
                                                double                width,
                                                double                height);
MillAnnotation     *mill_annotation_ref        (MillAnnotation       *self);
void                mill_annotation_unref      (MillAnnotation       *self);
MillAnnotationKind  mill_annotation_get_kind   (const MillAnnotation *self);
const char         *mill_annotation_get_id     (const MillAnnotation *self);
/* The title of a frame, the Markdown of a note. */
const char         *mill_annotation_get_text   (const MillAnnotation *self);
/* "blue", "green", "yellow", "orange", "red", "purple", "brown", "slate", or NULL. */
const char         *mill_annotation_get_color  (const MillAnnotation *self);
void                mill_annotation_get_bounds (const MillAnnotation *self,
                                                double               *x,
                                                double               *y,
                                                double               *width,
                                                double               *height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillAnnotation, mill_annotation_unref)

G_END_DECLS
