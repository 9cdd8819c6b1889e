/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nodes/source-file.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"
#include "pipeline/file-trouble.h"
#include "pipeline/packed-check.h"

#define MAGIC "PAR1"
#define MAGIC_LENGTH 4
/* Magic, length of the footer, magic. */
#define SMALLEST_PARQUET 12
/* More than the database looks at to find out the layout. */
#define PACKED_HEAD_SIZE (1024 * 1024)

gboolean
mill_source_is_parquet (const char *bytes,
                        gsize       length)
{
  return length >= MAGIC_LENGTH && memcmp (bytes, MAGIC, MAGIC_LENGTH) == 0;
}

static gboolean
read_ends (const char  *path,
           char        *head,
           char        *tail,
           goffset     *size,
           GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  GInputStream *input = (GInputStream *) stream;
  gsize n_read = 0;

  if (stream == NULL ||
      !g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_END, NULL, error))
    return FALSE;

  *size = g_seekable_tell (G_SEEKABLE (stream));
  if (*size < SMALLEST_PARQUET)
    return TRUE;

  return g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, NULL, error) &&
         g_input_stream_read_all (input, head, MAGIC_LENGTH, &n_read, NULL, error) &&
         g_seekable_seek (G_SEEKABLE (stream), -MAGIC_LENGTH, G_SEEK_END, NULL, error) &&
         g_input_stream_read_all (input, tail, MAGIC_LENGTH, &n_read, NULL, error);
}

gboolean
mill_source_check_parquet (const char  *path,
                           const char  *param,
                           GError     **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GError) trouble = NULL;
  char head[MAGIC_LENGTH] = { 0 };
  char tail[MAGIC_LENGTH] = { 0 };
  goffset size = 0;

  if (!read_ends (path, head, tail, &size, &trouble))
    {
      mill_fail_param (error, param, mill_file_trouble_find_hint (trouble), _("“%s” cannot be read: %s"),
                       name, trouble->message);
      return FALSE;
    }
  if (size == 0)
    {
      mill_fail_param (error, param, _("Copy or download it again"), _("“%s” is empty"), name);
      return FALSE;
    }
  if (size < SMALLEST_PARQUET || !mill_source_is_parquet (head, sizeof head))
    {
      mill_fail_param (error, param, _("Use Read CSV for text files"),
                       _("“%s” is not a Parquet file"), name);
      return FALSE;
    }
  if (!mill_source_is_parquet (tail, sizeof tail))
    {
      mill_fail_param (error, param, _("Copy or download it again"),
                       _("“%s” is cut off: the end of the Parquet file is missing"), name);
      return FALSE;
    }

  return TRUE;
}

char *
mill_source_read_head (const char  *path,
                       const char  *param,
                       gsize        most,
                       gsize       *length,
                       GError     **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) trouble = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &trouble);
  g_autofree char *head = g_malloc (most);

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), head, most, length, NULL, &trouble))
    {
      mill_fail_param (error, param, mill_file_trouble_find_hint (trouble), _("“%s” cannot be read: %s"),
                       name, trouble->message);
      return NULL;
    }

  return g_steal_pointer (&head);
}

gboolean
mill_source_check_packed (const char  *path,
                          const char  *param,
                          GError     **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (MillPackedCheck) check = mill_packed_check_new (name, param);
  g_autofree char *head = NULL;
  gsize length = 0;

  if (check == NULL)
    return TRUE;

  head = mill_source_read_head (path, param, PACKED_HEAD_SIZE, &length, error);

  return head != NULL && mill_packed_check_add (check, (const guint8 *) head, length, error) &&
         (length == PACKED_HEAD_SIZE || mill_packed_check_end (check, error));
}
