/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"
#include "pipeline/edit-private.h"
#include "pipeline/graph-private.h"
#include "pipeline/link-private.h"
#include "pipeline/node-names.h"
#include "pipeline/node-private.h"

/* More names would not be read. */
#define LONGEST_PATH 6

char *
mill_link_describe_circle (MillPipeline *pipeline,
                           GPtrArray    *path)
{
  g_autoptr (MillNodeNames) names = mill_node_names_new (pipeline);
  g_autofree char *first = mill_node_names_dup (names, g_ptr_array_index (path, 0));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < path->len; i++)
    {
      g_autofree char *name = NULL;

      if (path->len > LONGEST_PATH && i == LONGEST_PATH / 2)
        {
          g_string_append (text, " → …");
          i = path->len - LONGEST_PATH / 2;
        }
      name = mill_node_names_dup (names, g_ptr_array_index (path, i));
      g_string_append_printf (text, i > 0 ? " → “%s”" : "“%s”", name);
    }
  g_string_append_printf (text, " → “%s”", first);

  return g_string_free (text, FALSE);
}

static char *
list_ports (const MillNodeType *type,
            MillPortDirection   direction)
{
  GString *names = g_string_new (NULL);
  const MillPort *port;

  for (guint i = 0; (port = mill_node_type_get_port (type, direction, i)) != NULL; i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", port->name);

  return g_string_free (names, FALSE);
}

gboolean
mill_link_fail_port (MillPipeline       *pipeline,
                     const char         *node,
                     const MillNodeType *type,
                     MillPortDirection   direction,
                     const char         *port,
                     GError            **error)
{
  g_autofree char *names = list_ports (type, direction);
  g_autofree char *hint = NULL;
  const char *label = mill_pipeline_get_node_label (pipeline, node);

  if (direction == MILL_PORT_IN)
    {
      if (*names != '\0')
        hint = g_strdup_printf (_("Its inputs are: %s"), names);
      mill_fail_port (error, port, hint, _("“%s” has no input “%s”"), label, port);
    }
  else
    {
      if (*names != '\0')
        hint = g_strdup_printf (_("Its outputs are: %s"), names);
      if (port != NULL)
        mill_fail_port (error, port, hint, _("“%s” has no output “%s”"), label, port);
      else if (*names == '\0')
        mill_fail (error, NULL, _("“%s” has no output"), label);
      else
        mill_fail (error, hint, _("“%s” has several outputs; the link must name one"), label);
    }

  return FALSE;
}

static const char *
describe_type (MillPortType type)
{
  switch (type)
    {
    case MILL_PORT_LEARNER:
      return _("a learner");
    case MILL_PORT_MODEL:
      return _("a model");
    case MILL_PORT_CHART:
      return _("a chart");
    case MILL_PORT_REPORT:
      return _("a report");
    case MILL_PORT_TABLE:
    default:
      return _("a table");
    }
}

gboolean
mill_link_check_ports (MillPipeline    *pipeline,
                       const MillInput *input,
                       const char      *to_node,
                       GError         **error)
{
  const MillNodeType *from = mill_pipeline_get_node_type (pipeline, input->from_node);
  const MillNodeType *to = mill_pipeline_get_node_type (pipeline, to_node);
  const MillPort *output = NULL, *target = NULL;

  /* Of a type that this build does not know the ports are not known either. */
  if (from != NULL)
    {
      if (input->from_port != NULL)
        output = mill_node_type_find_port (from, MILL_PORT_OUT, input->from_port);
      if (output == NULL)
        return mill_link_fail_port (pipeline, input->from_node, from, MILL_PORT_OUT,
                                    input->from_port, error);
    }
  if (to != NULL)
    {
      target = mill_node_type_find_port (to, MILL_PORT_IN, input->port);
      if (target == NULL)
        return mill_link_fail_port (pipeline, to_node, to, MILL_PORT_IN, input->port, error);
    }
  if (output != NULL && target != NULL && output->type != target->type)
    {
      /* Translators: "Read CSV" gives a table, "Apply model" takes a model. */
      mill_fail_port (error, input->port, NULL, _("“%1$s” gives %2$s, “%3$s” takes %4$s"),
                      mill_pipeline_get_node_label (pipeline, input->from_node),
                      describe_type (output->type),
                      mill_pipeline_get_node_label (pipeline, to_node),
                      describe_type (target->type));
      return FALSE;
    }

  return TRUE;
}

const char *
mill_link_resolve_port (const MillNodeType *type,
                        const char         *port)
{
  if (port == NULL && type != NULL && mill_node_type_get_n_ports (type, MILL_PORT_OUT) == 1)
    return mill_node_type_get_port (type, MILL_PORT_OUT, 0)->name;

  return port;
}

static gboolean
check_link (MillPipeline    *pipeline,
            const MillInput *input,
            const char      *to_node,
            GError         **error)
{
  g_autoptr (GPtrArray) path = NULL;
  g_autofree char *circle = NULL;

  if (mill_edit_find (pipeline, input->from_node, error) == NULL ||
      mill_edit_find (pipeline, to_node, error) == NULL ||
      !mill_link_check_ports (pipeline, input, to_node, error))
    return FALSE;

  path = mill_graph_find_path (pipeline, input->from_node, to_node);
  if (path == NULL)
    return TRUE;
  circle = mill_link_describe_circle (pipeline, path);
  mill_fail_port (error, input->port, _("A node cannot depend on its own result"),
                  _("This link would close a circle: %s"), circle);

  return FALSE;
}

gboolean
mill_pipeline_can_connect (MillPipeline  *pipeline,
                           const char    *from_node,
                           const char    *from_port,
                           const char    *to_node,
                           const char    *to_port,
                           GError       **error)
{
  MillInput input = { to_port, from_node, from_port };

  g_return_val_if_fail (MILL_IS_PIPELINE (pipeline), FALSE);
  g_return_val_if_fail (from_node != NULL && to_node != NULL && to_port != NULL, FALSE);

  input.from_port = mill_link_resolve_port (mill_pipeline_get_node_type (pipeline, from_node),
                                            from_port);

  return check_link (pipeline, &input, to_node, error);
}

gboolean
mill_edit_connect (MillEdit    *self,
                   const char  *from_node,
                   const char  *from_port,
                   const char  *to_node,
                   const char  *to_port,
                   GError     **error)
{
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (MillInput));
  const MillNodeType *to_type;
  const MillPort *port = NULL;
  const MillInput *inputs;
  MillInput input = { to_port, from_node, from_port };
  MillNode *target;
  guint n_inputs;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (from_node != NULL && to_node != NULL && to_port != NULL, FALSE);

  input.from_port = mill_link_resolve_port (mill_pipeline_get_node_type (self->pipeline, from_node),
                                            from_port);
  if (!check_link (self->pipeline, &input, to_node, error))
    return FALSE;

  target = mill_pipeline_get_node (self->pipeline, to_node);
  to_type = mill_pipeline_get_node_type (self->pipeline, to_node);
  if (to_type != NULL)
    port = mill_node_type_find_port (to_type, MILL_PORT_IN, to_port);
  inputs = mill_node_get_inputs (target, &n_inputs);
  for (guint i = 0; i < n_inputs; i++)
    {
      if (mill_input_equal (&inputs[i], &input))
        return TRUE;
      /* Only one link fits, so the new one takes the place of the old. */
      if (g_str_equal (inputs[i].port, to_port) &&
          (port == NULL || !(port->flags & MILL_PORT_MULTIPLE)))
        continue;
      g_array_append_val (made, inputs[i]);
    }
  g_array_append_val (made, input);
  mill_edit_carry_one (self, MILL_CHANGE_NODE, to_node,
                       mill_node_with_inputs (target, (const MillInput *) made->data, made->len));

  return TRUE;
}

static gboolean
fail_link (MillPipeline    *pipeline,
           const MillLink  *link,
           GError         **error)
{
  const char *from = mill_pipeline_get_node_label (pipeline, link->from_node);

  mill_fail_port (error, link->to_port, NULL, _("There is no link from “%s” to “%s”"),
                  from != NULL ? from : link->from_node,
                  mill_pipeline_get_node_label (pipeline, link->to_node));

  return FALSE;
}

gboolean
mill_edit_disconnect (MillEdit        *self,
                      const MillLink  *link,
                      GError         **error)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (MillInput));
  MillInput gone = { link->to_port, link->from_node, link->from_port };
  const MillInput *inputs;
  gboolean found = FALSE;
  MillNode *target;
  guint n_inputs;

  g_return_val_if_fail (self != NULL, FALSE);

  target = mill_edit_find (self->pipeline, link->to_node, error);
  if (target == NULL)
    return FALSE;
  inputs = mill_node_get_inputs (target, &n_inputs);
  for (guint i = 0; i < n_inputs; i++)
    if (!found && mill_input_equal (&inputs[i], &gone))
      found = TRUE;
    else
      g_array_append_val (kept, inputs[i]);
  if (!found)
    return fail_link (self->pipeline, link, error);
  mill_edit_carry_one (self, MILL_CHANGE_NODE, link->to_node,
                       mill_node_with_inputs (target, (const MillInput *) kept->data, kept->len));

  return TRUE;
}

gboolean
mill_edit_set_muted (MillEdit        *self,
                     const MillLink  *link,
                     gboolean         muted,
                     GError         **error)
{
  const MillInput wanted = { link->to_port, link->from_node, link->from_port, FALSE };
  g_autofree MillInput *made = NULL;
  const MillInput *inputs;
  MillNode *target;
  guint n_inputs, i = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  target = mill_edit_find (self->pipeline, link->to_node, error);
  if (target == NULL)
    return FALSE;
  inputs = mill_node_get_inputs (target, &n_inputs);
  while (i < n_inputs && !mill_input_equal (&inputs[i], &wanted))
    i++;
  if (i == n_inputs)
    return fail_link (self->pipeline, link, error);

  made = g_memdup2 (inputs, n_inputs * sizeof (MillInput));
  made[i].muted = muted;
  mill_edit_carry_one (self, MILL_CHANGE_NODE, link->to_node,
                       mill_node_with_inputs (target, made, n_inputs));

  return TRUE;
}
