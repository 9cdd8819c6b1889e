/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/compile-private.h"
#include "engine/types-private.h"
#include "pipeline/params.h"

G_BEGIN_DECLS

/* One node on its way through the typing, with its place in the graph resolved. */
typedef struct
{
  const char         *id;
  const MillNode     *node;
  const MillNodeType *type;
  JsonObject         *settings;      /* after ${} and upgrades */
  gpointer            params;
  MillTypedNode      *typed;
} MillTypingNode;

/* A file that a node read, as it was then. */
typedef struct
{
  char    *path;
  guint64  size;
  gint64   modified;     /* microseconds */
  guint64  inode;
} MillFileStamp;

/* What came of a node the last time. */
typedef struct
{
  char      *digest;
  GPtrArray *files;          /* MillFileStamp */
  GPtrArray *outputs;        /* MillTypedOutput */
  GPtrArray *diagnostics;
} MillTypingMemo;

MillTypingMemo *mill_typing_memo_new       (const char           *digest);
void            mill_typing_memo_free      (gpointer              self);
void            mill_typing_memo_add_file  (MillTypingMemo       *self,
                                            const char           *path);
/* Is it the answer for @digest still? Looks at the files again. */
gboolean        mill_typing_memo_holds     (const MillTypingMemo *self,
                                            const char           *digest);
/* A digest of everything that decides what comes of @node. New string. */
char           *mill_typing_make_digest    (MillTypes            *types,
                                            const MillTypingNode *node,
                                            MillBindings         *bindings,
                                            GFile                *base);

/* The session that looks at source files: made anew when other files are to be read. */
typedef struct
{
  MillDuck       *duck;
  MillConnection *connection;
  char           *paths;
} MillTypingSource;

/* Borrowed. */
MillConnection *mill_typing_source_open    (MillTypingSource     *self,
                                            GPtrArray            *paths,
                                            GError              **error);
void            mill_typing_source_clear   (MillTypingSource     *self);

/* Reports nodes that would write a file that another reads or writes. */
void            mill_typing_check_files    (MillTypes            *types,
                                            MillPipeline         *pipeline,
                                            MillBindings         *bindings,
                                            GFile                *base);

/* Reports what a merge left to be chosen in @drawing, and adds to @stuck (id in @order -> MillDiagnostic) what it
 * keeps from running: the node that it is of, or all that it decides about. */
void            mill_typing_find_unsettled (MillTypes            *types,
                                            MillPipeline         *drawing,
                                            MillNodeNames        *names,
                                            GPtrArray            *order,
                                            GHashTable           *stuck);

/* Resolves the links of @node; FALSE when one of them keeps it from being compiled. */
gboolean        mill_typing_link           (MillPipeline         *pipeline,
                                            MillTypes            *types,
                                            MillTypingNode       *node);

G_END_DECLS
