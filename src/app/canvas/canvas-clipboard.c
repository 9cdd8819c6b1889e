/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/canvas/canvas-edits.h"
#include "app/canvas/canvas-private.h"
#include "pipeline/fragment.h"

#define PASTE_OFFSET 40
/* The pointer means a place once it has gone so many pixels: where something was clicked and copied is
 * not one. */
#define FAR_AWAY 24

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
    if (mill_pipeline_get_annotation (pipeline, ids[i]) != NULL)
      mill_edit_remove_annotation (edit, ids[i], NULL);
  mill_edit_remove_nodes (edit, (const char *const *) ids, g_strv_length (ids));
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

static void
note_pointer (MillCanvas *self)
{
  self->pasted_pointer_x = self->pointer_x;
  self->pasted_pointer_y = self->pointer_y;
}

void
mill_canvas_copy (MillCanvas *self)
{
  g_autofree char *text = copy_selected (self, FALSE);

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  self->pasted_dx = self->pasted_dy = 0;
  note_pointer (self);
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

/* One node that was put on a link by hand goes into it. */
static void
splice_pasted (MillCanvas  *self,
               MillEdit    *edit,
               char       **ids)
{
  MillLink link;

  if (g_strv_length (ids) == 1 && mill_canvas_find_splice (self, ids[0], &link))
    mill_canvas_splice (self, edit, ids[0], &link);
}

static void
paste_text (MillCanvas *self,
            const char *label,
            const char *text,
            double      dx,
            double      dy,
            gboolean    may_splice)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit = mill_history_begin (history, label);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;

  mill_canvas_settle (self, edit);
  ids = mill_edit_paste (edit, text, dx, dy, &error);
  if (ids == NULL)
    {
      mill_history_abandon (history);
      mill_canvas_complain (self, error);
      return;
    }
  if (may_splice)
    splice_pasted (self, edit, ids);
  mill_history_commit (history, NULL);
  mill_session_select (self->session, (const char *const *) ids);
  if (ids[0] != NULL)
    mill_canvas_show_node (self, ids[0]);
}

/* Has the pointer gone elsewhere, so that it says where the copy is to be? */
static gboolean
has_place (MillCanvas *self)
{
  return self->pointed_at && hypot (self->pointer_x - self->pasted_pointer_x,
                                    self->pointer_y - self->pasted_pointer_y) > FAR_AWAY;
}

static void
paste (MillCanvas *self,
       const char *text)
{
  const MillCatalogue *catalogue =
    mill_pipeline_get_catalogue (mill_session_get_pipeline (self->session));
  gboolean at_pointer = has_place (self);
  graphene_point_t point;
  double x, y;

  if (at_pointer && mill_fragment_get_corner (catalogue, text, &x, &y))
    {
      mill_canvas_to_world (self, self->pointer_x, self->pointer_y, &point);
      self->pasted_dx = mill_canvas_snap (point.x - MILL_CANVAS_CARD_WIDTH / 2.0 - x);
      self->pasted_dy = mill_canvas_snap (point.y - MILL_CANVAS_PORT_OFFSET - y);
    }
  else
    {
      /* Each further copy lies beside the last, not on it. */
      self->pasted_dx += PASTE_OFFSET;
      self->pasted_dy += PASTE_OFFSET;
    }
  note_pointer (self);
  paste_text (self, _("Paste"), text, self->pasted_dx, self->pasted_dy, at_pointer);
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
  paste (self, text);
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
    paste_text (self, _("Duplicate"), text, PASTE_OFFSET, PASTE_OFFSET, FALSE);
}
