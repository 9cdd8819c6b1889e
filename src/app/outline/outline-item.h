/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "app/session.h"

G_BEGIN_DECLS

typedef enum
{
  MILL_OUTLINE_NODE,
  MILL_OUTLINE_INPUT,    /* a link into a node, or an input without any */
  MILL_OUTLINE_OUTPUT,   /* a link out of a node, or an output without any */
} MillOutlineKind;

/* A row of the outline: a node, or one of its links. It keeps names only and asks the pipeline for
 * everything else, so that it is never behind the document.
 *
 * signal "changed": what the row shows may be another. */
#define MILL_TYPE_OUTLINE_ITEM (mill_outline_item_get_type ())
G_DECLARE_FINAL_TYPE (MillOutlineItem, mill_outline_item, MILL, OUTLINE_ITEM, GObject)

MillOutlineItem *mill_outline_item_new_node     (MillSession     *session,
                                                 const char      *node);
MillOutlineKind  mill_outline_item_get_kind     (MillOutlineItem *self);
MillSession     *mill_outline_item_get_session  (MillOutlineItem *self);
/* The pipeline that the node is in: the session's, or that of a component. */
MillPipeline    *mill_outline_item_get_pipeline (MillOutlineItem *self);
/* Its id there. */
const char      *mill_outline_item_get_node     (MillOutlineItem *self);
/* Its id as a run calls it: "clean/impute" within a component. */
const char      *mill_outline_item_get_path     (MillOutlineItem *self);
/* The id of the session's node that this is, belongs to or is within. New string. */
char            *mill_outline_item_dup_top      (MillOutlineItem *self);
/* What is within a component can be looked at, but is edited where the component is opened. */
gboolean         mill_outline_item_is_within    (MillOutlineItem *self);
/* NULL for a node. */
const MillPort  *mill_outline_item_get_port     (MillOutlineItem *self);
/* FALSE: a node, or a port without a link. The strings belong to the item. */
gboolean         mill_outline_item_get_link     (MillOutlineItem *self,
                                                 MillLink        *link);
/* The input @step further on among those of the same type (-1: the one before), that the link of this one
 * could be moved to; or NULL. */
const MillPort  *mill_outline_item_find_sibling (MillOutlineItem *self,
                                                 int              step);
/* The links of a node, and the nodes of its component; kept up to date by _update(). NULL for a link. */
GListModel      *mill_outline_item_dup_children (MillOutlineItem *self);
/* Looks anew at what belongs to the node, after it or one that it is linked with was changed. */
void             mill_outline_item_update       (MillOutlineItem *self);
/* Emits "changed" for it and all that is below it. */
void             mill_outline_item_touch        (MillOutlineItem *self);

G_END_DECLS
