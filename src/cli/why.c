/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/reuse.h"
#include "cli/text-table.h"
#include "cli/work.h"
#include "engine/forecast.h"
#include "pipeline/expand.h"
#include "pipeline/json-build.h"

typedef struct
{
  MillDocument        *document;
  MillForecastOptions  options;
  MillPipeline        *pipeline;   /* what of the drawing runs */
  GPtrArray           *nodes;      /* MillForecastNode */
} Why;

static int
forecast (GCancellable *cancellable,
          gpointer      data)
{
  Why *why = data;

  why->nodes = mill_forecast_list (why->document->pipeline, why->document->bindings, &why->options,
                                   cancellable, NULL);

  return why->nodes != NULL ? MILL_EXIT_DONE : MILL_EXIT_CANCELLED;
}

static char *
describe_verdict (const Why              *why,
                  const MillForecastNode *node)
{
  if (node->stale)
    return g_strdup (_("pinned, stale"));
  if (node->verdict == MILL_VERDICT_REUSE)
    return g_strdup (node->pinned ? _("pinned") : node->needed ? _("reuse") : _("not asked for"));
  if (node->fused_into != NULL)
    /* Translators: the node is computed as a part of the query of another. */
    return g_strdup_printf (_("run, in “%s”"),
                            mill_pipeline_get_node_label (why->pipeline, node->fused_into));

  return g_strdup (_("run"));
}

static char *
describe_reasons (const Why              *why,
                  const MillForecastNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < node->reasons->len; i++)
    {
      g_autofree char *reason = mill_reason_describe (g_ptr_array_index (node->reasons, i), why->pipeline);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", reason);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
print_text (const Why *why)
{
  g_autoptr (MillTextTable) table = mill_text_table_new ();
  guint n_run = 0;

  mill_text_table_add_column (table, _("Node"), FALSE);
  mill_text_table_add_column (table, _("Will"), FALSE);
  mill_text_table_add_column (table, _("Table"), FALSE);
  mill_text_table_add_column (table, _("Why"), FALSE);
  for (guint i = 0; i < why->nodes->len; i++)
    {
      const MillForecastNode *node = g_ptr_array_index (why->nodes, i);
      g_autofree char *verdict = describe_verdict (why, node);
      g_autofree char *reasons = describe_reasons (why, node);

      n_run += node->verdict == MILL_VERDICT_RUN;
      mill_text_table_add_cell (table, node->id);
      mill_text_table_add_cell (table, verdict);
      mill_text_table_add_cell (table, mill_keep_choice_describe (node->choice));
      mill_text_table_add_cell (table, reasons);
    }
  if (why->nodes->len > 0)
    {
      mill_text_table_print (table);
      mill_output_text ("\n");
    }
  if (n_run == 0)
    mill_output_print ("%s\n", _("Nothing has to run."));
  else
    mill_output_print (ngettext ("%u of %u nodes has to run.", "%u of %u nodes have to run.", n_run),
                       n_run, why->nodes->len);
  if (n_run > 0)
    mill_output_text ("\n");
}

static void
add_reasons (const Why              *why,
             const MillForecastNode *node,
             JsonBuilder            *builder)
{
  json_builder_set_member_name (builder, "reasons");
  json_builder_begin_array (builder);
  for (guint i = 0; i < node->reasons->len; i++)
    {
      const MillReason *reason = g_ptr_array_index (node->reasons, i);
      g_autofree char *text = mill_reason_describe (reason, why->pipeline);

      json_builder_begin_object (builder);
      mill_json_add_string (builder, "kind", mill_reason_kind_get_name (reason->kind));
      mill_json_add_string (builder, "name", reason->name);
      mill_json_add_string (builder, "before", reason->before);
      mill_json_add_string (builder, "after", reason->after);
      mill_json_add_string (builder, "text", text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const Why *why)
{
  for (guint i = 0; i < why->nodes->len; i++)
    {
      const MillForecastNode *node = g_ptr_array_index (why->nodes, i);
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      mill_json_add_string (builder, "node", node->id);
      mill_json_add_string (builder, "verdict", mill_verdict_get_name (node->verdict));
      mill_json_add_boolean (builder, "needed", node->needed);
      mill_json_add_boolean (builder, "pinned", node->pinned);
      mill_json_add_boolean (builder, "stale", node->stale);
      mill_json_add_string (builder, "fused-into", node->fused_into);
      mill_json_add_string (builder, "table", mill_keep_choice_get_name (node->choice));
      mill_json_add_string (builder, "key", node->key);
      add_reasons (why, node, builder);
      json_builder_end_object (builder);
      mill_output_json (json_builder_get_root (builder));
    }
}

/* Only what @node itself is about. */
static void
keep_only (Why        *why,
           const char *node)
{
  for (guint i = why->nodes->len; i-- > 0;)
    {
      const MillForecastNode *found = g_ptr_array_index (why->nodes, i);

      if (!g_str_equal (found->id, node) && !mill_path_is_within (found->id, node))
        g_ptr_array_remove_index (why->nodes, i);
    }
}

static int
tell (MillDocument *document,
      MillReuse    *reuse,
      const char   *node,
      gboolean      from_scratch,
      gboolean      json)
{
  const char *const targets[] = { node, NULL };
  g_autoptr (MillPipeline) expanded = mill_pipeline_expand (document->pipeline, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Why why = {
    .document = document, .pipeline = expanded,
    .options = { .base = document->base, .cache = reuse->cache, .identity = reuse->identity,
                 .from_scratch = from_scratch },
  };
  int code = mill_work_run (forecast, &why, cancellable);

  if (code == MILL_EXIT_DONE)
    {
      if (node != NULL)
        keep_only (&why, node);
      if (json)
        print_json (&why);
      else
        print_text (&why);
    }
  g_clear_pointer (&why.nodes, g_ptr_array_unref);

  return mill_document_judge (document, node != NULL ? targets : NULL, code);
}

static int
run_why (int    argc,
         char **argv)
{
  g_auto (MillDocument) document = { NULL };
  g_auto (MillReuse) reuse = { NULL };
  g_auto (GStrv) rest = NULL;
  g_auto (GStrv) values = NULL;
  gboolean from_scratch = FALSE;
  gboolean json = FALSE;
  int code;
  const GOptionEntry entries[] = {
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &values,
      N_("Give a parameter of the pipeline a value; may be repeated"), N_("NAME=VALUE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json,
      N_("Print a line of JSON for each node"), NULL },
    MILL_REUSE_ENTRIES (&reuse),
    MILL_REUSE_IDLE_SIZE_ENTRY (&reuse.size),
    { "from-scratch", 0, 0, G_OPTION_ARG_NONE, &from_scratch,
      N_("Tell of a run that computes everything anew, what is pinned too"), NULL },
    G_OPTION_ENTRY_NULL
  };
  const MillUsage usage = {
    N_("FILE [NODE]"), N_("Tells what a run would do with each node, and why, without running it."),
    N_("A node whose result is known is reused. Else it is said what changed since the last run: a\n"
       "setting, a parameter, a file, a node before it. A node whose table is passed on is a part of the\n"
       "query of the node that reads it; one that is kept is written to a file in the cache."),
    entries, 1, 2
  };

  rest = mill_options_parse (&usage, argc, argv, &code);
  if (rest == NULL)
    return code;

  if (!mill_document_load_bound (&document, rest[0], (const char *const *) values, &code))
    {
      mill_document_tell (&document);
      return code;
    }
  if ((rest[1] != NULL && !mill_target_check_node (document.pipeline, rest[1])) ||
      !mill_reuse_open (&reuse, &document))
    return MILL_EXIT_USAGE;

  return tell (&document, &reuse, rest[1], from_scratch, json);
}

const MillCommand mill_command_why = { "why", N_("Tell what would run, and why"), run_why };
