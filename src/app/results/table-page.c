/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/results/table-page.h"

#include <glib/gi18n-lib.h>

#include "app/look.h"
#include "app/results/cell-text.h"
#include "app/results/copy-rows.h"
#include "app/results/table-model.h"
#include "app/rows-bin.h"
#include "engine/workers.h"
#include "pipeline/diagnostic.h"

struct _MillTablePage
{
  AdwBin           parent_instance;

  GtkStack        *stack;
  AdwStatusPage   *empty;
  GtkColumnView   *view;
  GtkLabel        *count;

  MillResults     *results;      /* of what is shown or being opened */
  char            *node;
  char            *port;
  MillSchema      *schema;
  GCancellable    *cancellable;
};

G_DEFINE_FINAL_TYPE (MillTablePage, mill_table_page, ADW_TYPE_BIN)

/* So many columns are put into the view; each costs widgets for every row that is seen. */
#define MAX_COLUMNS 200

/* So much of a long text a tooltip tells. */
#define MAX_TOOLTIP 2000

static MillDataKind
get_kind (GtkLabel *label)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (label), "kind"));
}

static void
show_cell (GtkListItem *item)
{
  MillTableRow *row = gtk_list_item_get_item (item);
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (label), "column"));
  gboolean loaded = mill_table_row_is_loaded (row);
  const char *text = loaded ? mill_table_row_get_text (row, column) : NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (label), "null");
  if (!loaded)
    {
      gtk_label_set_label (label, "…");
    }
  else if (text == NULL)
    {
      gtk_label_set_label (label, "null");
      gtk_widget_add_css_class (GTK_WIDGET (label), "null");
    }
  else
    {
      g_autofree char *shorter = mill_cell_text_shorten (text, get_kind (label));

      gtk_label_set_label (label, shorter != NULL ? shorter : text);
    }
}

/* Whatever the cell leaves out is told when the pointer rests on it. */
static gboolean
tooltip_cb (GtkListItem *item,
            int          x,
            int          y,
            gboolean     keyboard,
            GtkTooltip  *tooltip,
            GtkLabel    *label)
{
  MillTableRow *row = gtk_list_item_get_item (item);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (label), "column"));
  const char *text = row != NULL ? mill_table_row_get_text (row, column) : NULL;
  g_autofree char *start = NULL;

  if (text == NULL || (g_str_equal (text, gtk_label_get_label (label)) &&
                       !pango_layout_is_ellipsized (gtk_label_get_layout (label))))
    return FALSE;

  start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_TOOLTIP));
  gtk_tooltip_set_text (tooltip, start);

  return TRUE;
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            data)
{
  GtkWidget *label = gtk_label_new (NULL);
  gpointer kind = g_object_get_data (G_OBJECT (factory), "kind");
  gboolean number = mill_data_kind_is_number (GPOINTER_TO_INT (kind));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_width_chars (GTK_LABEL (label), number ? 6 : 10);
  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  if (number)
    {
      /* Digits line up at the right, and the sign comes first, in every language. */
      gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
      gtk_widget_add_css_class (label, "numeric");
    }
  g_object_set_data (G_OBJECT (label), "column", data);
  g_object_set_data (G_OBJECT (label), "kind", kind);
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect_object (label, "query-tooltip", G_CALLBACK (tooltip_cb), item,
                           G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            data)
{
  g_signal_connect_swapped (gtk_list_item_get_item (item), "loaded", G_CALLBACK (show_cell), item);
  show_cell (item);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *item,
           gpointer            data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_cell, item);
}

static void
index_setup_cb (GtkListItemFactory *factory,
                GtkListItem        *item,
                gpointer            data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_item_set_child (item, label);
}

static void
index_bind_cb (GtkListItemFactory *factory,
               GtkListItem        *item,
               gpointer            data)
{
  g_autofree char *text = g_strdup_printf ("%u", gtk_list_item_get_position (item) + 1);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
add_index_column (MillTablePage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  /* Translators: the number of a row, above the first column. */
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (_("Row"), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (index_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (index_bind_cb), NULL);
  gtk_column_view_append_column (self->view, column);
}

static void
add_column (MillTablePage    *self,
            const MillColumn *column,
            guint             index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) view_column = gtk_column_view_column_new (column->name, factory);

  g_object_set_data (G_OBJECT (factory), "kind", GINT_TO_POINTER (column->kind));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (index));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_append_column (self->view, view_column);
}

/* The column view has only text for its headings. The icon is put before it where the heading is made as
 * it is known to be; otherwise there is the text alone. */
static void
add_heading_icons (MillTablePage *self,
                   MillSchema    *schema)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *heading = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; heading != NULL && i <= MIN (mill_schema_get_n_columns (schema), MAX_COLUMNS);
       i++, heading = gtk_widget_get_next_sibling (heading))
    {
      GtkWidget *box = gtk_widget_get_first_child (heading);
      GtkWidget *title = box != NULL ? gtk_widget_get_first_child (box) : NULL;
      const MillColumn *column = i > 0 ? mill_schema_get_column (schema, i - 1) : NULL;

      if (column == NULL || !GTK_IS_BOX (box))
        continue;
      gtk_box_set_spacing (GTK_BOX (box), 4);
      gtk_box_prepend (GTK_BOX (box),
                       gtk_image_new_from_icon_name (mill_look_column_icon (column->kind)));
      gtk_widget_set_tooltip_text (heading, column->type);
      /* The name stands above the values. */
      if (!GTK_IS_LABEL (title))
        continue;
      gtk_widget_set_halign (title, GTK_ALIGN_FILL);
      gtk_widget_set_hexpand (title, TRUE);
      gtk_label_set_xalign (GTK_LABEL (title), mill_data_kind_is_number (column->kind) ? 1 : 0);
    }
}

static void
rebuild_columns (MillTablePage *self,
                 MillSchema    *schema)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  /* The same columns keep the widths that the user gave them. */
  if (self->schema != NULL && mill_schema_equal (self->schema, schema))
    return;

  g_clear_pointer (&self->schema, mill_schema_unref);
  self->schema = mill_schema_ref (schema);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  add_index_column (self);
  for (guint i = 0; i < MIN (mill_schema_get_n_columns (schema), MAX_COLUMNS); i++)
    add_column (self, mill_schema_get_column (schema, i), i);
  add_heading_icons (self, schema);
}

static void
show_table (MillTablePage *self,
            MillTableView *table)
{
  g_autoptr(MillTableModel) model = mill_table_model_new (table);
  MillSchema *schema = mill_table_model_get_schema (model);
  guint n_columns = mill_schema_get_n_columns (schema);
  gulong n_rows = (gulong) mill_table_view_get_n_rows (table);
  g_autofree char *rows = g_strdup_printf (ngettext ("%'lu row", "%'lu rows", n_rows), n_rows);
  g_autofree char *columns = g_strdup_printf (ngettext ("%u column", "%u columns", n_columns),
                                              n_columns);
  /* Translators: "120 rows, 6 columns": both parts are translated on their own. */
  g_autofree char *text = g_strdup_printf (_("%s, %s"), rows, columns);
  g_autoptr(GtkSelectionModel) selection = NULL;

  gtk_column_view_set_model (self->view, NULL);
  rebuild_columns (self, schema);
  selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (g_steal_pointer (&model))));
  gtk_column_view_set_model (self->view, selection);
  gtk_label_set_label (self->count, text);
  gtk_stack_set_visible_child_name (self->stack, "table");
}

typedef struct
{
  MillResults *results;
  char        *node;
  char        *port;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->results);
  g_free (opening->node);
  g_free (opening->port);
  g_free (opening);
}

static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Opening *opening = data;
  g_autoptr(GError) error = NULL;
  MillTableView *view = mill_results_open_table (opening->results, opening->node, opening->port,
                                                 cancellable, &error);

  if (view != NULL)
    g_task_return_pointer (task, view, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
show_empty (MillTablePage *self,
            const char    *title,
            const char    *description)
{
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, description);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_trouble (MillTablePage *self,
              const GError  *error)
{
  g_autoptr(MillDiagnostic) diagnostic = mill_error_dup_diagnostic (error, NULL);
  g_autofree char *text = g_strconcat (diagnostic->message, diagnostic->hint != NULL ? "\n" : NULL,
                                       diagnostic->hint, NULL);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  show_empty (self, _("The Table Cannot Be Shown"), escaped);
  g_clear_object (&self->results);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(MillTablePage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MillTableView) view = g_task_propagate_pointer (G_TASK (result), &error);

  /* The page was closed, or is to show another table by now. */
  if (self->view == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  if (view != NULL)
    show_table (self, view);
  else
    show_trouble (self, error);
}

void
mill_table_page_show (MillTablePage *self,
                      MillResults   *results,
                      const char    *node,
                      const char    *port,
                      const char    *otherwise)
{
  g_autoptr(GTask) task = NULL;
  gboolean same_place;
  Opening *opening;

  if (self->results == results && results != NULL && g_strcmp0 (self->node, node) == 0 &&
      g_strcmp0 (self->port, port) == 0)
    return;

  same_place = g_strcmp0 (self->node, node) == 0 && g_strcmp0 (self->port, port) == 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->results, results);
  g_set_str (&self->node, node);
  g_set_str (&self->port, port);
  if (results == NULL)
    {
      gtk_column_view_set_model (self->view, NULL);
      show_empty (self, _("No Rows Yet"), otherwise);
      return;
    }

  self->cancellable = g_cancellable_new ();
  if (!same_place || gtk_column_view_get_model (self->view) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  opening = g_new0 (Opening, 1);
  opening->results = g_object_ref (results);
  opening->node = g_strdup (node);
  opening->port = g_strdup (port);
  task = g_task_new (NULL, self->cancellable, opened_cb, g_object_ref (self));
  g_task_set_source_tag (task, mill_table_page_show);
  g_task_set_task_data (task, opening, opening_free);
  mill_workers_run_task (task, open_thread);
}

static void
mill_table_page_dispose (GObject *object)
{
  MillTablePage *self = MILL_TABLE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->results);
  g_clear_pointer (&self->node, g_free);
  g_clear_pointer (&self->port, g_free);
  g_clear_pointer (&self->schema, mill_schema_unref);
  /* The bin does not see that the template lets go of its child. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_TABLE_PAGE);

  G_OBJECT_CLASS (mill_table_page_parent_class)->dispose (object);
}

static void
mill_table_page_class_init (MillTablePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_table_page_dispose;

  g_type_ensure (MILL_TYPE_ROWS_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/millrace/Millrace/table-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MillTablePage, stack);
  gtk_widget_class_bind_template_child (widget_class, MillTablePage, empty);
  gtk_widget_class_bind_template_child (widget_class, MillTablePage, view);
  gtk_widget_class_bind_template_child (widget_class, MillTablePage, count);
}

static void
copy_rows (GtkWidget *view,
           gpointer   data)
{
  MillTablePage *self = data;
  GtkSelectionModel *model = gtk_column_view_get_model (self->view);
  g_autoptr(GtkBitset) rows = model != NULL ? gtk_selection_model_get_selection (model)
                                            : gtk_bitset_new_empty ();

  mill_copy_rows (view, self->results, self->node, self->port, rows);
}

/* The rows are a list within the table, which GTK gives no name. */
static void
name_rows (GtkWidget *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Rows of the table"), -1);
}

static void
mill_table_page_init (MillTablePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_rows (GTK_WIDGET (self->view));
  mill_copy_menu_attach (GTK_WIDGET (self->view), copy_rows, self);
}
