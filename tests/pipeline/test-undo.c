/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thousands of random edits, undone and redone: the text is the same byte for byte each time. */
#include "pipeline/component.h"
#include "pipeline/expand.h"
#include "pipeline/fragment.h"
#include "pipeline/history.h"
#include "pipeline/writer.h"

#include "sample-types.h"

typedef struct
{
  GRand        *random;
  MillPipeline *pipeline;
  MillHistory  *history;
  guint         refused;
} Fuzz;

static const char *const type_ids[] = {
  "read", "filter", "union", "learn", "apply", "write", "from-the-future"
};

static const char *const ports[] = { "table", "tables", "kept", "rejected", "model", "train", "x" };

static guint
below (Fuzz  *self,
       guint  n)
{
  return g_rand_int_range (self->random, 0, n);
}

/* Mostly one that is there. */
static char *
pick_node (Fuzz *self)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (self->pipeline);

  if (nodes->len == 0 || below (self, 50) == 0)
    return g_strdup ("nobody");

  return g_strdup (mill_node_get_id (g_ptr_array_index (nodes, below (self, nodes->len))));
}

static JsonNode *
pick_value (Fuzz *self)
{
  static const char *const values[] = {
    "'a\\n\\u0001\"b'", "12", "-0.0", "1e300", "true", "null", "[]", "['a', 'b']",
    "[{'name': 'n', 'expression': 'a > 1', 'order': 'descending'}]", "{'deep': [[1], {}]}",
    "'${day}'", "100", "0.5", "'fast'", "'exact'", "0.1", "['id', 'value']", "''",
  };
  g_autofree char *text = g_strdup (values[below (self, G_N_ELEMENTS (values))]);

  if (text[0] == '\'' && text[1] == 'a')
    return json_node_init_string (json_node_alloc (), "a\n\001\"b");

  return sample_json (text);
}

static void
connect_some (Fuzz     *self,
              MillEdit *edit)
{
  g_autofree char *from = pick_node (self);
  g_autofree char *to = pick_node (self);
  const char *from_port = below (self, 3) == 0 ? NULL : ports[below (self, G_N_ELEMENTS (ports))];
  const char *to_port = ports[below (self, G_N_ELEMENTS (ports))];
  g_autoptr (GError) error = NULL;
  gboolean can;

  can = mill_pipeline_can_connect (self->pipeline, from, from_port, to, to_port, NULL);
  g_assert_cmpint (mill_edit_connect (edit, from, from_port, to, to_port, &error), ==, can);
  g_assert_true (can == (error == NULL));
}

static void
disconnect_some (Fuzz     *self,
                 MillEdit *edit)
{
  g_autoptr (GArray) links = mill_pipeline_list_links (self->pipeline);
  g_autoptr (GError) error = NULL;

  if (links->len == 0)
    return;
  mill_edit_disconnect (edit, &g_array_index (links, MillLink, below (self, links->len)), &error);
  g_assert_no_error (error);
}

static void
put_annotation (Fuzz     *self,
                MillEdit *edit)
{
  g_autofree char *id = g_strdup_printf ("note-%u", below (self, 8));
  g_autoptr (MillAnnotation) annotation = NULL;

  annotation = mill_annotation_new (below (self, 2), id, "text", below (self, 2) ? "blue" : NULL,
                                    below (self, 100) / 3.0, 1, 2, 3);
  mill_edit_put_annotation (edit, annotation);
}

static void
put_parameter (Fuzz     *self,
               MillEdit *edit)
{
  g_autofree char *name = g_strdup_printf ("p%u", below (self, 5));
  g_autoptr (JsonNode) value = sample_json ("'x'");
  g_autoptr (MillParameter) parameter = NULL;

  parameter = mill_parameter_new (name, MILL_PARAMETER_STRING, below (self, 2) ? value : NULL,
                                  below (self, 2) ? "what it is" : NULL);
  mill_edit_put_parameter (edit, parameter);
}

static void
paste_some (Fuzz     *self,
            MillEdit *edit)
{
  g_autofree char *one = pick_node (self);
  g_autofree char *other = pick_node (self);
  const char *ids[] = { one, other, "note-1", NULL };
  g_autofree char *text = mill_pipeline_copy_text (self->pipeline, ids, below (self, 2));
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) pasted = mill_edit_paste (edit, text, 20, 20, &error);

  g_assert_no_error (error);
  for (guint i = 0; pasted[i] != NULL; i++)
    g_assert_nonnull (mill_pipeline_get_node (self->pipeline, pasted[i]));
}

static void
mute_some (Fuzz     *self,
           MillEdit *edit)
{
  g_autoptr (GArray) links = mill_pipeline_list_links (self->pipeline);
  g_autoptr (GError) error = NULL;
  MillLink *link;

  if (links->len == 0)
    return;
  link = &g_array_index (links, MillLink, below (self, links->len));
  mill_edit_set_muted (edit, link, !link->muted, &error);
  g_assert_no_error (error);
}

/* Makes one, or puts one in another's place, or takes one apart. */
static void
change_component (Fuzz     *self,
                  MillEdit *edit)
{
  g_autofree char *one = pick_node (self);
  g_autofree char *other = pick_node (self);
  const char *ids[] = { one, other, "note-1", NULL };
  MillNode *node = mill_pipeline_get_node (self->pipeline, one);

  if (node != NULL && mill_node_get_component (node) != NULL && below (self, 2))
    {
      MillNode *source;

      g_strfreev (mill_edit_dissolve_component (edit, one, NULL));
      source = mill_pipeline_get_node (self->pipeline, other);
      if (source != NULL && mill_node_get_component (source) != NULL)
        {
          MillComponent *component = mill_component_ref (mill_node_get_component (source));

          mill_edit_replace_component (edit, other, component, NULL);
          if (mill_pipeline_get_n_nodes (self->pipeline) < 60)
            mill_edit_add_component (edit, component, 5, 5);
          mill_component_unref (component);
        }
      return;
    }
  mill_edit_make_component (edit, ids, below (self, 2) ? "Some Part" : NULL, NULL);
}

static void
do_something (Fuzz     *self,
              MillEdit *edit)
{
  static const char *const params[] = {
    "path", "rows", "share", "mode", "columns", "formulas", "what"
  };
  g_autofree char *id = pick_node (self);
  g_autofree char *name = g_strdup_printf ("p%u", below (self, 5));
  g_autofree char *note = g_strdup_printf ("note-%u", below (self, 8));
  g_autoptr (JsonNode) value = pick_value (self);
  guint n = mill_pipeline_get_n_nodes (self->pipeline);

  switch (below (self, 18))
    {
    case 0:
    case 1:
      if (n < 60)
        g_assert_nonnull (mill_edit_add_node (edit, type_ids[below (self, G_N_ELEMENTS (type_ids))],
                                              below (self, 2) ? "Some Ärger" : NULL,
                                              below (self, 1000), below (self, 1000) / 7.0));
      break;
    case 2:
      mill_edit_remove_node (edit, id, NULL);
      break;
    case 3:
      mill_edit_move_node (edit, id, below (self, 1000), below (self, 1000), NULL);
      break;
    case 4:
      mill_edit_set_title (edit, id, below (self, 2) ? "Title" : NULL, NULL);
      break;
    case 5:
    case 6:
      mill_edit_set_param (edit, id, params[below (self, G_N_ELEMENTS (params))],
                           below (self, 4) ? value : NULL, NULL);
      break;
    case 7:
    case 8:
      connect_some (self, edit);
      break;
    case 9:
      disconnect_some (self, edit);
      break;
    case 10:
      put_annotation (self, edit);
      mill_edit_remove_annotation (edit, note, NULL);
      break;
    case 11:
      put_parameter (self, edit);
      mill_edit_remove_parameter (edit, name, NULL);
      break;
    case 12:
      mill_edit_set_name (edit, below (self, 2) ? "Name" : NULL);
      break;
    case 13:
      if (below (self, 2))
        mill_edit_set_bypassed (edit, id, below (self, 2), NULL);
      else
        mill_edit_set_pinned (edit, id, below (self, 2), NULL);
      break;
    case 14:
      mute_some (self, edit);
      break;
    case 15:
      change_component (self, edit);
      break;
    default:
      if (n < 60)
        paste_some (self, edit);
      break;
    }
}

static void
assert_text (Fuzz       *self,
             const char *expected)
{
  g_autofree char *text = mill_pipeline_to_text (self->pipeline);

  g_assert_cmpstr (text, ==, expected);
}

/* What was edited can be read again, and is written the same. */
static void
assert_round_trip (Fuzz       *self,
                   const char *text)
{
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) again = sample_read (text, problems);
  g_autofree char *second = mill_pipeline_to_text (again);

  g_assert_cmpstr (second, ==, text);
}

/* The index that answers "who takes from this node?" agrees with the nodes themselves. */
static void
assert_index (Fuzz *self)
{
  g_autoptr (GArray) links = mill_pipeline_list_links (self->pipeline);
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (self->pipeline);
  guint expected = 0, found = 0;

  for (guint i = 0; i < links->len; i++)
    expected += mill_pipeline_get_node (self->pipeline,
                                        g_array_index (links, MillLink, i).from_node) != NULL;
  for (guint i = 0; i < nodes->len; i++)
    {
      const char *id = mill_node_get_id (g_ptr_array_index (nodes, i));
      g_autoptr (GArray) from = mill_pipeline_list_links_from (self->pipeline, id);

      for (guint j = 0; j < from->len; j++)
        g_assert_cmpstr (g_array_index (from, MillLink, j).from_node, ==, id);
      found += from->len;
    }
  g_assert_cmpuint (found, ==, expected);
}

/* Much in it cannot be understood, and must neither get lost nor get in the way. */
static MillPipeline *
make_odd (void)
{
  g_autofree char *text = sample_quote (
    "{'format': 'millrace/1', 'name': 5, 'more': [1], 'parameters': {'p0': 5, 'p1': {'type': 'string',"
    " 'default': 7, 'unit': 'm'}}, 'nodes': {'a.b': {}, 'read': 5, 'odd': {'type': 'filter',"
    " 'version': 'x', 'title': [], 'inputs': 3, 'params': 4, 'extra': {}}, 'filter': {'type': 'filter',"
    " 'version': 1, 'inputs': {'table': 5, 'tables': ['odd.kept', 'ghost']}, 'params': {'rows': 'x'}},"
    " 'new': {'type': 'learn', 'version': 9, 'inputs': {'train': 'filter.kept'}}},"
    " 'layout': {'nodes': {'odd': {'x': 'a', 'z': 1}, 'ghost': {'x': 1}, 'union': 5}, 'zoom': 1,"
    " 'frames': 7, 'notes': [5, {'id': 'note-1', 'x': 1, 'y': 2, 'color': 'pink', 'pinned': 1}]}}");
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();

  return sample_read (text, problems);
}

/* What runs can be told of whatever was drawn. */
static void
assert_expands (Fuzz *self)
{
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) expanded = mill_pipeline_expand (self->pipeline, problems);
  g_autoptr (MillPipeline) again = mill_pipeline_expand (expanded, NULL);

  g_assert_true (again == expanded);
}

/* One step, sometimes of what a component holds, or of one within it. */
static void
do_step (Fuzz        *self,
         MillHistory *history,
         guint        n)
{
  Fuzz within = { self->random, mill_history_get_pipeline (history), history, 0 };
  g_autofree char *id = pick_node (&within);
  g_autoptr (MillHistory) inside = NULL;
  MillEdit *edit;

  if (mill_pipeline_get_node (within.pipeline, id) != NULL && below (self, 2))
    inside = mill_history_new_inside (history, id);
  if (inside != NULL)
    {
      do_step (&within, inside, n);
      return;
    }
  edit = mill_history_begin (history, "Edit");
  for (guint i = 0; i < n; i++)
    do_something (&within, edit);
  if (below (self, 10) == 0)
    mill_history_abandon (history);
  else
    mill_history_commit (history, NULL);
}

static void
run_round (Fuzz  *self,
           guint  n_edits)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint done = 0;

  self->pipeline = below (self, 2) ? mill_pipeline_new (&sample_catalogue) : make_odd ();
  self->history = mill_history_new (self->pipeline);
  g_ptr_array_add (texts, mill_pipeline_to_text (self->pipeline));
  while (done < n_edits)
    {
      guint n = 1 + below (self, 4);
      guint position = mill_history_get_position (self->history);
      g_autofree char *text = NULL;

      do_step (self, self->history, n);
      done += n;
      text = mill_pipeline_to_text (self->pipeline);
      if (mill_history_get_position (self->history) == position)
        {
          g_assert_cmpstr (text, ==, g_ptr_array_index (texts, texts->len - 1));
          continue;
        }
      assert_index (self);
      assert_expands (self);
      g_ptr_array_add (texts, g_steal_pointer (&text));
    }
  assert_round_trip (self, g_ptr_array_index (texts, texts->len - 1));

  for (guint i = texts->len - 1; i > 0; i--)
    {
      mill_history_undo (self->history);
      assert_text (self, g_ptr_array_index (texts, i - 1));
      assert_index (self);
    }
  g_assert_false (mill_history_get_can_undo (self->history));
  for (guint i = 1; i < texts->len; i++)
    {
      mill_history_redo (self->history);
      assert_text (self, g_ptr_array_index (texts, i));
    }
  g_assert_false (mill_history_get_can_redo (self->history));

  g_assert_finalize_object (self->history);
  g_assert_finalize_object (self->pipeline);
}

static void
test_random_edits (void)
{
  const char *count = g_getenv ("MILL_UNDO_EDITS");
  guint total = count != NULL ? g_ascii_strtoull (count, NULL, 10) : 20000;
  const guint round = 1000;
  Fuzz fuzz = { 0 };

  for (guint seed = 1; seed * round <= total; seed++)
    {
      fuzz.random = g_rand_new_with_seed (seed);
      g_test_message ("seed %u", seed);
      run_round (&fuzz, round);
      g_rand_free (fuzz.random);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/undo/random-edits", test_random_edits);

  return g_test_run ();
}
