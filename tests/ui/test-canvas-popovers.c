/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canvas-fixture.h"

#include "app/canvas/note-box.h"

/* What pops up over the canvas, and how it goes again. GTK goes on with a popover after it told that it was
 * closed, and complains, which ends these tests, where there is none any more. */

static void
close_popover (GtkWidget *popover)
{
  g_assert_true (gtk_widget_get_visible (popover));
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static guint
count_popovers (GtkWidget *widget)
{
  guint n = GTK_IS_POPOVER (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_popovers (child);

  return n;
}

static void
assert_no_popover (CanvasFixture *self)
{
  g_assert_null (self->canvas->search);
  g_assert_null (self->canvas->popup);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (count_popovers (GTK_WIDGET (self->canvas)), ==, 0);
}

static void
test_search (CanvasFixture *self,
             gconstpointer  data)
{
  mill_canvas_open_search (self->canvas, 500, 300, "sort", NULL);
  close_popover (self->canvas->search);
  assert_no_popover (self);

  /* Another may be opened before the first is gone. */
  mill_canvas_open_search (self->canvas, 500, 300, "", NULL);
  close_popover (self->canvas->search);
  mill_canvas_open_search (self->canvas, 500, 300, "", NULL);
  g_assert_cmpuint (count_popovers (GTK_WIDGET (self->canvas)), ==, 2);
  canvas_settle (self);
  g_assert_cmpuint (count_popovers (GTK_WIDGET (self->canvas)), ==, 1);
  close_popover (self->canvas->search);
  assert_no_popover (self);
}

static void
test_menu (CanvasFixture *self,
           gconstpointer  data)
{
  mill_canvas_open_menu (self->canvas);
  close_popover (self->canvas->popup);
  assert_no_popover (self);

  mill_canvas_rename (self->canvas, "some");
  close_popover (self->canvas->popup);
  assert_no_popover (self);
}

static GtkWidget *
edit_note (CanvasFixture *self)
{
  GtkWidget *box = mill_world_get_item (self->canvas->world, "note");

  mill_note_box_edit (MILL_NOTE_BOX (box));

  return canvas_find (box, GTK_TYPE_POPOVER, NULL);
}

static void
test_note (CanvasFixture *self,
           gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  g_autoptr(MillAnnotation) note = mill_annotation_new (MILL_ANNOTATION_NOTE, "note", "Text", NULL, 0, 300, 200, 80);
  GtkWidget *editor, *view;
  g_autoptr(GError) error = NULL;

  mill_edit_put_annotation (mill_history_begin (history, "Note"), note);
  mill_history_commit (history, NULL);
  canvas_settle (self);

  editor = edit_note (self);
  view = canvas_find (editor, GTK_TYPE_TEXT_VIEW, NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "Other text", -1);
  close_popover (editor);
  g_assert_cmpstr (mill_annotation_get_text (mill_pipeline_get_annotation (self->base.pipeline, "note")), ==,
                   "Other text");
  assert_no_popover (self);

  /* The note may go while its text is edited, and just afterwards. */
  edit_note (self);
  mill_edit_remove_annotation (mill_history_begin (history, "Remove"), "note", &error);
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
  assert_no_popover (self);
  mill_history_undo (history);
  canvas_settle (self);
  close_popover (edit_note (self));
  mill_history_redo (history);
  assert_no_popover (self);
}

/* Unanswered, nothing is changed, and the link that was drawn is gone. */
static void
test_question (CanvasFixture *self,
               gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  MillPortDot *start = mill_node_card_find_port (canvas_card (self, "some"), MILL_PORT_OUT, "kept");
  MillPortDot *target = mill_node_card_find_port (canvas_card (self, "other"), MILL_PORT_IN, "table");
  g_autoptr(GPtrArray) targets = g_ptr_array_new ();

  g_ptr_array_add (targets, target);
  mill_canvas_ask_for_target (self->canvas, 500, 300, start, &(MillLink) { 0 }, targets);
  g_assert_cmpuint (self->canvas->world->loose->len, ==, 2);
  close_popover (self->canvas->popup);
  g_assert_cmpuint (self->canvas->world->loose->len, ==, 0);
  assert_no_popover (self);
  g_assert_false (mill_history_get_can_undo (history));

  mill_canvas_open_search (self->canvas, 500, 300, "", start);
  g_assert_cmpuint (self->canvas->world->loose->len, ==, 2);
  close_popover (self->canvas->search);
  g_assert_cmpuint (self->canvas->world->loose->len, ==, 0);
  assert_no_popover (self);
  g_assert_false (mill_history_get_can_undo (history));
}

/* Closed, but not gone yet when the canvas goes. */
static void
test_last_of_all (CanvasFixture *self,
                  gconstpointer  data)
{
  GtkWidget *window = gtk_window_new ();
  MillCanvas *canvas = MILL_CANVAS (mill_canvas_new ());

  mill_canvas_set_session (canvas, self->base.session);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (canvas));
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (canvas)))
    g_main_context_iteration (NULL, TRUE);
  mill_canvas_open_search (canvas, 100, 100, "", NULL);
  close_popover (canvas->search);
  gtk_window_destroy (GTK_WINDOW (window));
  canvas_settle (self);
}

#define ADD(name, func) \
  g_test_add ("/ui/canvas-popovers/" name, CanvasFixture, NULL, canvas_set_up, func, canvas_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("search", test_search);
  ADD ("menu", test_menu);
  ADD ("note", test_note);
  ADD ("question", test_question);
  ADD ("last-of-all", test_last_of_all);

  return g_test_run ();
}
