/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/compile.h"
#include "support.h"

/* A session that cannot be opened, since a file that it is to read has a name that is no text, as names on disks
 * may be. Everything that would open it says so, each time, and lets go of what it was given. */

static MillDuck *
make_broken (void)
{
  const char *const paths[] = { "/caf\xe9/a.csv", NULL };
  const MillDuckOptions options = { .read_paths = paths, .workers = 1 };

  return mill_duck_new_later (&options);
}

static void
test_connection (void)
{
  g_autoptr (MillDuck) duck = make_broken ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mill_connection_new (duck, &error));
      test_assert_says (&error, "not UTF-8");
      g_assert_null (mill_connection_new_worker (duck, &error));
      test_assert_says (&error, "not UTF-8");
    }
}

static gboolean
never (MillVectors  *arguments,
       double       *result,
       gpointer      data,
       GError      **error)
{
  g_assert_not_reached ();
}

static void
count_cb (gpointer data)
{
  ++*(guint *) data;
}

static void
test_function (void)
{
  const char *const types[] = { "DOUBLE", NULL };
  g_autoptr (MillDuck) duck = make_broken ();
  g_autoptr (GError) error = NULL;
  guint n_freed = 0;

  g_assert_false (mill_duck_add_function (duck, "never", types, 1, never, &n_freed, count_cb, &error));
  test_assert_says (&error, "not UTF-8");
  g_assert_cmpuint (n_freed, ==, 1);
  g_assert_false (mill_duck_add_function (duck, "never", types, 1, never, NULL, NULL, &error));
  test_assert_says (&error, "not UTF-8");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/duck/broken/connection", test_connection);
  g_test_add_func ("/duck/broken/function", test_function);

  return g_test_run ();
}
