/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/document.h"
#include "cli/options.h"
#include "cli/output.h"
#include "pipeline/writer.h"

static gboolean
is_canonical (MillDocument  *document,
              const char    *text,
              gboolean      *is,
              GError       **error)
{
  g_autoptr (GBytes) bytes = document->input ? g_bytes_ref (document->input)
                             : g_file_load_bytes (document->file, NULL, NULL, error);
  gsize length;
  const char *present;

  if (bytes == NULL)
    return FALSE;

  present = g_bytes_get_data (bytes, &length);
  *is = length == strlen (text) && memcmp (present, text, length) == 0;

  return TRUE;
}

static int
format_file (const char *path,
             gboolean    check)
{
  g_auto (MillDocument) document = { NULL };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is = FALSE;
  int code;

  if (!mill_document_load (&document, path, &code))
    {
      mill_document_tell (&document);
      return code;
    }

  text = mill_pipeline_to_text (document.pipeline);
  if (document.file == NULL && !check)
    {
      mill_output_text (text);
      return MILL_EXIT_DONE;
    }

  if (!is_canonical (&document, text, &is, &error))
    {
      mill_output_gerror (error);
      return MILL_EXIT_USAGE;
    }

  if (is)
    return MILL_EXIT_DONE;

  mill_output_print ("%s\n", path);
  if (check)
    return MILL_EXIT_FAILED;

  if (!mill_pipeline_save (document.pipeline, document.file, NULL, &error))
    {
      mill_output_gerror (error);
      return MILL_EXIT_FAILED;
    }

  return MILL_EXIT_DONE;
}

static int
run_fmt (int    argc,
         char **argv)
{
  g_auto (GStrv) rest = NULL;
  gboolean check = FALSE;
  int code;
  const GOptionEntry entries[] = {
    { "check", 0, 0, G_OPTION_ARG_NONE, &check,
      N_("Change nothing; exit with 1 where a file would be changed"), NULL },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("FILE…"), N_("Writes pipeline files in their canonical form."),
    N_("Prints the name of every file that was changed, or with --check would be. FILE “-” reads the\n"
       "standard input and writes to the standard output."),
    entries, 1, G_MAXUINT
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;

  /* The worst of what the files gave. */
  code = MILL_EXIT_DONE;
  for (guint i = 0; rest[i]; i++)
    {
      int this_code = format_file (rest[i], check);

      code = MAX (code, this_code);
    }

  return code;
}

const MillCommand mill_command_fmt = { "fmt", N_("Write files in canonical form"), run_fmt };
