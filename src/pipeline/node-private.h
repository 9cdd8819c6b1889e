/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/node.h"

G_BEGIN_DECLS

/* The members of a node; written only by node.c, and by the reader before it hands the node on.
 * Strings are GRefStrings, so that the many versions of a node that edits leave behind share them. */
struct _MillNode
{
  gatomicrefcount  ref_count;
  char            *id;
  char            *type_id;     /* "" where the file named none */
  char            *title;
  int              version;     /* 0: the file named none and the type is unknown */
  gboolean         bypassed;
  gboolean         pinned;
  MillComponent   *component;   /* NULL: none */
  gboolean         placed;      /* the file gave a position */
  double           x;
  double           y;
  JsonObject      *params;      /* NULL: empty */
  MillInput       *inputs;
  guint            n_inputs;

  /* What this build did not understand, kept for the next save; NULL: nothing. */
  JsonObject      *odd_inputs;  /* by port */
  JsonObject      *extra;       /* members of the node */
  JsonObject      *odd_layout;  /* members of its place in the layout */
};

MillNode  *mill_node_new            (const char      *id,
                                     const char      *type_id,
                                     int              version);
/* Copies of @self with one thing changed. */
MillNode  *mill_node_with_id        (const MillNode  *self,
                                     const char      *id);
MillNode  *mill_node_with_title     (const MillNode  *self,
                                     const char      *title);
MillNode  *mill_node_with_bypassed  (const MillNode  *self,
                                     gboolean         bypassed);
MillNode  *mill_node_with_pinned    (const MillNode  *self,
                                     gboolean         pinned);
MillNode  *mill_node_with_component (const MillNode  *self,
                                     MillComponent   *component);
/* Takes @params. */
MillNode  *mill_node_with_params    (const MillNode  *self,
                                     JsonObject      *params);
MillNode  *mill_node_with_position  (const MillNode  *self,
                                     double           x,
                                     double           y);
/* Copies the elements; sorts them by port, keeping the order within a port. */
MillNode  *mill_node_with_inputs    (const MillNode  *self,
                                     const MillInput *inputs,
                                     guint            n_inputs);
/* For the reader: replaces the inputs in place. */
void       mill_node_set_inputs     (MillNode        *self,
                                     const MillInput *inputs,
                                     guint            n_inputs);
/* Are they the same link, muted or not? */
gboolean   mill_input_equal         (const MillInput *a,
                                     const MillInput *b);

G_END_DECLS
