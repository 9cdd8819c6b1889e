/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/inspector/pipeline-form.h"

#include <glib/gi18n-lib.h>

#include "app/inspector/conflict-list.h"
#include "app/inspector/parameter-dialog.h"
#include "app/inspector/parameter-text.h"
#include "app/row-action.h"

struct _MillPipelineForm
{
  AdwBin       parent_instance;

  MillSession *session;
  AdwEntryRow *name;
  GtkLabel    *nodes;
  GtkListBox  *parameters;
  GtkWidget   *add;
  GtkWidget   *run;      /* with other values */
};

G_DEFINE_FINAL_TYPE (MillPipelineForm, mill_pipeline_form, ADW_TYPE_BIN)

static void
name_changed_cb (MillPipelineForm *self)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit = mill_history_begin (history, _("Rename the pipeline"));

  mill_edit_set_name (edit, gtk_editable_get_text (GTK_EDITABLE (self->name)));
  mill_history_commit (history, "pipeline-name");
}

static void
remove_cb (MillPipelineForm *self,
           GtkWidget        *button)
{
  const char *name = g_object_get_data (G_OBJECT (button), "name");
  MillHistory *history = mill_session_get_history (self->session);
  g_autofree char *label = g_strdup_printf (_("Remove parameter “%s”"), name);
  MillEdit *edit = mill_history_begin (history, label);

  mill_edit_remove_parameter (edit, name, NULL);
  mill_history_commit (history, NULL);
}

/* The row that the dialog came from may be gone. */
static void
dialog_closed_cb (MillPipelineForm *self)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_widget_grab_focus (self->add);
}

static void
open_dialog (MillPipelineForm *self,
             const char       *name)
{
  AdwDialog *dialog = mill_parameter_dialog_new (self->session, name);

  g_signal_connect_object (dialog, "closed", G_CALLBACK (dialog_closed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
edit_cb (MillPipelineForm *self,
         GtkWidget        *row)
{
  open_dialog (self, g_object_get_data (G_OBJECT (row), "name"));
}

static GtkWidget *
make_row (MillPipelineForm *self,
          MillParameter    *parameter)
{
  const char *name = mill_parameter_get_name (parameter);
  g_autofree char *text = mill_parameter_text (parameter);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "title", name,
                                 "subtitle", text,
                                 "use-markup", FALSE,
                                 "activatable", TRUE,
                                 NULL);

  gtk_widget_set_tooltip_text (row, mill_parameter_get_description (parameter));
  gtk_widget_set_tooltip_text (remove, _("Remove"));
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_add_css_class (row, "property");
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  g_object_set_data_full (G_OBJECT (remove), "name", g_strdup (name), g_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  mill_row_add_action (row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);

  return row;
}

static void
add_cb (MillPipelineForm *self)
{
  open_dialog (self, NULL);
}

static void
update_parameters (MillPipelineForm *self)
{
  g_autoptr(GPtrArray) parameters =
    mill_pipeline_list_parameters (mill_session_get_pipeline (self->session));
  GtkWidget *row;

  /* The last row stays, and with it the focus that may be there. */
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->parameters))) != self->add)
    gtk_list_box_remove (self->parameters, row);
  for (guint i = 0; i < parameters->len; i++)
    gtk_list_box_insert (self->parameters, make_row (self, g_ptr_array_index (parameters, i)),
                         (int) i);
  gtk_widget_set_visible (self->run, parameters->len > 0);
}

static void
update_name (MillPipelineForm *self)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  const char *name = mill_pipeline_get_name (pipeline);
  guint n = mill_pipeline_get_n_nodes (pipeline);
  g_autofree char *text = g_strdup_printf (ngettext ("%u node", "%u nodes", n), n);

  gtk_label_set_label (self->nodes, text);
  if (g_strcmp0 (name ? name : "", gtk_editable_get_text (GTK_EDITABLE (self->name))) == 0)
    return;
  g_signal_handlers_block_by_func (self->name, name_changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->name), name != NULL ? name : "");
  g_signal_handlers_unblock_by_func (self->name, name_changed_cb, self);
}

static void
changed_cb (MillPipelineForm *self,
            const MillChange *changes,
            guint             n_changes)
{
  update_name (self);
  for (guint i = 0; i < n_changes; i++)
    if (changes[i].kind == MILL_CHANGE_PARAMETER)
      {
        update_parameters (self);
        return;
      }
}

static void
build (MillPipelineForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *parameters = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *hint = gtk_label_new (_("Select a node to see its settings."));

  self->name = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _("Name"), NULL);
  g_signal_connect_object (self->name, "changed", G_CALLBACK (name_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->name));

  self->parameters = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->parameters, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->add = g_object_new (ADW_TYPE_BUTTON_ROW,
                            "title", _("_Add Parameter"),
                            "use-underline", TRUE,
                            "start-icon-name", "list-add-symbolic",
                            NULL);
  mill_row_add_action (self->add);
  g_signal_connect_object (self->add, "activated", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->parameters, self->add);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (parameters), _("Parameters"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (parameters),
    _("Values that can be set for each run; settings refer to them as ${name}."));
  self->run = gtk_button_new_from_icon_name ("media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (self->run, _("Run With Other Values…"));
  gtk_widget_set_valign (self->run, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->run, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->run), "win.run-with-values");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (parameters), self->run);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (parameters), list);

  self->nodes = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->nodes), "dim-label");
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_box_append (GTK_BOX (box), mill_conflict_list_new (self->session, NULL));
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), parameters);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->nodes));
  gtk_box_append (GTK_BOX (box), hint);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
mill_pipeline_form_new (MillSession *session)
{
  MillPipelineForm *self = g_object_new (MILL_TYPE_PIPELINE_FORM, NULL);

  self->session = g_object_ref (session);
  build (self);
  update_name (self);
  update_parameters (self);
  g_signal_connect_object (mill_session_get_pipeline (session), "changed", G_CALLBACK (changed_cb),
                           self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

static void
mill_pipeline_form_finalize (GObject *object)
{
  g_clear_object (&MILL_PIPELINE_FORM (object)->session);

  G_OBJECT_CLASS (mill_pipeline_form_parent_class)->finalize (object);
}

static void
mill_pipeline_form_class_init (MillPipelineFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_pipeline_form_finalize;
}

static void
mill_pipeline_form_init (MillPipelineForm *self)
{
}
