/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One function as this program knows it, and how the dialect writes it. */
typedef struct
{
  const char *name;       /* our name: "sum", "median", "row-number", "contains" */
  const char *duckdb;     /* DuckDB's spelling; "%" stands for all arguments, "%1" for the first */
  gboolean    aggregate;
} MillSqlFunction;

const MillSqlFunction *mill_sql_function_find (const char *name);

G_END_DECLS
