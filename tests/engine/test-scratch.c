/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "faults.h"
#include "pipeline/diagnostic.h"
#include "support.h"

/* What a process that was killed left goes when the next one makes something beside it; what somebody still
 * holds, and what is none of ours, stays. */
static void
test_sweep (void)
{
  g_autofree char *root = test_directory_new ();
  g_autofree char *parent = g_build_filename (root, "runs", NULL);
  g_autofree char *left = g_build_filename (parent, "left", NULL);
  g_autofree char *below = g_build_filename (left, "below", NULL);
  g_autofree char *file = g_build_filename (below, "file", NULL);
  g_autofree char *elsewhere = g_build_filename (root, "elsewhere", NULL);
  g_autofree char *kept = g_build_filename (elsewhere, "kept", NULL);
  g_autofree char *way = g_build_filename (left, "way", NULL);
  g_autofree char *held = g_build_filename (parent, "held", NULL);
  g_autofree char *held_lock = g_build_filename (held, "lock", NULL);
  g_autofree char *foreign = g_build_filename (parent, "foreign", NULL);
  g_autofree char *mine = g_build_filename (parent, "mine", NULL);
  g_autoptr (MillScratch) scratch = NULL;
  g_autoptr (GError) error = NULL;
  int lock;

  g_assert_cmpint (g_mkdir_with_parents (below, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (elsewhere, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (held, 0700), ==, 0);
  test_write_file (file, "x");
  test_write_file (kept, "x");
  test_write_file (foreign, "x");
  g_assert_cmpint (symlink (elsewhere, way), ==, 0);
  lock = open (held_lock, O_RDWR | O_CREAT, 0600);
  g_assert_cmpint (flock (lock, LOCK_EX), ==, 0);

  scratch = mill_scratch_new_in (parent, "mine", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mill_scratch_get_path (scratch), ==, mine);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (held_lock, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (foreign, G_FILE_TEST_IS_REGULAR));

  close (lock);
  g_clear_pointer (&scratch, mill_scratch_free);
  g_assert_false (g_file_test (mine, G_FILE_TEST_EXISTS));
  test_directory_free (g_steal_pointer (&root));
}

static void
assert_refused (const char *parent,
                const char *name,
                int         code)
{
  g_autofree char *path = g_build_filename (parent, name, NULL);
  g_autofree char *message = g_strdup_printf ("The directory for temporary files “%s” cannot be made: %s", path,
                                              g_strerror (code));
  g_autoptr (MillDiagnostic) diagnostic = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (mill_scratch_new_in (parent, name, &error));
  g_assert_cmpstr (error->message, ==, message);
  diagnostic = mill_error_dup_diagnostic (error, NULL);
  g_assert_nonnull (diagnostic->hint);
}

/* It says which directory and why; a name that somebody holds is not taken from him. */
static void
test_refused (void)
{
  g_autofree char *root = test_directory_new ();
  g_autofree char *file = g_build_filename (root, "file", NULL);
  g_autofree char *parent = g_build_filename (root, "runs", NULL);
  g_autofree char *all = g_build_filename (root, "*", NULL);
  g_autofree char *full = g_strdup_printf ("%d", ENOSPC);
  g_autoptr (MillScratch) scratch = mill_scratch_new_in (parent, "mine", NULL);

  test_write_file (file, "x");
  assert_refused (file, "mine", ENOTDIR);
  assert_refused (parent, "mine", EWOULDBLOCK);
  faults_begin ("mkdir", all, 1, full, true);
  assert_refused (parent, "other", ENOSPC);
  faults_begin ("open", all, 1, full, true);
  assert_refused (parent, "other", ENOSPC);
  faults_begin ("create", all, 1, full, true);
  assert_refused (parent, "other", ENOSPC);
  faults_end ();
  g_clear_pointer (&scratch, mill_scratch_free);
  test_directory_free (g_steal_pointer (&root));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scratch/sweep", test_sweep);
  g_test_add_func ("/scratch/refused", test_refused);

  return g_test_run ();
}
