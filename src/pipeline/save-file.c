/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/save-file.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "pipeline/file-trouble.h"

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
gboolean
mill_save_file (GFile         *file,
                const char    *text,
                gsize          length,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GFile) real = follow_links (file);
  GError *trouble = NULL;
  g_autoptr (GFileOutputStream) stream =
    g_file_replace (real, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, &trouble);
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
