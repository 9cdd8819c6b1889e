/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/cache.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

#include "cache-trial.h"
#include "support.h"

#define NUMBERS(count) "'numbers': {'type': 'numbers', 'version': 1, 'params': {'count': " #count "}}"
#define KEEP(id, from, condition) \
  ", '" id "': {'type': 'keep', 'version': 1, 'inputs': {'table': '" from "'}, " \
  "'params': {'condition': '" condition "'}}"
#define NODE(id, type, from) \
  ", '" id "': {'type': '" type "', 'version': 1, 'inputs': {'table': '" from "'}}"
#define SPELL(id, from) \
  ", '" id "': {'type': 'spell', 'version': 1, 'inputs': {'word': '" from "'}}"

static void
assert_read (CacheTrial *trial,
             const char *node,
             const char *port,
             const char *numbers)
{
  g_autofree char *found = cache_trial_read (trial, node, port);

  g_assert_cmpstr (found, ==, numbers);
}

/* Everything that a first run told, the second tells too, marked as reused; and nothing runs. */
static void
test_reuse (void)
{
  static const char nodes[] = NUMBERS (9) KEEP ("few", "numbers", "n < 4") NODE ("count", "count", "few")
                              KEEP ("some", "few", "n > 1") NODE ("word", "word", "some")
                              SPELL ("spell", "word");
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first = cache_trial_run (home, nodes);
  g_autoptr (CacheTrial) again = cache_trial_run (home, nodes);

  g_assert_cmpint (first->end, ==, MILL_STATE_DONE);
  cache_trial_assert (first, "count:done few:done numbers:done some:done spell:done word:done");
  g_assert_cmpint (again->end, ==, MILL_STATE_DONE);
  cache_trial_assert (again, "count:reused few:reused numbers:reused some:reused spell:reused "
                             "word:reused");
  g_assert_cmpint (cache_trial_find (again, MILL_EVENT_ROWS, "count")->rows, ==, 1);
  g_assert_cmpint (cache_trial_find (again, MILL_EVENT_ROWS, "few")->rows, ==, 4);
  g_assert_cmpstr (cache_trial_find (again, MILL_EVENT_LOG, "count")->text, ==, "4 rows");
  g_assert_cmpfloat (cache_trial_find (again, MILL_EVENT_METRIC, "count")->value, ==, 4);
  g_assert_cmpstr (cache_trial_find (again, MILL_EVENT_LOG, "spell")->text, ==, "2 3 ");
  /* What was never kept is computed when somebody looks. */
  assert_read (again, "some", "result", "2 3");
  g_assert_cmpstr (mill_artifact_get_kind (
                     cache_trial_find (again, MILL_EVENT_ARTIFACT, "word")->artifact), ==, "word");
  assert_read (again, "count", "result", "4");
  assert_read (again, "few", "result", "0 1 2 3");
}

/* Only what a change reaches runs again. */
static void
test_change (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first =
    cache_trial_run (home, NUMBERS (9) NODE ("count", "count", "numbers") NODE ("halves", "halves", "numbers")
                           KEEP ("end", "halves.odd", "n < 6"));
  g_autoptr (CacheTrial) last =
    cache_trial_run (home, NUMBERS (9) NODE ("count", "count", "numbers") NODE ("halves", "halves", "numbers")
                           KEEP ("end", "halves.odd", "n < 4"));
  g_autoptr (CacheTrial) begin =
    cache_trial_run (home, NUMBERS (8) NODE ("count", "count", "numbers") NODE ("halves", "halves", "numbers")
                           KEEP ("end", "halves.odd", "n < 4"));
  g_autoptr (CacheTrial) back =
    cache_trial_run (home, NUMBERS (9) NODE ("count", "count", "numbers") NODE ("halves", "halves", "numbers")
                           KEEP ("end", "halves.odd", "n < 6"));

  cache_trial_assert (first, "count:done end:done halves:done numbers:done");
  /* What comes before and was not kept is a part of the query; what was kept is not made again. */
  cache_trial_assert (last, "count:reused end:done halves:done numbers:reused");
  assert_read (last, "end", "result", "1 3");
  cache_trial_assert (begin, "count:done end:done halves:done numbers:done");
  assert_read (begin, "count", "result", "8");
  cache_trial_assert (back, "count:reused end:reused halves:reused numbers:reused");
  assert_read (back, "end", "result", "1 3 5");
}

/* Neither what a node is called, nor where it stands, nor what its parameter is called. */
static void
test_cosmetic (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first =
    cache_trial_new (home, NUMBERS (9) KEEP ("few", "numbers", "n < ${most}"),
                     ", 'parameters': {'most': {'type': 'integer', 'default': 4}}", FALSE);
  g_autoptr (CacheTrial) other =
    cache_trial_new (home, "'eins': {'type': 'numbers', 'version': 1, 'title': 'Eins', 'params': "
                           "{'count': 9}}" KEEP ("zwei", "eins", "n < ${limit}"),
                     ", 'parameters': {'limit': {'type': 'integer', 'default': 4}, 'x': {'type': 'integer', "
                     "'default': 1}}, 'layout': {'nodes': {'eins': {'x': 5, 'y': 6}}, 'notes': [{'id': 'a', "
                     "'text': 'b', 'x': 1, 'y': 1, 'width': 2, 'height': 2}]}", FALSE);
  g_autoptr (CacheTrial) changed =
    cache_trial_new (home, NUMBERS (9) KEEP ("few", "numbers", "n < ${most}"),
                     ", 'parameters': {'most': {'type': 'integer', 'default': 5}}", FALSE);

  first->end = mill_run_execute (first->run, NULL);
  other->end = mill_run_execute (other->run, NULL);
  changed->end = mill_run_execute (changed->run, NULL);
  cache_trial_assert (first, "few:done numbers:done");
  cache_trial_assert (other, "eins:reused zwei:reused");
  cache_trial_assert (changed, "few:done numbers:done");
}

static MillState
recall (CacheHome   *home,
        const char  *text,
        CacheTrial **trial)
{
  *trial = cache_trial_new_recall (home, text);

  return (*trial)->end = mill_run_execute ((*trial)->run, NULL);
}

/* What is there is told, and nothing is computed for what is not. */
static void
test_recall (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first = cache_trial_run (home, NUMBERS (9) NODE ("count", "count", "numbers")
                                                        KEEP ("end", "numbers", "n < 6"));
  g_autoptr (CacheTrial) same = NULL;
  g_autoptr (CacheTrial) changed = NULL;

  g_assert_cmpint (first->end, ==, MILL_STATE_DONE);
  g_assert_cmpint (recall (home, NUMBERS (9) NODE ("count", "count", "numbers")
                                 KEEP ("end", "numbers", "n < 6"), &same), ==, MILL_STATE_DONE);
  cache_trial_assert (same, "count:reused end:reused numbers:reused");
  assert_read (same, "end", "result", "0 1 2 3 4 5");
  g_assert_cmpint (recall (home, NUMBERS (9) NODE ("count", "count", "numbers")
                                 KEEP ("end", "numbers", "n < 5") NODE ("wrong", "keep", "nowhere"),
                           &changed), ==, MILL_STATE_DONE);
  cache_trial_assert (changed, "count:reused end:idle numbers:reused wrong:idle");
}

static void
test_from_scratch (void)
{
  static const char nodes[] = NUMBERS (9) NODE ("count", "count", "numbers");
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first = cache_trial_run (home, nodes);
  g_autoptr (CacheTrial) scratch = cache_trial_new (home, nodes, NULL, TRUE);
  g_autoptr (CacheTrial) again = NULL;

  scratch->end = mill_run_execute (scratch->run, NULL);
  again = cache_trial_run (home, nodes);
  cache_trial_assert (scratch, "count:done numbers:done");
  cache_trial_assert (again, "count:reused numbers:reused");
}

/* What cannot be read again is made again, as often as it is asked for; what was made of it is not. */
static void
test_unreadable_artifact (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first =
    cache_trial_run (home, NUMBERS (3) NODE ("secret", "secret", "numbers") SPELL ("spell", "secret"));
  g_autoptr (CacheTrial) again =
    cache_trial_run (home, NUMBERS (3) NODE ("secret", "secret", "numbers") SPELL ("spell", "secret"));
  g_autoptr (CacheTrial) asked =
    cache_trial_run (home, NUMBERS (3) NODE ("secret", "secret", "numbers"));

  cache_trial_assert (first, "numbers:done secret:done spell:done");
  cache_trial_assert (again, "numbers:reused secret:reused spell:reused");
  cache_trial_assert (asked, "numbers:done secret:done");
}

static void
test_failure (void)
{
  static const char nodes[] = NUMBERS (9) NODE ("count", "count", "numbers")
                              NODE ("refuse", "refuse", "numbers");
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first = cache_trial_run (home, nodes);
  g_autoptr (CacheTrial) again = cache_trial_run (home, nodes);

  g_assert_cmpint (again->end, ==, MILL_STATE_FAILED);
  cache_trial_assert (first, "count:done numbers:done refuse:failed");
  cache_trial_assert (again, "count:reused numbers:reused refuse:failed");
}

static void
set_source (const char *path,
            const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* A source is what it holds: not its name, and not its times. */
static void
test_source (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autofree char *path = g_build_filename (home->path, "a.csv", NULL);
  g_autofree char *other = g_build_filename (home->path, "b.csv", NULL);
  g_autofree char *nodes = g_strdup_printf ("'a': {'type': 'listed', 'version': 1, 'params': {'path': "
                                            "'%s'}}", path);
  g_autofree char *moved = g_strdup_printf ("'a': {'type': 'listed', 'version': 1, 'params': {'path': "
                                            "'%s'}}", other);

  set_source (path, "one");
  {
    g_autoptr (CacheTrial) first = cache_trial_run (home, nodes);

    cache_trial_assert (first, "a:done");
    g_assert_nonnull (cache_trial_find (first, MILL_EVENT_SOURCE, "a"));
  }
  set_source (path, "two");
  {
    g_autoptr (CacheTrial) changed = cache_trial_run (home, nodes);
    g_autofree char *forecast = NULL;

    cache_trial_assert (changed, "a:done");
    set_source (path, "three");
    forecast = cache_home_forecast (home, nodes, NULL);
    g_assert_nonnull (strstr (forecast, "a: run (file “"));
    g_assert_nonnull (strstr (forecast, "a.csv” changed)"));
  }
  set_source (path, "one");
  set_source (other, "one");
  {
    g_autoptr (CacheTrial) back = cache_trial_run (home, nodes);
    g_autoptr (CacheTrial) elsewhere = cache_trial_run (home, moved);

    cache_trial_assert (back, "a:reused");
    g_assert_cmpint (cache_trial_find (back, MILL_EVENT_SOURCE, "a")->rows, ==, 3);
    cache_trial_assert (elsewhere, "a:reused");
  }
}

/* Where the cache cannot be written, that is said once, and the run is what it would be without. */
static void
test_trouble (void)
{
  static const char nodes[] = NUMBERS (9) KEEP ("few", "numbers", "n < 3") NODE ("count", "count", "few")
                              NODE ("halves", "halves", "few");
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autofree char *keys = g_build_filename (home->cache_path, "keys", NULL);
  g_autoptr (CacheTrial) trial = NULL;

  g_assert_cmpint (g_mkdir_with_parents (home->cache_path, 0700), ==, 0);
  set_source (keys, "this is no folder");
  trial = cache_trial_run (home, nodes);
  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  cache_trial_assert (trial, "count:done few:done halves:done numbers:done");
  g_assert_cmpuint (cache_trial_count (trial, MILL_EVENT_LOG, NULL), ==, 1);
  g_assert_nonnull (strstr (cache_trial_find (trial, MILL_EVENT_LOG, NULL)->text, "are not remembered"));
  assert_read (trial, "halves", "odd", "1");
}

/* What was used least recently goes first; what is looked at stays readable. */
static void
test_eviction (void)
{
  g_autoptr (CacheHome) home = cache_home_new (1);
  g_autoptr (CacheTrial) first = cache_trial_run (home, NUMBERS (50));
  g_autoptr (GPtrArray) left = cache_home_list (home, "");
  g_autofree char *forecast = cache_home_forecast (home, NUMBERS (50), NULL);

  g_assert_cmpuint (left->len, ==, 0);
  g_assert_cmpstr (forecast, ==, "numbers: run (its result is no longer in the cache)\n");
  g_assert_cmpint (first->end, ==, MILL_STATE_DONE);
  {
    g_autofree char *numbers = cache_trial_read (first, "numbers", "table");

    g_assert_true (g_str_has_prefix (numbers, "0 1 2 "));
  }
}

static void
make_old (CacheHome *home)
{
  g_autoptr (GPtrArray) paths = cache_home_list (home, ".json");
  struct utimbuf times = { 1000000000, 1000000000 };

  for (guint i = 0; i < paths->len; i++)
    g_assert_cmpint (g_utime (g_ptr_array_index (paths, i), &times), ==, 0);
}

static void
test_least_recent (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) old = cache_trial_run (home, NUMBERS (51));
  g_autoptr (CacheTrial) used = cache_trial_run (home, NUMBERS (52));
  g_autoptr (MillCache) small = NULL;
  g_autoptr (CacheTrial) again = NULL;
  g_autoptr (GPtrArray) left = NULL;

  make_old (home);
  again = cache_trial_run (home, NUMBERS (52));
  cache_trial_assert (again, "numbers:reused");
  small = mill_cache_new (home->cache_path, 1500);
  mill_cache_trim (small);
  left = cache_home_list (home, ".parquet");
  g_assert_cmpuint (left->len, ==, 1);
  {
    g_autoptr (CacheTrial) kept = cache_trial_run (home, NUMBERS (52));
    g_autoptr (CacheTrial) gone = cache_trial_run (home, NUMBERS (51));

    cache_trial_assert (kept, "numbers:reused");
    cache_trial_assert (gone, "numbers:done");
  }
}

/* A budget that becomes smaller is looked at after the next run, though that keeps nothing new. */
static void
test_smaller_budget (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) old = cache_trial_run (home, NUMBERS (51));
  g_autoptr (CacheTrial) used = cache_trial_run (home, NUMBERS (52));
  g_autoptr (CacheTrial) again = NULL;
  g_autoptr (CacheTrial) after = NULL;
  g_autoptr (GPtrArray) left = NULL;

  g_assert_cmpint (old->end, ==, MILL_STATE_DONE);
  g_assert_cmpint (used->end, ==, MILL_STATE_DONE);
  make_old (home);
  again = cache_trial_run (home, NUMBERS (52));
  cache_trial_assert (again, "numbers:reused");
  left = cache_home_list (home, ".parquet");
  g_assert_cmpuint (left->len, ==, 2);
  g_clear_pointer (&left, g_ptr_array_unref);

  mill_cache_set_budget (home->cache, 1500);
  after = cache_trial_run (home, NUMBERS (52));
  cache_trial_assert (after, "numbers:reused");
  left = cache_home_list (home, ".parquet");
  g_assert_cmpuint (left->len, ==, 1);
}

/* A clock that was ahead made the files of the first run look as if they were used in the year 2100: they do
 * not outlast those that are. */
static void
test_from_the_future (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first = cache_trial_run (home, NUMBERS (51));
  g_autoptr (GPtrArray) ahead = cache_home_list (home, "");
  g_autoptr (CacheTrial) later = cache_trial_run (home, NUMBERS (52));
  g_autoptr (MillCache) small = mill_cache_new (home->cache_path, 1500);
  struct utimbuf times = { .actime = 4102444800, .modtime = 4102444800 };

  g_assert_cmpint (first->end, ==, MILL_STATE_DONE);
  g_assert_cmpint (later->end, ==, MILL_STATE_DONE);
  for (guint i = 0; i < ahead->len; i++)
    g_assert_cmpint (utime (g_ptr_array_index (ahead, i), &times), ==, 0);
  mill_cache_trim (small);
  {
    g_autoptr (CacheTrial) kept = cache_trial_run (home, NUMBERS (52));
    g_autoptr (CacheTrial) gone = cache_trial_run (home, NUMBERS (51));

    cache_trial_assert (kept, "numbers:reused");
    cache_trial_assert (gone, "numbers:done");
  }
}

static void
assert_forecast (CacheHome  *home,
                 const char *nodes,
                 const char *more,
                 const char *expected)
{
  g_autofree char *found = cache_home_forecast (home, nodes, more);

  g_assert_cmpstr (found, ==, expected);
}

/* What would run, and why: of each kind of change. */
static void
test_why (void)
{
  static const char parameters[] = ", 'parameters': {'most': {'type': 'integer', 'default': 4}}";
  static const char nodes[] = NUMBERS (9) KEEP ("few", "numbers", "n < ${most}") NODE ("count", "count", "few");
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) trial = NULL;

  assert_forecast (home, nodes, parameters,
                   "numbers: run (it has never run)\nfew: run (it has never run)\n"
                   "count: run (it has never run)\n");
  trial = cache_trial_new (home, nodes, parameters, FALSE);
  mill_run_execute (trial->run, NULL);
  assert_forecast (home, nodes, parameters, "numbers: reuse\nfew: reuse\ncount: reuse\n");
  assert_forecast (home, NUMBERS (10) KEEP ("few", "numbers", "n < ${most}") NODE ("count", "count", "few"),
                   parameters,
                   "numbers: run (setting “count” changed: 9 → 10)\n"
                   "few: run (what comes from “Numbers” changed)\n"
                   "count: run (what comes from “Keep” changed)\n");
  assert_forecast (home, nodes, ", 'parameters': {'most': {'type': 'integer', 'default': 5}}",
                   "numbers: run (“Count” needs its table, which is not kept)\n"
                   "few: run (parameter “most” changed: 4 → 5)\n"
                   "count: run (what comes from “Keep” changed)\n");
  assert_forecast (home, NUMBERS (9) KEEP ("few", "numbers", "n < ${most}") NODE ("count", "twice", "few"),
                   parameters,
                   "numbers: run (“Twice” needs its table, which is not kept)\n"
                   "few: run (“Twice” needs its table, which is not kept)\n"
                   "count: run (the type of the node changed: count → twice)\n");
  assert_forecast (home, NUMBERS (9) KEEP ("few", "numbers", "n < ${most}")
                         NODE ("count", "count", "numbers"), parameters,
                   "numbers: run (its result is no longer in the cache)\n"
                   "count: run (what is linked to “table” changed: few.result → numbers.table)\n"
                   "few: run (its result is no longer in the cache)\n");
}

/* Of long values that differ late, that place is told. */
static void
test_why_long (void)
{
#define LONG(end) \
  NUMBERS (9) KEEP ("few", "numbers", "n < 4 and n < 100000000000 and n < 200000000000 and n < 300000000000 and n < " end)

  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) trial = cache_trial_run (home, LONG ("5"));

  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  assert_forecast (home, LONG ("6"), NULL,
                   "numbers: run (“Keep” needs its table, which is not kept)\n"
                   "few: run (setting “condition” changed: …00000000000 and n < 5 → …00000000000 and n < 6)\n");
#undef LONG
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cache/reuse", test_reuse);
  g_test_add_func ("/cache/change", test_change);
  g_test_add_func ("/cache/cosmetic", test_cosmetic);
  g_test_add_func ("/cache/recall", test_recall);
  g_test_add_func ("/cache/from-scratch", test_from_scratch);
  g_test_add_func ("/cache/unreadable-artifact", test_unreadable_artifact);
  g_test_add_func ("/cache/failure", test_failure);
  g_test_add_func ("/cache/source", test_source);
  g_test_add_func ("/cache/trouble", test_trouble);
  g_test_add_func ("/cache/eviction", test_eviction);
  g_test_add_func ("/cache/least-recent", test_least_recent);
  g_test_add_func ("/cache/smaller-budget", test_smaller_budget);
  g_test_add_func ("/cache/from-the-future", test_from_the_future);
  g_test_add_func ("/cache/why", test_why);
  g_test_add_func ("/cache/why-long", test_why_long);

  return g_test_run ();
}
