/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/typing.h"
#include "pipeline/node-names.h"

G_BEGIN_DECLS

/* What is known of one output. */
typedef struct
{
  char           *port;
  MillSchema     *schema;    /* or NULL */
  MillModelShape *model;     /* or NULL */
} MillTypedOutput;

/* Where an input comes from. */
typedef struct
{
  char *port;
  char *from_node;
  char *from_port;
} MillTypedInput;

/* What is known of one node. */
typedef struct
{
  GPtrArray      *outputs;   /* MillTypedOutput */
  GPtrArray      *inputs;    /* MillTypedInput */
  gboolean        failed;    /* has an error of its own */
  MillDiagnostic *obstacle;  /* why it cannot run, or NULL */
} MillTypedNode;

MillTypedOutput     *mill_typed_output_new   (const char           *port,
                                              MillSchema           *schema,
                                              const MillModelShape *model);
MillTypedOutput     *mill_typed_output_copy  (const MillTypedOutput *self);
void                 mill_typed_output_free  (gpointer              self);

MillTypes           *mill_types_new          (void);
/* Adds a node of which nothing is known yet; borrowed. */
MillTypedNode       *mill_types_add_node     (MillTypes            *self,
                                              const char           *node);
MillTypedNode       *mill_types_get_node     (MillTypes            *self,
                                              const char           *node);
void                 mill_typed_node_add_input (MillTypedNode      *self,
                                              const char           *port,
                                              const char           *from_node,
                                              const char           *from_port);
const MillTypedOutput *mill_types_get_output (MillTypes            *self,
                                              const char           *node,
                                              const char           *port);
/* What nodes are called in what is reported from now on; NULL: no more is. Borrowed. */
void                 mill_types_set_names    (MillTypes            *self,
                                              MillNodeNames        *names);
/* A problem of no node that was typed. */
void                 mill_types_add_diagnostic (MillTypes          *self,
                                                MillDiagnostic     *diagnostic);
/* Takes @diagnostic; an error becomes what keeps @node from running. */
void                 mill_types_report       (MillTypes            *self,
                                              MillTypedNode        *node,
                                              MillDiagnostic       *diagnostic);

G_END_DECLS
