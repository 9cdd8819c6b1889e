/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/results/chart-page.h"

#include <glib/gi18n-lib.h>

#include "app/results/chart-widget.h"
#include "chart/render-cairo.h"
#include "engine/workers.h"

struct _MillChartPage
{
  AdwBin           parent_instance;

  GtkStack        *stack;
  AdwStatusPage   *empty;
  MillChartWidget *chart;
  GtkWidget       *save_button;

  char            *name;
};

G_DEFINE_FINAL_TYPE (MillChartPage, mill_chart_page, ADW_TYPE_BIN)

typedef struct
{
  MillChart *chart;
  GFile     *file;
  double     width, height;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->chart);
  g_object_unref (saving->file);
  g_free (saving);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Saving *saving = data;
  g_autofree char *path = g_file_get_path (saving->file);
  MillLayout layout = MILL_LAYOUT_INIT;
  g_autoptr(GError) error = NULL;

  layout.width = saving->width;
  layout.height = saving->height;
  layout.theme = MILL_THEME_LIGHT;
  if (path == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _("Pictures can only be saved to this computer"));
  else
    mill_chart_render_to_file (saving->chart, &layout, 2, path, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(MillChartPage) self = data;
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autoptr(GError) error = NULL;
  AdwDialog *dialog;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (toasts != NULL)
        adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), adw_toast_new (_("Chart saved")));
      return;
    }

  dialog = adw_alert_dialog_new (_("The Chart Was Not Saved"), error->message);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(MillChartPage) self = data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  MillChart *chart = mill_chart_widget_get_chart (self->chart);
  g_autoptr(GTask) task = NULL;
  Saving *saving;

  if (file == NULL || chart == NULL)
    return;

  saving = g_new0 (Saving, 1);
  saving->chart = g_object_ref (chart);
  saving->file = g_object_ref (file);
  saving->width = MAX (640, gtk_widget_get_width (GTK_WIDGET (self->chart)));
  saving->height = MAX (400, gtk_widget_get_height (GTK_WIDGET (self->chart)));
  task = g_task_new (NULL, NULL, saved_cb, g_object_ref (self));
  g_task_set_source_tag (task, chosen_cb);
  g_task_set_task_data (task, saving, saving_free);
  mill_workers_run_task (task, save_thread);
}

static void
save_cb (MillChartPage *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = g_strconcat (self->name, ".svg", NULL);

  g_strdelimit (name, "/", '-');
  gtk_file_dialog_set_title (dialog, _("Save Chart"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, chosen_cb,
                        g_object_ref (self));
}

void
mill_chart_page_show (MillChartPage *self,
                      MillChart     *chart,
                      const char    *name,
                      const char    *otherwise)
{
  g_set_str (&self->name, name != NULL ? name : _("Chart"));
  mill_chart_widget_set_chart (self->chart, chart);
  adw_status_page_set_description (self->empty, otherwise);
  gtk_stack_set_visible_child_name (self->stack, chart != NULL ? "chart" : "empty");
}

static void
mill_chart_page_dispose (GObject *object)
{
  g_clear_pointer (&MILL_CHART_PAGE (object)->name, g_free);
  /* The bin does not see that the template lets go of its child. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MILL_TYPE_CHART_PAGE);

  G_OBJECT_CLASS (mill_chart_page_parent_class)->dispose (object);
}

static void
mill_chart_page_class_init (MillChartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_chart_page_dispose;

  g_type_ensure (MILL_TYPE_CHART_WIDGET);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/millrace/Millrace/chart-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MillChartPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MillChartPage, empty);
  gtk_widget_class_bind_template_child (widget_class, MillChartPage, chart);
  gtk_widget_class_bind_template_child (widget_class, MillChartPage, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
mill_chart_page_init (MillChartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* A chart begins at the left in every language, so that is not where the button is. */
  gtk_widget_set_direction (self->save_button, GTK_TEXT_DIR_LTR);
}
