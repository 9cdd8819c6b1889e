/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/inspector/field-kinds.h"

/* A file to read or write, typed or chosen; kept relative to the pipeline file where it lies beside or
 * below it, so that both can be moved together. */

struct _MillFieldPath
{
  MillField    parent_instance;

  AdwEntryRow *row;
};

G_DEFINE_FINAL_TYPE (MillFieldPath, mill_field_path, MILL_TYPE_FIELD)

static void
changed_cb (MillFieldPath *self)
{
  mill_field_edited (MILL_FIELD (self),
                     mill_value_new_string (gtk_editable_get_text (GTK_EDITABLE (self->row))));
}

static GFile *
get_base (MillFieldPath *self)
{
  MillSession *session = mill_field_get_session (MILL_FIELD (self));

  return session != NULL ? mill_session_get_base (session) : NULL;
}

static gboolean
is_to_read (MillFieldPath *self)
{
  return mill_field_get_param (MILL_FIELD (self))->role == MILL_ROLE_READ_PATH;
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(MillFieldPath) self = data;
  GtkFileDialog *dialog = GTK_FILE_DIALOG (object);
  g_autoptr(GFile) file = is_to_read (self) ? gtk_file_dialog_open_finish (dialog, result, NULL)
                                            : gtk_file_dialog_save_finish (dialog, result, NULL);
  GFile *base = get_base (self);
  g_autofree char *path = NULL;

  if (file == NULL)
    return;
  if (base != NULL)
    path = g_file_get_relative_path (base, file);
  if (path == NULL)
    path = g_file_get_path (file);
  if (path != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->row), path);
}

static void
choose_cb (MillFieldPath *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->row)));
  const char *path = gtk_editable_get_text (GTK_EDITABLE (self->row));
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  GFile *base = get_base (self);
  g_autoptr(GFile) present = NULL;

  if (*path != '\0')
    present = base != NULL ? g_file_resolve_relative_path (base, path)
                           : g_file_new_for_commandline_arg (path);
  gtk_file_dialog_set_title (dialog, mill_field_get_label (MILL_FIELD (self)));
  if (present != NULL)
    gtk_file_dialog_set_initial_file (dialog, present);
  else if (base != NULL)
    gtk_file_dialog_set_initial_folder (dialog, base);

  if (is_to_read (self))
    gtk_file_dialog_open (dialog, window, NULL, chosen_cb, g_object_ref (self));
  else
    gtk_file_dialog_save (dialog, window, NULL, chosen_cb, g_object_ref (self));
}

static void
mill_field_path_build (MillField *field)
{
  MillFieldPath *self = MILL_FIELD_PATH (field);
  GtkWidget *choose = gtk_button_new_from_icon_name ("document-open-symbolic");

  self->row = g_object_new (ADW_TYPE_ENTRY_ROW,
                            "title", mill_field_get_label (field),
                            "use-markup", FALSE,
                            NULL);
  gtk_widget_set_tooltip_text (choose, _("Choose a File"));
  gtk_widget_set_valign (choose, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (choose, "flat");
  adw_entry_row_add_suffix (self->row, choose);
  adw_entry_row_add_suffix (self->row, mill_field_make_help (field));
  g_signal_connect_object (choose, "clicked", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  mill_field_add_row (field, GTK_WIDGET (self->row));
}

static void
mill_field_path_show (MillField *field,
                      JsonNode  *value)
{
  MillFieldPath *self = MILL_FIELD_PATH (field);
  const char *text = mill_value_get_string (value);

  g_signal_handlers_block_by_func (self->row, changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->row), text != NULL ? text : "");
  g_signal_handlers_unblock_by_func (self->row, changed_cb, self);
}

static void
mill_field_path_class_init (MillFieldPathClass *klass)
{
  MillFieldClass *field_class = MILL_FIELD_CLASS (klass);

  field_class->build = mill_field_path_build;
  field_class->show = mill_field_path_show;
}

static void
mill_field_path_init (MillFieldPath *self)
{
}
