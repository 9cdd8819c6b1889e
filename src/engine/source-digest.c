/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/source-digest.h"

#include <glib/gstdio.h>

#define BUFFER_SIZE (256 * 1024)

static GMutex lock;
static GHashTable *known; /* stamp -> digest; both strings */

static char *
make_stamp (const char     *path,
            const GStatBuf *status)
{
  return g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT ".%09ld\n%" G_GUINT64_FORMAT,
                          path, (gint64) status->st_size, (gint64) status->st_mtim.tv_sec,
                          (long) status->st_mtim.tv_nsec, (guint64) status->st_ino);
}

static char *
read_digest (const char    *path,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (BUFFER_SIZE);
  gssize n;

  if (stream == NULL)
    return NULL;

  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, BUFFER_SIZE, cancellable,
                                   error)) > 0)
    g_checksum_update (checksum, buffer, n);

  return n < 0 ? NULL : g_strdup (g_checksum_get_string (checksum));
}

char *
mill_source_digest (const char    *path,
                    gint64        *n_bytes,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autofree char *stamp = NULL;
  char *digest = NULL;
  GStatBuf status;

  if (g_stat (path, &status) == 0)
    {
      stamp = make_stamp (path, &status);
      if (n_bytes != NULL)
        *n_bytes = status.st_size;
    }

  if (stamp != NULL)
    {
      G_MUTEX_AUTO_LOCK (&lock, locker);

      if (known != NULL)
        digest = g_strdup (g_hash_table_lookup (known, stamp));
      if (digest != NULL)
        return digest;
    }

  digest = read_digest (path, cancellable, error);

  if (digest != NULL && stamp != NULL)
    {
      G_MUTEX_AUTO_LOCK (&lock, locker);

      if (known == NULL)
        known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_replace (known, g_steal_pointer (&stamp), g_strdup (digest));
    }

  return digest;
}
