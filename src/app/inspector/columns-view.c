/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/inspector/columns-view.h"

#include <glib/gi18n-lib.h>

#include "app/look.h"

struct _MillColumnsView
{
  AdwBin       parent_instance;

  MillSession *session;
  char        *node;
};

G_DEFINE_FINAL_TYPE (MillColumnsView, mill_columns_view, ADW_TYPE_BIN)

/* More rows than this in a list would only be slow; the table shows them all. */
#define MAX_ROWS 300

static GtkWidget *
make_row (const MillColumn *column,
          const MillSchema *before)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name (mill_look_column_icon (column->kind));
  GtkWidget *name = gtk_label_new (column->name);
  GtkWidget *type = gtk_label_new (mill_data_kind_get_label (column->kind));
  GtkWidget *row = gtk_list_box_row_new ();
  const MillColumn *same = before != NULL ? mill_schema_find (before, column->name) : NULL;

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (type, "dim-label");
  gtk_widget_add_css_class (type, "caption");
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), name);
  if (before != NULL && (same == NULL || !g_str_equal (same->type, column->type)))
    {
      /* Translators: a column that a node adds, or changes the type of. */
      GtkWidget *badge = gtk_label_new (same == NULL ? _("new") : _("changed"));

      gtk_widget_add_css_class (badge, "badge");
      gtk_box_append (GTK_BOX (box), badge);
    }
  gtk_box_append (GTK_BOX (box), type);
  gtk_widget_add_css_class (box, "column-row");
  gtk_widget_set_tooltip_text (box, column->type);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, column->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  mill_data_kind_get_label (column->kind), -1);

  return row;
}

static void
add_schema (GtkBox           *box,
            const char       *title,
            const MillSchema *schema,
            const MillSchema *before)
{
  GtkWidget *group = adw_preferences_group_new ();
  guint n = schema != NULL ? mill_schema_get_n_columns (schema) : 0;
  g_autofree char *count = g_strdup_printf (ngettext ("%u column", "%u columns", n), n);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         schema != NULL ? count : _("Not known yet"));
  if (n > 0)
    {
      GtkWidget *list = gtk_list_box_new ();

      gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
      gtk_widget_add_css_class (list, "boxed-list");
      for (guint i = 0; i < MIN (n, MAX_ROWS); i++)
        gtk_list_box_append (GTK_LIST_BOX (list),
                             make_row (mill_schema_get_column (schema, i), before));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
    }
  gtk_box_append (box, group);
}

static void
update (MillColumnsView *self)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, self->node);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  const MillSchema *first = NULL;

  if (type == NULL)
    return;

  for (const MillPort *port = type->ports; port != NULL && port->name != NULL; port++)
    {
      const MillSchema *schema;
      g_autofree char *title = NULL;

      if (port->type != MILL_PORT_TABLE)
        continue;
      if (port->direction == MILL_PORT_IN)
        {
          schema = mill_session_get_input_columns (self->session, self->node, port->name);
          if (first == NULL)
            first = schema;
          /* Translators: the columns at an input of a node. */
          title = g_strdup_printf (_("In: %s"), _(port->label));
          add_schema (GTK_BOX (box), title, schema, NULL);
        }
      else
        {
          schema = mill_session_get_columns (self->session, self->node, port->name);
          /* Translators: the columns at an output of a node. */
          title = g_strdup_printf (_("Out: %s"), _(port->label));
          add_schema (GTK_BOX (box), title, schema, first);
        }
    }
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
types_changed_cb (MillColumnsView *self,
                  GHashTable      *ids)
{
  if (g_hash_table_contains (ids, self->node))
    update (self);
}

GtkWidget *
mill_columns_view_new (MillSession *session,
                       const char  *node)
{
  MillColumnsView *self = g_object_new (MILL_TYPE_COLUMNS_VIEW, NULL);

  self->session = g_object_ref (session);
  self->node = g_strdup (node);
  g_signal_connect_object (session, "types-changed", G_CALLBACK (types_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

static void
mill_columns_view_finalize (GObject *object)
{
  MillColumnsView *self = MILL_COLUMNS_VIEW (object);

  g_clear_object (&self->session);
  g_free (self->node);

  G_OBJECT_CLASS (mill_columns_view_parent_class)->finalize (object);
}

static void
mill_columns_view_class_init (MillColumnsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_columns_view_finalize;
}

static void
mill_columns_view_init (MillColumnsView *self)
{
}
