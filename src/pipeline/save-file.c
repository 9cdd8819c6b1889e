/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/save-file.h"

#include <stdlib.h>

/* GIO writes through a link in place, which has no way back. */
static GFile *
follow_links (GFile *file)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *real = path != NULL ? realpath (path, NULL) : NULL;

  return real != NULL ? g_file_new_for_path (real) : g_object_ref (file);
}

/* g_file_replace_contents() would do, but after an error it closes what it has written so far, and half a
 * file, or none of it, takes the place of the old one. A close that is cancelled keeps the old one. */
gboolean
mill_save_file (GFile         *file,
                const char    *text,
                gsize          length,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GFile) real = follow_links (file);
  g_autoptr (GFileOutputStream) stream =
    g_file_replace (real, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  g_autoptr (GCancellable) cancelled = NULL;

  if (stream == NULL)
    return FALSE;
  if (g_output_stream_write_all (G_OUTPUT_STREAM (stream), text, length, NULL, cancellable, error))
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);

  cancelled = g_cancellable_new ();
  g_cancellable_cancel (cancelled);
  g_output_stream_close (G_OUTPUT_STREAM (stream), cancelled, NULL);

  return FALSE;
}
