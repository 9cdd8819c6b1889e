/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/inspector/help-view.h"

#include <glib/gi18n-lib.h>

#include "app/markdown.h"

static GtkWidget *
add_text (GtkBox     *box,
          const char *text,
          const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);

  return label;
}

static void
add_params (GtkBox             *box,
            const MillNodeType *type)
{
  gboolean any = FALSE;

  for (const MillParam *param = type->params; param != NULL && param->member != NULL; param++)
    {
      if (param->help == NULL || param->label == NULL)
        continue;
      if (!any)
        add_text (box, _("Settings"), "heading");
      any = TRUE;
      add_text (box, _(param->label), "caption-heading");
      add_text (box, _(param->help), "dim-label");
    }
}

static void
add_ports (GtkBox             *box,
           const MillNodeType *type)
{
  add_text (box, _("Ports"), "heading");
  for (const MillPort *port = type->ports; port != NULL && port->name != NULL; port++)
    {
      g_autofree char *text =
        /* Translators: an input of a node: its name, and what comes in there (a table, a model). */
        g_strdup_printf (port->direction == MILL_PORT_IN ? _("→ %s: %s")
        /* Translators: an output of a node: its name, and what goes out there. */
                                                         : _("← %s: %s"),
                         _(port->label), mill_port_type_get_label (port->type));

      add_text (box, text, "dim-label");
    }
}

GtkWidget *
mill_help_view_new (const MillNodeType *type)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  if (type->summary != NULL)
    add_text (GTK_BOX (box), _(type->summary), "body");
  if (type->help != NULL)
    {
      g_autofree char *markup = mill_markdown_to_markup (_(type->help));
      GtkWidget *label = add_text (GTK_BOX (box), "", NULL);

      gtk_label_set_markup (GTK_LABEL (label), markup);
    }
  add_ports (GTK_BOX (box), type);
  add_params (GTK_BOX (box), type);

  return box;
}
