/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/duck.h"
#include "engine/sql.h"
#include "engine/task.h"

G_BEGIN_DECLS

/* Where the rows that something is learned from can be asked for: the task of a node in a run. */
typedef struct
{
  /* Takes @select. */
  MillRows   *(*run) (gpointer     owner,
                      MillSelect  *select,
                      GError     **error);
  gpointer      owner;
  const char   *relation;     /* name to select from */
  MillExpr *where; /* only the rows for which it is true; NULL: all; stays the caller's */
  GCancellable *cancellable;  /* or NULL */
} MillQuery;

/* Over the table at @port of @task. */
MillQuery   mill_query_for_task (MillTask        *task,
                                 const char      *port,
                                 MillExpr        *where);
/* A SELECT over those rows, without columns yet. */
MillSelect *mill_query_select (const MillQuery  *self);
/* Takes @select. */
MillRows   *mill_query_run    (const MillQuery  *self,
                               MillSelect       *select,
                               GError          **error);
/* Runs a SELECT that gives one row, which is then the current one. Takes @select. */
MillRows   *mill_query_run_row (const MillQuery *self,
                               MillSelect       *select,
                               GError          **error);

G_END_DECLS
