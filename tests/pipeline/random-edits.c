/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every edit command, with arguments at random. The suite house knows when one is missing here. */
#include "random-edits.h"

#include "pipeline/component.h"
#include "pipeline/fragment.h"
#include "pipeline/rewire.h"

#include "sample-types.h"

/* No more are added then. */
#define MANY 60

typedef struct
{
  GRand        *rand;
  MillPipeline *pipeline;
  MillEdit     *edit;
} Random;

static const char *const type_ids[] = {
  "read", "filter", "union", "learn", "apply", "write", "from-the-future"
};

static const char *const ports[] = { "table", "tables", "kept", "rejected", "model", "train", "x" };

static guint
below (Random *self,
       guint   n)
{
  return g_rand_int_range (self->rand, 0, n);
}

static gboolean
is_full (Random *self)
{
  return mill_pipeline_get_n_nodes (self->pipeline) >= MANY;
}

char *
random_edits_pick_node (GRand        *rand,
                        MillPipeline *pipeline)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);

  if (nodes->len == 0 || g_rand_int_range (rand, 0, 50) == 0)
    return g_strdup ("nobody");

  return g_strdup (mill_node_get_id (g_ptr_array_index (nodes, g_rand_int_range (rand, 0, nodes->len))));
}

static char *
pick_node (Random *self)
{
  return random_edits_pick_node (self->rand, self->pipeline);
}

/* No two are the same; up to @n of them. */
static GStrv
pick_nodes (Random *self,
            guint   n)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) picked = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id;

  for (guint i = 1 + below (self, n); i > 0; i--)
    {
      g_autofree char *one = pick_node (self);

      g_hash_table_add (picked, (gpointer) g_intern_string (one));
    }
  g_hash_table_iter_init (&iter, picked);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_strv_builder_add (builder, id);

  return g_strv_builder_end (builder);
}

static char *
pick_parameter (Random *self)
{
  return g_strdup_printf ("p%u", below (self, 5));
}

static char *
pick_annotation (Random *self)
{
  return g_strdup_printf ("note-%u", below (self, 8));
}

static JsonNode *
pick_value (Random *self)
{
  static const char *const values[] = {
    "'a\\n\\u0001\"b'", "12", "-0.0", "1e300", "true", "null", "[]", "['a', 'b']",
    "[{'name': 'n', 'expression': 'a > 1', 'order': 'descending'}]", "{'deep': [[1], {}]}",
    "'${day}'", "'${p0} and ${p1}'", "100", "0.5", "'fast'", "'exact'", "0.1", "['id', 'value']", "''",
  };
  g_autofree char *text = g_strdup (values[below (self, G_N_ELEMENTS (values))]);

  if (text[0] == '\'' && text[1] == 'a')
    return json_node_init_string (json_node_alloc (), "a\n\001\"b");

  return sample_json (text);
}

static void
add_node (Random *self)
{
  if (is_full (self))
    return;
  g_assert_nonnull (mill_edit_add_node (self->edit, type_ids[below (self, G_N_ELEMENTS (type_ids))],
                                        below (self, 2) ? "Some Ärger" : NULL, below (self, 1000),
                                        below (self, 1000) / 7.0));
}

static void
remove_node (Random *self)
{
  g_autofree char *id = pick_node (self);

  mill_edit_remove_node (self->edit, id, NULL);
  g_assert_null (mill_pipeline_get_node (self->pipeline, id));
}

static void
remove_nodes (Random *self)
{
  g_auto (GStrv) ids = pick_nodes (self, 4);
  guint n_left = mill_pipeline_get_n_nodes (self->pipeline);

  for (guint i = 0; ids[i] != NULL; i++)
    n_left -= mill_pipeline_get_node (self->pipeline, ids[i]) != NULL;
  mill_edit_remove_nodes (self->edit, (const char *const *) ids, g_strv_length (ids));
  g_assert_cmpuint (mill_pipeline_get_n_nodes (self->pipeline), ==, n_left);
  for (guint i = 0; ids[i] != NULL; i++)
    g_assert_null (mill_pipeline_get_node (self->pipeline, ids[i]));
}

static void
move_node (Random *self)
{
  g_autofree char *id = pick_node (self);

  mill_edit_move_node (self->edit, id, below (self, 1000), below (self, 1000), NULL);
}

static void
move_nodes (Random *self)
{
  g_auto (GStrv) ids = pick_nodes (self, 8);
  g_autoptr (GArray) placings = g_array_new (FALSE, FALSE, sizeof (MillPlacing));

  for (guint i = 0; ids[i] != NULL; i++)
    {
      MillPlacing placing = { ids[i], below (self, 1000), below (self, 1000) / 7.0 };

      g_array_append_val (placings, placing);
    }
  mill_edit_move_nodes (self->edit, (const MillPlacing *) placings->data, placings->len);
  for (guint i = 0; i < placings->len; i++)
    {
      const MillPlacing *placing = &g_array_index (placings, MillPlacing, i);
      MillNode *node = mill_pipeline_get_node (self->pipeline, placing->id);
      double x, y;

      if (node == NULL)
        continue;
      mill_node_get_position (node, &x, &y);
      g_assert_cmpfloat (x, ==, placing->x);
      g_assert_cmpfloat (y, ==, placing->y);
    }
}

static void
set_title (Random *self)
{
  g_autofree char *id = pick_node (self);

  mill_edit_set_title (self->edit, id, below (self, 2) ? "Title" : NULL, NULL);
}

static void
set_param (Random *self)
{
  static const char *const params[] = { "path", "rows", "share", "mode", "columns", "formulas", "what" };
  g_autofree char *id = pick_node (self);
  g_autoptr (JsonNode) value = pick_value (self);

  mill_edit_set_param (self->edit, id, params[below (self, G_N_ELEMENTS (params))],
                       below (self, 4) ? value : NULL, NULL);
}

static void
set_state (Random *self)
{
  g_autofree char *id = pick_node (self);

  if (below (self, 2))
    mill_edit_set_bypassed (self->edit, id, below (self, 2), NULL);
  else
    mill_edit_set_pinned (self->edit, id, below (self, 2), NULL);
}

/* Mostly one that the node has. */
static const char *
pick_port (Random            *self,
           const char        *id,
           MillPortDirection  direction)
{
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, id);
  guint n = type != NULL ? mill_node_type_get_n_ports (type, direction) : 0;

  if (n == 0 || below (self, 20) == 0)
    return ports[below (self, G_N_ELEMENTS (ports))];

  return mill_node_type_get_port (type, direction, below (self, n))->name;
}

static void
connect_some (Random *self)
{
  g_autofree char *from = pick_node (self);
  g_autofree char *to = pick_node (self);
  const char *from_port = below (self, 8) == 0 ? NULL : pick_port (self, from, MILL_PORT_OUT);
  const char *to_port = pick_port (self, to, MILL_PORT_IN);
  g_autoptr (GError) error = NULL;
  gboolean can;

  can = mill_pipeline_can_connect (self->pipeline, from, from_port, to, to_port, NULL);
  g_assert_cmpint (mill_edit_connect (self->edit, from, from_port, to, to_port, &error), ==, can);
  g_assert_true (can == (error == NULL));
}

static void
disconnect_some (Random *self)
{
  g_autoptr (GArray) links = mill_pipeline_list_links (self->pipeline);
  g_autoptr (GError) error = NULL;

  if (links->len == 0)
    return;
  mill_edit_disconnect (self->edit, &g_array_index (links, MillLink, below (self, links->len)), &error);
  g_assert_no_error (error);
}

static void
mute_some (Random *self)
{
  g_autoptr (GArray) links = mill_pipeline_list_links (self->pipeline);
  g_autoptr (GError) error = NULL;
  MillLink *link;

  if (links->len == 0)
    return;
  link = &g_array_index (links, MillLink, below (self, links->len));
  mill_edit_set_muted (self->edit, link, !link->muted, &error);
  g_assert_no_error (error);
}

static void
detach_some (Random *self)
{
  g_auto (GStrv) ids = pick_nodes (self, 3);

  mill_edit_detach (self->edit, (const char *const *) ids);
}

static guint
count_links (Random *self)
{
  g_autoptr (GArray) links = mill_pipeline_list_links (self->pipeline);

  return links->len;
}

static void
wire_some (Random *self)
{
  g_auto (GStrv) ids = pick_nodes (self, 4);
  guint n_before = count_links (self);
  guint n_made = mill_edit_wire (self->edit, (const char *const *) ids);

  g_assert_cmpuint (count_links (self), ==, n_before + n_made);
}

static void
replace_node (Random *self)
{
  g_autofree char *id = pick_node (self);
  g_autoptr (GError) error = NULL;
  const char *replaced = mill_edit_replace_node (self->edit, id, type_ids[below (self, G_N_ELEMENTS (type_ids))],
                                                 &error);

  g_assert_true ((replaced == NULL) == (error != NULL));
  if (replaced != NULL)
    g_assert_nonnull (mill_pipeline_get_node (self->pipeline, replaced));
}

/* One that is there already, or a new one. */
static void
put_annotation (Random *self)
{
  g_autofree char *wish = pick_annotation (self);
  g_autofree char *made = mill_edit_make_id (self->edit, wish);
  g_autoptr (MillAnnotation) annotation = NULL;

  g_assert_null (mill_pipeline_get_node (self->pipeline, made));
  g_assert_null (mill_pipeline_get_annotation (self->pipeline, made));
  annotation = mill_annotation_new (below (self, 2), below (self, 8) ? wish : made, "text",
                                    below (self, 2) ? "blue" : NULL, below (self, 100) / 3.0, 1, 2, 3);
  mill_edit_put_annotation (self->edit, annotation);
}

static void
remove_annotation (Random *self)
{
  g_autofree char *id = pick_annotation (self);

  mill_edit_remove_annotation (self->edit, id, NULL);
  g_assert_null (mill_pipeline_get_annotation (self->pipeline, id));
}

static void
put_parameter (Random *self)
{
  g_autofree char *name = pick_parameter (self);
  g_autoptr (JsonNode) value = sample_json ("'x'");
  g_autoptr (MillParameter) parameter = NULL;

  parameter = mill_parameter_new (name, MILL_PARAMETER_STRING, below (self, 2) ? value : NULL,
                                  below (self, 2) ? "what it is" : NULL);
  mill_edit_put_parameter (self->edit, parameter);
}

static void
rename_parameter (Random *self)
{
  g_autofree char *name = pick_parameter (self);
  g_autofree char *to = pick_parameter (self);
  gboolean can = mill_pipeline_get_parameter (self->pipeline, name) != NULL &&
                 (g_str_equal (name, to) || mill_pipeline_get_parameter (self->pipeline, to) == NULL);

  g_assert_cmpint (mill_edit_rename_parameter (self->edit, name, to, NULL), ==, can);
}

static void
remove_parameter (Random *self)
{
  g_autofree char *name = pick_parameter (self);

  mill_edit_remove_parameter (self->edit, name, NULL);
  g_assert_null (mill_pipeline_get_parameter (self->pipeline, name));
}

static void
set_name (Random *self)
{
  mill_edit_set_name (self->edit, below (self, 2) ? "Name" : NULL);
}

static void
paste_some (Random *self)
{
  g_autofree char *one = pick_node (self);
  g_autofree char *other = pick_node (self);
  const char *ids[] = { one, other, "note-1", NULL };
  g_autofree char *text = mill_pipeline_copy_text (self->pipeline, ids, below (self, 2));
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) pasted = NULL;

  if (is_full (self))
    return;
  pasted = mill_edit_paste (self->edit, text, 20, 20, &error);
  g_assert_no_error (error);
  for (guint i = 0; pasted[i] != NULL; i++)
    g_assert_nonnull (mill_pipeline_get_node (self->pipeline, pasted[i]));
}

/* Makes one, or puts one in another's place, or takes one apart. */
static void
change_component (Random *self)
{
  g_autofree char *one = pick_node (self);
  g_autofree char *other = pick_node (self);
  const char *ids[] = { one, other, "note-1", NULL };
  MillNode *node = mill_pipeline_get_node (self->pipeline, one);

  if (node != NULL && mill_node_get_component (node) != NULL && below (self, 2))
    {
      MillNode *source;

      g_strfreev (mill_edit_dissolve_component (self->edit, one, NULL));
      source = mill_pipeline_get_node (self->pipeline, other);
      if (source != NULL && mill_node_get_component (source) != NULL)
        {
          MillComponent *component = mill_component_ref (mill_node_get_component (source));

          mill_edit_replace_component (self->edit, other, component, NULL);
          if (!is_full (self))
            mill_edit_add_component (self->edit, component, 5, 5);
          mill_component_unref (component);
        }
      return;
    }
  mill_edit_make_component (self->edit, ids, below (self, 2) ? "Some Part" : NULL, NULL);
}

/* Theirs may be anything, of what is there and what is not. */
static void
settle_some (Random *self)
{
  static const char *const names[] = { "rows", "path", "table", "tables", "note", "frame", "x" };
  static const char *const values[] = {
    "5", "'text'", "true", "null", "['read', 'filter.kept']", "{'from': 'read', 'muted': true}",
    "{'type': 'integer', 'default': 5}", "{'text': 'Theirs', 'x': 1, 'y': 1, 'width': 9, 'height': 9}",
    "{'node': {'type': 'read', 'version': 1}, 'place': {'x': 5, 'y': 5}}", "{'node': 5}",
  };
  g_autofree char *node = below (self, 4) ? pick_node (self) : NULL;
  g_autoptr (JsonNode) theirs = below (self, 4) ? sample_json (values[below (self, G_N_ELEMENTS (values))]) : NULL;
  const MillConflict conflict = {
    .fact = below (self, MILL_FACT_OTHER_PLACE + 1),
    .node = node,
    .name = below (self, 4) ? (char *) names[below (self, G_N_ELEMENTS (names))] : NULL,
    .theirs = theirs,
  };

  mill_edit_settle_conflict (self->edit, &conflict, below (self, 4) > 0, NULL);
}

/* How often, of all, each is done: more is added than taken away. */
static const struct
{
  void  (*edit) (Random *self);
  guint weight;
} edits[] = {
  { add_node, 4 },
  { paste_some, 4 },
  { remove_node, 1 },
  { remove_nodes, 1 },
  { move_node, 1 },
  { move_nodes, 2 },
  { set_title, 2 },
  { set_param, 4 },
  { set_state, 2 },
  { connect_some, 16 },
  { disconnect_some, 2 },
  { mute_some, 2 },
  { detach_some, 1 },
  { wire_some, 2 },
  { replace_node, 2 },
  { put_annotation, 2 },
  { remove_annotation, 1 },
  { put_parameter, 2 },
  { rename_parameter, 2 },
  { remove_parameter, 1 },
  { set_name, 2 },
  { change_component, 2 },
  { settle_some, 2 },
};

void
random_edits_do (GRand        *rand,
                 MillPipeline *pipeline,
                 MillEdit     *edit)
{
  Random self = { rand, pipeline, edit };
  guint total = 0, n;
  gsize i = 0;

  for (gsize j = 0; j < G_N_ELEMENTS (edits); j++)
    total += edits[j].weight;
  for (n = below (&self, total); n >= edits[i].weight; i++)
    n -= edits[i].weight;
  edits[i].edit (&self);
}
