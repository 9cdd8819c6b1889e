/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/compare/runs-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/compare/run-list.h"
#include "app/compare/run-row.h"
#include "app/row-action.h"
#include "app/rows-bin.h"

struct _MillRunsDialog
{
  AdwDialog      parent_instance;

  GtkStack      *stack;       /* "waiting", "runs", or "none" */
  GtkListView   *list;
  AdwStatusPage *none;
  MillRunList   *runs;
};

G_DEFINE_FINAL_TYPE (MillRunsDialog, mill_runs_dialog, ADW_TYPE_DIALOG)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            data)
{
  gtk_list_item_set_child (item, mill_run_row_new ());
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            data)
{
  mill_run_row_bind (gtk_list_item_get_child (item), item,
                     mill_run_item_get_record (gtk_list_item_get_item (item)));
  mill_list_item_add_action (item);
}

/* The first page is shown, or that there is none; the pages after it grow where nobody sees it. */
static void
loaded_cb (MillRunsDialog *self)
{
  const GError *error = mill_run_list_get_error (self->runs);
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->runs)) > 0;

  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "runs"))
    return;
  if (error != NULL)
    {
      adw_status_page_set_title (self->none, _("The Runs Cannot Be Read"));
      adw_status_page_set_description (self->none, error->message);
    }
  gtk_stack_set_visible_child_name (self->stack, any ? "runs" : "none");
  if (any)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_FOCUS, NULL);
}

static void
activated_cb (MillRunsDialog *self,
              guint           position)
{
  g_autoptr (MillRunItem) item = g_list_model_get_item (G_LIST_MODEL (self->runs), position);
  const MillRunRecord *run = mill_run_item_get_record (item);
  g_autofree char *time = mill_run_row_dup_time (run);
  /* Translators: what a pipeline is compared with; when that run began. */
  g_autofree char *title = g_strdup_printf (_("the run of %s"), time);

  g_signal_emit (self, signals[CHOSEN], 0, run->id, title);
  adw_dialog_close (ADW_DIALOG (self));
}

AdwDialog *
mill_runs_dialog_new (MillStore *store,
                      GFile     *file)
{
  MillRunsDialog *self = g_object_new (MILL_TYPE_RUNS_DIALOG, NULL);
  g_autofree char *path = g_file_is_native (file) ? g_file_get_path (file) : g_file_get_uri (file);
  g_autoptr (GtkNoSelection) selection = NULL;

  self->runs = mill_run_list_new (store, path);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->runs)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (self->runs, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);

  return ADW_DIALOG (self);
}

static void
mill_runs_dialog_finalize (GObject *object)
{
  MillRunsDialog *self = MILL_RUNS_DIALOG (object);

  g_clear_object (&self->runs);

  G_OBJECT_CLASS (mill_runs_dialog_parent_class)->finalize (object);
}

static void
mill_runs_dialog_class_init (MillRunsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_runs_dialog_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", MILL_TYPE_RUNS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static GtkWidget *
make_list (MillRunsDialog *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *bin = g_object_new (MILL_TYPE_ROWS_BIN, "child", scrolled, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_list_view_set_tab_behavior (self->list, GTK_LIST_TAB_ITEM);
  gtk_list_view_set_show_separators (self->list, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Runs"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_set_focusable (scrolled, FALSE);

  return bin;
}

static void
mill_runs_dialog_init (MillRunsDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *spinner = adw_spinner_new ();

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
