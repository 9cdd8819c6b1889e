/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/node-example.h"
#include "cli/node-text.h"
#include "cli/options.h"
#include "cli/output.h"
#include "nodes/catalogue.h"
#include "pipeline/json-schema.h"
#include "pipeline/suggest.h"
#include "pipeline/writer.h"

static void
print_schema (const MillCatalogue *catalogue)
{
  g_autoptr (JsonNode) schema = mill_catalogue_to_json_schema (catalogue);
  g_autofree char *text = mill_json_to_canonical (schema, FALSE);

  mill_output_text (text);
  if (!g_str_has_suffix (text, "\n"))
    mill_output_text ("\n");
}

static void
print_json (const MillNodeType *type)
{
  JsonNode *json = mill_node_type_to_json (type);

  json_object_set_member (json_node_get_object (json), "example", mill_node_example_new (type));
  mill_output_json (json);
}

static void
print_list (const MillCatalogue *catalogue,
            gboolean             json)
{
  g_autoptr (GPtrArray) types = mill_catalogue_search (catalogue, "");

  if (!json)
    {
      mill_node_text_print_list (types);
      return;
    }

  for (guint i = 0; i < types->len; i++)
    print_json (types->pdata[i]);
}

static const MillNodeType *
find_type (const MillCatalogue *catalogue,
           const char          *id)
{
  const MillNodeType *type = mill_catalogue_find (catalogue, id);
  MillSuggestion suggestion;
  const char *meant;

  if (type)
    return type;

  mill_suggestion_init (&suggestion, id);
  for (guint i = 0; i < mill_catalogue_get_n_types (catalogue); i++)
    mill_suggestion_offer (&suggestion, catalogue->types[i]->id);
  meant = mill_suggestion_finish (&suggestion);
  if (meant)
    mill_output_error (_("no such node type “%s”; did you mean “%s”?"), id, meant);
  else
    mill_output_error (_("no such node type “%s”; “millctl nodes” lists them"), id);

  return NULL;
}

static int
run_nodes (int    argc,
           char **argv)
{
  const MillCatalogue *catalogue = mill_nodes_get_catalogue ();
  const MillNodeType *type;
  g_auto (GStrv) rest = NULL;
  gboolean schema = FALSE;
  gboolean json = FALSE;
  int code;
  const GOptionEntry entries[] = {
    { "schema", 0, 0, G_OPTION_ARG_NONE, &schema,
      N_("Print the JSON Schema of pipeline files instead"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json,
      N_("Print each node type as a line of JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("[ID]"),
    N_("Lists the node types, or describes one: its ports, its settings, its help, an example."),
    NULL, entries, 0, 1
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;

  if (schema && (rest[0] || json))
    {
      mill_output_error (_("--schema is of all node types, and is JSON by itself"));
      return MILL_EXIT_USAGE;
    }

  if (schema)
    {
      print_schema (catalogue);
      return MILL_EXIT_DONE;
    }

  if (rest[0] == NULL)
    {
      print_list (catalogue, json);
      return MILL_EXIT_DONE;
    }

  type = find_type (catalogue, rest[0]);
  if (type == NULL)
    return MILL_EXIT_USAGE;

  if (json)
    print_json (type);
  else
    mill_node_text_print (type);

  return MILL_EXIT_DONE;
}

const MillCommand mill_command_nodes = { "nodes", N_("List or describe node types"), run_nodes };
