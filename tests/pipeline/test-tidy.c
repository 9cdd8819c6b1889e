/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/tidy.h"

#include <math.h>
#include <string.h>
#include <time.h>

static void
fill (MillTidyBox *boxes,
      guint        n_boxes)
{
  for (guint i = 0; i < n_boxes; i++)
    boxes[i] = (MillTidyBox) { 100, 200, 220, 80 };
}

static gboolean
overlap (const MillTidyBox *a,
         const MillTidyBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width &&
         a->y < b->y + b->height && b->y < a->y + a->height;
}

static int
compare_x (gconstpointer a,
           gconstpointer b,
           gpointer      data)
{
  const MillTidyBox *first = a, *second = b;

  return first->x < second->x ? -1 : first->x > second->x;
}

/* No box on another, links from left to right, the corner where it was, all on the grid. */
static void
assert_tidy (const MillTidyBox  *boxes,
             guint               n_boxes,
             const MillTidyLink *links,
             guint               n_links)
{
  g_autofree MillTidyBox *sorted = g_memdup2 (boxes, n_boxes * sizeof (MillTidyBox));
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE;

  for (guint i = 0; i < n_links; i++)
    g_assert_cmpfloat (boxes[links[i].from].x + boxes[links[i].from].width, <,
                       boxes[links[i].to].x);
  for (guint i = 0; i < n_boxes; i++)
    {
      left = MIN (left, boxes[i].x);
      top = MIN (top, boxes[i].y);
      g_assert_cmpfloat (fmod (boxes[i].x - 100, 20), ==, 0);
      g_assert_cmpfloat (fmod (boxes[i].y - 200, 20), ==, 0);
    }
  g_assert_cmpfloat (left, ==, 100);
  g_assert_cmpfloat (top, ==, 200);
  g_sort_array (sorted, n_boxes, sizeof (MillTidyBox), compare_x, NULL);
  for (guint i = 0; i < n_boxes; i++)
    for (guint j = i + 1; j < n_boxes && sorted[j].x < sorted[i].x + sorted[i].width; j++)
      g_assert_false (overlap (&sorted[i], &sorted[j]));
}

static void
test_nothing (void)
{
  MillTidyBox box = { 100, 200, 220, 80 };

  mill_tidy (NULL, 0, NULL, 0);
  mill_tidy (&box, 1, NULL, 0);
  g_assert_cmpfloat (box.x, ==, 100);
  g_assert_cmpfloat (box.y, ==, 200);
}

/* A chain runs in one straight line, whatever the heights. */
static void
test_chain (void)
{
  const MillTidyLink links[] = { { 2, 1, 30, 30 }, { 1, 0, 30, 30 }, { 0, 3, 30, 30 } };
  MillTidyBox boxes[4];

  fill (boxes, 4);
  boxes[1].height = 300;
  boxes[3].y = 900;
  mill_tidy (boxes, 4, links, 3);
  assert_tidy (boxes, 4, links, 3);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat (boxes[i].y, ==, 200);
  g_assert_cmpfloat (boxes[1].x - boxes[2].x, ==, 280);
}

/* What feeds the upper port lies above, though it was below. */
static void
test_ports (void)
{
  const MillTidyLink links[] = { { 0, 2, 30, 60 }, { 1, 2, 30, 30 }, { 2, 3, 30, 30 }, { 2, 4, 50, 30 } };
  MillTidyBox boxes[5];

  fill (boxes, 5);
  boxes[1].y = 500;
  boxes[3].y = 500;
  mill_tidy (boxes, 5, links, 4);
  assert_tidy (boxes, 5, links, 4);
  g_assert_cmpfloat (boxes[1].y, <, boxes[0].y);
  g_assert_cmpfloat (boxes[3].y, <, boxes[4].y);
}

/* Where nothing else tells, the order from top to bottom stays. */
static void
test_keeps_order (void)
{
  const MillTidyLink links[] = { { 0, 1, 30, 30 }, { 0, 2, 30, 30 }, { 0, 3, 30, 30 } };
  MillTidyBox boxes[4];

  fill (boxes, 4);
  boxes[1].y = 700;
  boxes[3].y = 400;
  mill_tidy (boxes, 4, links, 3);
  assert_tidy (boxes, 4, links, 3);
  g_assert_cmpfloat (boxes[2].y, <, boxes[3].y);
  g_assert_cmpfloat (boxes[3].y, <, boxes[1].y);
}

/* A learner stands right before what trains it, not at the far left. */
static void
test_pulls_sources (void)
{
  const MillTidyLink links[] = { { 0, 1, 30, 30 }, { 1, 2, 30, 30 }, { 2, 3, 30, 30 }, { 4, 3, 30, 50 } };
  MillTidyBox boxes[5];

  fill (boxes, 5);
  mill_tidy (boxes, 5, links, 4);
  assert_tidy (boxes, 5, links, 4);
  g_assert_cmpfloat (boxes[4].x, ==, boxes[2].x);
}

/* A link past two boxes does not run behind them. */
static void
test_passes (void)
{
  const MillTidyLink links[] = { { 0, 1, 30, 30 }, { 1, 2, 30, 30 }, { 2, 3, 30, 30 }, { 0, 3, 30, 50 } };
  MillTidyBox boxes[4];

  fill (boxes, 4);
  mill_tidy (boxes, 4, links, 4);
  assert_tidy (boxes, 4, links, 4);
  g_assert_true (boxes[1].y > 200 || boxes[3].y > 200);
}

static void
test_circle (void)
{
  const MillTidyLink links[] = { { 0, 1, 30, 30 }, { 1, 2, 30, 30 }, { 2, 0, 30, 30 }, { 2, 2, 30, 30 } };
  MillTidyBox boxes[3];

  fill (boxes, 3);
  mill_tidy (boxes, 3, links, 4);
  assert_tidy (boxes, 3, links, 2);
}

/* Parts lie below each other as they did, what stands alone last. */
static void
test_parts (void)
{
  const MillTidyLink links[] = { { 0, 1, 30, 30 }, { 2, 3, 30, 30 } };
  MillTidyBox boxes[10];

  fill (boxes, 10);
  boxes[0].y = boxes[1].y = 1000;
  mill_tidy (boxes, 10, links, 2);
  assert_tidy (boxes, 10, links, 2);
  g_assert_cmpfloat (boxes[2].y, <, boxes[0].y);
  for (guint i = 4; i < 10; i++)
    g_assert_cmpfloat (boxes[0].y, <, boxes[i].y);
  g_assert_cmpfloat (boxes[4].y, <, boxes[9].y);
}

static MillTidyLink *
make_links (GRand *random,
            guint  n_boxes,
            guint  n_links,
            guint  reach)
{
  MillTidyLink *links = g_new (MillTidyLink, n_links);

  for (guint i = 0; i < n_links; i++)
    {
      guint to = g_rand_int_range (random, 1, n_boxes);

      links[i].to = to;
      links[i].from = to - g_rand_int_range (random, 1, MIN (to, reach) + 1);
      links[i].from_y = 30 + 20 * g_rand_int_range (random, 0, 2);
      links[i].to_y = 30 + 20 * g_rand_int_range (random, 0, 2);
    }

  return links;
}

static void
test_random (void)
{
  for (guint seed = 0; seed < 200; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      guint n = g_rand_int_range (random, 2, 60);
      guint n_links = g_rand_int_range (random, 0, 2 * n);
      g_autofree MillTidyLink *links = make_links (random, n, n_links, 10);
      g_autofree MillTidyBox *boxes = g_new (MillTidyBox, n);
      g_autofree MillTidyBox *again = NULL;

      fill (boxes, n);
      for (guint i = 1; i < n; i++)
        {
          boxes[i].x += g_rand_double_range (random, 0, 5000);
          boxes[i].y += g_rand_double_range (random, 0, 5000);
          boxes[i].height = g_rand_double_range (random, 60, 200);
        }
      again = g_memdup2 (boxes, n * sizeof (MillTidyBox));
      mill_tidy (boxes, n, links, n_links);
      assert_tidy (boxes, n, links, n_links);
      mill_tidy (again, n, links, n_links);
      g_assert_cmpmem (again, n * sizeof (MillTidyBox), boxes, n * sizeof (MillTidyBox));
    }
}

/* What is tidy stays as it is. */
static void
test_again (void)
{
  const MillTidyLink links[] = { { 0, 1, 30, 30 }, { 0, 2, 50, 30 }, { 1, 3, 30, 30 }, { 2, 3, 30, 50 },
                                 { 3, 4, 30, 30 }, { 5, 4, 30, 50 }, { 0, 4, 30, 70 } };
  MillTidyBox boxes[6], again[6];

  fill (boxes, 6);
  mill_tidy (boxes, 6, links, G_N_ELEMENTS (links));
  memcpy (again, boxes, sizeof boxes);
  mill_tidy (again, 6, links, G_N_ELEMENTS (links));
  g_assert_cmpmem (again, sizeof again, boxes, sizeof boxes);
}

static void
test_many (void)
{
  const guint n = 10000, n_links = 15000;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autofree MillTidyLink *links = make_links (random, n, n_links, 300);
  g_autofree MillTidyBox *boxes = g_new (MillTidyBox, n);
  clock_t start;
  double seconds;

  fill (boxes, n);
  start = clock ();
  mill_tidy (boxes, n, links, n_links);
  seconds = (double) (clock () - start) / CLOCKS_PER_SEC;
  g_test_message ("%u boxes in %.2f s of the processor", n, seconds);
  assert_tidy (boxes, n, links, n_links);
  if (g_test_perf ())
    g_assert_cmpfloat (seconds, <, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pipeline/tidy/nothing", test_nothing);
  g_test_add_func ("/pipeline/tidy/chain", test_chain);
  g_test_add_func ("/pipeline/tidy/ports", test_ports);
  g_test_add_func ("/pipeline/tidy/keeps-order", test_keeps_order);
  g_test_add_func ("/pipeline/tidy/pulls-sources", test_pulls_sources);
  g_test_add_func ("/pipeline/tidy/passes", test_passes);
  g_test_add_func ("/pipeline/tidy/circle", test_circle);
  g_test_add_func ("/pipeline/tidy/parts", test_parts);
  g_test_add_func ("/pipeline/tidy/random", test_random);
  g_test_add_func ("/pipeline/tidy/again", test_again);
  g_test_add_func ("/pipeline/tidy/many", test_many);

  return g_test_run ();
}
