/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/application-private.h"

/* Which window and which tab something is opened in, and what was closed. */

#define MAX_CLOSED 20

static MillWindow *
get_front (MillApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    if (MILL_IS_WINDOW (l->data))
      return l->data;

  return NULL;
}

MillWindow *
mill_application_ensure_window (MillApplication *self)
{
  MillWindow *window = get_front (self);

  if (window == NULL)
    window = mill_application_restore (self);
  if (window == NULL)
    window = mill_window_new (self);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

GPtrArray *
mill_application_list_tabs (MillApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));
  GPtrArray *tabs = g_ptr_array_new_with_free_func (g_object_unref);

  for (GList *l = windows; l != NULL; l = l->next)
    if (MILL_IS_WINDOW (l->data))
      {
        g_autoptr(GPtrArray) own = mill_window_list_tabs (l->data);

        g_ptr_array_extend (tabs, own, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
      }

  return tabs;
}

MillTab *
mill_application_find_tab (MillApplication *self,
                           const char      *id)
{
  g_autoptr(GPtrArray) tabs = mill_application_list_tabs (self);

  for (guint i = 0; i < tabs->len; i++)
    if (g_str_equal (mill_tab_get_id (g_ptr_array_index (tabs, i)), id))
      return g_ptr_array_index (tabs, i);

  return NULL;
}

static MillTab *
find_file (MillApplication *self,
           GFile           *file)
{
  g_autoptr(GPtrArray) tabs = mill_application_list_tabs (self);

  for (guint i = 0; i < tabs->len; i++)
    {
      GFile *own = mill_tab_get_file (g_ptr_array_index (tabs, i));

      if (own != NULL && g_file_equal (own, file))
        return g_ptr_array_index (tabs, i);
    }

  return NULL;
}

void
mill_application_open_file (GFile      *file,
                            MillWindow *window)
{
  MillApplication *self = MILL_APPLICATION (g_application_get_default ());
  MillTab *tab;

  if (window == NULL)
    window = mill_application_ensure_window (self);
  tab = find_file (self, file);
  if (tab == NULL)
    {
      tab = mill_window_take_tab (window);
      mill_tab_open_file (tab, file);
    }
  mill_tab_present (tab);
}

void
mill_application_let_go (MillTab *tab)
{
  MillApplication *self = MILL_APPLICATION (g_application_get_default ());
  MillSession *session = mill_tab_get_session (tab);
  MillTabRecord *record;

  if (session != NULL && mill_session_get_running (session))
    {
      GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (tab));

      if (!mill_tab_get_keeps_running (tab))
        {
          mill_session_stop (session);
        }
      else if (!g_ptr_array_find (self->background, session, NULL))
        {
          g_autofree char *text = g_strdup_printf (_("“%s” goes on running in the background"),
                                                   mill_session_get_title (session));

          mill_application_keep_running (self, session);
          if (MILL_IS_WINDOW (root))
            mill_window_toast (MILL_WINDOW (root), text);
        }
    }

  /* What was not saved by now was given up. */
  if (session != NULL)
    mill_session_clear_recovery (session);
  record = session != NULL ? mill_tab_make_record (tab) : NULL;
  if (record != NULL)
    g_queue_push_head (&self->closed, record);
  while (g_queue_get_length (&self->closed) > MAX_CLOSED)
    mill_tab_record_free (g_queue_pop_tail (&self->closed));
}

void
mill_application_reopen_tab (MillWindow *window)
{
  MillApplication *self = MILL_APPLICATION (g_application_get_default ());
  g_autoptr(MillTabRecord) record = NULL;

  while ((record = g_queue_pop_head (&self->closed)) != NULL && record->file != NULL &&
         find_file (self, record->file) != NULL)
    g_clear_pointer (&record, mill_tab_record_free);
  if (record == NULL)
    mill_window_toast (window, _("No closed tab is left to open again"));
  else
    mill_tab_restore (mill_window_take_tab (window), record);
}
