/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/edit.h"
#include "pipeline/pipeline-private.h"

G_BEGIN_DECLS

/* What a step has changed so far: one delta for each value, from what it was before the step to what
 * it is now. Since no two are about the same value, their order does not matter. */
struct _MillEdit
{
  MillPipeline *pipeline;
  GArray       *deltas;     /* MillDelta */
  GHashTable   *index;      /* kind and id -> position in deltas + 1 */
};

MillEdit *mill_edit_new      (MillPipeline   *pipeline);
void      mill_edit_free     (MillEdit       *self);
/* The deltas, without those that changed nothing in the end. Empties the edit. */
GArray   *mill_edit_finish   (MillEdit       *self);

/* One command: values are staged, and then take effect with one signal. */
GArray   *mill_edit_stage    (void);
/* Takes @value; NULL takes out what is there. */
void      mill_edit_put      (MillEdit       *self,
                              GArray         *staged,
                              MillChangeKind  kind,
                              const char     *id,
                              gpointer        value);
/* Takes @staged. */
void      mill_edit_carry    (MillEdit       *self,
                              GArray         *staged);
void      mill_edit_carry_one (MillEdit      *self,
                              MillChangeKind  kind,
                              const char     *id,
                              gpointer        value);
/* The node; NULL with @error when there is none. */
MillNode *mill_edit_find     (MillPipeline   *pipeline,
                              const char     *id,
                              GError        **error);
/* Another id for what is called @old elsewhere, that neither the document nor @used, a set, has.
 * @numbers, a table that owns its names, spares counting from the beginning each time. */
char     *mill_edit_choose_id (MillEdit      *self,
                               GHashTable    *used,
                               GHashTable    *numbers,
                               const char    *old);
GArray   *mill_deltas_new    (void);
/* At the end of a step: what it changed needs no choice any more. */
void      mill_edit_settle_changed (MillEdit   *self);
/* Fails where a merge left something to be chosen in @pipeline: it would be lost where nodes and parameters get
 * other names. */
gboolean  mill_edit_require_settled (MillPipeline *pipeline,
                                     GError      **error);

G_END_DECLS
