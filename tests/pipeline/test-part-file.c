/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "pipeline/part-file.h"
#include "pipeline/save-file.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("millrace-part-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "a.csv", NULL);
}

static guint
count_files (Fixture  *self,
             gboolean  clears)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      n++;
      if (clears)
        g_remove (path);
    }

  return n;
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  count_files (self, TRUE);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->path);
}

static void
write_file (Fixture    *self,
            const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
}

static gboolean
is_there (Fixture    *self,
          const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What nobody writes goes, and nothing else. */
static void
test_sweep (Fixture       *self,
            gconstpointer  data)
{
  static const char *const others[] = { "a.csv", ".a.csv.part", ".b.csv.01234567.part", ".a.csv.0123456.part",
                                        ".a.csv.0123-567.part", "a.csv.01234567.part", ".a.csv.01234567.parts" };
  g_autofree char *part = mill_part_file_make_path (self->path, "89abcdef");
  g_autofree char *name = g_path_get_basename (part);
  int lock;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    write_file (self, others[i]);
  write_file (self, ".a.csv.01234567.part");
  g_assert_cmpstr (name, ==, ".a.csv.89abcdef.part");
  lock = mill_part_file_create (part);
  g_assert_cmpint (lock, >=, 0);

  mill_part_file_sweep (self->path);
  g_assert_false (is_there (self, ".a.csv.01234567.part"));
  g_assert_true (is_there (self, name));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_true (is_there (self, others[i]));

  close (lock);
  mill_part_file_sweep (self->path);
  g_assert_false (is_there (self, name));
}

static void
test_cannot_be_made (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *part = g_build_filename (self->folder, "nowhere", ".a.csv.89abcdef.part", NULL);

  g_assert_cmpint (mill_part_file_create (part), ==, -1);
  g_assert_cmpint (errno, ==, ENOENT);
}

static void
save (Fixture    *self,
      const char *text)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (mill_save_file (file, text, strlen (text), NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (self->path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, text);
}

static void
test_save (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autofree char *link = g_build_filename (self->folder, "link.csv", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  write_file (self, ".a.csv.01234567.part");
  save (self, "one");
  g_assert_cmpuint (count_files (self, FALSE), ==, 1);

  /* It stays what it is for others. */
  g_assert_cmpint (g_chmod (self->path, 0640), ==, 0);
  save (self, "two");
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 07777, ==, 0640);

  /* Two names of one file stay that, too. */
  g_assert_cmpint (linkat (AT_FDCWD, self->path, AT_FDCWD, link, 0), ==, 0);
  save (self, "three");
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpuint (status.st_nlink, ==, 2);

  g_cancellable_cancel (cancelled);
  g_assert_false (mill_save_file (file, "four", 4, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (self, FALSE), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/pipeline/part-file/sweep", test_sweep);
  ADD ("/pipeline/part-file/cannot-be-made", test_cannot_be_made);
  ADD ("/pipeline/part-file/save", test_save);

  return g_test_run ();
}
