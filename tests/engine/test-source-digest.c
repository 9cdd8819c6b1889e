/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/source-digest.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "pipeline/diagnostic.h"

static char *scratch;

static char *
make_path (const char *name)
{
  return g_build_filename (scratch, name, NULL);
}

static void
check_digest (const char *content,
              gssize      length,
              const char *expected)
{
  g_autofree char *path = make_path ("source");
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = NULL;
  gint64 n_bytes = -1;

  g_assert_true (g_file_set_contents (path, content, length, &error));
  digest = mill_source_digest (NULL, path, &n_bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (digest, ==, expected);
  g_assert_cmpint (n_bytes, ==, length);
  g_unlink (path);
}

/* The examples of FIPS 180-4, and a file of several buffers. */
static void
test_content (void)
{
  gsize length = 700 * 1000;
  g_autofree char *content = g_malloc (length);
  g_autofree char *expected = NULL;

  check_digest ("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  check_digest ("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  for (gsize i = 0; i < length; i++)
    content[i] = i * 31 % 251;
  expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
  check_digest (content, length, expected);
}

static void
check_fails (const char *path,
             const char *said)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mill_source_digest (NULL, path, NULL, NULL, &error));
  g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, said));
}

static void
test_no_file (void)
{
  g_autofree char *missing = make_path ("missing");
  g_autofree char *pipe = make_path ("pipe");

  check_fails (missing, "No such file");
  check_fails (scratch, "cannot be read");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  check_fails (pipe, "is a device or a pipe");
  g_unlink (pipe);
}

static void
test_stopped (void)
{
  g_autofree char *path = make_path ("source");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "a\n1\n", -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (mill_source_digest (NULL, path, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_unlink (path);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  scratch = g_dir_make_tmp ("millrace-digest-XXXXXX", NULL);
  g_test_add_func ("/source-digest/content", test_content);
  g_test_add_func ("/source-digest/no-file", test_no_file);
  g_test_add_func ("/source-digest/stopped", test_stopped);
  result = g_test_run ();
  g_rmdir (scratch);
  g_free (scratch);

  return result;
}
