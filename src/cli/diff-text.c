/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/diff-text.h"

#include <glib/gi18n-lib.h>

#include "cli/output.h"
#include "pipeline/component.h"
#include "pipeline/difference.h"
#include "pipeline/params.h"

typedef struct
{
  MillPipeline *before;
  MillPipeline *after;
} Sides;

static const MillStyle sign_styles[] = {
  ['+'] = MILL_STYLE_GOOD,
  ['-'] = MILL_STYLE_ERROR,
  ['~'] = MILL_STYLE_ACCENT,
};

static char
get_sign (const MillDifference *difference)
{
  return difference->before == NULL ? '+' : difference->after == NULL ? '-' : '~';
}

static void
print_head (char        sign,
            const char *text)
{
  mill_output_print ("%s%c %s%s\n", mill_terminal_begin (MILL_STDOUT, sign_styles[(guint8) sign]), sign,
                     text, mill_terminal_end (MILL_STDOUT, sign_styles[(guint8) sign]));
}

/* What the terminal could take for a command is not in the text of a value: JSON escapes it. */
static char *
describe_value (JsonNode *value)
{
  return value != NULL ? mill_fact_value_to_text (value) : g_strdup (_("none"));
}

static void
print_change (const char *name,
              const char *before,
              const char *after)
{
  g_autofree char *clean = mill_text_clean (name);

  if (before == NULL)
    mill_output_print ("    %s: %s\n", clean, after);
  else
    mill_output_print ("    %s: %s → %s\n", clean, before, after);
}

/* ---- Nodes ---- */

/* The node that @path leads to, through components, with the pipeline that it is in. */
static MillNode *
find_node (MillPipeline  *pipeline,
           const char    *path,
           MillPipeline **within)
{
  g_auto (GStrv) ids = g_strsplit (path, "/", -1);
  MillNode *node = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (i > 0)
        {
          if (node == NULL || mill_node_get_component (node) == NULL)
            return NULL;
          pipeline = mill_component_get_pipeline (mill_node_get_component (node));
        }
      node = mill_pipeline_get_node (pipeline, ids[i]);
    }
  *within = pipeline;

  return node;
}

static const MillNodeType *
find_type (MillPipeline *pipeline,
           const char   *path)
{
  MillPipeline *within;
  MillNode *node = find_node (pipeline, path, &within);

  return node != NULL ? mill_node_find_type (node, mill_pipeline_get_catalogue (pipeline)) : NULL;
}

static char *
describe_node (const Sides *sides,
               const char  *path)
{
  MillPipeline *within;
  MillNode *node = find_node (sides->after, path, &within);
  g_autofree char *text = NULL;

  if (node == NULL)
    node = find_node (sides->before, path, &within);
  text = g_strdup_printf ("%s (%s)", path,
                          node != NULL ? mill_pipeline_get_node_label (within, mill_node_get_id (node)) : "");

  return mill_text_clean (text);
}

/* A setting that the file does not name has the default of its type. */
static char *
describe_setting (MillPipeline         *pipeline,
                  const MillDifference *difference,
                  JsonNode             *value)
{
  const MillNodeType *type = find_type (pipeline, difference->node);
  const MillParam *param = type != NULL ? mill_node_type_find_param (type, difference->name) : NULL;
  g_autoptr (JsonNode) standard = NULL;
  g_autofree char *text = NULL;

  if (value != NULL || param == NULL)
    return describe_value (value);

  standard = mill_param_get_default_json (param);
  text = describe_value (standard);

  return g_strdup_printf (_("%s (the default)"), text);
}

static void
print_fact (const Sides          *sides,
            const MillDifference *difference,
            gboolean              added)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (difference->fact == MILL_FACT_SETTING)
    {
      before = added ? NULL : describe_setting (sides->before, difference, difference->before);
      after = describe_setting (sides->after, difference, difference->after);
    }
  else
    {
      before = added ? NULL : describe_value (difference->before);
      after = describe_value (difference->after);
    }

  switch (difference->fact)
    {
    case MILL_FACT_NAME:
      print_change (_("Name"), before, after);
      break;
    case MILL_FACT_TYPE:
      print_change (_("Type"), before, after);
      break;
    case MILL_FACT_VERSION:
      if (!added)
        print_change (_("Version"), before, after);
      break;
    case MILL_FACT_TITLE:
      print_change (_("Title"), before, after);
      break;
    case MILL_FACT_BYPASSED:
      mill_output_print ("    %s\n", difference->after != NULL ? _("Bypassed") : _("No longer bypassed"));
      break;
    case MILL_FACT_PINNED:
      mill_output_print ("    %s\n", difference->after != NULL ? _("Pinned") : _("No longer pinned"));
      break;
    case MILL_FACT_ORIGIN:
      print_change (_("Taken from"), before, after);
      break;
    case MILL_FACT_INPUT:
      {
        g_autofree char *port = g_strdup_printf (_("Input %s"), difference->name);

        print_change (port, before, after);
        break;
      }
    case MILL_FACT_PARAMETER:
      {
        g_autofree char *name = g_strdup_printf (_("Parameter %s"), difference->name);

        print_change (name, before, after);
        break;
      }
    case MILL_FACT_SETTING:
    case MILL_FACT_OTHER:
    case MILL_FACT_OTHER_INPUT:
    case MILL_FACT_OTHER_PLACE:
      print_change (difference->name, before, after);
      break;
    case MILL_FACT_FRAME:
    case MILL_FACT_NOTE:
      mill_output_print ("    %c %s %s\n", get_sign (difference),
                         difference->fact == MILL_FACT_FRAME ? _("Frame") : _("Note"), difference->name);
      break;
    case MILL_FACT_NODE:
    case MILL_FACT_PLACE:
    default:
      break;
    }
}

/* ---- The whole ---- */

static gboolean
is_told_of_node (const MillDifference *difference)
{
  return difference->fact != MILL_FACT_PLACE;
}

/* Prints what is told of one node from @first on; returns where the next begins. */
static guint
print_group (const Sides *sides,
             GPtrArray   *differences,
             guint        first)
{
  const MillDifference *head = g_ptr_array_index (differences, first);
  gboolean whole = head->fact == MILL_FACT_NODE;
  g_autofree char *title = NULL;
  guint end = first;
  guint n_told = 0;

  for (; end < differences->len; end++)
    {
      const MillDifference *one = g_ptr_array_index (differences, end);

      if (g_strcmp0 (one->node, head->node) != 0 || (end > first && one->fact == MILL_FACT_NODE))
        break;
      n_told += is_told_of_node (one);
    }
  if (n_told == 0)
    return end;

  title = head->node != NULL ? describe_node (sides, head->node) : g_strdup (_("Pipeline"));
  print_head (whole ? get_sign (head) : '~', title);
  /* What is gone was as it was. */
  for (guint i = first; i < end && !(whole && head->after == NULL); i++)
    print_fact (sides, g_ptr_array_index (differences, i), whole);

  return end;
}

/* The nodes of which nothing but the place is another. */
static void
print_moved (GPtrArray *differences)
{
  g_autoptr (GString) moved = g_string_new (NULL);

  for (guint i = 0; i < differences->len; i++)
    {
      const MillDifference *one = g_ptr_array_index (differences, i);
      const MillDifference *last = i > 0 ? g_ptr_array_index (differences, i - 1) : NULL;

      if (one->fact == MILL_FACT_PLACE && (last == NULL || g_strcmp0 (last->node, one->node) != 0))
        g_string_append_printf (moved, "%s%s", moved->len > 0 ? ", " : "", one->node);
    }
  if (moved->len > 0)
    mill_output_print ("%s %s\n", _("Only moved:"), moved->str);
}

void
mill_diff_print_text (MillPipeline *before,
                      MillPipeline *after,
                      GPtrArray    *differences)
{
  const Sides sides = { before, after };

  for (guint i = 0; i < differences->len;)
    i = print_group (&sides, differences, i);
  print_moved (differences);
}
