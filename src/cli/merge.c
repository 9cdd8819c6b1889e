/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/document.h"
#include "cli/options.h"
#include "cli/output.h"
#include "nodes/catalogue.h"
#include "pipeline/merge.h"
#include "pipeline/reader.h"
#include "pipeline/writer.h"

typedef enum
{
  BASE,
  OURS,
  THEIRS,
  N_VERSIONS,
} Version;

/* Where both sides added the file, git gives an empty one as their ancestor. */
static gboolean
is_empty (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                                                  NULL, NULL);

  return info != NULL && g_file_info_get_size (info) == 0;
}

static gboolean
load (MillDocument *document,
      const char   *path,
      Version       version,
      int          *code)
{
  if (version == BASE && is_empty (path))
    {
      document->pipeline = mill_pipeline_new (mill_nodes_get_catalogue ());
      document->problems = mill_diagnostics_new ();
      return TRUE;
    }
  if (mill_document_load (document, path, code))
    return TRUE;
  mill_document_tell (document);

  return FALSE;
}

/* Tells what is wrong with @text that was wrong with neither side: what they could not agree on, and links to
 * what the other side took away. FALSE where there is such a thing. */
static gboolean
check (const char   *text,
       MillDocument *documents)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) known = mill_diagnostics_new ();
  g_autoptr (GPtrArray) found = mill_diagnostics_new ();
  g_autoptr (MillPipeline) merged =
    mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, found, NULL);
  gboolean good = merged != NULL;
  guint n_known;

  mill_diagnostics_merge (known, documents[OURS].problems);
  mill_diagnostics_merge (known, documents[THEIRS].problems);
  n_known = known->len;
  mill_diagnostics_merge (known, found);
  for (guint i = n_known; i < known->len; i++)
    {
      MillDiagnostic *problem = g_ptr_array_index (known, i);

      if (problem->severity != MILL_SEVERITY_ERROR)
        continue;
      mill_output_diagnostic (MILL_STDERR, problem);
      good = FALSE;
    }

  return good;
}

static int
merge (MillDocument *documents,
       const char   *output)
{
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_conflict_free);
  g_autoptr (MillPipeline) merged =
    mill_pipeline_merge (documents[BASE].pipeline, documents[OURS].pipeline, documents[THEIRS].pipeline,
                         conflicts);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  text = mill_pipeline_to_text (merged);
  if (output == NULL)
    {
      mill_output_text (text);
    }
  else
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (output);

      if (!mill_pipeline_save (merged, file, NULL, &error))
        {
          mill_output_gerror (error);
          return MILL_EXIT_FAILED;
        }
    }

  return check (text, documents) && conflicts->len == 0 ? MILL_EXIT_DONE : MILL_EXIT_FAILED;
}

static int
run_merge (int    argc,
           char **argv)
{
  g_auto (MillDocument) base = { NULL };
  g_auto (MillDocument) ours = { NULL };
  g_auto (MillDocument) theirs = { NULL };
  MillDocument documents[N_VERSIONS];
  g_auto (GStrv) rest = NULL;
  g_autofree char *output = NULL;
  gboolean git = FALSE;
  int code;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_("Write the result to this file instead of the standard output"), N_("FILE") },
    { "git", 0, 0, G_OPTION_ARG_NONE, &git,
      N_("Write the result to OURS, as git wants it"), NULL },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("BASE OURS THEIRS"), N_("Brings together what two versions of a pipeline file changed since BASE."),
    N_("Node by node and setting by setting. Where both changed the same, OURS stays, both values are written\n"
       "down under “conflicts” in the file, and the exit code is 1. To merge pipelines like this with git:\n"
       "  git config merge.millrace.driver \"millctl merge --git %O %A %B\"\n"
       "  echo \"*.millrace.json merge=millrace\" >> .gitattributes"),
    entries, N_VERSIONS, N_VERSIONS
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;
  if (git && output != NULL)
    {
      mill_output_error (_("--git and --output exclude each other"));
      return MILL_EXIT_USAGE;
    }
  if (!load (&base, rest[BASE], BASE, &code) || !load (&ours, rest[OURS], OURS, &code) ||
      !load (&theirs, rest[THEIRS], THEIRS, &code))
    return code;

  documents[BASE] = base;
  documents[OURS] = ours;
  documents[THEIRS] = theirs;

  return merge (documents, git ? rest[OURS] : output);
}

const MillCommand mill_command_merge = {
  "merge", N_("Bring two versions of a pipeline file together"), run_merge
};
