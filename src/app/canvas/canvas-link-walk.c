/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas-edits.h"

#include "app/canvas/canvas-private.h"

/* The links of a node one after the other, so that keys can delete and mute them and put nodes into them. */

static void
add_link (GArray         *links,
          const MillLink *link)
{
  MillLink kept = { g_intern_string (link->from_node), g_intern_string (link->from_port),
                    g_intern_string (link->to_node), g_intern_string (link->to_port), link->muted };

  g_array_append_val (links, kept);
}

/* Those that come in, then those that go out. */
static GArray *
list_links (MillPipeline *pipeline,
            const char   *id)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (MillLink));
  g_autoptr (GArray) outgoing = mill_pipeline_list_links_from (pipeline, id);
  guint n_inputs;
  const MillInput *inputs = mill_node_get_inputs (mill_pipeline_get_node (pipeline, id), &n_inputs);

  for (guint i = 0; i < n_inputs; i++)
    if (inputs[i].from_port != NULL)
      add_link (links, &(MillLink) { inputs[i].from_node, inputs[i].from_port, id, inputs[i].port,
                                     inputs[i].muted });
  for (guint i = 0; i < outgoing->len; i++)
    add_link (links, &g_array_index (outgoing, MillLink, i));

  return links;
}

static gboolean
is_same (const MillLink *a,
         const MillLink *b)
{
  return g_str_equal (a->from_node, b->from_node) && g_strcmp0 (a->from_port, b->from_port) == 0 &&
         g_str_equal (a->to_node, b->to_node) && g_strcmp0 (a->to_port, b->to_port) == 0;
}

static void
announce (MillCanvas     *self,
          const MillLink *link)
{
  g_autofree char *text = mill_canvas_describe_link (self, link);

  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
select_link_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  const MillLink *selected = mill_world_get_selected_link (self->world);
  const char *node = self->session != NULL ? mill_session_get_selected_node (self->session) : NULL;
  g_autoptr (GArray) links = NULL;
  guint next = 0;

  /* With a link selected, the node is the one that they were asked of. */
  if (node == NULL && selected != NULL)
    node = self->link_node != NULL ? self->link_node : selected->to_node;
  if (node == NULL || mill_pipeline_get_node (mill_session_get_pipeline (self->session), node) == NULL)
    return;
  links = list_links (mill_session_get_pipeline (self->session), node);
  if (links->len == 0)
    return;

  self->link_node = g_intern_string (node);
  for (guint i = 0; selected != NULL && i < links->len; i++)
    if (is_same (&g_array_index (links, MillLink, i), selected))
      next = (i + 1) % links->len;
  mill_session_select (self->session, NULL);
  mill_world_select_link (self->world, &g_array_index (links, MillLink, next));
  announce (self, &g_array_index (links, MillLink, next));
}

void
mill_canvas_install_link_walk (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "canvas.select-link", NULL, select_link_action);
}
