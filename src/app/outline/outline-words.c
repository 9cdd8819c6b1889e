/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/outline/outline-words.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/state-words.h"

static const char *
get_type_label (MillOutlineItem *item)
{
  MillPipeline *pipeline = mill_outline_item_get_pipeline (item);
  const char *id = mill_outline_item_get_node (item);
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, id);
  MillNode *node = mill_pipeline_get_node (pipeline, id);

  if (type != NULL)
    return _(type->label);

  return node != NULL ? mill_node_get_type_id (node) : "";
}

char *
mill_outline_dup_end (MillPipeline      *pipeline,
                      const char        *node,
                      MillPortDirection  direction,
                      const char        *port)
{
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, node);
  const char *label = mill_pipeline_get_node_label (pipeline, node);
  const MillPort *found = NULL;

  if (type != NULL && port != NULL && mill_node_type_get_n_ports (type, direction) > 1)
    found = mill_node_type_find_port (type, direction, port);
  if (found != NULL)
    /* Translators: a port of a node: "Kept" of "Filter Rows". */
    return g_strdup_printf (_("%1$s of %2$s"), _(found->label), label != NULL ? label : node);

  return g_strdup (label != NULL ? label : node);
}

static char *
dup_link_title (MillOutlineItem *item)
{
  MillPipeline *pipeline = mill_outline_item_get_pipeline (item);
  const MillPort *port = mill_outline_item_get_port (item);
  g_autofree char *end = NULL;
  MillLink link;

  if (!mill_outline_item_get_link (item, &link))
    /* Translators: an input or output of a node that has no link. */
    return g_strdup_printf (_("%s: not linked"), _(port->label));

  if (port->direction == MILL_PORT_IN)
    {
      end = mill_outline_dup_end (pipeline, link.from_node, MILL_PORT_OUT, link.from_port);
      /* Translators: an input of a node, and what it is linked from: "Table from Read CSV". */
      return g_strdup_printf (_("%1$s from %2$s"), _(port->label), end);
    }

  end = mill_outline_dup_end (pipeline, link.to_node, MILL_PORT_IN, link.to_port);
  /* Translators: an output of a node, and what it is linked to: "Table to Filter Rows". */
  return g_strdup_printf (_("%1$s to %2$s"), _(port->label), end);
}

char *
mill_outline_dup_title (MillOutlineItem *item)
{
  const char *label;

  if (mill_outline_item_get_kind (item) != MILL_OUTLINE_NODE)
    return dup_link_title (item);

  label = mill_pipeline_get_node_label (mill_outline_item_get_pipeline (item),
                                        mill_outline_item_get_node (item));

  return g_strdup (label != NULL ? label : mill_outline_item_get_node (item));
}

/* NULL where there is nothing to say. */
static char *
dup_state (MillOutlineItem *item)
{
  MillNode *node = mill_pipeline_get_node (mill_outline_item_get_pipeline (item),
                                           mill_outline_item_get_node (item));
  MillNodeStatus status;
  char *words;

  if (node != NULL && mill_node_is_bypassed (node))
    return g_strdup (_("Bypassed"));

  mill_session_get_status (mill_outline_item_get_session (item), mill_outline_item_get_path (item),
                           &status);
  if (status.state == MILL_STATE_IDLE)
    return NULL;
  if (status.stale)
    return g_strdup (mill_state_words_get_old (&status));
  if ((words = mill_state_words_dup_running (&status)) == NULL)
    words = mill_state_words_dup_done (&status);

  return words != NULL ? words : g_strdup (mill_state_get_label (status.state));
}

/* How many rows came through a link, or NULL. */
static char *
dup_rows (MillOutlineItem *item)
{
  const char *node = mill_outline_item_get_path (item);
  const MillPort *port = mill_outline_item_get_port (item);
  const char *name = port->name;
  gint64 n_rows;
  MillLink link;

  if (mill_outline_item_get_link (item, &link))
    {
      /* Within a component the other end is there as well, but is called by its id alone. */
      if (mill_outline_item_is_within (item) && port->direction == MILL_PORT_IN)
        return NULL;
      node = mill_outline_item_is_within (item) ? node : link.from_node;
      name = link.from_port;
    }
  else if (port->direction == MILL_PORT_IN)
    {
      return NULL;
    }
  n_rows = name != NULL ? mill_session_get_rows (mill_outline_item_get_session (item), node, name) : -1;
  if (n_rows < 0)
    return NULL;

  return g_strdup_printf (ngettext ("%'lu row", "%'lu rows", (gulong) n_rows), (gulong) n_rows);
}

char *
mill_outline_dup_detail (MillOutlineItem *item)
{
  const char *type = get_type_label (item);
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;

  if (mill_outline_item_get_kind (item) != MILL_OUTLINE_NODE)
    return dup_rows (item);

  title = mill_outline_dup_title (item);
  state = dup_state (item);
  if (g_str_equal (title, type))
    return g_steal_pointer (&state);
  if (state == NULL)
    return g_strdup (type);

  /* Translators: the state of a node, and its type. */
  return g_strdup_printf (_("%1$s · %2$s"), state, type);
}

char *
mill_outline_dup_problems (MillOutlineItem *item,
                           MillSeverity    *severity)
{
  g_autoptr (GPtrArray) problems = NULL;
  GString *text;

  *severity = MILL_SEVERITY_NOTE;
  if (mill_outline_item_get_kind (item) != MILL_OUTLINE_NODE)
    return NULL;
  problems = mill_session_list_diagnostics (mill_outline_item_get_session (item),
                                            mill_outline_item_get_path (item));
  if (problems->len == 0)
    return NULL;

  text = g_string_new (NULL);
  for (guint i = 0; i < problems->len; i++)
    {
      const MillDiagnostic *problem = g_ptr_array_index (problems, i);

      *severity = MAX (*severity, problem->severity);
      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", problem->message);
    }

  return g_string_free (text, FALSE);
}

static void
add_sentence (GString    *text,
              const char *sentence)
{
  if (sentence == NULL || *sentence == '\0')
    return;

  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
  if (!g_str_has_suffix (sentence, "."))
    g_string_append_c (text, '.');
}

static void
add_links (GString         *text,
           MillOutlineItem *node)
{
  g_autoptr (GListModel) children = mill_outline_item_dup_children (node);
  guint n = g_list_model_get_n_items (children);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MillOutlineItem) child = g_list_model_get_item (children, i);
      g_autofree char *title = NULL;

      if (mill_outline_item_get_kind (child) == MILL_OUTLINE_NODE)
        continue;
      title = mill_outline_dup_title (child);
      add_sentence (text, title);
    }
}

char *
mill_outline_dup_description (MillOutlineItem *item)
{
  GString *text = g_string_new (NULL);
  MillSeverity severity;
  MillLink link;

  if (mill_outline_item_get_kind (item) == MILL_OUTLINE_NODE)
    {
      g_autofree char *problems = mill_outline_dup_problems (item, &severity);
      g_autofree char *state = dup_state (item);

      add_sentence (text, get_type_label (item));
      add_sentence (text, state);
      add_sentence (text, problems);
      add_links (text, item);
    }
  else
    {
      const MillPort *port = mill_outline_item_get_port (item);
      g_autofree char *rows = dup_rows (item);

      add_sentence (text, port->direction == MILL_PORT_IN ? _("Input") : _("Output"));
      add_sentence (text, mill_port_type_get_label (port->type));
      if (mill_outline_item_get_link (item, &link) && link.muted)
        add_sentence (text, _("Muted"));
      else if (port->direction == MILL_PORT_IN && (port->flags & MILL_PORT_OPTIONAL))
        add_sentence (text, _("Optional"));
      add_sentence (text, rows);
    }

  return g_string_free (text, FALSE);
}

static gboolean
contains (const char *text,
          const char *folded)
{
  g_autofree char *folded_text = g_utf8_casefold (text, -1);

  return strstr (folded_text, folded) != NULL;
}

gboolean
mill_outline_matches (MillOutlineItem *item,
                      const char      *folded)
{
  const char *label = mill_pipeline_get_node_label (mill_outline_item_get_pipeline (item),
                                                    mill_outline_item_get_node (item));

  return contains (label != NULL ? label : "", folded) || contains (get_type_label (item), folded);
}
