/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas.h"
#include "app/tab-private.h"

/* How a tab is brought back: at the next start, or after it was closed. */

static void
record_view (MillTab       *self,
             MillTabRecord *record)
{
  GtkWidget *canvas = self->document != NULL ? mill_document_get_canvas (self->document) : NULL;
  MillCanvasView view;

  /* Before it has a size it shows nothing. */
  if (canvas == NULL || gtk_widget_get_width (canvas) == 0)
    return;
  mill_canvas_get_view (MILL_CANVAS (canvas), &view);
  record->has_view = TRUE;
  record->zoom = view.zoom;
  record->x = view.x;
  record->y = view.y;
}

MillTabRecord *
mill_tab_make_record (MillTab *self)
{
  g_autoptr(MillTabRecord) record = NULL;

  /* Not there yet, or not seen yet: it is to come back as it was. */
  if (self->record != NULL && self->session == NULL)
    return mill_tab_record_copy (self->record);
  if (self->session == NULL || mill_tab_is_untouched (self))
    return NULL;

  record = self->record != NULL ? mill_tab_record_copy (self->record) : mill_tab_record_new ();
  g_set_object (&record->file, mill_session_get_file (self->session));
  g_clear_object (&record->blueprint);
  if (!mill_session_get_modified (self->session))
    g_set_object (&record->blueprint, self->blueprint);
  g_set_str (&record->recovery, mill_session_get_recovery_name (self->session));
  /* What was given up, or was never changed, is not to be had again. */
  if (record->file == NULL && record->blueprint == NULL &&
      (record->recovery == NULL || !mill_session_get_modified (self->session)))
    return NULL;
  g_set_str (&record->title, mill_session_get_title (self->session));
  if (self->record == NULL)
    {
      g_set_str (&record->level, mill_session_get_level (self->session));
      record->selected = mill_session_list_selected (self->session);
      record_view (self, record);
    }

  return g_steal_pointer (&record);
}

void
mill_tab_apply_record (MillTab *self)
{
  g_autoptr(MillTabRecord) record = g_steal_pointer (&self->record);

  if (record == NULL)
    return;
  if (record->level != NULL)
    mill_session_go_to_level (self->session, record->level);
  if (g_strcmp0 (record->level, mill_session_get_level (self->session)) != 0)
    return;
  mill_session_select (self->session, (const char *const *) record->selected);
  if (record->has_view)
    {
      MillCanvasView view = { record->zoom, record->x, record->y };

      mill_canvas_set_view (MILL_CANVAS (mill_document_get_canvas (self->document)), &view);
    }
}

void
mill_tab_restore (MillTab             *self,
                  const MillTabRecord *record)
{
  MillLost *lost = record->recovery != NULL ? mill_recovery_find_lost (record->recovery) : NULL;

  self->record = mill_tab_record_copy (record);
  self->one_purpose = TRUE;
  if (lost != NULL)
    mill_tab_recover (self, lost);
  else if (record->blueprint != NULL)
    mill_tab_open_blueprint (self, record->blueprint);
  else if (record->file != NULL)
    mill_tab_open_file (self, record->file);
  else
    mill_tab_give_up (self);
}
