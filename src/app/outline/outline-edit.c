/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/outline/outline-private.h"

/* Of a card, with the gap that is left beside it. */
#define STEP_X 280
#define STEP_Y 120

static MillPipeline *
get_pipeline (MillOutline *self)
{
  return mill_session_get_pipeline (self->session);
}

static gboolean
is_free (MillPipeline *pipeline,
         GPtrArray    *nodes,
         double        x,
         double        y)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      double there_x, there_y;

      mill_node_get_position (g_ptr_array_index (nodes, i), &there_x, &there_y);
      if (ABS (there_x - x) < STEP_X && ABS (there_y - y) < STEP_Y)
        return FALSE;
    }

  return TRUE;
}

/* To the right of the last of @beside, or of everything; further down where that is taken. */
static void
find_place (MillPipeline       *pipeline,
            const char *const  *beside,
            double             *x,
            double             *y)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  gboolean found = FALSE;

  *x = 0;
  *y = 0;
  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);
      double there_x, there_y;

      if (beside[0] != NULL && !g_strv_contains (beside, mill_node_get_id (node)))
        continue;
      mill_node_get_position (node, &there_x, &there_y);
      if (found && there_x + STEP_X <= *x)
        continue;
      *x = there_x + STEP_X;
      *y = there_y;
      found = TRUE;
    }
  for (guint tries = 0; tries < nodes->len && !is_free (pipeline, nodes, *x, *y); tries++)
    *y += STEP_Y;
}

/* Links the first output of @from that fits to the first input of @to that waits for one. */
static gboolean
link_from (MillPipeline *pipeline,
           MillEdit     *edit,
           const char   *from,
           const char   *to)
{
  const MillNodeType *from_type = mill_pipeline_get_node_type (pipeline, from);
  const MillNodeType *to_type = mill_pipeline_get_node_type (pipeline, to);
  const MillPort *output, *input;

  if (from_type == NULL || to_type == NULL)
    return FALSE;

  for (guint i = 0; (input = mill_node_type_get_port (to_type, MILL_PORT_IN, i)) != NULL; i++)
    {
      if (!(input->flags & MILL_PORT_MULTIPLE) &&
          mill_node_find_input (mill_pipeline_get_node (pipeline, to), input->name) != NULL)
        continue;
      for (guint j = 0; (output = mill_node_type_get_port (from_type, MILL_PORT_OUT, j)) != NULL; j++)
        if (mill_pipeline_can_connect (pipeline, from, output->name, to, input->name, NULL))
          return mill_edit_connect (edit, from, output->name, to, input->name, NULL);
    }

  return FALSE;
}

void
mill_outline_add_node (MillOutline *self,
                       const char  *type_id)
{
  MillPipeline *pipeline = get_pipeline (self);
  MillHistory *history = mill_session_get_history (self->session);
  const MillNodeType *type = mill_catalogue_find (mill_pipeline_get_catalogue (pipeline), type_id);
  g_auto (GStrv) selected = mill_session_list_selected (self->session);
  g_autofree char *label = NULL;
  g_autofree char *id = NULL;
  MillEdit *edit;
  double x, y;

  g_return_if_fail (type != NULL);

  label = g_strdup_printf (_("Add “%s”"), _(type->label));
  find_place (pipeline, (const char *const *) selected, &x, &y);
  edit = mill_history_begin (history, label);
  id = g_strdup (mill_edit_add_node (edit, type_id, NULL, x, y));
  for (guint i = 0; selected[i] != NULL; i++)
    if (mill_pipeline_get_node (pipeline, selected[i]) != NULL &&
        !link_from (pipeline, edit, selected[i], id))
      link_from (pipeline, edit, id, selected[i]);
  mill_history_commit (history, NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  mill_session_select_one (self->session, id);
  mill_outline_focus_node (self, id);
}

gboolean
mill_outline_connect (MillOutline    *self,
                      const MillLink *link)
{
  MillHistory *history = mill_session_get_history (self->session);
  g_autoptr (GError) error = NULL;
  MillEdit *edit = mill_history_begin (history, _("Connect"));

  if (!mill_edit_connect (edit, link->from_node, link->from_port, link->to_node, link->to_port, &error))
    {
      mill_history_abandon (history);
      mill_outline_complain (self, error);
      return FALSE;
    }
  mill_history_commit (history, NULL);

  return TRUE;
}

void
mill_outline_disconnect (MillOutline     *self,
                         MillOutlineItem *item)
{
  MillHistory *history = mill_session_get_history (self->session);
  /* Its strings are the link's. */
  g_autoptr (MillOutlineItem) kept = g_object_ref (item);
  g_autoptr (GError) error = NULL;
  MillLink link;

  if (!mill_outline_item_get_link (kept, &link))
    return;

  if (!mill_edit_disconnect (mill_history_begin (history, _("Disconnect")), &link, &error))
    {
      mill_history_abandon (history);
      mill_outline_complain (self, error);
      return;
    }
  mill_history_commit (history, NULL);
}

void
mill_outline_rename (MillOutline *self,
                     const char  *node,
                     const char  *title)
{
  MillPipeline *pipeline = get_pipeline (self);
  MillHistory *history = mill_session_get_history (self->session);
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, node);
  /* No name, or that of its type, is what a node has that nobody named. */
  gboolean own = *title != '\0' && (type == NULL || !g_str_equal (title, _(type->label)));

  if (mill_pipeline_get_node (pipeline, node) == NULL ||
      g_strcmp0 (title, mill_pipeline_get_node_label (pipeline, node)) == 0)
    return;

  mill_edit_set_title (mill_history_begin (history, _("Rename")), node, own ? title : NULL, NULL);
  mill_history_commit (history, NULL);
}

/* Of several selected nodes all are deleted when it is done to one of them. */
void
mill_outline_delete (MillOutline     *self,
                     MillOutlineItem *item)
{
  MillPipeline *pipeline = get_pipeline (self);
  MillHistory *history = mill_session_get_history (self->session);
  g_autofree char *node = g_strdup (mill_outline_item_get_node (item));
  g_auto (GStrv) selected = mill_session_list_selected (self->session);
  g_autoptr (MillOutlineItem) next = NULL;
  guint index = mill_outline_model_get_index (self->model, item);
  MillEdit *edit;

  edit = mill_history_begin (history, _("Delete"));
  if (!mill_session_is_selected (self->session, node))
    mill_edit_remove_node (edit, node, NULL);
  else
    for (guint i = 0; selected[i] != NULL; i++)
      if (mill_pipeline_get_node (pipeline, selected[i]) != NULL)
        mill_edit_remove_node (edit, selected[i], NULL);
      else
        mill_edit_remove_annotation (edit, selected[i], NULL);
  mill_history_commit (history, NULL);

  /* The focus goes to what is in its place now. */
  mill_outline_model_flush (self->model);
  index = MIN (index, MAX (g_list_model_get_n_items (G_LIST_MODEL (self->model)), 1) - 1);
  next = g_list_model_get_item (G_LIST_MODEL (self->model), index);
  if (next != NULL)
    mill_outline_focus_item (self, next);
  else
    gtk_widget_grab_focus (self->add_button);
}

static void
put_link (MillEdit        *edit,
          const MillInput *from,
          const char      *to_node,
          const char      *to_port)
{
  const MillLink link = { from->from_node, from->from_port, to_node, to_port, FALSE };

  mill_edit_connect (edit, link.from_node, link.from_port, to_node, to_port, NULL);
  if (from->muted)
    mill_edit_set_muted (edit, &link, TRUE, NULL);
}

/* What is linked to an input goes to another one of its node, and what is linked there takes its place. */
void
mill_outline_move (MillOutline     *self,
                   MillOutlineItem *item,
                   int              step)
{
  MillHistory *history = mill_session_get_history (self->session);
  const MillPort *port = mill_outline_item_find_sibling (item, step);
  g_autoptr (MillNode) node = NULL;
  const MillInput *there;
  g_autofree char *text = NULL;
  MillEdit *edit;
  MillLink link;

  if (port == NULL || !mill_outline_item_get_link (item, &link))
    return;

  /* The values of the node before the step stay for as long as it is held. */
  node = mill_node_ref (mill_pipeline_get_node (get_pipeline (self), link.to_node));
  there = mill_node_find_input (node, port->name);
  edit = mill_history_begin (history, _("Reorder Links"));
  mill_edit_disconnect (edit, &link, NULL);
  put_link (edit, &(MillInput) { NULL, link.from_node, link.from_port, link.muted }, link.to_node,
            port->name);
  if (there != NULL)
    put_link (edit, there, link.to_node, link.to_port);
  mill_history_commit (history, NULL);

  text = g_strdup_printf (_("“%1$s” is now linked to %2$s"),
                          mill_pipeline_get_node_label (get_pipeline (self), link.from_node),
                          _(port->label));
  mill_outline_announce (self, text);
}
