/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/sweep.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "cli/output.h"
#include "cli/text-table.h"
#include "pipeline/value-grid.h"

/* So much of a run's id tells it from others, nearly always; "millctl runs" takes it. */
#define ID_LENGTH 8

typedef struct
{
  char      *run;        /* its id; NULL: it was not made */
  MillState  state;
  double     seconds;
  GPtrArray *scores;     /* MillScore */
} Outcome;

struct _MillSweep
{
  MillValueGrid *grid;
  Outcome       *outcomes;
  guint          n_runs;
};

static void
score_free (gpointer data)
{
  MillScore *self = data;

  g_free (self->node);
  g_free (self->name);
  g_free (self);
}

static gboolean
add_dimension (MillSweep  *self,
               const char *text)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name = equals != NULL ? g_strndup (text, equals - text) : NULL;
  g_auto (GStrv) values = NULL;

  if (name == NULL || *name == '\0' || equals[1] == '\0')
    {
      mill_output_error (_("“%s” should be NAME=VALUE,VALUE…"), text);
      return FALSE;
    }
  values = g_strsplit (equals + 1, ",", -1);
  if (!mill_value_grid_add (self->grid, name, (const char *const *) values))
    {
      mill_output_error (_("--sweep is given twice for “%s”"), name);
      return FALSE;
    }
  if (mill_value_grid_get_n (self->grid) > MILL_VALUE_GRID_MOST)
    {
      mill_output_error (_("--sweep would make more than %u runs: take fewer values"), MILL_VALUE_GRID_MOST);
      return FALSE;
    }

  return TRUE;
}

MillSweep *
mill_sweep_new (const char *const *sweeps)
{
  g_autoptr (MillSweep) self = g_new0 (MillSweep, 1);

  self->grid = mill_value_grid_new ();
  for (guint i = 0; sweeps != NULL && sweeps[i] != NULL; i++)
    if (!add_dimension (self, sweeps[i]))
      return NULL;
  self->n_runs = mill_value_grid_get_n (self->grid);
  self->outcomes = g_new0 (Outcome, self->n_runs);

  return g_steal_pointer (&self);
}

void
mill_sweep_free (MillSweep *self)
{
  for (guint i = 0; self->outcomes != NULL && i < self->n_runs; i++)
    {
      g_free (self->outcomes[i].run);
      g_clear_pointer (&self->outcomes[i].scores, g_ptr_array_unref);
    }
  g_free (self->outcomes);
  mill_value_grid_free (self->grid);
  g_free (self);
}

gboolean
mill_sweep_check_values (MillSweep         *self,
                         const char *const *values)
{
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    for (guint j = 0; j < mill_value_grid_get_n_names (self->grid); j++)
      {
        const char *name = mill_value_grid_get_name (self->grid, j);
        g_autofree char *start = g_strconcat (name, "=", NULL);
        g_autofree char *swept = g_strjoinv (",", (GStrv) mill_value_grid_get_values (self->grid, j));

        if (!g_str_has_prefix (values[i], start))
          continue;
        mill_output_error (_("--set %s and --sweep %s=%s exclude each other: take one of them away"), values[i],
                           name, swept);
        return FALSE;
      }

  return TRUE;
}

guint
mill_sweep_get_n_runs (MillSweep *self)
{
  return self->n_runs;
}

GStrv
mill_sweep_list_values (MillSweep         *self,
                        guint              index,
                        const char *const *values)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_auto (GStrv) own = mill_value_grid_list (self->grid, index);

  if (values != NULL)
    g_strv_builder_addv (all, (const char **) values);
  g_strv_builder_addv (all, (const char **) own);

  return g_strv_builder_end (all);
}

char *
mill_sweep_describe (MillSweep *self,
                     guint      index)
{
  g_auto (GStrv) values = mill_sweep_list_values (self, index, NULL);
  g_autofree char *text = g_strjoinv (", ", values);

  return mill_value_grid_get_n_names (self->grid) > 0 ? mill_text_clean (text) : NULL;
}

JsonNode *
mill_sweep_to_json (MillSweep    *self,
                    MillBindings *bindings)
{
  JsonNode *json;
  JsonObject *object;

  if (mill_value_grid_get_n_names (self->grid) == 0)
    return NULL;

  json = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  for (guint i = 0; i < mill_value_grid_get_n_names (self->grid); i++)
    {
      const char *name = mill_value_grid_get_name (self->grid, i);
      MillParameterType type;

      json_object_set_member (object, name, json_node_copy (mill_bindings_get (bindings, name, &type)));
    }
  json_node_take_object (json, object);

  return json;
}

void
mill_sweep_set_outcome (MillSweep       *self,
                        guint            index,
                        const char      *run,
                        const MillTally *tally)
{
  Outcome *outcome;

  g_return_if_fail (index < self->n_runs && self->outcomes[index].run == NULL);

  outcome = &self->outcomes[index];
  outcome->run = g_strdup (run);
  outcome->state = tally->state;
  outcome->seconds = tally->seconds;
  outcome->scores = g_ptr_array_new_with_free_func (score_free);
  for (guint i = 0; i < tally->scores->len; i++)
    {
      const MillScore *score = &g_array_index (tally->scores, MillScore, i);
      MillScore *copy = g_memdup2 (score, sizeof *score);

      copy->node = g_strdup (score->node);
      copy->name = g_strdup (score->name);
      g_ptr_array_add (outcome->scores, copy);
    }
}

static const MillScore *
find_score (const Outcome   *outcome,
            const MillScore *like)
{
  for (guint i = 0; i < outcome->scores->len; i++)
    {
      const MillScore *score = outcome->scores->pdata[i];

      if (g_str_equal (score->node, like->node) && g_str_equal (score->name, like->name))
        return score;
    }

  return NULL;
}

/* One of each score that some run has, in the order in which they came. Borrowed. */
static GPtrArray *
list_scores (MillSweep *self)
{
  GPtrArray *scores = g_ptr_array_new ();
  Outcome all = { .scores = scores };

  for (guint i = 0; i < self->n_runs; i++)
    for (guint j = 0; self->outcomes[i].run != NULL && j < self->outcomes[i].scores->len; j++)
      if (find_score (&all, self->outcomes[i].scores->pdata[j]) == NULL)
        g_ptr_array_add (scores, self->outcomes[i].scores->pdata[j]);

  return scores;
}

static void
add_columns (MillSweep     *self,
             MillTextTable *table,
             GPtrArray     *scores,
             MillPipeline  *pipeline)
{
  g_autoptr (GHashTable) nodes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < mill_value_grid_get_n_names (self->grid); i++)
    mill_text_table_add_column (table, mill_value_grid_get_name (self->grid, i), FALSE);
  mill_text_table_add_column (table, _("State"), FALSE);
  mill_text_table_add_column (table, _("Seconds"), TRUE);
  for (guint i = 0; i < scores->len; i++)
    g_hash_table_add (nodes, ((MillScore *) scores->pdata[i])->node);
  for (guint i = 0; i < scores->len; i++)
    {
      const MillScore *score = scores->pdata[i];
      g_autofree char *title = NULL;

      title = g_hash_table_size (nodes) == 1 ? g_strdup (score->name)
              : g_strdup_printf ("%s: %s", mill_pipeline_get_node_label (pipeline, score->node), score->name);
      mill_text_table_add_column (table, title, TRUE);
    }
  mill_text_table_add_column (table, _("Run"), FALSE);
}

static void
add_score (MillTextTable   *table,
           const MillScore *score)
{
  g_autofree char *text = NULL;

  if (score != NULL && isfinite (score->baseline))
    text = g_strdup_printf ("%.4f (%.4f)", score->value, score->baseline);
  else if (score != NULL)
    text = g_strdup_printf ("%.4f", score->value);
  mill_text_table_add_cell (table, text != NULL ? text : "");
}

void
mill_sweep_print (MillSweep    *self,
                  MillPipeline *pipeline)
{
  g_autoptr (MillTextTable) table = mill_text_table_new ();
  g_autoptr (GPtrArray) scores = list_scores (self);

  add_columns (self, table, scores, pipeline);
  for (guint i = 0; i < self->n_runs; i++)
    {
      const Outcome *outcome = &self->outcomes[i];
      g_autofree char *id = NULL;

      if (outcome->run == NULL)
        continue;
      for (guint j = 0; j < mill_value_grid_get_n_names (self->grid); j++)
        mill_text_table_add_cell (table, mill_value_grid_get_value (self->grid, i, j));
      mill_text_table_add_cell (table, mill_state_get_label (outcome->state));
      mill_text_table_add_number (table, outcome->seconds, 2);
      for (guint j = 0; j < scores->len; j++)
        add_score (table, find_score (outcome, scores->pdata[j]));
      id = g_strndup (outcome->run, ID_LENGTH);
      mill_text_table_add_cell (table, id);
    }
  mill_text_table_print (table);
  if (scores->len > 0)
    mill_output_print ("%s\n", _("In brackets: the score of the naive model."));
}
