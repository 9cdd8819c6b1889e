/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/diff-text.h"

#include <glib/gi18n-lib.h>

#include "cli/output.h"
#include "pipeline/node-difference.h"

static const struct
{
  char      sign;
  MillStyle style;
} heads[] = {
  [MILL_NODE_ADDED] = { '+', MILL_STYLE_GOOD },
  [MILL_NODE_REMOVED] = { '-', MILL_STYLE_ERROR },
  [MILL_NODE_CHANGED] = { '~', MILL_STYLE_ACCENT },
};

static void
print_node (const MillNodeDifference *node)
{
  MillStyle style = heads[node->fate].style;
  g_autofree char *title = node->node != NULL ? g_strdup_printf ("%s (%s)", node->node, node->title)
                                              : g_strdup (_("Pipeline"));
  g_autofree char *clean = mill_text_clean (title);

  mill_output_print ("%s%c %s%s\n", mill_terminal_begin (MILL_STDOUT, style), heads[node->fate].sign, clean,
                     mill_terminal_end (MILL_STDOUT, style));
  for (guint i = 0; i < node->lines->len; i++)
    {
      g_autofree char *line = mill_text_clean (g_ptr_array_index (node->lines, i));

      mill_output_print ("    %s\n", line);
    }
}

void
mill_diff_print_text (MillPipeline *before,
                      MillPipeline *after,
                      GPtrArray    *differences)
{
  g_autoptr (GPtrArray) nodes = mill_node_differences_list (before, after, differences);
  g_autoptr (GString) moved = g_string_new (NULL);

  for (guint i = 0; i < nodes->len; i++)
    {
      const MillNodeDifference *node = g_ptr_array_index (nodes, i);

      if (node->fate != MILL_NODE_MOVED)
        print_node (node);
      else
        g_string_append_printf (moved, "%s%s", moved->len > 0 ? ", " : "", node->node);
    }
  if (moved->len > 0)
    mill_output_print ("%s %s\n", _("Only moved:"), moved->str);
}
