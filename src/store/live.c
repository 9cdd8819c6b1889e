/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE

#include "config.h"

#include "store/live.h"

#include <errno.h>
#include <fcntl.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store/store.h"

struct _MillLive
{
  int fd;
};

MillLive *
mill_live_open (const char  *database,
                GError     **error)
{
  g_autofree char *path = g_strconcat (database, "-live", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  MillLive *self;

  if (fd < 0)
    {
      int code = errno;

      g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED, _("Cannot write “%s”: %s"),
                   path, g_strerror (code));
      return NULL;
    }

  self = g_new0 (MillLive, 1);
  self->fd = fd;

  return self;
}

void
mill_live_close (MillLive *self)
{
  if (self == NULL)
    return;

  g_close (self->fd, NULL);
  g_free (self);
}

/* The lock belongs to the open file, not to the process: closing another descriptor of the same
 * file does not drop it, and two stores within one process see each other's. */
static gboolean
lock_byte (MillLive *self,
           int       command,
           short     type,
           gint64    run,
           gboolean *is_free)
{
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = run, .l_len = 1 };

  if (fcntl (self->fd, command, &lock) != 0)
    {
      g_debug ("Lock of run %" G_GINT64_FORMAT ": %s", run, g_strerror (errno));
      return FALSE;
    }

  if (is_free)
    *is_free = lock.l_type == F_UNLCK;

  return TRUE;
}

void
mill_live_hold (MillLive *self,
                gint64    run)
{
  lock_byte (self, F_OFD_SETLK, F_WRLCK, run, NULL);
}

void
mill_live_release (MillLive *self,
                   gint64    run)
{
  lock_byte (self, F_OFD_SETLK, F_UNLCK, run, NULL);
}

gboolean
mill_live_is_held (MillLive *self,
                   gint64    run)
{
  gboolean is_free;

  return !lock_byte (self, F_OFD_GETLK, F_WRLCK, run, &is_free) || !is_free;
}
