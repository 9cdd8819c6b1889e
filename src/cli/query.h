/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/document.h"
#include "cli/options.h"
#include "cli/rows.h"

G_BEGIN_DECLS

/* What "show" and "schema" ask for: an output of a node of a file, in some format. */
typedef struct
{
  MillDocument   document;
  MillTarget     target;
  MillRowFormat  format;
} MillQuery;

/* Parses FILE NODE[.PORT], with the options of @usage and those that both commands have (--format,
 * --json, --set), reads the file and finds the output. FALSE with the exit code to leave with,
 * after what is wrong was told. */
gboolean mill_query_open  (MillQuery        *self,
                           const MillUsage  *usage,
                           int               argc,
                           char            **argv,
                           int              *code);
/* mill_document_judge() of that output. */
int      mill_query_judge (MillQuery        *self,
                           int               code);
void     mill_query_clear (MillQuery        *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MillQuery, mill_query_clear)

G_END_DECLS
