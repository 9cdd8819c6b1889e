/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/node-type.h"

#include <glib/gi18n-lib.h>

#include "pipeline/param-private.h"

static const struct
{
  const char *name;
  const char *label;
} categories[MILL_N_CATEGORIES] = {
  [MILL_CATEGORY_SOURCES] = { "sources", N_("Sources") },
  [MILL_CATEGORY_COLUMNS] = { "columns", N_("Columns") },
  [MILL_CATEGORY_ROWS] = { "rows", N_("Rows") },
  [MILL_CATEGORY_COMBINE] = { "combine", N_("Combine") },
  [MILL_CATEGORY_PREPARE] = { "prepare", N_("Prepare") },
  [MILL_CATEGORY_LEARN] = { "learn", N_("Learn") },
  [MILL_CATEGORY_EVALUATE] = { "evaluate", N_("Evaluate") },
  [MILL_CATEGORY_SEE] = { "see", N_("See") },
  [MILL_CATEGORY_DELIVER] = { "deliver", N_("Deliver") },
  [MILL_CATEGORY_COMPONENTS] = { "components", N_("Components") },
};

const char *
mill_category_get_label (MillCategory category)
{
  g_return_val_if_fail (category < MILL_N_CATEGORIES, NULL);

  return _(categories[category].label);
}

const char *
mill_category_get_name (MillCategory category)
{
  g_return_val_if_fail (category < MILL_N_CATEGORIES, NULL);

  return categories[category].name;
}

const char *
mill_port_type_get_name (MillPortType type)
{
  switch (type)
    {
    case MILL_PORT_TABLE:
      return "table";
    case MILL_PORT_LEARNER:
      return "learner";
    case MILL_PORT_MODEL:
      return "model";
    case MILL_PORT_CHART:
      return "chart";
    case MILL_PORT_REPORT:
      return "report";
    default:
      g_return_val_if_reached ("table");
    }
}

const char *
mill_port_type_get_label (MillPortType type)
{
  switch (type)
    {
    case MILL_PORT_TABLE:
      return _("Table");
    case MILL_PORT_LEARNER:
      return _("Learner");
    case MILL_PORT_MODEL:
      return _("Model");
    case MILL_PORT_CHART:
      return _("Chart");
    case MILL_PORT_REPORT:
      return _("Report");
    default:
      g_return_val_if_reached (_("Table"));
    }
}

const MillPort *
mill_node_type_find_port (const MillNodeType *self,
                          MillPortDirection   direction,
                          const char         *name)
{
  if (self->ports == NULL)
    return NULL;
  for (const MillPort *port = self->ports; port->name != NULL; port++)
    if (port->direction == direction && g_str_equal (port->name, name))
      return port;

  return NULL;
}

const MillPort *
mill_node_type_get_port (const MillNodeType *self,
                         MillPortDirection   direction,
                         guint               index)
{
  if (self->ports == NULL)
    return NULL;
  for (const MillPort *port = self->ports; port->name != NULL; port++)
    if (port->direction == direction && index-- == 0)
      return port;

  return NULL;
}

guint
mill_node_type_get_n_ports (const MillNodeType *self,
                            MillPortDirection   direction)
{
  guint n = 0;

  while (mill_node_type_get_port (self, direction, n) != NULL)
    n++;

  return n;
}

const MillParam *
mill_node_type_find_param (const MillNodeType *self,
                           const char         *name)
{
  return mill_param_find_in (self->params, name);
}
