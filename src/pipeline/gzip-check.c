/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/gzip-check.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"

#define BUFFER_SIZE (64 * 1024)
/* Each member of a file begins with it. */
#define FIRST_BYTE 0x1f

struct _MillGzipCheck
{
  char       *name;
  char       *param;
  GConverter *unpack;
  guint8     *buffer;       /* for what nobody looks at */
  gboolean    is_within;    /* a member has begun */
  gboolean    is_over;      /* what follows is something else */
};

MillGzipCheck *
mill_gzip_check_new (const char *name,
                     const char *param)
{
  MillGzipCheck *self = g_new0 (MillGzipCheck, 1);

  self->name = g_strdup (name);
  self->param = g_strdup (param);
  self->unpack = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  self->buffer = g_malloc (BUFFER_SIZE);
  self->is_within = TRUE;

  return self;
}

void
mill_gzip_check_free (MillGzipCheck *self)
{
  g_object_unref (self->unpack);
  g_free (self->buffer);
  g_free (self->name);
  g_free (self->param);
  g_free (self);
}

gboolean
mill_gzip_check_add (MillGzipCheck  *self,
                     const guint8   *bytes,
                     gsize           n_bytes,
                     GError        **error)
{
  while (n_bytes > 0 && !self->is_over)
    {
      GConverterResult result;
      gsize n_read = 0, n_written;

      if (!self->is_within)
        {
          g_converter_reset (self->unpack);
          self->is_within = *bytes == FIRST_BYTE;
          self->is_over = !self->is_within;
          continue;
        }

      result = g_converter_convert (self->unpack, bytes, n_bytes, self->buffer, BUFFER_SIZE,
                                    G_CONVERTER_NO_FLAGS, &n_read, &n_written, NULL);
      if (result == G_CONVERTER_ERROR)
        {
          mill_fail_param (error, self->param, _("Copy or download it again"),
                           _("“%s” is damaged: what it holds is not what was packed"), self->name);
          return FALSE;
        }
      self->is_within = result != G_CONVERTER_FINISHED;
      bytes += n_read;
      n_bytes -= n_read;
    }

  return TRUE;
}

gboolean
mill_gzip_check_end (MillGzipCheck  *self,
                     GError        **error)
{
  if (!self->is_within)
    return TRUE;

  mill_fail_param (error, self->param, _("Copy or download it again"),
                   _("“%s” is cut off: the end of what was packed is missing"), self->name);

  return FALSE;
}
