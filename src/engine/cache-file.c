/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "engine/cache-private.h"
#include "pipeline/writer.h"

#define DIGEST_LENGTH 64
#define BUFFER_SIZE (512 * 1024)

static gboolean
fail (GError     **error,
      const char  *path)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("“%s” cannot be written: %s"), path,
               g_strerror (code));

  return FALSE;
}

static gboolean
write_all (int         file,
           const char *text,
           gsize       length)
{
  while (length > 0)
    {
      gssize n = write (file, text, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      text += n;
      length -= n;
    }

  return TRUE;
}

/* Makes the folder that @path is in. */
static gboolean
make_folder (const char  *path,
             GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_mkdir_with_parents (folder, 0700) == 0 || fail (error, folder);
}

/* A folder that has come into the place of a file goes. */
static gboolean
replace (const char *from,
         const char *to)
{
  if (g_rename (from, to) == 0)
    return TRUE;
  if (errno != EISDIR)
    return FALSE;
  mill_scratch_remove_tree (to);

  return g_rename (from, to) == 0;
}

gboolean
mill_cache_rename (const char  *from,
                   const char  *to,
                   GError     **error)
{
  gboolean done = make_folder (to, error) && (replace (from, to) || fail (error, to));

  /* Where both were names of one file already, that does nothing. */
  g_unlink (from);

  return done;
}

gboolean
mill_cache_write_json (MillCache   *self,
                       const char  *path,
                       JsonNode    *json,
                       GError     **error)
{
  g_autofree char *part = mill_cache_make_part (self, error);
  g_autofree char *text = NULL;
  g_autofree char *digest = NULL;
  gboolean done;
  int file;

  if (part == NULL)
    return FALSE;
  text = mill_json_to_canonical (json, TRUE);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  file = open (part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0)
    return fail (error, path);

  done = write_all (file, digest, DIGEST_LENGTH) && write_all (file, "\n", 1) &&
         write_all (file, text, strlen (text));
  if (!done)
    fail (error, path);
  if (close (file) != 0 && done)
    done = fail (error, path);
  if (!done)
    {
      g_unlink (part);
      return FALSE;
    }
  mill_cache_count (self, DIGEST_LENGTH + 1 + strlen (text));

  return mill_cache_rename (part, path, error);
}

/* The JSON of a text that begins with its own digest, or NULL. */
static JsonNode *
parse (const char *text,
       gsize       length)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *digest = NULL;

  if (length <= DIGEST_LENGTH || text[DIGEST_LENGTH] != '\n')
    return NULL;
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text + DIGEST_LENGTH + 1,
                                        length - DIGEST_LENGTH - 1);
  if (strncmp (digest, text, DIGEST_LENGTH) != 0)
    return NULL;
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text + DIGEST_LENGTH + 1, length - DIGEST_LENGTH - 1, NULL))
    return NULL;

  return json_parser_steal_root (parser);
}

/* @damaged: there is something, but not what was written. */
static JsonNode *
read_object (const char *path,
             gboolean   *damaged)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) trouble = NULL;
  JsonNode *json;
  gsize length;

  *damaged = FALSE;
  if (!g_file_get_contents (path, &text, &length, &trouble))
    {
      *damaged = g_error_matches (trouble, G_FILE_ERROR, G_FILE_ERROR_ISDIR) ||
                 g_error_matches (trouble, G_FILE_ERROR, G_FILE_ERROR_IO);
      return NULL;
    }
  json = parse (text, length);
  *damaged = json == NULL || !JSON_NODE_HOLDS_OBJECT (json);
  if (*damaged)
    g_clear_pointer (&json, json_node_unref);

  return json;
}

JsonNode *
mill_cache_read_json (const char  *path,
                      GError     **error)
{
  gboolean damaged;
  JsonNode *json = read_object (path, &damaged);

  if (damaged)
    {
      mill_scratch_remove_tree (path);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is damaged"), path);
    }

  return json;
}

JsonNode *
mill_cache_peek_json (const char *path)
{
  gboolean damaged;

  return read_object (path, &damaged);
}

gboolean
mill_cache_link (const char  *from,
                 const char  *to,
                 GError     **error)
{
  g_autoptr (GFile) source = NULL;
  g_autoptr (GFile) target = NULL;
  g_autoptr (GError) trouble = NULL;

  if (link (from, to) == 0)
    return TRUE;

  /* Another file system, or one that knows no links. */
  source = g_file_new_for_path (from);
  target = g_file_new_for_path (to);
  if (g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &trouble))
    return TRUE;
  g_unlink (to);
  g_set_error (error, G_IO_ERROR, trouble->code, _("“%s” cannot be written: %s"), to, trouble->message);

  return FALSE;
}

void
mill_cache_touch (const char *path)
{
  utimensat (AT_FDCWD, path, NULL, 0);
}

static char *
finish_sum (XXH3_state_t *state)
{
  XXH128_hash_t sum = XXH3_128bits_digest (state);

  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", (guint64) sum.high64,
                          (guint64) sum.low64);
}

static void
sum_state_clear (XXH3_state_t **state)
{
  XXH3_freeState (*state);
}

char *
mill_cache_sum (const char  *path,
                GError     **error)
{
  __attribute__ ((cleanup (sum_state_clear))) XXH3_state_t *state = XXH3_createState ();
  g_autofree char *buffer = g_malloc (BUFFER_SIZE);
  int file = open (path, O_RDONLY | O_CLOEXEC);
  gssize n = 0;
  int code;

  if (file < 0)
    {
      code = errno;
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("“%s” cannot be read: %s"), path,
                   g_strerror (code));
      return NULL;
    }
  XXH3_128bits_reset (state);
  while ((n = read (file, buffer, BUFFER_SIZE)) > 0 || (n < 0 && errno == EINTR))
    XXH3_128bits_update (state, buffer, MAX (n, 0));
  code = errno;
  close (file);
  if (n < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("“%s” cannot be read: %s"), path,
                   g_strerror (code));
      return NULL;
    }

  return finish_sum (state);
}
