/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/bindings.h"
#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* A pipeline file as a subcommand was given it. */
typedef struct
{
  char         *name;       /* as it was given: a path, or "-" */
  MillPipeline *pipeline;
  MillBindings *bindings;
  GFile        *file;       /* NULL for the standard input */
  GBytes       *input;      /* what came from the standard input, or NULL */
  GFile        *base;       /* where relative paths start from */
  GPtrArray    *problems;   /* MillDiagnostic */
  int           failure;    /* why it could not be loaded, an exit code; else MILL_EXIT_DONE */
} MillDocument;

/* Reads @path ("-": the standard input). FALSE with the exit code to leave with; what is wrong is
 * then the last of the problems, to be told. */
gboolean mill_document_load        (MillDocument      *self,
                                    const char        *path,
                                    int               *code);
/* The same, and the parameters with @values ("NAME=VALUE", may be NULL) over their defaults. */
gboolean mill_document_load_bound  (MillDocument      *self,
                                    const char        *path,
                                    const char *const *values,
                                    int               *code);
/* The parameters with @values over their defaults; NULL as above. */
MillBindings *mill_document_bind   (MillDocument      *self,
                                    const char *const *values,
                                    int               *code);
/* After one of these failed: tells why on the standard error. */
void     mill_document_tell        (MillDocument      *self);
/* The exit code of a command that did its work on @targets (ids of nodes, NULL: all of them) with
 * @code: MILL_EXIT_INVALID where the file alone shows that they, or what they need, are wrong
 * (a circle, a link from nowhere, a node type that is not known...), whatever came of the rest. Every
 * command asks here, so that the same fault gives the same code. */
int      mill_document_judge       (MillDocument      *self,
                                    const char *const *targets,
                                    int                code);
void     mill_document_clear       (MillDocument      *self);

/* An output of a node, as the command line names it: NODE or NODE.PORT. */
typedef struct
{
  char           *node;
  const MillPort *port;
} MillTarget;

/* Without a port: the node's first output. FALSE, with the exit code, where there is no such thing,
 * which was told. */
gboolean mill_target_find          (MillTarget        *self,
                                    MillPipeline      *pipeline,
                                    const char        *text,
                                    int               *code);
void     mill_target_clear         (MillTarget        *self);
/* FALSE, and told, where @pipeline has no such node. */
gboolean mill_target_check_node    (MillPipeline      *pipeline,
                                    const char        *node);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MillDocument, mill_document_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MillTarget, mill_target_clear)

G_END_DECLS
