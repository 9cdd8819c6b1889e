/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/change-words.h"

#include <glib/gi18n-lib.h>

/* A node before the first and after the last of its changes; NULL: it was not there. */
typedef struct
{
  MillNode *before;
  MillNode *after;
} Change;

struct _MillChangeWords
{
  GHashTable *index;      /* id -> Change, which @changes owns */
  GPtrArray  *changes;    /* in the order in which they came */
};

typedef struct
{
  MillPipeline *pipeline;
  GPtrArray    *added;        /* MillNode */
  GPtrArray    *removed;      /* MillNode */
  const Change *retyped;      /* the last one that is of another type now, or NULL */
  guint         n_made;
  guint         n_cut;
  MillLink      made;         /* the last ones */
  MillLink      cut;
} Summary;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_clear_pointer (&self->before, mill_node_unref);
  g_clear_pointer (&self->after, mill_node_unref);
  g_free (self);
}

MillChangeWords *
mill_change_words_new (void)
{
  MillChangeWords *self = g_new0 (MillChangeWords, 1);

  self->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->changes = g_ptr_array_new_with_free_func (change_free);

  return self;
}

void
mill_change_words_free (MillChangeWords *self)
{
  g_hash_table_unref (self->index);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

void
mill_change_words_add (MillChangeWords  *self,
                       const MillChange *changes,
                       guint             n_changes)
{
  for (guint i = 0; i < n_changes; i++)
    {
      Change *change;

      /* What is not of a node may have no id. */
      if (changes[i].kind != MILL_CHANGE_NODE)
        continue;
      change = g_hash_table_lookup (self->index, changes[i].id);
      if (change == NULL)
        {
          change = g_new0 (Change, 1);
          change->before = changes[i].before != NULL ? mill_node_ref (changes[i].before) : NULL;
          g_hash_table_insert (self->index, g_strdup (changes[i].id), change);
          g_ptr_array_add (self->changes, change);
        }
      g_clear_pointer (&change->after, mill_node_unref);
      change->after = changes[i].after != NULL ? mill_node_ref (changes[i].after) : NULL;
    }
}

static const char *
get_label (MillPipeline *pipeline,
           MillNode     *node)
{
  const MillNodeType *type = mill_node_find_type (node, mill_pipeline_get_catalogue (pipeline));

  if (mill_node_get_title (node) != NULL)
    return mill_node_get_title (node);

  return type != NULL ? _(type->label) : mill_node_get_type_id (node);
}

/* A node may be gone by now, together with the links that are no longer there. */
static const char *
get_label_of (Summary    *self,
              const char *id)
{
  for (guint i = 0; i < self->removed->len; i++)
    if (g_str_equal (mill_node_get_id (g_ptr_array_index (self->removed, i)), id))
      return get_label (self->pipeline, g_ptr_array_index (self->removed, i));

  return mill_pipeline_get_node (self->pipeline, id) != NULL
    ? mill_pipeline_get_node_label (self->pipeline, id) : id;
}

static gboolean
has_input (MillNode        *node,
           const MillInput *input)
{
  guint n = 0;
  const MillInput *inputs = node != NULL ? mill_node_get_inputs (node, &n) : NULL;

  for (guint i = 0; i < n; i++)
    if (g_str_equal (inputs[i].port, input->port) &&
        g_str_equal (inputs[i].from_node, input->from_node) &&
        g_strcmp0 (inputs[i].from_port, input->from_port) == 0)
      return TRUE;

  return FALSE;
}

/* Counts the links into @node that @other, the same node at another time, does not have. */
static guint
count_links (MillNode *node,
             MillNode *other,
             MillLink *last)
{
  guint n = 0, n_links = 0;
  const MillInput *inputs = node != NULL ? mill_node_get_inputs (node, &n) : NULL;

  for (guint i = 0; i < n; i++)
    if (!has_input (other, &inputs[i]))
      {
        *last = (MillLink) { inputs[i].from_node, inputs[i].from_port, mill_node_get_id (node),
                             inputs[i].port, inputs[i].muted };
        n_links++;
      }

  return n_links;
}

static void
add_up (Summary      *self,
        const Change *change)
{
  if (change->before == NULL && change->after == NULL)
    return;

  if (change->before == NULL)
    g_ptr_array_add (self->added, change->after);
  else if (change->after == NULL)
    g_ptr_array_add (self->removed, change->before);
  else if (!g_str_equal (mill_node_get_type_id (change->before), mill_node_get_type_id (change->after)))
    self->retyped = change;
  self->n_made += count_links (change->after, change->before, &self->made);
  self->n_cut += count_links (change->before, change->after, &self->cut);
}

static char *
describe_added (Summary *self)
{
  MillNode *node = g_ptr_array_index (self->added, 0);
  const char *label = get_label (self->pipeline, node);
  guint n = self->added->len;

  if (n > 1)
    return g_strdup_printf (ngettext ("%u node was added", "%u nodes were added", n), n);
  if (self->n_made == 0)
    return g_strdup_printf (_("“%s” was added"), label);
  if (self->n_made == 1)
    return g_strdup_printf (_("“%1$s” was added and linked to “%2$s”"), label,
                            get_label_of (self, g_str_equal (self->made.to_node, mill_node_get_id (node))
                                                  ? self->made.from_node : self->made.to_node));

  return g_strdup_printf (ngettext ("“%1$s” was added with %2$u link",
                                    "“%1$s” was added with %2$u links", self->n_made),
                          label, self->n_made);
}

static char *
describe_removed (Summary *self)
{
  guint n = self->removed->len;

  if (n == 1)
    return g_strdup_printf (_("“%s” was deleted"),
                            get_label (self->pipeline, g_ptr_array_index (self->removed, 0)));

  return g_strdup_printf (ngettext ("%u node was deleted", "%u nodes were deleted", n), n);
}

static char *
describe_links (Summary *self)
{
  if (self->n_made > 1)
    return g_strdup_printf (ngettext ("%u link was made", "%u links were made", self->n_made),
                            self->n_made);
  /* To another input of the same node: who does that says which. */
  if (self->n_made == 1 && self->n_cut == 1 &&
      g_str_equal (self->made.from_node, self->cut.from_node) &&
      g_str_equal (self->made.to_node, self->cut.to_node))
    return NULL;
  if (self->n_made == 1)
    return g_strdup_printf (_("“%1$s” was linked to “%2$s”"), get_label_of (self, self->made.from_node),
                            get_label_of (self, self->made.to_node));
  if (self->n_cut > 1)
    return g_strdup_printf (ngettext ("%u link was removed", "%u links were removed", self->n_cut),
                            self->n_cut);

  return g_strdup_printf (_("“%1$s” is no longer linked to “%2$s”"),
                          get_label_of (self, self->cut.from_node),
                          get_label_of (self, self->cut.to_node));
}

static char *
describe_replaced (Summary  *self,
                   MillNode *before,
                   MillNode *after)
{
  return g_strdup_printf (_("“%1$s” was replaced with “%2$s”"), get_label (self->pipeline, before),
                          get_label (self->pipeline, after));
}

static char *
describe (Summary *self)
{
  if (self->added->len == 1 && self->removed->len == 1)
    return describe_replaced (self, g_ptr_array_index (self->removed, 0),
                              g_ptr_array_index (self->added, 0));
  if (self->added->len + self->removed->len == 0 && self->retyped != NULL)
    return describe_replaced (self, self->retyped->before, self->retyped->after);
  if (self->added->len > 0)
    return describe_added (self);
  if (self->removed->len > 0)
    return describe_removed (self);

  return self->n_made + self->n_cut > 0 ? describe_links (self) : NULL;
}

char *
mill_change_words_end (MillChangeWords *self,
                       MillPipeline    *pipeline)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();
  Summary summary = { .pipeline = pipeline, .added = added, .removed = removed };
  char *words;

  for (guint i = 0; i < self->changes->len; i++)
    add_up (&summary, g_ptr_array_index (self->changes, i));
  words = describe (&summary);
  g_hash_table_remove_all (self->index);
  g_ptr_array_set_size (self->changes, 0);

  return words;
}
