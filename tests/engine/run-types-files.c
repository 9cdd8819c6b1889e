/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/task.h"

static const MillPort table_out[] = {
  { "table", "Table", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };

static const MillPort table_in[] = {
  { "table", "Table", MILL_PORT_IN, MILL_PORT_TABLE }, { 0 } };

/* listed: names a file, and reads nothing of it */

typedef struct { char *path; } Listed;

static const MillParam listed_params[] = {
  { MILL_STRING (Listed, path), .label = "Path", .role = MILL_ROLE_READ_PATH }, { 0 } };

static gboolean
listed_compile (const void   *params,
                MillCompile  *to,
                GError      **error)
{
  const Listed *self = params;
  const char *const names[] = { "n", NULL };
  MillExpr *row[] = { mill_expr_integer (1) };
  g_autofree char *path = mill_compile_resolve_path (to, "path", self->path, TRUE, error);
  MillSelect *values = mill_select_new_values (names);

  mill_select_add_values (values, row);
  mill_compile_set_output (to, "table", values);

  return path != NULL;
}

MILL_NODE_TYPE (listed, .id = "listed", .version = 1, .label = "Listed", .summary = "Listed",
                .icon = "x", .ports = table_out, .params = listed_params,
                .params_size = sizeof (Listed), .compile = listed_compile)

/* written: writes the numbers of its table to a file */

typedef struct { char *path; } Written;

static const MillParam written_params[] = {
  { MILL_STRING (Written, path), .label = "Path", .role = MILL_ROLE_WRITE_PATH }, { 0 } };

static gboolean
written_declare (const void   *params,
                 MillCompile  *to,
                 GError      **error)
{
  const Written *self = params;
  g_autofree char *path = mill_compile_resolve_path (to, "path", self->path, FALSE, error);

  return path != NULL;
}

static gboolean
written_run (const void  *params,
             MillTask    *task,
             GError     **error)
{
  const Written *self = params;
  MillCompile *compile = mill_task_get_compile (task);
  g_autofree char *path = mill_compile_resolve_path (compile, "path", self->path, FALSE, error);
  MillSelect *select;
  gint64 n_rows = -1;

  if (path == NULL)
    return FALSE;
  select = mill_select_new (mill_task_get_relation (task, "table"));
  mill_select_add_column (select, "n");
  mill_select_order_by_rest (select);

  return mill_task_write_file (task, select, path, "csv", NULL, NULL, &n_rows, error);
}

MILL_NODE_TYPE (written, .id = "written", .version = 1, .label = "Written", .summary = "Written", .icon = "x",
                .ports = table_in, .params = written_params, .params_size = sizeof (Written), .run = written_run,
                .declare = written_declare)
