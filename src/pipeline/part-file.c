/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/part-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define TAG_LENGTH 8
#define SUFFIX ".part"

char *
mill_part_file_make_path (const char *path,
                          const char *tag)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);

  return g_strdup_printf ("%s/.%s.%s" SUFFIX, directory, name, tag);
}

static gboolean
is_part_of (const char *found,
            const char *name)
{
  gsize length = strlen (name);

  if (strlen (found) != 1 + length + 1 + TAG_LENGTH + strlen (SUFFIX) || found[0] != '.' ||
      strncmp (found + 1, name, length) != 0 || found[1 + length] != '.' ||
      !g_str_has_suffix (found, SUFFIX))
    return FALSE;

  for (guint i = 0; i < TAG_LENGTH; i++)
    if (!g_ascii_isalnum (found[1 + length + 1 + i]))
      return FALSE;

  return TRUE;
}

/* Is what is at @path the file that is open? */
static gboolean
is_the_same (int         fd,
             const char *path)
{
  struct stat open_status, status;

  return fstat (fd, &open_status) == 0 && lstat (path, &status) == 0 && open_status.st_dev == status.st_dev &&
         open_status.st_ino == status.st_ino;
}

static void
remove_left (const char *part)
{
  int fd = open (part, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

  if (fd < 0)
    return;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0 && is_the_same (fd, part))
    g_unlink (part);
  close (fd);
}

void
mill_part_file_sweep (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *found;

  while (dir != NULL && (found = g_dir_read_name (dir)) != NULL)
    if (is_part_of (found, name))
      {
        g_autofree char *part = g_build_filename (directory, found, NULL);

        remove_left (part);
      }
}

int
mill_part_file_create (const char *part)
{
  while (TRUE)
    {
      int fd = open (part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);

      if (fd < 0)
        return -1;

      /* Where the file system has no locks, nobody else can take one, and nothing is swept. */
      while (flock (fd, LOCK_EX) != 0 && errno == EINTR)
        continue;
      /* Somebody may have swept it between the two. */
      if (is_the_same (fd, part))
        return fd;
      close (fd);
    }
}
