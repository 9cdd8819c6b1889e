/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-private.h"
#include "pipeline/fragment.h"

#define PASTE_OFFSET 40

GStrv
mill_canvas_list_selected (MillCanvas *self)
{
  return self->session != NULL ? mill_session_list_selected (self->session) : g_new0 (char *, 1);
}

void
mill_canvas_remove_items (MillCanvas  *self,
                          const char  *label,
                          char       **ids)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  MillEdit *edit = mill_history_begin (history, label);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (mill_pipeline_get_node (pipeline, ids[i]) != NULL)
        mill_edit_remove_node (edit, ids[i], NULL);
      else if (mill_pipeline_get_annotation (pipeline, ids[i]) != NULL)
        mill_edit_remove_annotation (edit, ids[i], NULL);
    }
  mill_history_commit (history, NULL);
  /* The card that had the focus is gone. */
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static char *
copy_selected (MillCanvas *self,
               gboolean    keep_incoming)
{
  g_auto (GStrv) ids = mill_canvas_list_selected (self);

  return ids[0] != NULL ? mill_pipeline_copy_text (mill_session_get_pipeline (self->session),
                                                   (const char *const *) ids, keep_incoming) : NULL;
}

void
mill_canvas_copy (MillCanvas *self)
{
  g_autofree char *text = copy_selected (self, FALSE);

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  self->n_pasted = 0;
}

void
mill_canvas_cut (MillCanvas *self)
{
  g_auto (GStrv) ids = mill_canvas_list_selected (self);

  if (ids[0] == NULL)
    return;
  mill_canvas_copy (self);
  mill_session_select (self->session, NULL);
  mill_canvas_remove_items (self, _("Cut"), ids);
}

static void
paste_text (MillCanvas *self,
            const char *label,
            const char *text,
            double      offset)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit = mill_history_begin (history, label);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;

  mill_canvas_settle (self, edit);
  ids = mill_edit_paste (edit, text, offset, offset, &error);
  if (ids == NULL)
    {
      mill_history_abandon (history);
      mill_canvas_complain (self, error);
      return;
    }
  mill_history_commit (history, NULL);
  mill_session_select (self->session, (const char *const *) ids);
  if (ids[0] != NULL)
    mill_canvas_show_node (self, ids[0]);
}

static void
paste_cb (GObject      *clipboard,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (MillCanvas) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, &error);

  if (text == NULL || self->session == NULL)
    {
      if (error != NULL)
        mill_canvas_complain (self, error);
      return;
    }
  /* Each further copy lies beside the last, not on it. */
  paste_text (self, _("Paste"), text, PASTE_OFFSET * (1 + self->n_pasted++));
}

void
mill_canvas_paste (MillCanvas *self)
{
  if (self->session != NULL)
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, paste_cb,
                                   g_object_ref (self));
}

void
mill_canvas_duplicate (MillCanvas *self)
{
  g_autofree char *text = copy_selected (self, TRUE);

  if (text != NULL)
    paste_text (self, _("Duplicate"), text, PASTE_OFFSET);
}
