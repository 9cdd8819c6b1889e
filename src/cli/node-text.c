/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/node-text.h"

#include <glib/gi18n-lib.h>

#include "cli/node-example.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "pipeline/params.h"
#include "pipeline/writer.h"

static void
print_heading (const char *text)
{
  mill_output_print ("%s%s%s\n", mill_terminal_begin (MILL_STDOUT, MILL_STYLE_BOLD), text,
                     mill_terminal_end (MILL_STDOUT, MILL_STYLE_BOLD));
}

void
mill_node_text_print_list (GPtrArray *types)
{
  guint width = 0;

  for (guint i = 0; i < types->len; i++)
    width = MAX (width, mill_text_get_width (((const MillNodeType *) types->pdata[i])->id));

  for (guint i = 0; i < types->len; i++)
    {
      const MillNodeType *type = types->pdata[i];
      const MillNodeType *before = i > 0 ? types->pdata[i - 1] : NULL;
      g_autoptr (GString) line = g_string_new ("  ");

      if (before == NULL || before->category != type->category)
        {
          if (before)
            mill_output_text ("\n");
          print_heading (mill_category_get_label (type->category));
        }

      mill_text_append_padded (line, type->id, width + 2, FALSE);
      mill_output_print ("%s%s\n", line->str, _(type->summary));
    }
}

static void
print_ports (const MillNodeType *type,
             MillPortDirection   direction,
             const char         *heading)
{
  guint n_ports = mill_node_type_get_n_ports (type, direction);

  if (n_ports == 0)
    return;

  mill_output_text ("\n");
  print_heading (heading);
  for (guint i = 0; i < n_ports; i++)
    {
      const MillPort *port = mill_node_type_get_port (type, direction, i);

      mill_output_print ("  %s (%s): %s", port->name, mill_port_type_get_name (port->type),
                         _(port->label));
      if (port->flags & MILL_PORT_OPTIONAL)
        mill_output_print (", %s", _("optional"));
      if (port->flags & MILL_PORT_MULTIPLE)
        mill_output_print (", %s", _("any number of links"));
      mill_output_text ("\n");
    }
}

static const char *
get_kind_name (MillParamKind kind)
{
  switch (kind)
    {
    case MILL_PARAM_STRING:
      return _("text");
    case MILL_PARAM_BOOLEAN:
      return _("true or false");
    case MILL_PARAM_INTEGER:
      return _("whole number");
    case MILL_PARAM_NUMBER:
      return _("number");
    case MILL_PARAM_CHOICE:
      return _("choice");
    case MILL_PARAM_STRINGS:
      return _("list of texts");
    case MILL_PARAM_RECORDS:
      return _("list of objects");
    default:
      g_return_val_if_reached ("");
    }
}

static void
print_range (const MillParam *param,
             const char      *indent)
{
  if (param->minimum == 0 && param->maximum == 0)
    return;

  mill_output_print ("%s", indent);
  mill_output_print (_("from %.15g to %.15g"), param->minimum, param->maximum);
  mill_output_text ("\n");
}

static void
print_params (const MillParam *params,
              const char      *indent)
{
  g_autofree char *deeper = g_strconcat (indent, "    ", NULL);

  for (const MillParam *param = params; param && param->member; param++)
    {
      g_autoptr (JsonNode) json = NULL;
      g_autofree char *value = NULL;

      mill_output_print ("%s%s (%s): %s", indent, mill_param_get_name (param),
                         get_kind_name (param->kind), _(param->label));
      if (param->required)
        mill_output_print (", %s", _("required"));
      if (param->kind != MILL_PARAM_RECORDS && param->kind != MILL_PARAM_STRINGS)
        {
          json = mill_param_get_default_json (param);
          value = json ? mill_json_to_canonical (json, TRUE) : NULL;
          if (value && !g_str_equal (value, "null") && !g_str_equal (value, "\"\""))
            {
              mill_output_text (", ");
              mill_output_print (_("default %s"), g_strstrip (value));
            }
        }
      mill_output_text ("\n");

      if (param->help)
        mill_output_print ("%s%s\n", deeper, _(param->help));
      print_range (param, deeper);
      for (const MillChoice *choice = param->choices; choice && choice->name; choice++)
        mill_output_print ("%s%s: %s\n", deeper, choice->name, _(choice->label));
      if (param->kind == MILL_PARAM_RECORDS)
        print_params (param->fields, deeper);
    }
}

static void
print_example (const MillNodeType *type)
{
  g_autofree char *text = mill_node_example_to_text (type);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  mill_output_text ("\n");
  print_heading (_("Example"));
  if (mill_node_type_get_n_ports (type, MILL_PORT_IN) > 0)
    mill_output_print ("  %s\n", _("Under “nodes” in a file. An input names a node, or NODE.PORT where "
                                    "that has several outputs."));
  else
    mill_output_print ("  %s\n", _("Under “nodes” in a file."));
  for (guint i = 0; lines[i] && *lines[i]; i++)
    mill_output_print ("  %s\n", lines[i]);
}

void
mill_node_text_print (const MillNodeType *type)
{
  g_autofree char *title = g_strdup_printf ("%s (%s)", _(type->label), type->id);

  print_heading (title);
  mill_output_print ("%s\n", _(type->summary));
  if (type->help)
    mill_output_print ("\n%s\n", _(type->help));

  print_ports (type, MILL_PORT_IN, _("Inputs"));
  print_ports (type, MILL_PORT_OUT, _("Outputs"));
  if (type->params && type->params->member)
    {
      mill_output_text ("\n");
      print_heading (_("Settings"));
      print_params (type->params, "  ");
    }

  print_example (type);
}
