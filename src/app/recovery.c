/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/recovery.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "pipeline/writer.h"

/* Two files for each document: NAME.ini, which is locked and says what it is, and NAME.json. */

#define GROUP "Recovery"

struct _MillRecovery
{
  GMutex   mutex;
  char    *stem;     /* path without extension */
  char    *name;     /* its last part */
  int      lock;     /* of the .ini, -1: not written yet */
  gboolean closed;
};

static char *
dup_directory (void)
{
  return g_build_filename (g_get_user_state_dir (), "millrace", "recovery", NULL);
}

MillRecovery *
mill_recovery_new (void)
{
  MillRecovery *self = g_atomic_rc_box_new0 (MillRecovery);
  g_autofree char *directory = dup_directory ();

  self->name = g_uuid_string_random ();
  self->stem = g_build_filename (directory, self->name, NULL);
  self->lock = -1;
  g_mutex_init (&self->mutex);

  return self;
}

MillRecovery *
mill_recovery_ref (MillRecovery *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
remove_files (MillRecovery *self)
{
  g_autofree char *ini = g_strconcat (self->stem, ".ini", NULL);
  g_autofree char *json = g_strconcat (self->stem, ".json", NULL);

  if (self->lock < 0)
    return;

  g_unlink (json);
  g_unlink (ini);
  close (self->lock);
  self->lock = -1;
}

static void
recovery_finish (gpointer data)
{
  MillRecovery *self = data;

  if (self->lock >= 0)
    close (self->lock);
  g_mutex_clear (&self->mutex);
  g_free (self->stem);
  g_free (self->name);
}

void
mill_recovery_unref (MillRecovery *self)
{
  g_atomic_rc_box_release_full (self, recovery_finish);
}

void
mill_recovery_clear (MillRecovery *self)
{
  g_mutex_lock (&self->mutex);
  remove_files (self);
  g_mutex_unlock (&self->mutex);
}

void
mill_recovery_close (MillRecovery *self)
{
  g_mutex_lock (&self->mutex);
  remove_files (self);
  self->closed = TRUE;
  g_mutex_unlock (&self->mutex);
}

static gboolean
take_lock (MillRecovery  *self,
           const char    *ini,
           GError       **error)
{
  g_autofree char *directory = g_path_get_dirname (ini);

  if (g_mkdir_with_parents (directory, 0700) == 0)
    self->lock = open (ini, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (self->lock < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", ini,
                   g_strerror (errno));
      return FALSE;
    }
  if (flock (self->lock, LOCK_EX | LOCK_NB) != 0)
    g_debug ("%s cannot be locked: %s", ini, g_strerror (errno));

  return TRUE;
}

static void
set_uri (GKeyFile   *keys,
         const char *key,
         GFile      *file)
{
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

  if (uri != NULL)
    g_key_file_set_string (keys, GROUP, key, uri);
}

/* In place, not by renaming: the lock is on the file, not on its name. What is cut off comes last: on a
 * full disk the place that the file already has is all there is. */
static gboolean
write_in_place (int         fd,
                const char *text,
                gsize       length,
                GError    **error)
{
  if (pwrite (fd, text, length, 0) == (gssize) length && ftruncate (fd, (off_t) length) == 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  return FALSE;
}

gboolean
mill_recovery_write (MillRecovery  *self,
                     MillPipeline  *pipeline,
                     const char    *title,
                     GFile         *file,
                     GFile         *base,
                     GError       **error)
{
  g_autofree char *ini = g_strconcat (self->stem, ".ini", NULL);
  g_autofree char *json = g_strconcat (self->stem, ".json", NULL);
  g_autoptr(GFile) copy = g_file_new_for_path (json);
  g_autoptr(GKeyFile) keys = g_key_file_new ();
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autofree char *text = NULL;
  gsize length;

  if (self->closed)
    return TRUE;
  if (self->lock < 0 && !take_lock (self, ini, error))
    return FALSE;

  g_key_file_set_string (keys, GROUP, "title", title);
  set_uri (keys, "file", file);
  set_uri (keys, "base", base);
  text = g_key_file_to_data (keys, &length, NULL);

  return mill_pipeline_save (pipeline, copy, NULL, error) &&
         write_in_place (self->lock, text, length, error);
}

static char *
dup_stem (const MillLost *lost)
{
  g_autofree char *json = g_file_get_path (lost->copy);

  return g_strndup (json, strlen (json) - strlen (".json"));
}

const char *
mill_recovery_get_name (MillRecovery *self)
{
  return self->name;
}

MillRecovery *
mill_recovery_adopt (const MillLost *lost)
{
  MillRecovery *self = g_atomic_rc_box_new0 (MillRecovery);
  g_autofree char *ini = NULL;
  g_autoptr(GError) error = NULL;

  self->stem = dup_stem (lost);
  self->name = g_path_get_basename (self->stem);
  self->lock = -1;
  g_mutex_init (&self->mutex);
  ini = g_strconcat (self->stem, ".ini", NULL);
  if (!take_lock (self, ini, &error))
    g_message ("The recovery copy cannot be held: %s", error->message);

  return self;
}

static GFile *
get_file (GKeyFile   *keys,
          const char *key)
{
  g_autofree char *uri = g_key_file_get_string (keys, GROUP, key, NULL);

  return uri != NULL ? g_file_new_for_uri (uri) : NULL;
}

static gboolean
is_held (const char *ini)
{
  int fd = open (ini, O_RDWR | O_CLOEXEC);
  gboolean held;

  if (fd < 0)
    return TRUE;
  held = flock (fd, LOCK_EX | LOCK_NB) != 0;
  close (fd);

  return held;
}

static MillLost *
read_lost (const char *ini)
{
  g_autoptr(GKeyFile) keys = g_key_file_new ();
  g_autofree char *stem = g_strndup (ini, strlen (ini) - strlen (".ini"));
  g_autofree char *json = g_strconcat (stem, ".json", NULL);
  MillLost *lost;

  if (is_held (ini) || !g_file_test (json, G_FILE_TEST_IS_REGULAR) ||
      !g_key_file_load_from_file (keys, ini, G_KEY_FILE_NONE, NULL))
    return NULL;

  lost = g_new0 (MillLost, 1);
  lost->name = g_path_get_basename (stem);
  lost->title = g_key_file_get_string (keys, GROUP, "title", NULL);
  lost->file = get_file (keys, "file");
  lost->base = get_file (keys, "base");
  lost->copy = g_file_new_for_path (json);

  return lost;
}

MillLost *
mill_recovery_find_lost (const char *name)
{
  g_autofree char *directory = dup_directory ();
  g_autofree char *base = g_strconcat (name, ".ini", NULL);
  g_autofree char *ini = g_build_filename (directory, base, NULL);

  return read_lost (ini);
}

GPtrArray *
mill_recovery_list_lost (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_lost_free);
  g_autofree char *path = dup_directory ();
  g_autoptr(GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *ini = g_build_filename (path, name, NULL);
      MillLost *lost = g_str_has_suffix (name, ".ini") ? read_lost (ini) : NULL;

      if (lost != NULL)
        g_ptr_array_add (list, lost);
    }

  return list;
}

void
mill_lost_free (MillLost *self)
{
  g_free (self->name);
  g_free (self->title);
  g_clear_object (&self->file);
  g_clear_object (&self->base);
  g_clear_object (&self->copy);
  g_free (self);
}

void
mill_lost_discard (MillLost *self)
{
  g_autofree char *json = g_file_get_path (self->copy);
  g_autofree char *stem = dup_stem (self);
  g_autofree char *ini = g_strconcat (stem, ".ini", NULL);

  g_unlink (json);
  g_unlink (ini);
}
