/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* The ways to change a document. Only edit*.c, history.c and the reader include this: edits go
 * through a history, so that nothing changes that cannot be undone. */

/* One value put in the place of another: MillNode, MillAnnotation or MillParameter by @id, the name
 * (a GRefString), or the unknown rest of the file (JsonObject). NULL: there is none. */
typedef struct
{
  MillChangeKind  kind;
  char           *id;       /* GRefString; NULL for the name and the rest */
  gpointer        before;
  gpointer        after;
} MillDelta;

gpointer    mill_value_ref             (MillChangeKind     kind,
                                        gpointer           value);
void        mill_value_unref           (MillChangeKind     kind,
                                        gpointer           value);
gboolean    mill_value_equal           (MillChangeKind     kind,
                                        gpointer           a,
                                        gpointer           b);
void        mill_delta_clear           (MillDelta         *self);

/* All values of a kind that has ids, by id. */
GHashTable *mill_pipeline_get_values   (MillPipeline      *self,
                                        MillChangeKind     kind);
/* The MillDelta's that make @after of @before; values that are equal stay. */
GArray     *mill_pipeline_diff         (MillPipeline      *before,
                                        MillPipeline      *after);
/* The value of that kind and id; NULL if there is none. Borrowed. */
gpointer    mill_pipeline_get_value    (MillPipeline      *self,
                                        MillChangeKind     kind,
                                        const char        *id);
/* Puts @value (NULL: takes out what is there) without a signal. */
void        mill_pipeline_put_value    (MillPipeline      *self,
                                        MillChangeKind     kind,
                                        const char        *id,
                                        gpointer           value);
/* Puts every "after" (@backwards: "before", last one first) and announces them with one signal. */
void        mill_pipeline_apply        (MillPipeline      *self,
                                        const MillDelta   *deltas,
                                        guint              n_deltas,
                                        gboolean           backwards);
/* What the file held and this build does not know, in the shape of the file: {"nodes": {"x": 5}} is
 * a node that could not be read. NULL: nothing. */
JsonObject *mill_pipeline_get_extra    (MillPipeline      *self);
/* Does a node, an annotation or something that could not be read have that id? */
gboolean    mill_pipeline_has_id       (MillPipeline      *self,
                                        const char        *id);
/* Does any node take something from @node? */
gboolean    mill_pipeline_has_targets  (MillPipeline      *self,
                                        const char        *node);

G_END_DECLS
