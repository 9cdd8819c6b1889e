/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/note-box.h"

#include <glib/gi18n-lib.h>

#include "app/markdown.h"
#include "app/popovers.h"

struct _MillNoteBox
{
  MillCanvasItem      parent_instance;

  MillAnnotationKind  kind;
  GtkWidget          *label;
  GtkWidget          *editor;   /* popover, while it is open */
};

G_DEFINE_FINAL_TYPE (MillNoteBox, mill_note_box, MILL_TYPE_CANVAS_ITEM)

static MillAnnotation *
get_annotation (MillNoteBox *self)
{
  MillCanvasItem *item = MILL_CANVAS_ITEM (self);

  return mill_pipeline_get_annotation (
    mill_session_get_pipeline (mill_canvas_item_get_session (item)), mill_canvas_item_get_id (item));
}

static void
mill_note_box_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  MillNoteBox *self = MILL_NOTE_BOX (widget);
  MillAnnotation *annotation = get_annotation (self);
  double width = 0, height = 0;
  int needed;

  if (annotation != NULL)
    mill_annotation_get_bounds (annotation, NULL, NULL, &width, &height);
  gtk_widget_measure (self->label, orientation,
                      orientation == GTK_ORIENTATION_VERTICAL ? (int) width : -1, &needed, NULL, NULL,
                      NULL);
  *minimum = *natural = MAX (needed, (int) (orientation == GTK_ORIENTATION_HORIZONTAL ? width : height));
}

static void
mill_note_box_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  MillNoteBox *self = MILL_NOTE_BOX (widget);
  int label_height = height;

  /* The title of a frame lies along its upper edge. */
  if (self->kind == MILL_ANNOTATION_FRAME)
    gtk_widget_measure (self->label, GTK_ORIENTATION_VERTICAL, width, NULL, &label_height, NULL, NULL);
  gtk_widget_size_allocate (self->label, &(GtkAllocation) { 0, 0, width, label_height }, -1);
  if (self->editor != NULL)
    gtk_popover_present (GTK_POPOVER (self->editor));
}

static void
mill_note_box_dispose (GObject *object)
{
  MillNoteBox *self = MILL_NOTE_BOX (object);

  GtkWidget *child;

  self->editor = NULL;
  self->label = NULL;
  /* An editor that was just closed is still among them. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (mill_note_box_parent_class)->dispose (object);
}

static void
mill_note_box_class_init (MillNoteBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_note_box_dispose;
  widget_class->measure = mill_note_box_measure;
  widget_class->size_allocate = mill_note_box_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "notebox");
}

static void
mill_note_box_init (MillNoteBox *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_yalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

GtkWidget *
mill_note_box_new (MillSession *session,
                   const char  *id)
{
  MillNoteBox *self = g_object_new (MILL_TYPE_NOTE_BOX, NULL);

  mill_canvas_item_set_up (MILL_CANVAS_ITEM (self), session, id);
  self->kind = mill_annotation_get_kind (get_annotation (self));
  mill_note_box_update (self);

  return GTK_WIDGET (self);
}

MillAnnotationKind
mill_note_box_get_kind (MillNoteBox *self)
{
  return self->kind;
}

void
mill_note_box_update (MillNoteBox *self)
{
  MillAnnotation *annotation = get_annotation (self);
  gboolean frame = self->kind == MILL_ANNOTATION_FRAME;
  const char *color;

  if (annotation == NULL)
    return;

  color = mill_annotation_get_color (annotation);
  if (frame)
    gtk_label_set_text (GTK_LABEL (self->label), mill_annotation_get_text (annotation));
  else
    {
      g_autofree char *markup = mill_markdown_to_markup (mill_annotation_get_text (annotation));

      gtk_label_set_markup (GTK_LABEL (self->label), markup);
    }
  gtk_widget_set_css_classes (GTK_WIDGET (self), (const char *[]) { frame ? "frame" : "note",
                                                                    color, NULL });
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mill_annotation_get_text (annotation),
                                  GTK_ACCESSIBLE_PROPERTY_ROLE_DESCRIPTION,
                                  frame ? _("Frame") : _("Note"), -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
take_text (MillNoteBox *self,
           const char  *text)
{
  MillAnnotation *before = get_annotation (self);
  MillHistory *history = mill_session_get_history (mill_canvas_item_get_session (MILL_CANVAS_ITEM (self)));
  g_autoptr (MillAnnotation) after = NULL;
  double x, y, width, height;

  if (before == NULL || g_strcmp0 (mill_annotation_get_text (before), text) == 0)
    return;

  mill_annotation_get_bounds (before, &x, &y, &width, &height);
  after = mill_annotation_new (self->kind, mill_annotation_get_id (before), text, mill_annotation_get_color (before), x, y,
                               width, height);
  mill_edit_put_annotation (mill_history_begin (history, self->kind == MILL_ANNOTATION_FRAME
                                                           ? _("Change Frame") : _("Change Note")),
                            after);
  mill_history_commit (history, NULL);
}

static void
editor_closed_cb (MillNoteBox *self)
{
  GtkWidget *editor = g_steal_pointer (&self->editor);
  GtkWidget *scroller = gtk_popover_get_child (GTK_POPOVER (editor));
  GtkWidget *view = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  mill_popover_drop (editor);
  take_text (self, g_strstrip (text));
}

void
mill_note_box_edit (MillNoteBox *self)
{
  GtkWidget *view, *scroller;
  MillAnnotation *annotation = get_annotation (self);

  if (self->editor != NULL || annotation == NULL)
    return;

  view = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                            mill_annotation_get_text (annotation), -1);
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_size_request (scroller, 300, 120);

  self->editor = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->editor), scroller);
  gtk_widget_set_parent (self->editor, GTK_WIDGET (self));
  g_signal_connect_swapped (self->editor, "closed", G_CALLBACK (editor_closed_cb), self);
  gtk_popover_popup (GTK_POPOVER (self->editor));
  gtk_widget_grab_focus (view);
}
