/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/application-private.h"
#include "app/settings.h"
#include "engine/workers.h"

/* What was open the last time is opened again. */

/* So long after a change it is written down; what follows within that is written with it. */
#define DELAY_MS 800

static gboolean
is_kept (MillApplication *self)
{
  return self->demo == NULL && !self->ignores_workspace;
}

static GPtrArray *
make_records (MillApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_window_record_free);

  if (!mill_settings_get_flag ("restore-session", TRUE))
    return records;

  /* The one in front comes first there, and is opened last. */
  for (GList *l = windows; l != NULL; l = l->next)
    {
      MillWindowRecord *record = MILL_IS_WINDOW (l->data) ? mill_window_make_record (l->data) : NULL;

      if (record != NULL)
        g_ptr_array_insert (records, 0, record);
    }

  return records;
}

static gboolean
write_cb (gpointer data)
{
  MillApplication *self = data;
  g_autoptr(GPtrArray) records = make_records (self);

  self->workspace_source = 0;
  mill_workspace_save_soon (records);

  return G_SOURCE_REMOVE;
}

void
mill_application_workspace_changed (void)
{
  MillApplication *self = MILL_APPLICATION (g_application_get_default ());

  if (self == NULL || !is_kept (self) || self->workspace_final || self->workspace_source != 0)
    return;
  self->workspace_source = g_timeout_add (DELAY_MS, write_cb, self);
}

void
mill_application_end_workspace (MillApplication *self)
{
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_handle_id (&self->workspace_source, g_source_remove);
  if (!is_kept (self) || self->workspace_final)
    return;
  self->workspace_final = TRUE;
  records = make_records (self);
  if (!mill_workspace_save (records, &error))
    g_message ("What is open could not be written down: %s", error->message);
}

/* What the last window held is what the next start begins with. */
void
mill_application_window_closes (MillWindow *window)
{
  MillApplication *self = MILL_APPLICATION (g_application_get_default ());
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));
  guint n = 0;

  for (GList *l = windows; l != NULL; l = l->next)
    n += MILL_IS_WINDOW (l->data) ? 1 : 0;
  if (n <= 1)
    mill_application_end_workspace (self);
  else
    mill_application_workspace_changed ();
}

static void
remember_copies (MillApplication        *self,
                 const MillWindowRecord *window)
{
  for (guint i = 0; i < window->tabs->len; i++)
    {
      const MillTabRecord *tab = g_ptr_array_index (window->tabs, i);

      if (tab->recovery != NULL)
        g_hash_table_add (self->restored_copies, g_strdup (tab->recovery));
    }
}

/* The user is not kept from anything by a list that cannot be read. */
static MillWindow *
tell_damage (MillApplication *self,
             const GError    *error)
{
  MillWindow *window = mill_window_new (self);

  g_message ("What was open the last time cannot be read: %s", error->message);
  mill_window_toast (window, _("The list of what was open the last time is damaged. "
                               "Nothing was opened again."));

  return window;
}

MillWindow *
mill_application_restore (MillApplication *self)
{
  g_autoptr(GPtrArray) windows = NULL;
  g_autoptr(GError) error = NULL;
  MillWindow *front = NULL;

  self->workspace_final = FALSE;
  if (!is_kept (self) || !mill_settings_get_flag ("restore-session", TRUE))
    return NULL;

  windows = mill_workspace_load (&error);
  if (windows == NULL)
    return tell_damage (self, error);

  for (guint i = 0; i < windows->len; i++)
    {
      MillWindowRecord *record = g_ptr_array_index (windows, i);

      if (record->tabs->len == 0)
        continue;
      remember_copies (self, record);
      front = mill_window_restore (self, record);
      gtk_window_present (GTK_WINDOW (front));
    }

  return front;
}

/* ---- What a crash left behind ---- */

static void
lost_listed_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  MillApplication *self = MILL_APPLICATION (object);
  g_autoptr(GPtrArray) lost = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Those in restored tabs may still be on their way. */
  for (guint i = lost->len; i-- > 0;)
    {
      const MillLost *one = g_ptr_array_index (lost, i);

      if (g_hash_table_contains (self->restored_copies, one->name))
        g_ptr_array_remove_index (lost, i);
    }
  if (lost->len > 0)
    mill_window_offer_lost (mill_application_ensure_window (self), lost);
}

static void
list_lost_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  g_task_return_pointer (task, mill_recovery_list_lost (), (GDestroyNotify) g_ptr_array_unref);
}

void
mill_application_look_for_lost (MillApplication *self)
{
  g_autoptr(GTask) task = NULL;

  if (self->looked_for_lost || self->demo != NULL)
    return;
  self->looked_for_lost = TRUE;
  task = g_task_new (self, NULL, lost_listed_cb, NULL);
  g_task_set_source_tag (task, mill_application_look_for_lost);
  mill_workers_run_task (task, list_lost_thread);
}
