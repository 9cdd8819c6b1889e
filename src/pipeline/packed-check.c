/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/packed-check.h"

#include <zstd.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"

#define BUFFER_SIZE (64 * 1024)
/* Each member of a file of gzip begins with it. */
#define GZIP_FIRST_BYTE 0x1f

struct _MillPackedCheck
{
  char         *name;
  char         *param;
  GConverter   *gzip;         /* one of these two */
  ZSTD_DStream *zstandard;
  guint8       *buffer;       /* for what nobody looks at */
  gboolean      is_within;    /* a member or frame has begun */
  gboolean      is_over;      /* what follows is something else */
};

MillPackedCheck *
mill_packed_check_new (const char *name,
                       const char *param)
{
  gboolean is_gzip = g_str_has_suffix (name, ".gz");
  MillPackedCheck *self;

  if (!is_gzip && !g_str_has_suffix (name, ".zst"))
    return NULL;

  self = g_new0 (MillPackedCheck, 1);
  self->name = g_strdup (name);
  self->param = g_strdup (param);
  if (is_gzip)
    self->gzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  else
    self->zstandard = ZSTD_createDStream ();
  self->buffer = g_malloc (BUFFER_SIZE);
  self->is_within = TRUE;

  return self;
}

void
mill_packed_check_free (MillPackedCheck *self)
{
  g_clear_object (&self->gzip);
  ZSTD_freeDStream (self->zstandard);
  g_free (self->buffer);
  g_free (self->name);
  g_free (self->param);
  g_free (self);
}

/* FALSE: damaged; @n_read: how many bytes were taken. */
static gboolean
unpack_gzip (MillPackedCheck  *self,
             const guint8     *bytes,
             gsize             n_bytes,
             gsize            *n_read)
{
  GConverterResult result;
  gsize n_written;

  if (!self->is_within)
    {
      g_converter_reset (self->gzip);
      self->is_within = *bytes == GZIP_FIRST_BYTE;
      self->is_over = !self->is_within;
      return TRUE;
    }

  result = g_converter_convert (self->gzip, bytes, n_bytes, self->buffer, BUFFER_SIZE, G_CONVERTER_NO_FLAGS,
                                n_read, &n_written, NULL);
  self->is_within = result != G_CONVERTER_FINISHED;

  return result != G_CONVERTER_ERROR;
}

static gboolean
unpack_zstandard (MillPackedCheck  *self,
                  const guint8     *bytes,
                  gsize             n_bytes,
                  gsize            *n_read)
{
  ZSTD_inBuffer in = { bytes, n_bytes, 0 };
  ZSTD_outBuffer out = { self->buffer, BUFFER_SIZE, 0 };
  gsize left = ZSTD_decompressStream (self->zstandard, &out, &in);

  *n_read = in.pos;
  self->is_within = left != 0;

  return !ZSTD_isError (left);
}

gboolean
mill_packed_check_add (MillPackedCheck  *self,
                       const guint8     *bytes,
                       gsize             n_bytes,
                       GError          **error)
{
  while (n_bytes > 0 && !self->is_over)
    {
      gsize n_read = 0;

      if (!(self->gzip != NULL ? unpack_gzip : unpack_zstandard) (self, bytes, n_bytes, &n_read))
        {
          mill_fail_param (error, self->param, _("Copy or download it again"),
                           _("“%s” is damaged: what it holds is not what was packed"), self->name);
          return FALSE;
        }
      bytes += n_read;
      n_bytes -= n_read;
    }

  return TRUE;
}

gboolean
mill_packed_check_end (MillPackedCheck  *self,
                       GError          **error)
{
  if (!self->is_within)
    return TRUE;

  mill_fail_param (error, self->param, _("Copy or download it again"),
                   _("“%s” is cut off: the end of what was packed is missing"), self->name);

  return FALSE;
}
