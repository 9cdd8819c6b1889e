/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/source-digest.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <sys/stat.h>

#include "engine/cache-private.h"
#include "pipeline/diagnostic.h"
#include "pipeline/file-trouble.h"
#include "pipeline/packed-check.h"

#define BUFFER_SIZE (256 * 1024)

/* File systems count time in steps, of up to two seconds: within one of them, a file can change twice and
 * look as if it had once. */
#define STEP (2 * G_USEC_PER_SEC)

static GMutex lock;
static GHashTable *known; /* stamp -> digest; both strings */

/* The time of the inode's change is one that nobody sets back. */
static char *
make_stamp (const char     *path,
            const GStatBuf *status)
{
  return g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT ".%09ld\n%" G_GINT64_FORMAT
                          ".%09ld\n%" G_GUINT64_FORMAT, path, (gint64) status->st_size,
                          (gint64) status->st_mtim.tv_sec, (long) status->st_mtim.tv_nsec,
                          (gint64) status->st_ctim.tv_sec, (long) status->st_ctim.tv_nsec,
                          (guint64) status->st_ino);
}

static gint64
get_microseconds (const struct timespec *time)
{
  return (gint64) time->tv_sec * G_USEC_PER_SEC + time->tv_nsec / 1000;
}

static gboolean
is_settled (const GStatBuf *status,
            gint64          now)
{
  return MAX (get_microseconds (&status->st_mtim), get_microseconds (&status->st_ctim)) < now - STEP;
}

/* Takes @trouble. */
static char *
fail (GError     **error,
      GError      *trouble,
      const char  *path)
{
  if (g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, trouble);
      return NULL;
    }
  mill_fail (error, mill_file_trouble_find_hint (trouble), _("“%s” cannot be read: %s"), path,
             trouble->message);
  g_error_free (trouble);

  return NULL;
}

/* Nothing of it is set by files of the system, or is freed under a thread that still reads when a process ends. */
static EVP_MD_CTX *
begin_digest (void)
{
  EVP_MD_CTX *context;

  OPENSSL_init_crypto (OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL);
  context = EVP_MD_CTX_new ();
  /* As with all memory that there is not. */
  if (context == NULL || !EVP_DigestInit_ex (context, EVP_sha256 (), NULL))
    g_error ("SHA-256 could not begin");

  return context;
}

static char *
end_digest (EVP_MD_CTX *context)
{
  GString *text = g_string_new (NULL);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;

  EVP_DigestFinal_ex (context, digest, &length);
  for (unsigned int i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", digest[i]);

  return g_string_free (text, FALSE);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)

/* Damage that the file itself can tell of is told: the database reads over it. */
static char *
read_digest (const char    *path,
             GCancellable  *cancellable,
             GError       **error)
{
  GError *trouble = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, &trouble);
  g_autoptr (EVP_MD_CTX) context = NULL;
  g_autoptr (MillPackedCheck) check = NULL;
  g_autofree guchar *buffer = NULL;
  gssize n;

  if (stream == NULL)
    return fail (error, trouble, path);

  context = begin_digest ();
  check = mill_packed_check_new (path, NULL);
  buffer = g_malloc (BUFFER_SIZE);
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, BUFFER_SIZE, cancellable,
                                   &trouble)) > 0)
    {
      EVP_DigestUpdate (context, buffer, n);
      if (check != NULL && !mill_packed_check_add (check, buffer, n, error))
        return NULL;
    }
  if (n < 0)
    return fail (error, trouble, path);
  if (check != NULL && !mill_packed_check_end (check, error))
    return NULL;

  return end_digest (context);
}

char *
mill_source_make_stamp (const char *path,
                        gboolean   *settled)
{
  gint64 now = g_get_real_time ();
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return NULL;
  *settled = is_settled (&status, now);

  return make_stamp (path, &status);
}

static char *
make_memory_path (MillCache  *cache,
                  const char *path)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);

  return mill_cache_make_path (cache, "sources", name);
}

/* A file for each source, so that processes that read different ones do not meet. */
static char *
recall (MillCache  *cache,
        const char *path,
        const char *stamp)
{
  g_autofree char *memory = make_memory_path (cache, path);
  g_autoptr (JsonNode) json = mill_cache_read_json (memory, NULL);
  JsonObject *object = json != NULL ? json_node_get_object (json) : NULL;

  if (object == NULL || g_strcmp0 (json_object_get_string_member (object, "stamp"), stamp) != 0)
    return NULL;

  mill_cache_touch (memory);

  return g_strdup (json_object_get_string_member (object, "digest"));
}

/* That it cannot be remembered only costs time. */
static void
remember (MillCache  *cache,
          const char *path,
          const char *stamp,
          const char *digest)
{
  g_autofree char *memory = make_memory_path (cache, path);
  g_autoptr (JsonNode) json = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GError) error = NULL;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "stamp", stamp);
  json_object_set_string_member (object, "digest", digest);
  json_node_take_object (json, object);
  if (!mill_cache_write_json (cache, memory, json, &error))
    g_debug ("%s", error->message);
}

static void
note (const char *stamp,
      const char *digest)
{
  G_MUTEX_AUTO_LOCK (&lock, locker);

  if (known == NULL)
    known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_replace (known, g_strdup (stamp), g_strdup (digest));
}

static char *
find (MillCache      *cache,
      const char     *path,
      const GStatBuf *status)
{
  g_autofree char *stamp = make_stamp (path, status);
  char *digest = NULL;

  g_mutex_lock (&lock);
  if (known != NULL)
    digest = g_strdup (g_hash_table_lookup (known, stamp));
  g_mutex_unlock (&lock);
  if (digest == NULL && cache != NULL && (digest = recall (cache, path, stamp)) != NULL)
    note (stamp, digest);

  return digest;
}

char *
mill_source_find_digest (MillCache  *cache,
                         const char *path,
                         gint64     *n_bytes)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return NULL;
  if (n_bytes != NULL)
    *n_bytes = status.st_size;

  return find (cache, path, &status);
}

char *
mill_source_digest (MillCache     *cache,
                    const char    *path,
                    gint64        *n_bytes,
                    GCancellable  *cancellable,
                    GError       **error)
{
  gint64 now = g_get_real_time ();
  GStatBuf before, after;
  char *digest;

  if (g_stat (path, &before) != 0)
    return read_digest (path, cancellable, error);
  /* Opening or reading what is neither might not come to an end. */
  if (!S_ISREG (before.st_mode) && !S_ISDIR (before.st_mode))
    {
      mill_fail (error, _("Save what comes out of it as a file first"),
                 _("“%s” is a device or a pipe, not a file"), path);
      return NULL;
    }
  if (n_bytes != NULL)
    *n_bytes = before.st_size;
  if ((digest = find (cache, path, &before)) != NULL)
    return digest;

  digest = read_digest (path, cancellable, error);
  if (digest != NULL && is_settled (&before, now) && g_stat (path, &after) == 0)
    {
      g_autofree char *stamp = make_stamp (path, &before);
      g_autofree char *same = make_stamp (path, &after);

      if (g_str_equal (stamp, same))
        {
          note (stamp, digest);
          if (cache != NULL)
            remember (cache, path, stamp, digest);
        }
    }

  return digest;
}
