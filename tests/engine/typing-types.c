/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "typing-types.h"

#include "engine/compile.h"

static guint n_compiled;

guint
typing_types_take_count (void)
{
  guint count = n_compiled;

  n_compiled = 0;

  return count;
}

static const MillPort source[] = {
  { "table", "Table", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };
static const MillPort through[] = {
  { "table", "Table", MILL_PORT_IN, MILL_PORT_TABLE },
  { "table", "Table", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };
static const MillPort trains[] = {
  { "table", "Rows", MILL_PORT_IN, MILL_PORT_TABLE },
  { "model", "Model", MILL_PORT_OUT, MILL_PORT_MODEL }, { 0 } };
static const MillPort applies[] = {
  { "model", "Model", MILL_PORT_IN, MILL_PORT_MODEL },
  { "table", "Table", MILL_PORT_IN, MILL_PORT_TABLE },
  { "table", "Table", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };
static const MillPort pairs[] = {
  { "left", "Left", MILL_PORT_IN, MILL_PORT_TABLE },
  { "right", "Right", MILL_PORT_IN, MILL_PORT_TABLE, MILL_PORT_OPTIONAL },
  { "table", "Table", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };
static const MillPort sink[] = {
  { "table", "Table", MILL_PORT_IN, MILL_PORT_TABLE }, { 0 } };

typedef struct { char *path; } Read;

static const MillParam read_params[] = {
  { MILL_STRING (Read, path), .label = "Path", .required = TRUE, .role = MILL_ROLE_READ_PATH }, { 0 } };

static gboolean
read_compile (const void   *params,
              MillCompile  *to,
              GError      **error)
{
  const Read *self = params;
  g_autofree char *path = mill_compile_resolve_path (to, "path", self->path, TRUE, error);

  n_compiled++;
  if (path == NULL)
    return FALSE;
  mill_compile_set_output (to, "table", mill_select_new_from_file ("read_csv", path));

  return TRUE;
}

typedef struct { char *expression; } Formula;

static const MillParam formula_params[] = {
  { MILL_STRING (Formula, expression), .label = "Expression", .required = TRUE,
    .role = MILL_ROLE_EXPRESSION }, { 0 } };

static gboolean
formula_compile (const void   *params,
                 MillCompile  *to,
                 GError      **error)
{
  const Formula *self = params;
  MillExpr *expr = mill_compile_expression (to, "table", "expression", self->expression, error);
  MillSelect *select;

  n_compiled++;
  if (expr == NULL)
    return FALSE;
  select = mill_select_new (mill_compile_get_relation (to, "table"));
  mill_select_add_all (select);
  mill_select_add (select, "made", expr);
  mill_compile_set_output (to, "table", select);

  return TRUE;
}

typedef struct { char *column; } Pick;

static const MillParam pick_params[] = {
  { MILL_STRING (Pick, column), .label = "Column", .role = MILL_ROLE_COLUMN }, { 0 } };

static gboolean
pick_compile (const void   *params,
              MillCompile  *to,
              GError      **error)
{
  const Pick *self = params;
  MillSelect *select;

  n_compiled++;
  if (mill_compile_require_column (to, "table", "column", self->column, error) == NULL)
    return FALSE;
  select = mill_select_new (mill_compile_get_relation (to, "table"));
  mill_select_add_column (select, self->column);
  mill_compile_set_output (to, "table", select);

  return TRUE;
}

static void
pick_check (const void  *params,
            MillCompile *to,
            GPtrArray   *problems)
{
  const Pick *self = params;

  if (g_str_equal (self->column, "old"))
    g_ptr_array_add (problems, mill_diagnostic_new (MILL_SEVERITY_WARNING, NULL, NULL, "It is old"));
}

static gboolean
nothing_run (const void  *params,
             MillTask    *task,
             GError     **error)
{
  return TRUE;
}

static gboolean
train_declare (const void   *params,
               MillCompile  *to,
               GError      **error)
{
  const Pick *self = params;
  const MillColumn *column;

  n_compiled++;
  column = mill_compile_require_column (to, "table", "column", self->column, error);
  if (column == NULL)
    return FALSE;
  mill_compile_declare_model (to, "model", column->name, column->type);

  return TRUE;
}

static gboolean
apply_compile (const void   *params,
               MillCompile  *to,
               GError      **error)
{
  const MillModelShape *model = mill_compile_get_model (to, "model");
  MillSelect *select = mill_select_new (mill_compile_get_relation (to, "table"));
  g_autofree char *name = g_strconcat ("predicted ", model->target, NULL);

  n_compiled++;
  mill_select_add_all (select);
  mill_select_add (select, name, mill_expr_null (model->target_type));
  mill_compile_set_output (to, "table", select);

  return TRUE;
}

static gboolean
pair_compile (const void   *params,
              MillCompile  *to,
              GError      **error)
{
  MillSelect *select = mill_select_new (mill_compile_get_relation (to, "left"));

  n_compiled++;
  if (mill_compile_has_input (to, "right"))
    mill_select_join (select, MILL_JOIN_CROSS, mill_compile_get_relation (to, "right"), NULL);
  mill_compile_set_output (to, "table", select);

  return TRUE;
}

static gboolean
mute_compile (const void   *params,
              MillCompile  *to,
              GError      **error)
{
  return TRUE;
}

static const MillParam no_params[] = { { 0 } };

static const MillNodeType read_type = {
  .id = "read", .version = 1, .label = "Read", .summary = "Read", .icon = "x", .ports = source,
  .params = read_params, .params_size = sizeof (Read), .compile = read_compile };
static const MillNodeType formula_type = {
  .id = "formula", .version = 1, .label = "Formula", .summary = "Formula", .icon = "x",
  .ports = through, .params = formula_params, .params_size = sizeof (Formula),
  .compile = formula_compile };
static const MillNodeType pick_type = {
  .id = "pick", .version = 1, .label = "Pick", .summary = "Pick", .icon = "x", .ports = through,
  .params = pick_params, .params_size = sizeof (Pick), .compile = pick_compile,
  .check = pick_check };
static const MillNodeType train_type = {
  .id = "train", .version = 1, .label = "Train", .summary = "Train", .icon = "x", .ports = trains,
  .params = pick_params, .params_size = sizeof (Pick), .run = nothing_run,
  .declare = train_declare };
static const MillNodeType apply_type = {
  .id = "apply", .version = 1, .label = "Apply", .summary = "Apply", .icon = "x", .ports = applies,
  .params = no_params, .params_size = 1, .compile = apply_compile };
static const MillNodeType pair_type = {
  .id = "pair", .version = 1, .label = "Pair", .summary = "Pair", .icon = "x", .ports = pairs,
  .params = no_params, .params_size = 1, .compile = pair_compile };
static const MillNodeType mute_type = {
  .id = "mute", .version = 1, .label = "Mute", .summary = "Mute", .icon = "x", .ports = through,
  .params = no_params, .params_size = 1, .compile = mute_compile };
static const MillNodeType write_type = {
  .id = "write", .version = 1, .label = "Write", .summary = "Write", .icon = "x", .ports = sink,
  .params = no_params, .params_size = 1, .run = nothing_run };

const MillCatalogue *
typing_types_get_catalogue (void)
{
  static const MillNodeType *const types[] = {
    &apply_type, &formula_type, &mute_type, &pair_type, &pick_type, &read_type, &train_type,
    &write_type, NULL,
  };
  static const MillCatalogue catalogue = { types };

  return &catalogue;
}
