/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run-types.h"

#include "engine/task.h"
#include "run-types-private.h"

static const MillPort table_out[] = {
  { "table", "Table", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };

static const MillPort table_through[] = {
  { "table", "Table", MILL_PORT_IN, MILL_PORT_TABLE },
  { "result", "Result", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };

static const MillPort halves_ports[] = {
  { "table", "Table", MILL_PORT_IN, MILL_PORT_TABLE },
  { "even", "Even", MILL_PORT_OUT, MILL_PORT_TABLE },
  { "odd", "Odd", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };

static const MillParam no_params[] = { { 0 } };

/* numbers: 0, 1, 2... */

typedef struct { gint64 count; } Numbers;

static const MillParam numbers_params[] = {
  { MILL_INTEGER (Numbers, count), .label = "Count", .default_integer = 10 }, { 0 } };

static gboolean
numbers_compile (const void   *params,
                 MillCompile  *to,
                 GError      **error)
{
  const Numbers *self = params;
  const char *const names[] = { "start", NULL };
  MillSelect *values = mill_select_new_values (names);
  MillExpr *row[] = { mill_expr_integer (0) };
  MillSelect *select;

  mill_select_add_values (values, row);
  select = mill_select_new_nested (values);
  mill_select_add (select, "n", mill_expr_format ("unnest(range(%e, %d))", mill_expr_column ("start"),
                                                  self->count));
  mill_compile_set_output (to, "table", select);

  return TRUE;
}

MILL_NODE_TYPE (numbers, .id = "numbers", .version = 1, .label = "Numbers", .summary = "Numbers",
                .icon = "x", .ports = table_out, .params = numbers_params,
                .params_size = sizeof (Numbers), .compile = numbers_compile)

/* bare: one number, and nothing that can be set */

static gboolean
bare_compile (const void   *params,
              MillCompile  *to,
              GError      **error)
{
  const char *const names[] = { "n", NULL };
  MillExpr *row[] = { mill_expr_integer (1) };
  MillSelect *values = mill_select_new_values (names);

  mill_select_add_values (values, row);
  mill_compile_set_output (to, "table", values);

  return TRUE;
}

MILL_NODE_TYPE (bare, .id = "bare", .version = 1, .label = "Bare", .summary = "Bare", .icon = "x",
                .ports = table_out, .params_size = 1, .compile = bare_compile)

/* keep: rows that match */

typedef struct { char *condition; } Keep;

static const MillParam keep_params[] = {
  { MILL_STRING (Keep, condition), .label = "Condition", .role = MILL_ROLE_EXPRESSION,
    .default_string = "true" }, { 0 } };

static gboolean
keep_compile (const void   *params,
              MillCompile  *to,
              GError      **error)
{
  const Keep *self = params;
  MillExpr *condition = mill_compile_expression (to, "table", "condition", self->condition, error);
  MillSelect *select;

  if (condition == NULL)
    return FALSE;
  select = mill_select_new (mill_compile_get_relation (to, "table"));
  mill_select_add_all (select);
  mill_select_where (select, condition);
  mill_compile_set_output (to, "result", select);

  return TRUE;
}

MILL_NODE_TYPE (keep, .id = "keep", .version = 1, .label = "Keep", .summary = "Keep", .icon = "x",
                .ports = table_through, .params = keep_params, .params_size = sizeof (Keep),
                .compile = keep_compile)

/* risky: binds well, and fails when it meets a row */

static gboolean
risky_compile (const void   *params,
               MillCompile  *to,
               GError      **error)
{
  MillSelect *select = mill_select_new (mill_compile_get_relation (to, "table"));

  mill_select_add_all (select);
  mill_select_add (select, "bad", mill_expr_format ("CAST('x' || %e AS BIGINT)",
                                                    mill_expr_column ("n")));
  mill_compile_set_output (to, "result", select);

  return TRUE;
}

MILL_NODE_TYPE (lazy, .id = "lazy", .version = 1, .flags = MILL_NODE_CHEAP, .label = "Lazy",
                .summary = "Lazy", .icon = "x", .ports = table_through, .params = no_params,
                .params_size = 1, .compile = risky_compile)

MILL_NODE_TYPE (risky, .id = "risky", .version = 1, .label = "Risky", .summary = "Risky", .icon = "x",
                .ports = table_through, .params = no_params, .params_size = 1,
                .compile = risky_compile)

/* halves: two outputs of one input */

static gboolean
halves_compile (const void   *params,
                MillCompile  *to,
                GError      **error)
{
  for (int rest = 0; rest < 2; rest++)
    {
      MillSelect *select = mill_select_new (mill_compile_get_relation (to, "table"));

      mill_select_add_all (select);
      mill_select_where (select, mill_expr_format ("%e %% 2 = %d", mill_expr_column ("n"),
                                                   (gint64) rest));
      mill_compile_set_output (to, rest == 0 ? "even" : "odd", select);
    }

  return TRUE;
}

MILL_NODE_TYPE (halves, .id = "halves", .version = 1, .label = "Halves", .summary = "Halves",
                .icon = "x", .ports = halves_ports, .params = no_params, .params_size = 1,
                .compile = halves_compile)

/* slow: would take hours */

static gboolean
slow_compile (const void   *params,
              MillCompile  *to,
              GError      **error)
{
  MillSelect *select = mill_select_new (mill_compile_get_relation (to, "table"));
  MillSelect *sum;

  mill_select_add (select, "b", mill_expr_format ("unnest(range(%e, 1000))", mill_expr_column ("n")));
  for (int i = 0; i < 4; i++)
    {
      select = mill_select_new_nested (select);
      mill_select_add (select, "b", mill_expr_format ("unnest(range(%e %% 10, 1000))",
                                                      mill_expr_column ("b")));
    }
  sum = mill_select_new_nested (select);
  mill_select_add (sum, "sum", mill_expr_format ("max(hash(%e))::VARCHAR", mill_expr_column ("b")));
  mill_compile_set_output (to, "result", sum);

  return TRUE;
}

MILL_NODE_TYPE (slow, .id = "slow", .version = 1, .label = "Slow", .summary = "Slow", .icon = "x",
                .ports = table_through, .params = no_params, .params_size = 1,
                .compile = slow_compile)

/* count: counts rows by reading them */

static gboolean
count_declare (const void   *params,
               MillCompile  *to,
               GError      **error)
{
  MillSchema *schema = mill_schema_new ();

  mill_schema_add (schema, "rows", "BIGINT");
  mill_compile_declare_table (to, "result", schema);

  return TRUE;
}

static gboolean
count_run (const void  *params,
           MillTask    *task,
           GError     **error)
{
  MillSelect *select = mill_select_new (mill_task_get_relation (task, "table"));
  const char *const names[] = { "rows", NULL };
  g_autoptr (MillRows) rows = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 n_rows = 0;
  MillSelect *values;
  MillExpr *row[1];

  mill_select_add_all (select);
  if ((rows = mill_task_query (task, select, error)) == NULL)
    return FALSE;
  while (mill_rows_next (rows, mill_task_get_cancellable (task), &failure))
    n_rows += mill_rows_get_n_rows (rows);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  mill_task_log (task, MILL_SEVERITY_NOTE, "%" G_GINT64_FORMAT " rows", n_rows);
  mill_task_metric (task, "rows", NULL, 0, n_rows, 0);
  values = mill_select_new_values (names);
  row[0] = mill_expr_integer (n_rows);
  mill_select_add_values (values, row);
  mill_task_set_table (task, "result", values);

  return TRUE;
}

MILL_NODE_TYPE (count, .id = "count", .version = 1, .label = "Count", .summary = "Count", .icon = "x",
                .ports = table_through, .params = no_params, .params_size = 1, .run = count_run,
                .declare = count_declare)

/* refuse: fails by itself, not in a query */

static gboolean
refuse_run (const void  *params,
            MillTask    *task,
            GError     **error)
{
  mill_fail_port (error, "table", "Give it another table", "It does not like this table");

  return FALSE;
}

MILL_NODE_TYPE (refuse, .id = "refuse", .version = 1, .label = "Refuse", .summary = "Refuse",
                .icon = "x", .ports = table_through, .params = no_params, .params_size = 1,
                .run = refuse_run, .declare = count_declare)

/* one: reads one column of its input */

static gboolean
one_run (const void  *params,
         MillTask    *task,
         GError     **error)
{
  const char *const names[] = { "rows", NULL };
  MillExpr *row[] = { mill_expr_integer (1) };
  MillSelect *values = mill_select_new_values (names);
  MillSelect *select = mill_select_new (mill_task_get_relation (task, "table"));
  g_autoptr (MillRows) rows = NULL;

  mill_select_add_values (values, row);
  mill_task_set_table (task, "result", values);
  mill_select_add_column (select, "n");
  rows = mill_task_query (task, select, error);
  while (rows != NULL && mill_rows_next (rows, NULL, NULL))
    ;

  return rows != NULL;
}

MILL_NODE_TYPE (one, .id = "one", .version = 1, .label = "One", .summary = "One", .icon = "x",
                .ports = table_through, .params = no_params, .params_size = 1, .run = one_run,
                .declare = count_declare)

/* twice: keeps its input in a total order and reads it twice */

static char *
read_relation (MillTask    *task,
               const char  *relation,
               GError     **error)
{
  MillSelect *select = mill_select_new (relation);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (MillRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  mill_select_add_column (select, "n");
  if ((rows = mill_task_query (task, select, error)) == NULL)
    return NULL;
  while (mill_rows_next (rows, NULL, &failure))
    for (guint i = 0; i < mill_rows_get_n_rows (rows); i++)
      g_string_append_printf (text, "%" G_GINT64_FORMAT " ", mill_rows_get_integer (rows, 0, i));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
read_numbers (MillTask  *task,
              GError   **error)
{
  return read_relation (task, mill_task_get_relation (task, "table"), error);
}

static gboolean
twice_run (const void  *params,
           MillTask    *task,
           GError     **error)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  const char *const names[] = { "rows", NULL };
  MillExpr *row[] = { mill_expr_integer (2) };
  MillSelect *values = mill_select_new_values (names);

  mill_select_add_values (values, row);
  mill_task_set_table (task, "result", values);
  if (!mill_task_keep_input (task, "table", error) || (first = read_numbers (task, error)) == NULL ||
      (second = read_numbers (task, error)) == NULL)
    return FALSE;
  g_assert_cmpstr (first, ==, second);
  mill_task_log (task, MILL_SEVERITY_NOTE, "%s", first);

  return TRUE;
}

MILL_NODE_TYPE (twice, .id = "twice", .version = 1, .label = "Twice", .summary = "Twice", .icon = "x",
                .ports = table_through, .params = no_params, .params_size = 1, .run = twice_run,
                .declare = count_declare)

/* common, gather: take any number of tables */

static const MillPort tables_through[] = {
  { "tables", "Tables", MILL_PORT_IN, MILL_PORT_TABLE, MILL_PORT_MULTIPLE },
  { "result", "Result", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };

/* The rows of the first whose numbers are in all the others too. */
static gboolean
common_compile (const void   *params,
                MillCompile  *to,
                GError      **error)
{
  const char *first = mill_compile_get_nth_relation (to, "tables", 0);
  MillSelect *select = mill_select_new (first);

  g_assert_cmpstr (first, ==, mill_compile_get_relation (to, "tables"));
  for (guint i = 0; i < mill_compile_get_n_inputs (to, "tables"); i++)
    {
      const char *other = mill_compile_get_nth_relation (to, "tables", i);

      g_assert_nonnull (mill_schema_find (mill_compile_get_nth_schema (to, "tables", i), "n"));
      if (i > 0)
        mill_select_where (select, mill_expr_format ("%i IN (SELECT %i FROM %i)", "n", "n", other));
    }
  g_assert_null (mill_compile_get_nth_relation (to, "tables",
                                                mill_compile_get_n_inputs (to, "tables")));
  mill_select_add_all (select);
  mill_compile_set_output (to, "result", select);

  return TRUE;
}

MILL_NODE_TYPE (common, .id = "common", .version = 1, .label = "Common", .summary = "Common",
                .icon = "x", .ports = tables_through, .params = no_params, .params_size = 1,
                .compile = common_compile)

/* Keeps all of its tables and tells their numbers. */
static gboolean
gather_run (const void  *params,
            MillTask    *task,
            GError     **error)
{
  const char *const names[] = { "rows", NULL };
  MillExpr *row[] = { mill_expr_integer (mill_task_get_n_inputs (task, "tables")) };
  MillSelect *values = mill_select_new_values (names);
  g_autoptr (GString) text = g_string_new (NULL);

  mill_select_add_values (values, row);
  mill_task_set_table (task, "result", values);
  if (!mill_task_keep_input (task, "tables", error))
    return FALSE;
  for (guint i = 0; i < mill_task_get_n_inputs (task, "tables"); i++)
    {
      g_autofree char *numbers = read_relation (task, mill_task_get_nth_relation (task, "tables", i),
                                                error);

      if (numbers == NULL)
        return FALSE;
      g_assert_nonnull (mill_task_get_nth_schema (task, "tables", i));
      g_string_append_printf (text, "%s| ", numbers);
    }
  mill_task_log (task, MILL_SEVERITY_NOTE, "%s", text->str);

  return TRUE;
}

MILL_NODE_TYPE (gather, .id = "gather", .version = 1, .label = "Gather", .summary = "Gather",
                .icon = "x", .ports = tables_through, .params = no_params, .params_size = 1,
                .run = gather_run, .declare = count_declare)

/* word, secret: make a word, which can be read again or cannot; spell: tells it */

#define TYPE_WORD (word_get_type ())
G_DECLARE_FINAL_TYPE (Word, word, TEST, WORD, MillArtifact)

struct _Word
{
  MillArtifact  parent_instance;

  char         *text;
};

G_DEFINE_FINAL_TYPE (Word, word, MILL_TYPE_ARTIFACT)

static void
word_finalize (GObject *object)
{
  g_free (TEST_WORD (object)->text);

  G_OBJECT_CLASS (word_parent_class)->finalize (object);
}

static JsonNode *
word_to_json (MillArtifact *artifact)
{
  JsonNode *json = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "word", TEST_WORD (artifact)->text);
  json_node_take_object (json, object);

  return json;
}

static void
word_class_init (WordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = word_finalize;
  MILL_ARTIFACT_CLASS (klass)->kind = "word";
  MILL_ARTIFACT_CLASS (klass)->to_json = word_to_json;
}

static void
word_init (Word *self)
{
}

static MillArtifact *
word_new (const char *text)
{
  Word *word = g_object_new (TYPE_WORD, NULL);

  word->text = g_strdup (text);

  return MILL_ARTIFACT (word);
}

static MillArtifact *
word_recall (JsonNode  *json,
             GError   **error)
{
  return word_new (json_object_get_string_member (json_node_get_object (json), "word"));
}

static const MillPort word_ports[] = {
  { "table", "Table", MILL_PORT_IN, MILL_PORT_TABLE },
  { "word", "Word", MILL_PORT_OUT, MILL_PORT_MODEL }, { 0 } };

static const MillPort spell_ports[] = {
  { "word", "Word", MILL_PORT_IN, MILL_PORT_MODEL },
  { "result", "Result", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };

static gboolean
word_declare (const void   *params,
              MillCompile  *to,
              GError      **error)
{
  mill_compile_declare_model (to, "word", "n", "BIGINT");

  return TRUE;
}

static gboolean
word_run (const void  *params,
          MillTask    *task,
          GError     **error)
{
  g_autofree char *text = read_numbers (task, error);
  g_autoptr (MillArtifact) word = text != NULL ? word_new (text) : NULL;

  if (word == NULL)
    return FALSE;
  mill_task_set_artifact (task, "word", word);

  return TRUE;
}

static gboolean
spell_run (const void  *params,
           MillTask    *task,
           GError     **error)
{
  const char *const names[] = { "rows", NULL };
  MillExpr *row[] = { mill_expr_integer (1) };
  MillSelect *values = mill_select_new_values (names);
  MillArtifact *word = mill_compile_get_artifact (mill_task_get_compile (task), "word");

  mill_select_add_values (values, row);
  mill_task_set_table (task, "result", values);
  mill_task_log (task, MILL_SEVERITY_NOTE, "%s", TEST_WORD (word)->text);

  return TRUE;
}

MILL_NODE_TYPE (word, .id = "word", .version = 1, .label = "Word", .summary = "Word", .icon = "x",
                .ports = word_ports, .params = no_params, .params_size = 1, .run = word_run,
                .declare = word_declare, .recall = word_recall)

MILL_NODE_TYPE (secret, .id = "secret", .version = 1, .label = "Secret", .summary = "Secret",
                .icon = "x", .ports = word_ports, .params = no_params, .params_size = 1,
                .run = word_run, .declare = word_declare)

MILL_NODE_TYPE (spell, .id = "spell", .version = 1, .label = "Spell", .summary = "Spell", .icon = "x",
                .ports = spell_ports, .params = no_params, .params_size = 1, .run = spell_run,
                .declare = count_declare)

const MillCatalogue *
run_types_get_catalogue (void)
{
  static const MillNodeType *const types[] = {
    &mill_node_type_numbers, &mill_node_type_keep,  &mill_node_type_risky,
    &mill_node_type_halves,  &mill_node_type_slow,  &mill_node_type_count,
    &mill_node_type_refuse,  &mill_node_type_twice, &mill_node_type_lazy,
    &mill_node_type_one,     &mill_node_type_listed, &mill_node_type_common,
    &mill_node_type_gather,  &mill_node_type_word,   &mill_node_type_secret,
    &mill_node_type_spell,   &mill_node_type_bare,   &mill_node_type_written, NULL };
  static const MillCatalogue catalogue = { types };

  return &catalogue;
}
