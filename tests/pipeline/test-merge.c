/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/merge.h"

#include "pipeline/writer.h"

#include "sample-types.h"

static const char *const base_text =
  "{'format': 'millrace/1', 'name': 'Base', 'parameters': {'rows': {'type': 'integer', 'default': 7}}, 'nodes': {"
  "'filter': {'type': 'filter', 'version': 1, 'inputs': {'table': 'read'}, 'params': {'path': 'in', 'rows': 5}},"
  "'read': {'type': 'read', 'version': 1, 'params': {'path': 'a.csv'}},"
  "'union': {'type': 'union', 'version': 1, 'inputs': {'tables': ['filter.kept', 'read']}},"
  "'write': {'type': 'write', 'version': 1, 'inputs': {'table': 'union'}, 'params': {'path': 'b'}}},"
  "'layout': {'nodes': {'read': {'x': 0, 'y': 100}},"
  " 'notes': [{'id': 'note', 'text': 'Hello', 'x': 0, 'y': 0, 'width': 10, 'height': 10}]}, 'odd': {'a': 1}}";

typedef struct
{
  MillPipeline *base;
  MillPipeline *ours;
  MillPipeline *theirs;
  GPtrArray    *conflicts;
} Fixture;

static MillPipeline *
read_base (void)
{
  g_autofree char *text = sample_quote (base_text);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();

  return sample_read (text, problems);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->base = read_base ();
  self->ours = read_base ();
  self->theirs = read_base ();
  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_conflict_free);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_object_unref (self->base);
  g_object_unref (self->ours);
  g_object_unref (self->theirs);
  g_ptr_array_unref (self->conflicts);
}

/* ---- Edits ---- */

static void
set_param (MillPipeline *pipeline,
           const char   *node,
           const char   *param,
           const char   *value)
{
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autoptr (JsonNode) json = value != NULL ? sample_json (value) : NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (mill_edit_set_param (mill_history_begin (history, "Set"), node, param, json, &error));
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
}

static void
set_title (MillPipeline *pipeline,
           const char   *node,
           const char   *title)
{
  g_autoptr (MillHistory) history = mill_history_new (pipeline);

  g_assert_true (mill_edit_set_title (mill_history_begin (history, "Title"), node, title, NULL));
  mill_history_commit (history, NULL);
}

static void
remove_node (MillPipeline *pipeline,
             const char   *node)
{
  g_autoptr (MillHistory) history = mill_history_new (pipeline);

  g_assert_true (mill_edit_remove_node (mill_history_begin (history, "Remove"), node, NULL));
  mill_history_commit (history, NULL);
}

static void
add_reader (MillPipeline *pipeline,
            const char   *title,
            const char   *path)
{
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autoptr (JsonNode) json = sample_json (path);
  MillEdit *edit = mill_history_begin (history, "Add");
  const char *id = mill_edit_add_node (edit, "read", title, 0, 0);

  g_assert_true (mill_edit_set_param (edit, id, "path", json, NULL));
  mill_history_commit (history, NULL);
}

static void
make_component (MillPipeline *pipeline)
{
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  const char *const ids[] = { "filter", "read", NULL };

  g_assert_nonnull (mill_edit_make_component (mill_history_begin (history, "Make"), ids, "Clean", NULL));
  mill_history_commit (history, NULL);
}

static void
set_param_inside (MillPipeline *pipeline,
                  const char   *param,
                  const char   *value)
{
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autoptr (MillHistory) inside = mill_history_new_inside (history, "clean");
  g_autoptr (JsonNode) json = sample_json (value);

  g_assert_true (mill_edit_set_param (mill_history_begin (inside, "Set"), "filter", param, json, NULL));
  mill_history_commit (inside, NULL);
}

/* ---- What came of it ---- */

static MillPipeline *
merge (Fixture *self)
{
  return mill_pipeline_merge (self->base, self->ours, self->theirs, self->conflicts);
}

static void
append (GString            *text,
        const MillConflict *conflict,
        JsonNode           *value)
{
  g_autofree char *shown = mill_conflict_value_to_text (conflict, value);

  g_string_append (text, shown);
}

/* "setting filter.rows: 5, 6, 7" for each. */
static void
assert_conflicts (Fixture    *self,
                  const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *wanted = sample_quote (expected);

  for (guint i = 0; i < self->conflicts->len; i++)
    {
      const MillConflict *one = g_ptr_array_index (self->conflicts, i);

      g_string_append_printf (text, "%s %s.%s: ", mill_fact_get_name (one->fact),
                              one->node != NULL ? one->node : "", one->name != NULL ? one->name : "");
      append (text, one, one->base);
      g_string_append (text, ", ");
      append (text, one, one->ours);
      g_string_append (text, ", ");
      append (text, one, one->theirs);
      g_string_append_c (text, '\n');
    }
  g_assert_cmpstr (text->str, ==, wanted);
}

static void
assert_same (MillPipeline *a,
             MillPipeline *b)
{
  g_autofree char *one = mill_pipeline_to_text (a);
  g_autofree char *other = mill_pipeline_to_text (b);

  g_assert_cmpstr (one, ==, other);
}

/* Chooses everywhere, within components too. */
static void
settle (MillHistory *history,
        gboolean     theirs)
{
  MillPipeline *pipeline = mill_history_get_pipeline (history);
  g_autoptr (GPtrArray) own = mill_pipeline_list_conflicts (pipeline, FALSE);
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < own->len; i++)
    {
      mill_edit_settle_conflict (mill_history_begin (history, "Settle"), own->pdata[i], theirs, &error);
      g_assert_no_error (error);
      mill_history_commit (history, NULL);
    }
  for (guint i = 0; i < nodes->len; i++)
    {
      g_autoptr (MillHistory) inside = mill_history_new_inside (history, mill_node_get_id (nodes->pdata[i]));

      if (inside != NULL)
        settle (inside, theirs);
    }
  left = mill_pipeline_list_conflicts (pipeline, TRUE);
  g_assert_cmpuint (left->len, ==, 0);
}

static void
settle_all (MillPipeline *pipeline,
            gboolean      theirs)
{
  g_autoptr (MillHistory) history = mill_history_new (pipeline);

  settle (history, theirs);
}

/* Whoever merges the other way round and takes the other side gets the same; and all of it can be undone. */
static void
assert_mirrored (Fixture *self)
{
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_conflict_free);
  g_autoptr (MillPipeline) here = mill_pipeline_merge (self->base, self->ours, self->theirs, conflicts);
  g_autoptr (MillPipeline) there = mill_pipeline_merge (self->base, self->theirs, self->ours, conflicts);
  g_autoptr (MillPipeline) before = mill_pipeline_copy (here);
  g_autoptr (MillHistory) history = mill_history_new (here);

  settle (history, TRUE);
  settle_all (there, FALSE);
  assert_same (here, there);
  mill_history_go_to (history, 0);
  assert_same (here, before);
}

/* Changes of many kinds, none of which meets one of the others. */
static void
change_much (MillPipeline *pipeline)
{
  set_param (pipeline, "filter", "rows", "6");
  set_title (pipeline, "filter", "Some");
  remove_node (pipeline, "write");
  add_reader (pipeline, "Another", "'c.csv'");
}

static void
test_one_side (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (MillPipeline) there = NULL;
  g_autoptr (MillPipeline) here = NULL;
  g_autoptr (MillPipeline) both = NULL;

  change_much (self->theirs);
  there = merge (self);
  assert_same (there, self->theirs);
  here = mill_pipeline_merge (self->base, self->theirs, self->ours, self->conflicts);
  assert_same (here, self->theirs);
  change_much (self->ours);
  both = merge (self);
  assert_same (both, self->theirs);
  assert_conflicts (self, "");
}

static void
test_both_sides (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (MillPipeline) merged = NULL;
  g_autoptr (MillPipeline) other_way = NULL;
  g_autoptr (MillPipeline) wanted = read_base ();

  set_param (self->ours, "filter", "rows", "6");
  set_title (self->ours, "filter", "Some");
  remove_node (self->ours, "write");
  set_param (self->theirs, "filter", "path", "'out'");
  set_param (self->theirs, "read", "path", "'b.csv'");
  add_reader (self->theirs, "Another", "'c.csv'");

  merged = merge (self);
  other_way = mill_pipeline_merge (self->base, self->theirs, self->ours, self->conflicts);
  assert_conflicts (self, "");
  assert_same (merged, other_way);

  change_much (wanted);
  set_param (wanted, "filter", "path", "'out'");
  set_param (wanted, "read", "path", "'b.csv'");
  assert_same (merged, wanted);
}

static void
test_conflicts (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (MillPipeline) merged = NULL;

  set_param (self->ours, "filter", "rows", "6");
  set_param (self->theirs, "filter", "rows", NULL);
  set_title (self->ours, "read", "Mine");
  set_title (self->theirs, "read", "Yours");
  remove_node (self->ours, "write");
  set_param (self->theirs, "write", "path", "'c'");
  remove_node (self->theirs, "union");
  set_title (self->ours, "union", "All");
  add_reader (self->ours, "New", "'ours.csv'");
  add_reader (self->theirs, "New", "'theirs.csv'");

  merged = merge (self);
  assert_conflicts (self,
                    "setting filter.rows: 5, 6, none\n"
                    "setting new.path: none, 'ours.csv', 'theirs.csv'\n"
                    "title read.: none, 'Mine', 'Yours'\n"
                    "node union.: 'union', 'union', none\n"
                    "node write.: 'write', none, 'write'\n");
  settle_all (merged, FALSE);
  assert_same (merged, self->ours);
  assert_mirrored (self);
}

/* Where all three hold a component, what is within is merged like the rest. */
static void
test_components (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (MillPipeline) merged = NULL;

  make_component (self->base);
  make_component (self->ours);
  make_component (self->theirs);
  set_param_inside (self->ours, "rows", "6");
  set_param_inside (self->theirs, "rows", "7");
  set_param_inside (self->theirs, "path", "'out'");

  merged = merge (self);
  assert_conflicts (self, "setting clean/filter.rows: 5, 6, 7\n");
  set_param_inside (self->ours, "path", "'out'");
  settle_all (merged, FALSE);
  assert_same (merged, self->ours);
  assert_mirrored (self);
}

/* Of places ours are as good as theirs. */
static void
test_places (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (MillPipeline) merged = NULL;
  g_autoptr (MillHistory) here = mill_history_new (self->ours);
  g_autoptr (MillHistory) there = mill_history_new (self->theirs);

  g_assert_true (mill_edit_move_node (mill_history_begin (here, "Move"), "read", 10, 10, NULL));
  mill_history_commit (here, NULL);
  g_assert_true (mill_edit_move_node (mill_history_begin (there, "Move"), "read", 20, 20, NULL));
  mill_history_commit (there, NULL);
  merged = merge (self);
  assert_conflicts (self, "");
  assert_same (merged, self->ours);
}

/* ---- Written out ---- */

static void
replace (MillPipeline **pipeline,
         const char    *text)
{
  g_autofree char *quoted = sample_quote (text);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();

  g_object_unref (*pipeline);
  *pipeline = sample_read (quoted, problems);
}

static void
assert_text (MillPipeline *merged,
             const char   *text)
{
  MillPipeline *wanted = g_object_ref (merged);

  replace (&wanted, text);
  assert_same (merged, wanted);
  g_object_unref (wanted);
}

#define WHOLE(name, nodes, more) "{'format': 'millrace/1', 'name': '" name "', 'nodes': {" nodes "}" more "}"
#define READ "'read': {'type': 'read', 'version': 1}"

/* Each thing that they did to a node is taken beside what we did to it. */
static void
test_facts (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (MillPipeline) merged = NULL;

  replace (&self->base,
           WHOLE ("x", READ ", 'f': {'type': 'filter', 'version': 1, 'inputs': {'table': 'read'}, 'odd': 1, "
                  "'params': {'rows': 5}}, 'q': {'type': 'quantum', 'version': 1}",
                  ", 'layout': {'nodes': {'f': {'x': 1, 'y': 1, 'odd': 1}}}"));
  replace (&self->ours,
           WHOLE ("x", READ ", 'f': {'type': 'filter', 'version': 1, 'title': 'Ours', "
                  "'inputs': {'table': 'read'}, 'odd': 1, 'params': {'rows': 5, 'path': 'p'}}, "
                  "'q': {'type': 'quantum', 'version': 1, 'title': 'Ours'}",
                  ", 'layout': {'nodes': {'f': {'x': 1, 'y': 1, 'odd': 1}}}"));
  replace (&self->theirs,
           WHOLE ("x", READ ", 'f': {'type': 'filter', 'version': 1, 'bypassed': true, 'pinned': true, "
                  "'inputs': {'table': {'from': 'read.table', 'muted': true}, 'other': 5}, 'odd': 2}, "
                  "'q': {'type': 'qubit', 'version': 2}",
                  ", 'layout': {'nodes': {'f': {'x': 7, 'y': 8, 'odd': 2}}}"));
  merged = merge (self);
  assert_conflicts (self, "");
  assert_text (merged,
               WHOLE ("x", READ ", 'f': {'type': 'filter', 'version': 1, 'title': 'Ours', 'bypassed': true, "
                      "'pinned': true, 'inputs': {'table': {'from': 'read.table', 'muted': true}, 'other': 5}, "
                      "'odd': 2, 'params': {'path': 'p'}}, "
                      "'q': {'type': 'qubit', 'version': 2, 'title': 'Ours'}",
                      ", 'layout': {'nodes': {'f': {'x': 7, 'y': 8, 'odd': 2}}}"));
}

/* Where both did the same to a thing of a node, there is nothing to choose; what one took away and the other
 * changed is left to be chosen. */
static void
test_same_fact (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (MillPipeline) merged = NULL;

  replace (&self->base, WHOLE ("x", "'r': {'type': 'read', 'version': 1, 'title': 'Old', 'odd': 1, "
                               "'params': {'rows': 5, 'path': 'p'}}", ""));
  replace (&self->ours, WHOLE ("x", "'r': {'type': 'read', 'version': 1, 'odd': 1, "
                               "'params': {'rows': 6, 'path': 'ours'}}", ""));
  replace (&self->theirs, WHOLE ("x", "'r': {'type': 'read', 'version': 1, 'odd': 2, "
                                 "'params': {'rows': 6}}", ""));
  merged = merge (self);
  assert_conflicts (self, "setting r.path: 'p', 'ours', none\n");
  assert_mirrored (self);
  settle_all (merged, FALSE);
  assert_text (merged, WHOLE ("x", "'r': {'type': 'read', 'version': 1, 'odd': 2, "
                              "'params': {'rows': 6, 'path': 'ours'}}", ""));
}

/* The pipeline itself: its name, parameters, notes, and members that this build does not know. */
static void
test_whole (Fixture       *self,
            gconstpointer  data)
{
#define PARAMETER(value) "'p': {'type': 'integer', 'default': " value "}"
#define NOTE(text) "{'id': 'n', 'x': 1, 'y': 1, 'width': 9, 'height': 9, 'text': '" text "'}"
#define FRAME(title) "{'id': 'f', 'x': 1, 'y': 1, 'width': 9, 'height': 9, 'title': '" title "'}"
#define MORE(parameters, frame, note, odd) \
  ", 'parameters': {" parameters "}, 'layout': {'frames': [" frame "], 'notes': [" note "]}, " odd
  g_autoptr (MillPipeline) merged = NULL;

  replace (&self->base, WHOLE ("Base", "", MORE (PARAMETER ("1"), FRAME ("a"), NOTE ("a"),
                                                 "'o1': 1, 'o2': 1, 'o3': 1, 'o4': 1")));
  replace (&self->ours, WHOLE ("Ours", "", MORE (PARAMETER ("2"), FRAME ("b"), NOTE ("b"),
                                                 "'o1': 2, 'o2': 1, 'o3': 2, 'o4': 1, 'o5': 1")));
  replace (&self->theirs, WHOLE ("Theirs", "", MORE (PARAMETER ("3"), FRAME ("c"), "",
                                                     "'o1': 3, 'o2': 2, 'o3': 2, 'o6': 1")));
  merged = merge (self);
  assert_conflicts (self,
                    "name .: 'Base', 'Ours', 'Theirs'\n"
                    "parameter .p: {'default':1,'type':'integer'}, {'default':2,'type':'integer'}, "
                    "{'default':3,'type':'integer'}\n"
                    "frame .f: {'height':9,'title':'a','width':9,'x':1,'y':1}, "
                    "{'height':9,'title':'b','width':9,'x':1,'y':1}, "
                    "{'height':9,'title':'c','width':9,'x':1,'y':1}\n"
                    "note .n: {'height':9,'text':'a','width':9,'x':1,'y':1}, "
                    "{'height':9,'text':'b','width':9,'x':1,'y':1}, none\n"
                    "other .o1: 1, 2, 3\n");
  assert_mirrored (self);
  settle_all (merged, FALSE);
  assert_text (merged, WHOLE ("Ours", "", MORE (PARAMETER ("2"), FRAME ("b"), NOTE ("b"),
                                                "'o1': 2, 'o2': 2, 'o3': 2, 'o5': 1, 'o6': 1")));
}

/* What one made a component of cannot be put together with what the other did to the node. */
static void
test_kinds (Fixture       *self,
            gconstpointer  data)
{
#define COMPONENT(name, origin) \
  "{'type': 'component', 'version': 1, 'component': {'name': '" name "'" origin ", 'nodes': {" READ "}}}"
  g_autoptr (MillPipeline) merged = NULL;

  replace (&self->base, WHOLE ("x", "'a': {'type': 'read', 'version': 1}, 'b': " COMPONENT ("B", ""), ""));
  replace (&self->ours, WHOLE ("x", "'a': {'type': 'read', 'version': 1, 'title': 'A'}, "
                               "'b': " COMPONENT ("Ours", "") ", 'new': {'type': 'read', 'version': 1}", ""));
  replace (&self->theirs, WHOLE ("x", "'a': " COMPONENT ("A", "") ", 'b': "
                                 COMPONENT ("Theirs", ", 'origin': {'name': 'B', 'digest': '0'}")
                                 ", 'new': {'type': 'union', 'version': 1}", ""));
  merged = merge (self);
  assert_conflicts (self,
                    "node a.: 'read', 'read', 'component'\n"
                    "name b.: 'B', 'Ours', 'Theirs'\n"
                    "node new.: none, 'read', 'union'\n");
  assert_mirrored (self);
  settle_all (merged, FALSE);
  assert_text (merged, WHOLE ("x", "'a': {'type': 'read', 'version': 1, 'title': 'A'}, 'b': "
                              COMPONENT ("Ours", ", 'origin': {'name': 'B', 'digest': '0'}")
                              ", 'new': {'type': 'read', 'version': 1}", ""));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/pipeline/merge/one-side", Fixture, NULL, set_up, test_one_side, tear_down);
  g_test_add ("/pipeline/merge/both-sides", Fixture, NULL, set_up, test_both_sides, tear_down);
  g_test_add ("/pipeline/merge/conflicts", Fixture, NULL, set_up, test_conflicts, tear_down);
  g_test_add ("/pipeline/merge/components", Fixture, NULL, set_up, test_components, tear_down);
  g_test_add ("/pipeline/merge/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/pipeline/merge/facts", Fixture, NULL, set_up, test_facts, tear_down);
  g_test_add ("/pipeline/merge/same-fact", Fixture, NULL, set_up, test_same_fact, tear_down);
  g_test_add ("/pipeline/merge/whole", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add ("/pipeline/merge/kinds", Fixture, NULL, set_up, test_kinds, tear_down);

  return g_test_run ();
}
