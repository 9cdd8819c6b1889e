/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/document.h"

#include <errno.h>
#include <stdio.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/output.h"
#include "nodes/catalogue.h"
#include "pipeline/check.h"
#include "pipeline/file-trouble.h"
#include "pipeline/graph.h"
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
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, g_strerror (errno));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* What keeps a file from being read, in words that say what to do about it. */
static MillDiagnostic *
describe_failure (const char   *name,
                  const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL,
                                _("Check its name, and the folder that you are in"),
                                _("There is no file “%s”"), name);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    return mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, _("Name a pipeline file in it"),
                                _("“%s” is a folder"), name);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL,
                                _("Its owner can allow it, for example with “chmod +r”"),
                                _("You may not read the file “%s”"), name);

  if (error->domain != MILL_ERROR)
    return mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, mill_file_trouble_find_hint (error),
                                _("“%s” cannot be read: %s"), name, error->message);

  return mill_error_dup_diagnostic (error, NULL);
}

/* Why --set cannot be taken; where nothing is like the name, with those that there are. */
static MillDiagnostic *
describe_binding (MillPipeline *pipeline,
                  const GError *error)
{
  g_autoptr (MillDiagnostic) found = mill_error_dup_diagnostic (error, NULL);
  g_autoptr (GPtrArray) parameters = mill_pipeline_list_parameters (pipeline);
  g_autoptr (GString) hint = g_string_new (NULL);

  if (found->hint)
    return g_steal_pointer (&found);

  for (guint i = 0; i < parameters->len; i++)
    g_string_append_printf (hint, "%s%s", i > 0 ? ", " : "",
                            mill_parameter_get_name (parameters->pdata[i]));
  if (hint->len == 0)
    g_string_append (hint, _("It has none at all"));
  else
    g_string_prepend (hint, _("It has: "));

  return mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, hint->str, "%s", found->message);
}

gboolean
mill_document_load (MillDocument *self,
                    const char   *path,
                    int          *code)
{
  g_autoptr (GError) error = NULL;

  *self = (MillDocument) { .name = g_strdup (path), .problems = mill_diagnostics_new () };
  if (g_str_equal (path, "-"))
    {
      g_autofree char *directory = g_get_current_dir ();

      self->base = g_file_new_for_path (directory);
      self->input = read_standard_input (&error);
      if (self->input)
        self->pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), self->input,
                                                       self->problems, &error);
    }
  else if (*path == '\0')
    {
      g_set_error (&error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME, _("the name is empty"));
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

  self->failure = error->domain == MILL_ERROR ? MILL_EXIT_INVALID : MILL_EXIT_USAGE;
  *code = self->failure;
  g_ptr_array_add (self->problems, describe_failure (path, error));

  return FALSE;
}

MillBindings *
mill_document_bind (MillDocument      *self,
                    const char *const *values,
                    int               *code)
{
  g_autoptr (GError) error = NULL;
  MillBindings *bindings = mill_bindings_new (self->pipeline, values, &error);

  if (bindings)
    return bindings;

  g_ptr_array_add (self->problems, describe_binding (self->pipeline, error));
  self->failure = MILL_EXIT_USAGE;
  *code = self->failure;

  return NULL;
}

gboolean
mill_document_load_bound (MillDocument      *self,
                          const char        *path,
                          const char *const *values,
                          int               *code)
{
  if (!mill_document_load (self, path, code))
    return FALSE;
  self->bindings = mill_document_bind (self, values, code);

  return self->bindings != NULL;
}

void
mill_document_tell (MillDocument *self)
{
  MillDiagnostic *problem;

  g_return_if_fail (self->failure != MILL_EXIT_DONE);

  problem = self->problems->pdata[self->problems->len - 1];
  if (self->failure == MILL_EXIT_USAGE)
    {
      mill_output_usage_problem (problem);
      return;
    }

  if (!mill_output_tells_json ())
    mill_output_error (_("“%s” is not a valid pipeline"), self->name);
  mill_output_diagnostic (MILL_STDERR, problem);
}

int
mill_document_judge (MillDocument      *self,
                     const char *const *targets,
                     int                code)
{
  g_autoptr (GPtrArray) needed = mill_graph_upstream (self->pipeline, targets);

  if (code != MILL_EXIT_DONE && code != MILL_EXIT_FAILED)
    return code;

  /* The reader only warns of types that are not known here, since the nodes are kept as they are. */
  for (guint i = 0; i < needed->len; i++)
    {
      g_autoptr (MillDiagnostic) problem = NULL;

      problem = mill_pipeline_check_type (self->pipeline, needed->pdata[i]);
      if (problem)
        return MILL_EXIT_INVALID;
    }

  for (guint i = 0; i < self->problems->len; i++)
    {
      MillDiagnostic *problem = self->problems->pdata[i];

      if (problem->severity != MILL_SEVERITY_ERROR)
        continue;

      /* What is about no node concerns the whole, and a part only where that failed. */
      if (problem->node ? g_ptr_array_find_with_equal_func (needed, problem->node, g_str_equal, NULL)
                        : targets == NULL || code == MILL_EXIT_FAILED)
        return MILL_EXIT_INVALID;
    }

  return code;
}

void
mill_document_clear (MillDocument *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->pipeline);
  g_clear_pointer (&self->bindings, mill_bindings_unref);
  g_clear_object (&self->file);
  g_clear_pointer (&self->input, g_bytes_unref);
  g_clear_object (&self->base);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}
