/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "engine/compile.h"
#include "nodes/names.h"

typedef struct
{
  char *left;
  char *right;
} KeyPair;

typedef struct
{
  int        kind;
  GPtrArray *keys;
  char      *suffix;
} Join;

static const MillChoice kind_choices[] = {
  { MILL_JOIN_INNER, "inner", N_("Rows that match (inner)") },
  { MILL_JOIN_LEFT,  "left",  N_("All left rows, matched where possible (left)") },
  { MILL_JOIN_RIGHT, "right", N_("All right rows, matched where possible (right)") },
  { MILL_JOIN_FULL,  "full",  N_("All rows of both (full)") },
  { MILL_JOIN_SEMI,  "semi",  N_("Left rows that have a match (semi)") },
  { MILL_JOIN_ANTI,  "anti",  N_("Left rows without a match (anti)") },
  { MILL_JOIN_CROSS, "cross", N_("Every left row with every right row (cross)") },
  { 0 }
};

static const MillPort ports[] = {
  { "left",  N_("Left"),  MILL_PORT_IN,  MILL_PORT_TABLE },
  { "right", N_("Right"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "table", N_("Table"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam key_fields[] = {
  { MILL_STRING (KeyPair, left), .label = N_("Left column"), .required = TRUE,
    .role = MILL_ROLE_COLUMN, .port = "left" },
  { MILL_STRING (KeyPair, right), .label = N_("Right column"), .role = MILL_ROLE_COLUMN,
    .port = "right", .help = N_("Empty: the column of the same name") },
  { 0 }
};

static const MillParam params[] = {
  { MILL_CHOICE (Join, kind), .label = N_("Rows to keep"), .choices = kind_choices,
    .default_integer = MILL_JOIN_INNER },
  { MILL_RECORDS (Join, keys, KeyPair, key_fields), .label = N_("Match where equal"),
    .help = N_("Pairs of columns that must be equal; missing values match nothing"),
    .visible_if = "kind=inner|left|right|full|semi|anti" },
  { MILL_STRING (Join, suffix), .label = N_("Suffix for equal names"),
    .help = N_("Added to a column of the right table whose name the left one has too"),
    .default_string = "_right", .required = TRUE,
    .visible_if = "kind=inner|left|right|full|cross" },
  { 0 }
};

static const char *
get_right (const KeyPair *key)
{
  return key->right != NULL && *key->right != '\0' ? key->right : key->left;
}

static char *
describe (const void *settings)
{
  const Join *self = settings;
  g_autoptr (GPtrArray) names = NULL;

  if (self->kind == MILL_JOIN_CROSS)
    return g_strdup (_("every row with every row"));

  names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->keys->len; i++)
    {
      const KeyPair *key = g_ptr_array_index (self->keys, i);

      if (g_strcmp0 (key->left, get_right (key)) == 0)
        g_ptr_array_add (names, g_strdup (key->left));
      else
        g_ptr_array_add (names, g_strdup_printf ("%s = %s", key->left, get_right (key)));
    }
  g_ptr_array_add (names, NULL);

  return mill_names_summarize ((const char *const *) names->pdata);
}

/* Text never equals a number, and a date no boolean: such a join finds nothing or fails
 * half-way. */
static gboolean
can_compare (const MillColumn *left,
             const MillColumn *right)
{
  gboolean left_time = left->kind >= MILL_DATA_DATE && left->kind <= MILL_DATA_TIMESTAMPTZ;
  gboolean right_time = right->kind >= MILL_DATA_DATE && right->kind <= MILL_DATA_TIMESTAMPTZ;

  if (mill_data_kind_is_number (left->kind) && mill_data_kind_is_number (right->kind))
    return TRUE;

  return left->kind == right->kind || (left_time && right_time);
}

static void
fail_without_keys (MillCompile  *to,
                   GError      **error)
{
  const MillSchema *left = mill_compile_get_schema (to, "left");
  const MillSchema *right = mill_compile_get_schema (to, "right");
  g_autoptr (GPtrArray) common = g_ptr_array_new ();
  g_autofree char *names = NULL;
  g_autofree char *hint = NULL;

  for (guint i = 0; i < mill_schema_get_n_columns (left); i++)
    {
      const char *name = mill_schema_get_column (left, i)->name;

      if (mill_names_find_same (right, name) != NULL)
        g_ptr_array_add (common, (gpointer) name);
    }
  g_ptr_array_add (common, NULL);
  names = mill_names_summarize ((const char *const *) common->pdata);

  if (names != NULL)
    hint = g_strdup_printf (_("Both tables have %s"), names);
  else
    hint = g_strdup (_("The two tables have no column name in common: choose pairs of columns that "
                       "mean the same"));
  mill_fail_param (error, "keys", hint, _("Nothing says which rows belong together"));
}

static MillExpr *
match_keys (const Join   *self,
            MillCompile  *to,
            GError      **error)
{
  g_autoptr (MillExpr) on = NULL;

  for (guint i = 0; i < self->keys->len; i++)
    {
      const KeyPair *key = g_ptr_array_index (self->keys, i);
      const MillColumn *left = mill_compile_require_column (to, "left", "keys", key->left, error);
      const MillColumn *right;
      MillExpr *equal;

      if (left == NULL)
        return NULL;
      right = mill_compile_require_column (to, "right", "keys", get_right (key), error);
      if (right == NULL)
        return NULL;
      if (!can_compare (left, right))
        {
          mill_fail_param (error, "keys", _("Convert one of them with a Formula before the join"),
                           _("“%s” (%s) can never equal “%s” (%s)"),
                           left->name, mill_data_kind_get_label (left->kind),
                           right->name, mill_data_kind_get_label (right->kind));
          return NULL;
        }

      equal = mill_expr_format ("%e = %e", mill_expr_column_of (0, left->name),
                                mill_expr_column_of (1, right->name));
      on = on == NULL ? equal : mill_expr_format ("%e AND %e", g_steal_pointer (&on), equal);
    }

  if (on == NULL)
    fail_without_keys (to, error);

  return g_steal_pointer (&on);
}

/* Is @right matched with a left column of the same name? One of the two is then enough. */
static gboolean
is_shared_key (const Join *self,
               const char *right)
{
  for (guint i = 0; i < self->keys->len; i++)
    {
      const KeyPair *key = g_ptr_array_index (self->keys, i);

      if (g_strcmp0 (key->left, right) == 0 && g_strcmp0 (get_right (key), right) == 0)
        return TRUE;
    }

  return FALSE;
}

static MillExpr *
get_left_value (const Join *self,
                const char *name)
{
  /* Where there may be no left row, the key is known from the right one. */
  if ((self->kind == MILL_JOIN_RIGHT || self->kind == MILL_JOIN_FULL) && is_shared_key (self, name))
    return mill_expr_format ("coalesce(%e, %e)", mill_expr_column_of (0, name),
                             mill_expr_column_of (1, name));

  return mill_expr_column_of (0, name);
}

static gboolean
add_right_columns (const Join        *self,
                   const MillSchema  *right,
                   MillSelect        *select,
                   MillSchema        *made,
                   GError           **error)
{
  for (guint i = 0; i < mill_schema_get_n_columns (right); i++)
    {
      const char *column = mill_schema_get_column (right, i)->name;
      g_autofree char *name = g_strdup (column);

      if (self->kind != MILL_JOIN_CROSS && is_shared_key (self, column))
        continue;

      if (mill_names_find_same (made, name) != NULL)
        {
          g_free (name);
          name = g_strconcat (column, self->suffix, NULL);
        }
      if (mill_names_find_same (made, name) != NULL)
        {
          mill_fail_param (error, "suffix", _("Choose another suffix"),
                           _("Two columns would be called “%s”"), name);
          return FALSE;
        }
      mill_schema_add (made, name, "");
      mill_select_add (select, name, mill_expr_column_of (1, column));
    }

  return TRUE;
}

static gboolean
compile (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const Join *self = settings;
  const MillSchema *left = mill_compile_get_schema (to, "left");
  const MillSchema *right = mill_compile_get_schema (to, "right");
  g_autoptr (MillSelect) select = mill_select_new (mill_compile_get_relation (to, "left"));
  g_autoptr (MillSchema) made = mill_schema_new ();
  MillExpr *on = NULL;

  if (self->kind != MILL_JOIN_CROSS && (on = match_keys (self, to, error)) == NULL)
    return FALSE;
  mill_select_join (select, self->kind, mill_compile_get_relation (to, "right"), on);

  for (guint i = 0; i < mill_schema_get_n_columns (left); i++)
    {
      const char *name = mill_schema_get_column (left, i)->name;

      mill_schema_add (made, name, "");
      mill_select_add (select, name, get_left_value (self, name));
    }
  if (self->kind != MILL_JOIN_SEMI && self->kind != MILL_JOIN_ANTI &&
      !add_right_columns (self, right, select, made, error))
    return FALSE;
  mill_compile_set_output (to, "table", g_steal_pointer (&select));

  return TRUE;
}

static void
check (const void  *settings,
       MillCompile *to,
       GPtrArray   *problems)
{
  const Join *self = settings;
  const MillSchema *left = mill_compile_get_schema (to, "left");

  for (guint i = 0; self->kind != MILL_JOIN_CROSS && i < self->keys->len; i++)
    {
      const KeyPair *key = g_ptr_array_index (self->keys, i);
      const MillColumn *column = mill_schema_find (left, key->left);
      MillDiagnostic *diagnostic;

      if (column == NULL || column->kind != MILL_DATA_DOUBLE)
        continue;
      diagnostic = mill_diagnostic_new (MILL_SEVERITY_WARNING, mill_compile_get_node (to),
                                        _("Round both to whole numbers before the join"),
                                        _("“%s” has decimals: numbers that look equal may differ"),
                                        column->name);
      g_ptr_array_add (problems, mill_diagnostic_at_param (diagnostic, "keys"));
    }
}

MILL_NODE_TYPE (join,
  .id = "join", .version = 1, .category = MILL_CATEGORY_COMBINE, .icon = "join-symbolic",
  .label = N_("Join"), .summary = N_("Put rows of two tables side by side where they match"),
  .help = N_("For every left row, all right rows that are equal in the chosen columns are put "
             "beside it: a right table with the same key twice doubles left rows. Key columns of "
             "the same name appear once.\n\n"
             "The order of the rows is not defined: sort behind a join where it matters."),
  .keywords = N_("merge;combine;lookup;vlookup;match;inner;outer"),
  .ports = ports, .params = params, .params_size = sizeof (Join),
  .describe = describe, .compile = compile, .check = check, .example = "join")
