/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/compare/runs-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/look.h"
#include "engine/workers.h"
#include "store/read.h"

/* More than that nobody goes through. */
#define MAX_RUNS 200

struct _MillRunsDialog
{
  AdwDialog     parent_instance;

  GtkStack     *stack;       /* "waiting", "runs", or "none" */
  GtkListBox   *list;
  AdwStatusPage *none;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MillRunsDialog, mill_runs_dialog, ADW_TYPE_DIALOG)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  MillStore *store;
  char      *file;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_object_unref (self->store);
  g_free (self->file);
  g_free (self);
}

static void
list_thread (GTask        *task,
             gpointer      object,
             gpointer      data,
             GCancellable *cancellable)
{
  Search *search = data;
  const MillRunFilter filter = { .file = search->file };
  g_autoptr (GError) error = NULL;
  GPtrArray *runs = mill_store_list_runs (search->store, &filter, 0, MAX_RUNS, &error);

  if (runs != NULL)
    g_task_return_pointer (task, runs, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* "28 Nov 2026, 12:03:07". */
static char *
dup_time (const MillRunRecord *run)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (run->started / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%x, %X") : g_strdup ("");
}

static GtkWidget *
make_row (const MillRunRecord *run)
{
  g_autofree char *time = dup_time (run);
  g_autofree char *duration = mill_look_dup_duration (run->seconds);
  /* Translators: how a run ended, and how long it took. */
  g_autofree char *how = g_strdup_printf (_("%1$s, %2$s"), mill_record_state_get_label (run->state), duration);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), time);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), how);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "run", g_strdup (run->id), g_free);

  return row;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (MillRunsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (runs == NULL)
    {
      adw_status_page_set_title (self->none, _("The Runs Cannot Be Read"));
      adw_status_page_set_description (self->none, error->message);
    }
  for (guint i = 0; runs != NULL && i < runs->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (runs, i)));
  gtk_stack_set_visible_child_name (self->stack, runs != NULL && runs->len > 0 ? "runs" : "none");
  if (runs != NULL && runs->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

static void
row_activated_cb (MillRunsDialog *self,
                  GtkListBoxRow  *row)
{
  /* Translators: what a pipeline is compared with; when that run began. */
  g_autofree char *title = g_strdup_printf (_("the run of %s"),
                                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (row), "run"), title);
  adw_dialog_close (ADW_DIALOG (self));
}

AdwDialog *
mill_runs_dialog_new (MillStore *store,
                      GFile     *file)
{
  MillRunsDialog *self = g_object_new (MILL_TYPE_RUNS_DIALOG, NULL);
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, listed_cb, g_object_ref (self));
  Search *search = g_new0 (Search, 1);

  search->store = g_object_ref (store);
  search->file = g_file_is_native (file) ? g_file_get_path (file) : g_file_get_uri (file);
  g_task_set_source_tag (task, mill_runs_dialog_new);
  g_task_set_task_data (task, search, search_free);
  mill_workers_run_task (task, list_thread);

  return ADW_DIALOG (self);
}

static void
mill_runs_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (MILL_RUNS_DIALOG (dialog)->cancellable);
}

static void
mill_runs_dialog_finalize (GObject *object)
{
  MillRunsDialog *self = MILL_RUNS_DIALOG (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (mill_runs_dialog_parent_class)->finalize (object);
}

static void
mill_runs_dialog_class_init (MillRunsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_runs_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = mill_runs_dialog_closed;

  signals[CHOSEN] = g_signal_new ("chosen", MILL_TYPE_RUNS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static GtkWidget *
make_list (MillRunsDialog *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Runs"), -1);
  gtk_widget_set_margin_top (clamp, 12);
  gtk_widget_set_margin_bottom (clamp, 12);
  gtk_widget_set_margin_start (clamp, 12);
  gtk_widget_set_margin_end (clamp, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);

  return scrolled;
}

static void
mill_runs_dialog_init (MillRunsDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *spinner = adw_spinner_new ();

  self->cancellable = g_cancellable_new ();
  self->none = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->none, "document-open-recent-symbolic");
  adw_status_page_set_title (self->none, _("No Runs Yet"));
  adw_status_page_set_description (self->none, _("What this file is run with from now on is remembered."));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, spinner, "waiting");
  gtk_stack_add_named (self->stack, make_list (self), "runs");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->none), "none");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->stack));
  adw_dialog_set_title (ADW_DIALOG (self), _("Compare With a Run"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 420);
  adw_dialog_set_content_height (ADW_DIALOG (self), 480);
  adw_dialog_set_child (ADW_DIALOG (self), view);
}
