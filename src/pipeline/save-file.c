/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE

#include "config.h"

#include "pipeline/save-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "pipeline/file-trouble.h"
#include "pipeline/part-file.h"

/* Saving has to leave the old file or the new one, whole, and nothing else beside it, at whatever moment the
 * program is killed. So the new one is written without a name first, where the file system can do that, and
 * takes the place of the old one when it is whole; between the two it has a name for a moment, and is swept the
 * next time where that was the last. */

/* GIO writes through a link in place, which has no way back. */
static GFile *
follow_links (GFile *file)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *real = path != NULL ? realpath (path, NULL) : NULL;

  return real != NULL ? g_file_new_for_path (real) : g_object_ref (file);
}

/* GIO's own words often leave out which file it is. Takes @trouble. */
static gboolean
fail (GError **error,
      GError  *trouble,
      GFile   *file)
{
  g_autofree char *name = g_file_get_parse_name (file);

  if (g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, trouble);
      return FALSE;
    }
  g_set_error (error, trouble->domain, trouble->code, _("“%s” cannot be written: %s (%s)"), name, trouble->message,
               mill_file_trouble_find_hint (trouble));
  g_error_free (trouble);

  return FALSE;
}

/* g_file_replace_contents() would do, but after an error it closes what it has written so far, and half a
 * file, or none of it, takes the place of the old one. A close that is cancelled keeps the old one. */
static gboolean
save_by_gio (GFile         *file,
             const char    *text,
             gsize          length,
             GCancellable  *cancellable,
             GError       **error)
{
  GError *trouble = NULL;
  g_autoptr (GFileOutputStream) stream =
    g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, &trouble);
  g_autoptr (GCancellable) cancelled = NULL;

  if (stream == NULL)
    return fail (error, trouble, file);
  if (g_output_stream_write_all (G_OUTPUT_STREAM (stream), text, length, NULL, cancellable, &trouble))
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, &trouble) || fail (error, trouble, file);

  cancelled = g_cancellable_new ();
  g_cancellable_cancel (cancelled);
  g_output_stream_close (G_OUTPUT_STREAM (stream), cancelled, NULL);

  return fail (error, trouble, file);
}

/* A new file without a name that may take the place of the one at @path: of the same owner and with the same
 * permissions. -1 where that cannot be, which GIO has other ways for. */
static int
open_nameless (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  struct stat old;
  gboolean is_there = lstat (path, &old) == 0;
  int fd;

  if (is_there ? !S_ISREG (old.st_mode) || old.st_nlink > 1 || access (path, W_OK) != 0 : errno != ENOENT)
    return -1;

  fd = open (directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  if (fd >= 0 && is_there)
    {
      struct stat own;

      if (fstat (fd, &own) != 0 ||
          ((own.st_uid != old.st_uid || own.st_gid != old.st_gid) && fchown (fd, old.st_uid, old.st_gid) != 0) ||
          fchmod (fd, old.st_mode & 07777) != 0)
        {
          close (fd);
          return -1;
        }
    }

  return fd;
}

static gboolean
write_all (int         fd,
           const char *text,
           gsize       length)
{
  while (length > 0)
    {
      gssize n = write (fd, text, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      text += n;
      length -= n;
    }

  return fsync (fd) == 0;
}

static gboolean
put_in_place (int         fd,
              const char *path)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *tag = g_strndup (uuid, 8);
  g_autofree char *part = mill_part_file_make_path (path, tag);
  g_autofree char *source = g_strdup_printf ("/proc/self/fd/%d", fd);
  int code;

  /* Locked as long as it has that name, so that nobody sweeps it. */
  flock (fd, LOCK_EX | LOCK_NB);
  if (linkat (AT_FDCWD, source, AT_FDCWD, part, AT_SYMLINK_FOLLOW) != 0)
    return FALSE;
  if (g_rename (part, path) == 0)
    return TRUE;

  code = errno;
  g_unlink (part);
  errno = code;

  return FALSE;
}

gboolean
mill_save_file (GFile         *file,
                const char    *text,
                gsize          length,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GFile) real = follow_links (file);
  const char *path = g_file_peek_path (real);
  gboolean is_written;
  gboolean is_saved;
  int fd, code;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (path == NULL || (fd = open_nameless (path)) < 0)
    return save_by_gio (real, text, length, cancellable, error);

  mill_part_file_sweep (path);
  is_written = write_all (fd, text, length);
  is_saved = is_written && put_in_place (fd, path);
  code = errno;
  close (fd);
  if (is_saved)
    return TRUE;
  /* Where what has no name cannot be given one. */
  if (is_written)
    return save_by_gio (real, text, length, cancellable, error);

  return fail (error, g_error_new_literal (G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code)), file);
}
