/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/diff-text.h"
#include "cli/document.h"
#include "cli/options.h"
#include "cli/output.h"
#include "nodes/catalogue.h"
#include "pipeline/difference.h"
#include "pipeline/json-build.h"

/* With GIT_EXTERNAL_DIFF, or "diff.NAME.command", git calls
 * program path old-file old-hash old-mode new-file new-hash new-mode. */
#define N_GIT_ARGUMENTS 7
#define GIT_OLD_FILE 1
#define GIT_NEW_FILE 4

static void
add_value (JsonBuilder *builder,
           const char  *name,
           JsonNode    *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_value (builder, json_node_ref (value));
}

static void
print_json (GPtrArray *differences)
{
  for (guint i = 0; i < differences->len; i++)
    {
      const MillDifference *one = g_ptr_array_index (differences, i);
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      mill_json_add_string (builder, "what", mill_fact_get_name (one->fact));
      mill_json_add_string (builder, "node", one->node);
      mill_json_add_string (builder, "name", one->name);
      add_value (builder, "before", one->before);
      add_value (builder, "after", one->after);
      json_builder_end_object (builder);
      mill_output_json (json_builder_get_root (builder));
    }
}

/* A file that git says is not there holds nothing. */
static gboolean
load (MillDocument *document,
      const char   *path,
      int          *code)
{
  if (g_str_equal (path, "/dev/null"))
    {
      document->pipeline = mill_pipeline_new (mill_nodes_get_catalogue ());
      return TRUE;
    }
  if (mill_document_load (document, path, code))
    return TRUE;
  mill_document_tell (document);

  return FALSE;
}

static int
compare (const char *old_path,
         const char *new_path,
         gboolean    logic,
         gboolean    json)
{
  g_auto (MillDocument) old = { NULL };
  g_auto (MillDocument) new = { NULL };
  g_autoptr (GPtrArray) differences = NULL;
  int code;

  if (!load (&old, old_path, &code) || !load (&new, new_path, &code))
    return code;

  differences = mill_differences_list (old.pipeline, new.pipeline);
  for (guint i = differences->len; logic && i-- > 0;)
    if (mill_difference_is_cosmetic (g_ptr_array_index (differences, i)))
      g_ptr_array_remove_index (differences, i);
  if (json)
    print_json (differences);
  else
    mill_diff_print_text (old.pipeline, new.pipeline, differences);

  return differences->len > 0 ? MILL_EXIT_FAILED : MILL_EXIT_DONE;
}

/* What git shows is not its own failure, so this never says "they differ" to it. */
static int
compare_for_git (char     **arguments,
                 gboolean   logic,
                 gboolean   json)
{
  int code;

  if (g_strv_length (arguments) != N_GIT_ARGUMENTS)
    {
      mill_output_error (_("With --git come the seven arguments that git gives to a program that shows "
                           "differences"));
      return MILL_EXIT_USAGE;
    }

  mill_output_print ("%s%s%s\n", mill_terminal_begin (MILL_STDOUT, MILL_STYLE_BOLD), arguments[0],
                     mill_terminal_end (MILL_STDOUT, MILL_STYLE_BOLD));
  code = compare (arguments[GIT_OLD_FILE], arguments[GIT_NEW_FILE], logic, json);

  return code == MILL_EXIT_FAILED ? MILL_EXIT_DONE : code;
}

static int
run_diff (int    argc,
          char **argv)
{
  g_auto (GStrv) rest = NULL;
  gboolean logic = FALSE, json = FALSE, git = FALSE;
  int code;
  const GOptionEntry entries[] = {
    { "logic", 0, 0, G_OPTION_ARG_NONE, &logic,
      N_("Leave out what can change no result: titles, places, frames, notes"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json,
      N_("Print a line of JSON for each difference"), NULL },
    { "git", 0, 0, G_OPTION_ARG_NONE, &git,
      N_("Take the arguments that git gives"), NULL },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("OLD NEW"), N_("Tells what two pipeline files differ in: nodes, links, settings."),
    N_("Nodes that were only moved are told apart. Exits with 0 where the files hold the same, with 1 where\n"
       "they differ. To see pipelines like this in “git diff”:\n"
       "  git config diff.millrace.command \"millctl diff --git\"\n"
       "  echo \"*.millrace.json diff=millrace\" >> .gitattributes"),
    entries, 2, N_GIT_ARGUMENTS
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;
  if (git)
    return compare_for_git (rest, logic, json);
  if (g_strv_length (rest) != 2)
    {
      mill_output_error (_("Two files are compared"));
      return MILL_EXIT_USAGE;
    }

  return compare (rest[0], rest[1], logic, json);
}

const MillCommand mill_command_diff = { "diff", N_("Tell what two pipeline files differ in"), run_diff };
