/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "pipeline/diagnostic.h"
#include "pipeline/file-trouble.h"

struct _MillScratch
{
  char *path;
  int   lock;        /* held as long as the directory is in use; the kernel lets go of it for us */
  int   last_number; /* (atomic) */
};

#define LOCK_NAME "lock"

void
mill_scratch_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && (dir = g_dir_open (path, 0, NULL)) != NULL)
    {
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          mill_scratch_remove_tree (child);
        }
    }

  g_remove (path);
}

/* Takes the lock of a directory; -1 where somebody has it. */
static int
take_lock (const char *path)
{
  g_autofree char *file = g_build_filename (path, LOCK_NAME, NULL);
  int lock = open (file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) != 0)
    {
      close (lock);
      lock = -1;
    }

  return lock;
}

static void
sweep (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (parent, name, NULL);
      int lock = take_lock (path);

      if (lock < 0)
        continue;

      mill_scratch_remove_tree (path);
      close (lock);
    }
}

/* What others left in @parent goes when this process first makes something there. */
static void
sweep_once (const char *parent)
{
  static GMutex mutex;
  static GHashTable *swept;
  G_MUTEX_AUTO_LOCK (&mutex, locker);

  if (swept == NULL)
    swept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_add (swept, g_strdup (parent)))
    sweep (parent);
}

/* Makes a directory and takes its lock; -1 with errno where that fails. A directory that has been made
 * and not yet locked would look left behind to another process that sweeps, so that the parent is
 * locked for both. */
static int
make_directory (const char *parent,
                const char *path)
{
  int gate = -1;
  int lock = -1;
  int code;

  if (g_mkdir_with_parents (parent, 0700) == 0)
    gate = open (parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (gate < 0)
    return -1;

  while (flock (gate, LOCK_EX) != 0 && errno == EINTR)
    continue;
  sweep_once (parent);
  if (g_mkdir (path, 0700) == 0 || errno == EEXIST)
    lock = take_lock (path);
  code = errno;
  close (gate);
  errno = code;

  return lock;
}

MillScratch *
mill_scratch_new (const char  *name,
                  GError     **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "millrace", "runs", NULL);

  return mill_scratch_new_in (parent, name, error);
}

MillScratch *
mill_scratch_new_in (const char  *parent,
                     const char  *name,
                     GError     **error)
{
  g_autofree char *path = g_build_filename (parent, name, NULL);
  MillScratch *self;
  int lock = make_directory (parent, path);

  if (lock < 0)
    {
      int code = errno;

      mill_fail (error, mill_file_trouble_get_hint (code),
                 _("The directory for temporary files “%s” cannot be made: %s"), path, g_strerror (code));
      return NULL;
    }

  self = g_new0 (MillScratch, 1);
  self->path = g_steal_pointer (&path);
  self->lock = lock;

  return self;
}

const char *
mill_scratch_get_path (MillScratch *self)
{
  return self->path;
}

char *
mill_scratch_make_path (MillScratch *self,
                        const char  *suffix)
{
  return g_strdup_printf ("%s/%d%s", self->path, g_atomic_int_add (&self->last_number, 1), suffix);
}

void
mill_scratch_free (MillScratch *self)
{
  if (self == NULL)
    return;

  mill_scratch_remove_tree (self->path);
  close (self->lock);
  g_free (self->path);
  g_free (self);
}
