/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/catalogue.h"

G_BEGIN_DECLS

typedef struct _MillComponent MillComponent;

/* One end of a link as the node at its end remembers it. */
typedef struct
{
  const char *port;        /* the input port of this node */
  const char *from_node;
  const char *from_port;   /* NULL: the type was unknown when the file named none */
  gboolean    muted;       /* drawn, but nothing comes through it */
} MillInput;

/* A node of a pipeline: an immutable value with counted references. A change makes a new value with
 * the same id (edit.h), so undo keeps the old one, a run keeps a copy, and threads may share it. */
typedef struct _MillNode MillNode;

GType            mill_node_get_type       (void);
MillNode        *mill_node_ref            (MillNode         *self);
void             mill_node_unref          (MillNode         *self);

const char      *mill_node_get_id         (const MillNode   *self);
const char      *mill_node_get_type_id    (const MillNode   *self);
int              mill_node_get_version    (const MillNode   *self);
/* Its type: that of its component, an input or output of one, or one of @catalogue; NULL where this
 * build does not know it. */
const MillNodeType *
                 mill_node_find_type      (const MillNode      *self,
                                           const MillCatalogue *catalogue);
/* The pipeline that it holds, or NULL. Borrowed. */
MillComponent   *mill_node_get_component  (const MillNode   *self);
/* Does a run leave it out, and pass on what comes in as it is? */
gboolean         mill_node_is_bypassed    (const MillNode   *self);
/* Is what it once gave to be kept, and given again whatever has changed before it? */
gboolean         mill_node_is_pinned      (const MillNode   *self);
/* What the user called it, or NULL: show the type's label. */
const char      *mill_node_get_title      (const MillNode   *self);
/* The parameters that differ from their defaults, and unknown ones. Not to be changed; may be NULL. */
JsonObject      *mill_node_get_params     (const MillNode   *self);
/* Sorted by port; inputs of one port in the order the user gave them. */
const MillInput *mill_node_get_inputs     (const MillNode   *self,
                                           guint            *n_inputs);
const MillInput *mill_node_find_input     (const MillNode   *self,
                                           const char       *port);
void             mill_node_get_position   (const MillNode   *self,
                                           double           *x,
                                           double           *y);
/* FALSE: nobody has placed it yet (a file written by hand), and the position is 0, 0. */
gboolean         mill_node_is_placed      (const MillNode   *self);
gboolean         mill_node_equal          (const MillNode   *a,
                                           const MillNode   *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillNode, mill_node_unref)

G_END_DECLS
