/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/compare/comparison.h"

#include <string.h>

#include <glib/gi18n-lib.h>

struct _MillComparison
{
  GObject       parent_instance;

  MillPipeline *before;
  MillPipeline *now;
  char         *title;
  GPtrArray    *list;
  GHashTable   *by_path;    /* borrows from the list */
  GHashTable   *within;     /* paths of components, owned */
  guint         counts[MILL_NODE_MOVED + 1];
  guint         update;     /* source */
};

G_DEFINE_FINAL_TYPE (MillComparison, mill_comparison, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
note_within (MillComparison *self,
             const char     *path)
{
  for (const char *end = strrchr (path, '/'); end != NULL; end = g_strrstr_len (path, end - path, "/"))
    g_hash_table_add (self->within, g_strndup (path, end - path));
}

static void
compare (MillComparison *self)
{
  g_autoptr (GPtrArray) differences = mill_differences_list (self->before, self->now);

  g_hash_table_remove_all (self->by_path);
  g_hash_table_remove_all (self->within);
  memset (self->counts, 0, sizeof self->counts);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  self->list = mill_node_differences_list (self->before, self->now, differences);
  for (guint i = 0; i < self->list->len; i++)
    {
      MillNodeDifference *one = g_ptr_array_index (self->list, i);

      if (one->node == NULL)
        continue;
      self->counts[one->fate]++;
      g_hash_table_insert (self->by_path, one->node, one);
      note_within (self, one->node);
    }
}

static void
update (gpointer data)
{
  MillComparison *self = data;

  self->update = 0;
  compare (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Once for all that an edit changes, and after what was pressed is seen. */
static void
changed_cb (MillComparison *self)
{
  if (self->update == 0)
    self->update = g_idle_add_once (update, self);
}

MillComparison *
mill_comparison_new (MillPipeline *before,
                     const char   *title,
                     MillPipeline *now)
{
  MillComparison *self;

  g_return_val_if_fail (MILL_IS_PIPELINE (before), NULL);
  g_return_val_if_fail (MILL_IS_PIPELINE (now), NULL);

  self = g_object_new (MILL_TYPE_COMPARISON, NULL);
  self->before = g_object_ref (before);
  self->now = g_object_ref (now);
  self->title = g_strdup (title);
  g_signal_connect_object (now, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  compare (self);

  return self;
}

const char *
mill_comparison_get_title (MillComparison *self)
{
  return self->title;
}

MillPipeline *
mill_comparison_get_before (MillComparison *self)
{
  return self->before;
}

GPtrArray *
mill_comparison_get_list (MillComparison *self)
{
  return self->list;
}

guint
mill_comparison_count (MillComparison *self,
                       MillNodeFate    fate)
{
  return self->counts[fate];
}

const MillNodeDifference *
mill_comparison_find (MillComparison *self,
                      const char     *path)
{
  return g_hash_table_lookup (self->by_path, path);
}

gboolean
mill_comparison_is_within (MillComparison *self,
                           const char     *path)
{
  return g_hash_table_contains (self->within, path);
}

char *
mill_comparison_dup_words (const MillNodeDifference *difference)
{
  static const char *const fates[] = {
    [MILL_NODE_ADDED] = N_("Added"),
    [MILL_NODE_REMOVED] = N_("Removed"),
    [MILL_NODE_CHANGED] = NULL,
    [MILL_NODE_MOVED] = N_("Only moved"),
  };
  GString *words = g_string_new (fates[difference->fate] != NULL ? _(fates[difference->fate]) : NULL);

  for (guint i = 0; i < difference->lines->len; i++)
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (difference->lines, i));

  return g_string_free_and_steal (words);
}

static void
mill_comparison_finalize (GObject *object)
{
  MillComparison *self = MILL_COMPARISON (object);

  g_clear_handle_id (&self->update, g_source_remove);
  g_hash_table_unref (self->by_path);
  g_hash_table_unref (self->within);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_object (&self->before);
  g_clear_object (&self->now);
  g_free (self->title);

  G_OBJECT_CLASS (mill_comparison_parent_class)->finalize (object);
}

static void
mill_comparison_class_init (MillComparisonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_comparison_finalize;

  signals[CHANGED] = g_signal_new ("changed", MILL_TYPE_COMPARISON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
mill_comparison_init (MillComparison *self)
{
  self->by_path = g_hash_table_new (g_str_hash, g_str_equal);
  self->within = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
