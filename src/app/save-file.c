/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/save-file.h"

#include <string.h>

#include "pipeline/writer.h"

/* g_file_replace_contents() would do, but after an error it closes what it has written so far, and half a
 * file, or none of it, takes the place of the old one. A close that is cancelled keeps the old one. */
gboolean
mill_save_file (MillPipeline  *pipeline,
                GFile         *file,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autofree char *text = mill_pipeline_to_text (pipeline);
  g_autoptr(GFileOutputStream) stream =
    g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  g_autoptr(GCancellable) cancelled = NULL;

  if (stream == NULL)
    return FALSE;
  if (g_output_stream_write_all (G_OUTPUT_STREAM (stream), text, strlen (text), NULL, cancellable,
                                 error))
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);

  cancelled = g_cancellable_new ();
  g_cancellable_cancel (cancelled);
  g_output_stream_close (G_OUTPUT_STREAM (stream), cancelled, NULL);

  return FALSE;
}
