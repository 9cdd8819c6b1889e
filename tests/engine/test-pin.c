/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/cache.h"

#include <string.h>

#include "cache-trial.h"
#include "support.h"

#define NUMBERS(count) "'numbers': {'type': 'numbers', 'version': 1, 'params': {'count': " #count "}}"
#define KEEP(id, from, condition, mark) \
  ", '" id "': {'type': 'keep', 'version': 1" mark ", 'inputs': {'table': '" from "'}, " \
  "'params': {'condition': '" condition "'}}"
#define COUNT(id, from, mark) \
  ", '" id "': {'type': 'count', 'version': 1" mark ", 'inputs': {'table': '" from "'}}"
#define PINNED ", 'pinned': true"

static void
assert_read (CacheTrial *trial,
             const char *node,
             const char *port,
             const char *numbers)
{
  g_autofree char *found = cache_trial_read (trial, node, port);

  g_assert_cmpstr (found, ==, numbers);
}

static void
assert_forecast (CacheHome  *home,
                 const char *nodes,
                 const char *expected)
{
  g_autofree char *found = cache_home_forecast (home, nodes, NULL);

  g_assert_cmpstr (found, ==, expected);
}

/* The first run makes it; then it is given whatever changes before it, and nothing before it runs. */
static void
test_serve (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first =
    cache_trial_run (home, NUMBERS (9) KEEP ("few", "numbers", "n < 4", PINNED) COUNT ("count", "few", ""));
  g_autoptr (CacheTrial) changed =
    cache_trial_run (home, NUMBERS (3) KEEP ("few", "numbers", "n < 2", PINNED) COUNT ("count", "few", ""));
  g_autoptr (CacheTrial) behind =
    cache_trial_run (home, NUMBERS (3) KEEP ("few", "numbers", "n < 2", PINNED)
                           KEEP ("last", "few", "n > 1", ""));

  cache_trial_assert (first, "count:done few:done numbers:done");
  cache_trial_assert (changed, "count:reused few:reused numbers:reused");
  assert_read (changed, "few", "result", "0 1 2 3");
  assert_read (changed, "count", "result", "4");
  cache_trial_assert (behind, "few:reused last:done numbers:reused");
  assert_read (behind, "last", "result", "2 3");
  assert_forecast (home, NUMBERS (3) KEEP ("few", "numbers", "n < 2", PINNED)
                         KEEP ("last", "few", "n > 1", ""),
                   "numbers: reuse\n"
                   "few: reuse stale (setting “condition” changed: n < 4 → n < 2; what comes from “Numbers” changed)\n"
                   "last: reuse\n");
  /* Without the mark it is what it would be. */
  {
    g_autoptr (CacheTrial) loose =
      cache_trial_run (home, NUMBERS (3) KEEP ("few", "numbers", "n < 2", "") COUNT ("count", "few", ""));

    cache_trial_assert (loose, "count:done few:done numbers:done");
    assert_read (loose, "count", "result", "2");
  }
}

/* What is pinned after a run is what that run gave. */
static void
test_pin_later (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first = cache_trial_run (home, NUMBERS (9) COUNT ("count", "numbers", ""));
  g_autoptr (CacheTrial) pinned = cache_trial_run (home, NUMBERS (5) COUNT ("count", "numbers", PINNED));

  cache_trial_assert (first, "count:done numbers:done");
  cache_trial_assert (pinned, "count:reused numbers:reused");
  assert_read (pinned, "count", "result", "9");
  g_assert_cmpstr (cache_trial_find (pinned, MILL_EVENT_LOG, "count")->text, ==, "9 rows");
}

/* From scratch means what is pinned too, and that is what is pinned then. */
static void
test_from_scratch (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first = cache_trial_run (home, NUMBERS (9) COUNT ("count", "numbers", PINNED));
  g_autoptr (CacheTrial) scratch =
    cache_trial_new (home, NUMBERS (5) COUNT ("count", "numbers", PINNED), NULL, TRUE);
  g_autoptr (CacheTrial) after = NULL;

  g_assert_cmpint (first->end, ==, MILL_STATE_DONE);
  mill_run_execute (scratch->run, NULL);
  cache_trial_assert (scratch, "count:done numbers:done");
  after = cache_trial_run (home, NUMBERS (7) COUNT ("count", "numbers", PINNED));
  cache_trial_assert (after, "count:reused numbers:reused");
  assert_read (after, "count", "result", "5");
}

/* However small the cache is. */
static void
test_never_evicted (void)
{
  g_autoptr (CacheHome) home = cache_home_new (1);
  g_autoptr (CacheTrial) first = cache_trial_run (home, NUMBERS (9) KEEP ("few", "numbers", "n < 4", PINNED));
  g_autoptr (CacheTrial) other = cache_trial_run (home, NUMBERS (99));
  g_autoptr (CacheTrial) again = NULL;

  mill_cache_trim (home->cache);
  again = cache_trial_run (home, NUMBERS (5) KEEP ("few", "numbers", "n < 4", PINNED));
  g_assert_cmpint (first->end, ==, MILL_STATE_DONE);
  g_assert_cmpint (other->end, ==, MILL_STATE_DONE);
  cache_trial_assert (again, "few:reused numbers:reused");
  assert_read (again, "few", "result", "0 1 2 3");
}

/* What was served and is damaged is made anew, and who reads it gets keys of what it really read. */
static void
test_lost (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first =
    cache_trial_run (home, NUMBERS (9) KEEP ("few", "numbers", "n < 4", PINNED) COUNT ("count", "few", ""));
  g_autoptr (GPtrArray) tables = cache_home_list (home, ".parquet");
  g_autoptr (CacheTrial) lost = NULL;

  g_assert_cmpint (first->end, ==, MILL_STATE_DONE);
  for (guint i = 0; i < tables->len; i++)
    if (strstr (g_ptr_array_index (tables, i), ".result.") != NULL)
      {
        g_autofree char *text = NULL;
        gsize length;

        g_assert_true (g_file_get_contents (g_ptr_array_index (tables, i), &text, &length, NULL));
        text[length / 2] ^= 1;
        g_assert_true (g_file_set_contents (g_ptr_array_index (tables, i), text, length, NULL));
      }
  lost = cache_trial_run (home, NUMBERS (3) KEEP ("few", "numbers", "n < 2", PINNED)
                                COUNT ("other", "few", "") COUNT ("count", "few", ""));
  cache_trial_assert (lost, "count:done few:done numbers:done other:done");
  assert_read (lost, "other", "result", "2");
  {
    g_autoptr (CacheTrial) plain =
      cache_trial_run (home, NUMBERS (3) KEEP ("few", "numbers", "n < 2", "") COUNT ("other", "few", ""));

    cache_trial_assert (plain, "few:reused numbers:reused other:reused");
    assert_read (plain, "other", "result", "2");
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pin/serve", test_serve);
  g_test_add_func ("/pin/pin-later", test_pin_later);
  g_test_add_func ("/pin/from-scratch", test_from_scratch);
  g_test_add_func ("/pin/never-evicted", test_never_evicted);
  g_test_add_func ("/pin/lost", test_lost);

  return g_test_run ();
}
