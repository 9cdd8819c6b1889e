/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/rect.h"
#include "app/canvas/world-index.h"

#define N_ENTRIES 400

static void
make_bounds (GRand           *rand,
             graphene_rect_t *bounds)
{
  /* From dots to what spans everything, on both sides of the origin. */
  double size = g_rand_double_range (rand, 0, g_rand_int_range (rand, 0, 10) == 0 ? 20000 : 400);

  graphene_rect_init (bounds, g_rand_double_range (rand, -9000, 9000),
                      g_rand_double_range (rand, -9000, 9000), size,
                      g_rand_double_range (rand, 0, 300));
}

static gboolean
touch (const graphene_rect_t *a,
       const graphene_rect_t *b)
{
  return a->origin.x <= b->origin.x + b->size.width && b->origin.x <= a->origin.x + a->size.width &&
         a->origin.y <= b->origin.y + b->size.height && b->origin.y <= a->origin.y + a->size.height;
}

static void
test_finds_what_touches (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (MillIndex) index = mill_index_new ();
  MillIndexEntry entries[N_ENTRIES] = { 0 };
  guint n_found = 0;

  for (guint round = 0; round < 2000; round++)
    {
      MillIndexEntry *entry = &entries[g_rand_int_range (rand, 0, N_ENTRIES)];
      g_autoptr (GPtrArray) found = g_ptr_array_new ();
      graphene_rect_t bounds, area;
      guint n = 0;

      if (g_rand_int_range (rand, 0, 4) == 0)
        mill_index_remove (index, entry);
      else
        {
          make_bounds (rand, &bounds);
          mill_index_put (index, entry, &bounds);
        }

      make_bounds (rand, &area);
      mill_index_find (index, &area, found);
      for (guint i = 0; i < N_ENTRIES; i++)
        {
          gboolean expected = entries[i].cell != NULL && touch (&entries[i].bounds, &area);

          g_assert_cmpint (g_ptr_array_find (found, &entries[i], NULL), ==, expected);
          n += expected;
        }
      g_assert_cmpuint (found->len, ==, n);
      n_found += n;
    }
  g_assert_cmpuint (n_found, >, 300);
  for (guint i = 0; i < N_ENTRIES; i++)
    mill_index_remove (index, &entries[i]);
}

/* Also where the edge of the one that is looked through is rounded. */
static void
test_contains (void)
{
  const graphene_rect_t inner = GRAPHENE_RECT_INIT (60, -40, 1982, 762);

  for (guint i = 0; i < 1000; i++)
    {
      float zoom = 0.3148f + (float) i * 1e-5f;
      graphene_rect_t outer =
        GRAPHENE_RECT_INIT (-29 / zoom, -130 / zoom, 720 / zoom, 474 / zoom);

      g_assert_true (mill_rect_contains (&outer, &inner));
      g_assert_false (mill_rect_contains (&inner, &outer));
    }
  g_assert_true (mill_rect_contains (&inner, &inner));
  g_assert_false (mill_rect_contains (&inner, &GRAPHENE_RECT_INIT (60, -41, 10, 10)));
  g_assert_false (mill_rect_contains (&inner, &GRAPHENE_RECT_INIT (2040, 0, 3, 10)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/world-index/finds-what-touches", test_finds_what_touches);
  g_test_add_func ("/ui/rect/contains", test_contains);

  return g_test_run ();
}
