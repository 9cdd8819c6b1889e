/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pipeline/graph.h"
#include "store/repeat-private.h"

static const struct
{
  const char *name;
  const char *label;
} verdicts[] = {
  [MILL_REPEAT_IDENTICAL] = { "identical", N_("Identical") },
  [MILL_REPEAT_DIFFERENT] = { "different", N_("Different") },
  [MILL_REPEAT_FAILED] = { "failed", N_("Failed as then") },
  [MILL_REPEAT_UNKNOWN] = { "unknown", N_("Nothing to compare") },
};

const char *
mill_repeat_verdict_get_name (MillRepeatVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), NULL);

  return verdicts[verdict].name;
}

const char *
mill_repeat_verdict_get_label (MillRepeatVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), NULL);

  return _(verdicts[verdict].label);
}

void
mill_repeat_node_free (MillRepeatNode *self)
{
  g_free (self->node);
  g_free (self->label);
  g_free (self->port);
  g_free (self->column);
  g_free (self->key);
  g_free (self->reason);
  g_free (self);
}

/* Takes @reason. */
static void
differs (MillRepeatNode *verdict,
         const char     *port,
         char           *reason)
{
  verdict->verdict = MILL_REPEAT_DIFFERENT;
  verdict->port = g_strdup (port);
  verdict->reason = reason;
}

static gboolean
is_good (MillState state)
{
  return state == MILL_STATE_DONE || state == MILL_STATE_REUSED;
}

/* The sorted keys of a table of strings: what is compared first does not depend on chance. */
static GList *
list_keys (GHashTable *table)
{
  return g_list_sort (g_hash_table_get_keys (table), (GCompareFunc) g_strcmp0);
}

/* What each column of @table holds, in the order in which it was written; NULL: that cannot be read. */
static JsonObject *
read_columns (const MillTableRecord *table)
{
  g_autoptr (JsonNode) json = json_from_string (mill_table_digest_get_columns (table->digest), NULL);

  return json != NULL && JSON_NODE_HOLDS_OBJECT (json) ? json_node_dup_object (json) : NULL;
}

/* Which is the first column of two tables that holds something else. */
static void
find_column (MillRepeatNode        *verdict,
             const MillTableRecord *before,
             const MillTableRecord *after)
{
  g_autoptr (JsonObject) then = read_columns (before);
  g_autoptr (JsonObject) now = read_columns (after);
  g_autoptr (GList) names = NULL;

  if (then == NULL || now == NULL)
    return;

  names = json_object_get_members (then);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;
      const char *old = json_object_get_string_member_with_default (then, name, NULL);
      const char *new = json_object_get_string_member_with_default (now, name, NULL);

      if (g_strcmp0 (old, new) == 0)
        continue;
      verdict->column = g_strdup (name);
      g_free (verdict->reason);
      verdict->reason = new == NULL
                          ? g_strdup_printf (_("“%s” has no column “%s” any more"), before->port, name)
                          : g_strdup_printf (_("The column “%s” of “%s” holds something else"), name,
                                             before->port);
      return;
    }
}

static void
compare_tables (MillRepeatNode      *verdict,
                const MillNodeYield *before,
                const MillNodeYield *after)
{
  g_autoptr (GList) ports = list_keys (before->tables);

  for (GList *l = ports; l != NULL && verdict->verdict != MILL_REPEAT_DIFFERENT; l = l->next)
    {
      const MillTableRecord *then = g_hash_table_lookup (before->tables, l->data);
      const MillTableRecord *now = g_hash_table_lookup (after->tables, l->data);

      if (then->digest == NULL || now == NULL || now->digest == NULL)
        continue;
      verdict->verdict = MILL_REPEAT_IDENTICAL;
      if (g_str_equal (mill_table_digest_get_text (then->digest), mill_table_digest_get_text (now->digest)))
        continue;
      differs (verdict, then->port, g_strdup_printf (_("The rows of “%s” go together in another way"), then->port));
      find_column (verdict, then, now);
      if (then->rows != now->rows)
        {
          g_free (verdict->reason);
          verdict->reason = g_strdup_printf (_("Rows of “%s”: %lld; then there were %lld"), then->port,
                                             (long long) now->rows, (long long) then->rows);
        }
    }
}

/* Texts by name. @reason: how to say that the one named so differs; @names_port: names are those of ports. */
static void
compare_texts (MillRepeatNode *verdict,
               GHashTable     *before,
               GHashTable     *after,
               const char     *reason,
               gboolean        names_port)
{
  g_autoptr (GList) names = list_keys (before);

  for (GList *l = names; l != NULL && verdict->verdict != MILL_REPEAT_DIFFERENT; l = l->next)
    {
      if (g_strcmp0 (g_hash_table_lookup (before, l->data), g_hash_table_lookup (after, l->data)) == 0)
        verdict->verdict = MILL_REPEAT_IDENTICAL;
      else
        differs (verdict, names_port ? l->data : NULL, g_strdup_printf (reason, (const char *) l->data));
    }
}

/* Of what one of the runs did not bring to a good end there is nothing to compare but how it ended. */
static void
compare_ends (MillRepeatNode      *verdict,
              const MillNodeYield *before,
              const MillNodeYield *after)
{
  const char *ending = before->ending != NULL ? before->ending : mill_state_get_label (before->state);

  if (before->state == MILL_STATE_WAITING || before->state == MILL_STATE_RUNNING ||
      before->state == MILL_STATE_CANCELLED)
    {
      /* Translators: %s: the state in which an earlier run left a node: "It had not ended then: Cancelled". */
      verdict->reason = g_strdup_printf (_("It had not ended then: %s"), ending);
    }
  else if (before->state != after->state)
    {
      differs (verdict, NULL, g_strdup_printf (_("It ended with “%s”; then it was “%s”"),
                                               mill_state_get_label (after->state), ending));
    }
  else if (before->state == MILL_STATE_FAILED && before->problem != NULL && after->problem != NULL &&
           !g_str_equal (before->problem, after->problem))
    {
      differs (verdict, NULL, g_strdup_printf (_("It failed for another reason: %s; then it was: %s"),
                                               after->problem, before->problem));
    }
  else if (before->state == MILL_STATE_FAILED)
    {
      verdict->verdict = MILL_REPEAT_FAILED;
      verdict->reason = g_strdup (after->problem);
    }
}

static MillRepeatNode *
compare_node (MillRepeat *self,
              const char *node)
{
  const MillNodeYield *before = mill_node_yield_get (self->before, node);
  const MillNodeYield *after = mill_node_yield_get (self->after, node);
  MillRepeatNode *verdict = g_new0 (MillRepeatNode, 1);

  verdict->node = g_strdup (node);
  verdict->label = g_strdup (before->label != NULL ? before->label : node);
  verdict->key = g_strdup (before->key);
  verdict->verdict = MILL_REPEAT_UNKNOWN;
  if (!is_good (before->state) || !is_good (after->state))
    {
      compare_ends (verdict, before, after);
      return verdict;
    }

  compare_tables (verdict, before, after);
  compare_texts (verdict, before->artifacts, after->artifacts, _("“%s” is another one"), TRUE);
  compare_texts (verdict, before->scores, after->scores, _("The score “%s” is another one"), FALSE);
  compare_texts (verdict, before->files, after->files, _("The file “%s” holds something else"), FALSE);

  return verdict;
}

GPtrArray *
mill_repeat_compare (MillRepeat *self)
{
  GPtrArray *nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_repeat_node_free);
  g_autoptr (GPtrArray) order = NULL;

  g_return_val_if_fail (self->run != NULL, nodes);

  order = mill_graph_sort (mill_run_get_pipeline (self->run));
  for (guint i = 0; i < order->len; i++)
    if (g_hash_table_contains (self->before, order->pdata[i]))
      g_ptr_array_add (nodes, compare_node (self, order->pdata[i]));

  return nodes;
}
