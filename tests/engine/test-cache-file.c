/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "cache-trial.h"
#include "engine/cache-private.h"

/* Files of the cache are whole or not there, and where that cannot be, it is said. */

static char *
make_file (CacheHome  *home,
           const char *name,
           const char *text)
{
  char *path = g_build_filename (home->path, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return path;
}

/* @text as it would be written: behind its own digest. */
static char *
with_digest (const char *text)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strdup_printf ("%s\n%s", digest, text);
}

static void
assert_no_parts (CacheHome *home)
{
  g_autoptr (GPtrArray) left = cache_home_list (home, "");

  g_assert_cmpuint (left->len, ==, 0);
}

static void
test_round_trip (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autofree char *path = g_build_filename (home->path, "deep", "below", "a.json", NULL);
  g_autoptr (JsonNode) json = json_from_string ("{\"a\": [1, 2.5, \"ü\"]}", NULL);
  g_autoptr (JsonNode) back = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (mill_cache_read_json (path, &error));
  g_assert_no_error (error);
  g_assert_true (mill_cache_write_json (home->cache, path, json, &error));
  g_assert_no_error (error);
  back = mill_cache_read_json (path, &error);
  g_assert_no_error (error);
  g_assert_true (json_node_equal (json, back));
  assert_no_parts (home);
}

/* What is damaged is not believed, and is gone after that. */
static void
test_damaged (void)
{
  g_autofree char *list = with_digest ("[1]");
  g_autofree char *broken = with_digest ("{\"a\":");
  g_autofree char *other = with_digest ("{\"a\":1}");
  g_autofree char *no_line = with_digest ("{}");
  const char *const texts[] = { "", "short", list, broken, other, no_line };
  g_autoptr (CacheHome) home = cache_home_new (0);

  other[70] = '2';
  no_line[64] = ' ';
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = make_file (home, "a.json", texts[i]);
      g_autoptr (GError) error = NULL;

      /* To look at it only leaves that to whoever reads it. */
      g_assert_null (mill_cache_peek_json (path));
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
      g_assert_null (mill_cache_read_json (path, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, path));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* Where a folder should be there is a file. */
static void
test_no_folder (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autofree char *file = make_file (home, "file", "x");
  g_autofree char *path = g_build_filename (file, "a.json", NULL);
  g_autoptr (JsonNode) json = json_from_string ("{}", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) rename_error = NULL;

  g_assert_false (mill_cache_write_json (home->cache, path, json, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_assert_nonnull (strstr (error->message, file));
  assert_no_parts (home);

  g_assert_false (mill_cache_rename (file, path, &rename_error));
  g_assert_error (rename_error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
}

/* A folder that has come into the place of a file goes, with what is in it. */
static void
test_folder_in_the_way (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autofree char *from = make_file (home, "from", "x");
  g_autofree char *to = g_build_filename (home->path, "to", NULL);
  g_autofree char *inner = g_build_filename (to, "inner", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (to, 0700), ==, 0);
  g_assert_true (g_file_set_contents (inner, "y", -1, NULL));
  g_assert_true (mill_cache_rename (from, to, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (to, G_FILE_TEST_IS_REGULAR));
  g_assert_false (g_file_test (from, G_FILE_TEST_EXISTS));
}

/* A link is another name; where there can be none, there is a copy. */
static void
test_link (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autofree char *from = make_file (home, "from", "what it holds");
  g_autofree char *to = g_build_filename (home->path, "to", NULL);
  g_autofree char *missing = g_build_filename (home->path, "missing", NULL);
  g_autofree char *elsewhere = g_build_filename (home->path, "none", "to", NULL);
  GStatBuf first, second;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) missing_error = NULL;

  g_assert_true (mill_cache_link (from, to, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (from, &first), ==, 0);
  g_assert_cmpint (g_stat (to, &second), ==, 0);
  g_assert_true (first.st_ino == second.st_ino);

  g_assert_false (mill_cache_link (missing, elsewhere, &missing_error));
  g_assert_error (missing_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (elsewhere, G_FILE_TEST_EXISTS));
}

/* Another file system knows none of the links of this one. */
static void
test_copy (void)
{
  g_autofree char *to = g_strdup_printf ("/dev/shm/millrace-cache-file-%d", (int) getpid ());
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autofree char *from = make_file (home, "from", "what it holds");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf here, there;

  if (g_stat (home->path, &here) != 0 || g_stat ("/dev/shm", &there) != 0 || here.st_dev == there.st_dev)
    {
      g_test_skip ("there is no other file system");
      return;
    }
  g_assert_true (mill_cache_link (from, to, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (to, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "what it holds");
  g_unlink (to);
}

static void
test_sum (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autofree char *one = make_file (home, "one", "what it holds");
  g_autofree char *same = make_file (home, "same", "what it holds");
  g_autofree char *other = make_file (home, "other", "what it hold5");
  g_autofree char *missing = g_build_filename (home->path, "missing", NULL);
  g_autofree char *one_sum = mill_cache_sum (one, NULL);
  g_autofree char *same_sum = mill_cache_sum (same, NULL);
  g_autofree char *other_sum = mill_cache_sum (other, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) folder_error = NULL;

  g_assert_cmpuint (strlen (one_sum), ==, 32);
  g_assert_cmpstr (one_sum, ==, same_sum);
  g_assert_cmpstr (one_sum, !=, other_sum);
  g_assert_null (mill_cache_sum (missing, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (mill_cache_sum (home->path, &folder_error));
  g_assert_error (folder_error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_nonnull (strstr (folder_error->message, home->path));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cache-file/round-trip", test_round_trip);
  g_test_add_func ("/cache-file/damaged", test_damaged);
  g_test_add_func ("/cache-file/no-folder", test_no_folder);
  g_test_add_func ("/cache-file/folder-in-the-way", test_folder_in_the_way);
  g_test_add_func ("/cache-file/link", test_link);
  g_test_add_func ("/cache-file/copy", test_copy);
  g_test_add_func ("/cache-file/sum", test_sum);

  return g_test_run ();
}
