/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/document.h"

#include <stdio.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/output.h"
#include "nodes/catalogue.h"
#include "pipeline/reader.h"

/* The reader refuses more; there is no use in collecting it. */
#define LARGEST (256 * 1024 * 1024)

static GBytes *
read_standard_input (GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];
  size_t n_read;

  while (bytes->len <= LARGEST && (n_read = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_byte_array_append (bytes, buffer, n_read);

  if (ferror (stdin))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("cannot read the standard input"));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

gboolean
mill_document_load (MillDocument *self,
                    const char   *path,
                    int          *code)
{
  g_autoptr (GError) error = NULL;

  *self = (MillDocument) { .problems = mill_diagnostics_new () };
  if (g_str_equal (path, "-"))
    {
      g_autofree char *directory = g_get_current_dir ();

      self->base = g_file_new_for_path (directory);
      self->input = read_standard_input (&error);
      if (self->input)
        self->pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), self->input,
                                                       self->problems, &error);
    }
  else
    {
      self->file = g_file_new_for_commandline_arg (path);
      self->base = g_file_get_parent (self->file);
      self->pipeline = mill_pipeline_new_from_file (mill_nodes_get_catalogue (), self->file,
                                                    self->problems, NULL, &error);
    }

  if (self->pipeline)
    return TRUE;

  *code = error->domain == MILL_ERROR ? MILL_EXIT_INVALID : MILL_EXIT_USAGE;
  if (error->domain == MILL_ERROR)
    mill_output_error (_("“%s” is not a valid pipeline"), path);
  mill_output_gerror (error);

  return FALSE;
}

gboolean
mill_document_load_bound (MillDocument      *self,
                          const char        *path,
                          const char *const *values,
                          int               *code)
{
  g_autoptr (GError) error = NULL;

  if (!mill_document_load (self, path, code))
    return FALSE;

  self->bindings = mill_bindings_new (self->pipeline, values, &error);
  if (self->bindings)
    return TRUE;

  mill_output_usage_error (error);
  *code = MILL_EXIT_USAGE;

  return FALSE;
}

void
mill_document_clear (MillDocument *self)
{
  g_clear_object (&self->pipeline);
  g_clear_pointer (&self->bindings, mill_bindings_unref);
  g_clear_object (&self->file);
  g_clear_pointer (&self->input, g_bytes_unref);
  g_clear_object (&self->base);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}
