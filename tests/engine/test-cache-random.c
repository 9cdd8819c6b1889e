/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random edits of a pipeline: a run that reuses what is known and a run that knows nothing agree on every
 * table, and nothing that an edit does not reach is computed again. MILL_CACHE_EDITS: how many edits. */
#include <stdlib.h>

#include "engine/cache.h"

#include "cache-trial.h"

#define N_NODES 14
#define DEFAULT_EDITS 60

typedef enum { NUMBERS, KEEP, HALVES, COUNT, WORD, SPELL, N_KINDS } Kind;

static const struct { const char *type; const char *port; const char *out; } kinds[N_KINDS] = {
  [NUMBERS] = { "numbers", NULL, "table" }, [KEEP] = { "keep", "table", "result" },
  [HALVES] = { "halves", "table", "odd" },  [COUNT] = { "count", "table", "result" },
  [WORD] = { "word", "table", "word" },     [SPELL] = { "spell", "word", "result" },
};

typedef struct
{
  Kind  kind;
  guint from;      /* index of a node before it */
  guint value;
  guint title;     /* changes nothing */
} Node;

typedef struct
{
  Node   nodes[N_NODES];
  GRand *random;
} Drawing;

static guint
below (Drawing *self,
       guint    n)
{
  return g_rand_int_range (self->random, 0, n);
}

/* What a node can read: tables of numbers, and words for who spells them. */
static gboolean
fits (Drawing *self,
      guint    from,
      Kind     kind)
{
  Kind source = self->nodes[from].kind;

  return kind == SPELL ? source == WORD : source == NUMBERS || source == KEEP || source == HALVES;
}

static void
draw (Drawing *self,
      guint    index)
{
  Node *node = &self->nodes[index];

  node->value = below (self, 9) + 1;
  node->title = 0;
  if (index < 2)
    {
      node->kind = NUMBERS;
      return;
    }
  do
    {
      node->kind = 1 + below (self, N_KINDS - 1);
      node->from = below (self, index);
    }
  while (!fits (self, node->from, node->kind));
}

static void
edit (Drawing *self)
{
  guint index = below (self, N_NODES);
  Node *node = &self->nodes[index];
  guint from;

  switch (below (self, 4))
    {
    case 0:
      node->title++;
      break;
    case 1:
      if (node->kind != NUMBERS && fits (self, from = below (self, index), node->kind))
        node->from = from;
      break;
    default:
      node->value = below (self, 9) + 1;
      break;
    }
}

static char *
write_nodes (Drawing *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_NODES; i++)
    {
      const Node *node = &self->nodes[i];

      g_string_append_printf (text, "%s'n%u': {'type': '%s', 'version': 1, 'title': 'T%u'", i > 0 ? ", " : "",
                              i, kinds[node->kind].type, node->title);
      if (node->kind == NUMBERS)
        g_string_append_printf (text, ", 'params': {'count': %u}", node->value * 10);
      else
        g_string_append_printf (text, ", 'inputs': {'%s': 'n%u.%s'}", kinds[node->kind].port, node->from,
                                kinds[self->nodes[node->from].kind].out);
      if (node->kind == KEEP)
        g_string_append_printf (text, ", 'params': {'condition': 'n < %u'}", node->value * 8);
      g_string_append_c (text, '}');
    }

  return g_string_free (text, FALSE);
}

/* What a node computes, written out: the same text is the same result. */
static char *
write_meaning (Drawing *self,
               guint    index)
{
  const Node *node = &self->nodes[index];
  g_autofree char *input = NULL;

  if (node->kind == NUMBERS)
    return g_strdup_printf ("numbers %u", node->value);
  input = write_meaning (self, node->from);

  return g_strdup_printf ("%s %u (%s)", kinds[node->kind].type, node->kind == KEEP ? node->value : 0, input);
}

static void
assert_same (CacheTrial *cached,
             CacheTrial *clean,
             Drawing    *self)
{
  g_assert_cmpint (cached->end, ==, MILL_STATE_DONE);
  g_assert_cmpint (clean->end, ==, MILL_STATE_DONE);
  for (guint i = 0; i < N_NODES; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);
      g_autofree char *found = NULL;
      g_autofree char *expected = NULL;

      if (self->nodes[i].kind == WORD)
        continue;
      found = cache_trial_read (cached, id, kinds[self->nodes[i].kind].out);
      expected = cache_trial_read (clean, id, kinds[self->nodes[i].kind].out);
      g_assert_cmpstr (found, ==, expected);
    }
}

static CacheTrial *
run (CacheHome  *home,
     const char *nodes)
{
  CacheTrial *trial = cache_trial_new (home, nodes, NULL, FALSE);

  trial->end = mill_run_execute (trial->run, NULL);

  return trial;
}

/* The meanings of all nodes that gave something of their own in a run. */
static GHashTable *
list_meanings (Drawing    *self,
               CacheTrial *trial)
{
  GHashTable *meanings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < N_NODES; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);

      if (cache_trial_find (trial, MILL_EVENT_ROWS, id) != NULL ||
          cache_trial_find (trial, MILL_EVENT_ARTIFACT, id) != NULL)
        g_hash_table_add (meanings, write_meaning (self, i));
    }

  return meanings;
}

static void
test_random (void)
{
  const char *wish = g_getenv ("MILL_CACHE_EDITS");
  guint n_edits = wish != NULL ? atoi (wish) : DEFAULT_EDITS;
  g_autoptr (CacheHome) home = cache_home_new (0);
  Drawing drawing = { .random = g_rand_new_with_seed (g_test_rand_int ()) };
  g_autoptr (GHashTable) before = NULL;
  guint n_unaffected = 0, n_reused = 0;
  CacheHome none = { 0 };

  for (guint i = 0; i < N_NODES; i++)
    draw (&drawing, i);
  for (guint step = 0; step <= n_edits; step++)
    {
      g_autofree char *nodes = NULL;
      g_autoptr (CacheTrial) cached = NULL;
      g_autoptr (CacheTrial) clean = NULL;

      if (step > 0)
        edit (&drawing);
      nodes = write_nodes (&drawing);
      cached = run (home, nodes);
      clean = run (&none, nodes);
      for (guint i = 0; before != NULL && i < N_NODES; i++)
        {
          g_autofree char *id = g_strdup_printf ("n%u", i);
          g_autofree char *meaning = write_meaning (&drawing, i);
          gboolean reused = cache_trial_get_state (cached, id) == MILL_STATE_REUSED;

          if (!g_hash_table_contains (before, meaning))
            continue;
          n_unaffected++;
          n_reused += reused;
        }
      g_clear_pointer (&before, g_hash_table_unref);
      before = list_meanings (&drawing, cached);
      assert_same (cached, clean, &drawing);
    }
  g_test_message ("%u of %u unaffected nodes were reused", n_reused, n_unaffected);
  g_assert_cmpuint (n_unaffected, >, n_edits);
  g_assert_cmpfloat (n_reused, >=, 0.95 * n_unaffected);
  g_rand_free (drawing.random);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cache/random", test_random);

  return g_test_run ();
}
