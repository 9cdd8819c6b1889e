/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/settle.h"

#include <glib/gi18n-lib.h>

#include "app/tab.h"

/* The source object of the task is the widget that the questions are asked before. */
typedef struct
{
  GPtrArray *tabs;        /* MillTab, all */
  GPtrArray *to_save;     /* of them, what is still to be saved */
  GPtrArray *checks;      /* a check button for each in to_save, or NULL */
} Settling;

static void
settling_free (gpointer data)
{
  Settling *settling = data;

  g_ptr_array_unref (settling->tabs);
  g_clear_pointer (&settling->to_save, g_ptr_array_unref);
  g_clear_pointer (&settling->checks, g_ptr_array_unref);
  g_free (settling);
}

static gboolean
is_modified (MillTab *tab)
{
  MillSession *session = mill_tab_get_session (tab);

  return !mill_tab_is_settled (tab) && session != NULL && mill_session_get_modified (session);
}

static gboolean
is_running (MillTab *tab)
{
  MillSession *session = mill_tab_get_session (tab);

  return !mill_tab_is_settled (tab) && session != NULL && mill_session_get_running (session);
}

/* Those of @tabs that @is is true of. A new array. */
static GPtrArray *
list (GPtrArray *tabs,
      gboolean (*is) (MillTab *tab))
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < tabs->len; i++)
    if (is (g_ptr_array_index (tabs, i)))
      g_ptr_array_add (found, g_object_ref (g_ptr_array_index (tabs, i)));

  return found;
}

gboolean
mill_settle_is_needed (GPtrArray *tabs)
{
  for (guint i = 0; i < tabs->len; i++)
    if (is_modified (g_ptr_array_index (tabs, i)) || is_running (g_ptr_array_index (tabs, i)))
      return TRUE;

  return FALSE;
}

/* Takes @task. */
static void
finish (GTask    *task,
        gboolean  settled,
        gboolean  keep_running)
{
  Settling *settling = g_task_get_task_data (task);

  for (guint i = 0; settled && i < settling->tabs->len; i++)
    mill_tab_set_settled (g_ptr_array_index (settling->tabs, i), keep_running);
  g_task_return_boolean (task, settled);
  g_object_unref (task);
}

/* ---- Runs ---- */

static void
run_answered_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  finish (data, !g_str_equal (response, "cancel"), g_str_equal (response, "keep"));
}

/* Takes @task. */
static void
settle_runs (GTask *task)
{
  Settling *settling = g_task_get_task_data (task);
  g_autoptr(GPtrArray) running = list (settling->tabs, is_running);
  g_autofree char *what = NULL;
  g_autofree char *body = NULL;
  AdwDialog *dialog;

  if (running->len == 0)
    {
      finish (task, TRUE, FALSE);
      return;
    }

  if (running->len == 1)
    what = g_strdup_printf (_("“%s” is still running."),
                            mill_session_get_title (mill_tab_get_session (
                              g_ptr_array_index (running, 0))));
  else
    what = g_strdup_printf (ngettext ("%u pipeline is still running.",
                                      "%u pipelines are still running.", running->len),
                            running->len);
  /* Translators: %s is a sentence that says what is still running. */
  body = g_strdup_printf (_("%s It can go on in the background, and you are told when it has ended."),
                          what);
  dialog = adw_alert_dialog_new (_("Stop the Run?"), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "cancel", _("_Cancel"),
                                  "stop", _("_Stop"),
                                  "keep", _("_Keep Running"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "stop",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "keep",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), g_task_get_source_object (task), NULL,
                           run_answered_cb, task);
}

/* ---- Changes ---- */

static void save_next (GTask *task);

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  if (mill_tab_save_finish (MILL_TAB (object), result))
    save_next (data);
  else
    finish (data, FALSE, FALSE);
}

/* One after the other: each may ask where to. Takes @task. */
static void
save_next (GTask *task)
{
  Settling *settling = g_task_get_task_data (task);
  g_autoptr(MillTab) tab = NULL;

  if (settling->to_save->len == 0)
    {
      settle_runs (task);
      return;
    }

  tab = g_ptr_array_steal_index (settling->to_save, 0);
  if (mill_session_get_file (mill_tab_get_session (tab)) == NULL)
    mill_tab_present (tab);
  mill_tab_save_async (tab, FALSE, saved_cb, task);
}

static void
drop_unchecked (Settling *settling)
{
  for (guint i = settling->checks != NULL ? settling->checks->len : 0; i-- > 0;)
    if (!gtk_check_button_get_active (g_ptr_array_index (settling->checks, i)))
      g_ptr_array_remove_index (settling->to_save, i);
}

static void
changes_answered_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      data)
{
  GTask *task = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (g_str_equal (response, "save"))
    {
      drop_unchecked (g_task_get_task_data (task));
      save_next (task);
    }
  else if (g_str_equal (response, "discard"))
    {
      settle_runs (task);
    }
  else
    {
      finish (task, FALSE, FALSE);
    }
}

static GtkWidget *
make_row (Settling *settling,
          MillTab  *tab)
{
  MillSession *session = mill_tab_get_session (tab);
  GFile *file = mill_session_get_file (session);
  g_autofree char *path = file != NULL ? g_file_get_parse_name (file) : NULL;
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "use-markup", FALSE,
                                 "title", mill_session_get_title (session),
                                 "subtitle", path != NULL ? path : _("Not saved yet"),
                                 "title-lines", 1,
                                 "subtitle-lines", 1,
                                 "activatable-widget", check,
                                 NULL);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  g_ptr_array_add (settling->checks, g_object_ref (check));

  return row;
}

/* A row for each, to say which are saved. */
static void
add_list (Settling  *settling,
          AdwDialog *dialog)
{
  GtkWidget *group = adw_preferences_group_new ();

  settling->checks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < settling->to_save->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_row (settling, g_ptr_array_index (settling->to_save, i)));
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), group);
}

/* Takes @task. */
static void
ask_about_changes (GTask *task)
{
  Settling *settling = g_task_get_task_data (task);
  gboolean one = settling->to_save->len == 1;
  g_autofree char *body = NULL;
  AdwDialog *dialog;

  if (one)
    body = g_strdup_printf (_("“%s” has changes that are not saved. Discarded changes are lost for good."),
                            mill_session_get_title (mill_tab_get_session (
                              g_ptr_array_index (settling->to_save, 0))));
  else
    body = g_strdup (_("These pipelines have changes that are not saved. "
                       "Changes of those that are not chosen are lost for good."));
  dialog = adw_alert_dialog_new (_("Save Changes?"), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "cancel", _("_Cancel"),
                                  "discard", one ? _("_Discard") : _("_Discard All"),
                                  "save", _("_Save"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  if (!one)
    add_list (settling, dialog);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), g_task_get_source_object (task), NULL,
                           changes_answered_cb, task);
}

void
mill_settle_async (GtkWidget           *parent,
                   GPtrArray           *tabs,
                   GAsyncReadyCallback  callback,
                   gpointer             data)
{
  GTask *task = g_task_new (parent, NULL, callback, data);
  Settling *settling = g_new0 (Settling, 1);

  settling->tabs = g_ptr_array_ref (tabs);
  settling->to_save = list (tabs, is_modified);
  g_task_set_source_tag (task, mill_settle_async);
  g_task_set_task_data (task, settling, settling_free);
  if (settling->to_save->len > 0)
    ask_about_changes (task);
  else
    settle_runs (task);
}

gboolean
mill_settle_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
