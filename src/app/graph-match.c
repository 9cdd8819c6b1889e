/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/graph-match.h"

#include <string.h>

typedef struct
{
  MillFoundPlace  place;
  char           *text;
  char           *folded;
} Text;

typedef struct
{
  char   *node;
  GArray *texts;
} Node;

struct _MillGraphIndex
{
  GPtrArray *nodes;
};

static void
clear_text (gpointer data)
{
  Text *text = data;

  g_free (text->text);
  g_free (text->folded);
}

static void
free_node (gpointer data)
{
  Node *node = data;

  g_free (node->node);
  g_array_unref (node->texts);
  g_free (node);
}

MillGraphIndex *
mill_graph_index_new (void)
{
  MillGraphIndex *self = g_new0 (MillGraphIndex, 1);

  self->nodes = g_ptr_array_new_with_free_func (free_node);

  return self;
}

void
mill_graph_index_free (MillGraphIndex *self)
{
  g_ptr_array_unref (self->nodes);
  g_free (self);
}

/* The same for the same letters, however they are put together. */
static char *
fold (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  char *normal = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);

  return normal != NULL ? normal : g_steal_pointer (&folded);
}

void
mill_graph_index_add (MillGraphIndex *self,
                      const char     *node,
                      MillFoundPlace  place,
                      const char     *text)
{
  Node *last = self->nodes->len > 0 ? g_ptr_array_index (self->nodes, self->nodes->len - 1) : NULL;
  Text entry = { .place = place };

  if (text == NULL || *text == '\0')
    return;
  if (last == NULL || !g_str_equal (last->node, node))
    {
      last = g_new0 (Node, 1);
      last->node = g_strdup (node);
      last->texts = g_array_new (FALSE, FALSE, sizeof (Text));
      g_array_set_clear_func (last->texts, clear_text);
      g_ptr_array_add (self->nodes, last);
    }
  entry.text = g_strdup (text);
  entry.folded = fold (text);
  g_array_append_val (last->texts, entry);
}

/* The text in the best place that has @word, or NULL. */
static const Text *
find_word (const Node *node,
           const char *word)
{
  const Text *best = NULL;

  for (guint i = 0; i < node->texts->len; i++)
    {
      const Text *text = &g_array_index (node->texts, Text, i);

      if ((best == NULL || text->place < best->place) && strstr (text->folded, word) != NULL)
        best = text;
    }

  return best;
}

static gboolean
match (const Node   *node,
       char        **words,
       MillGraphHit *hit)
{
  const Text *worst = NULL;

  for (char **word = words; *word != NULL; word++)
    {
      const Text *found;

      if (**word == '\0')
        continue;
      found = find_word (node, *word);
      if (found == NULL)
        return FALSE;
      if (worst == NULL || found->place > worst->place)
        worst = found;
    }
  if (worst == NULL)
    return FALSE;
  *hit = (MillGraphHit) { node->node, worst->place, worst->text };

  return TRUE;
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const MillGraphHit *one = a, *other = b;

  return (int) one->place - (int) other->place;
}

GArray *
mill_graph_index_search (MillGraphIndex *self,
                         const char     *text)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (MillGraphHit));
  g_autofree char *folded = fold (text);
  g_auto(GStrv) words = g_strsplit_set (folded, " \t\n", -1);

  for (guint i = 0; i < self->nodes->len; i++)
    {
      MillGraphHit hit;

      if (match (g_ptr_array_index (self->nodes, i), words, &hit))
        g_array_append_val (hits, hit);
    }
  /* Documented to be stable. */
  g_array_sort (hits, compare_hits);

  return hits;
}
