/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canvas-fixture.h"

/* How nodes and links look that do not simply run: bypassed, muted, components and their borders. */

static MillEdit *
begin (CanvasFixture *self)
{
  return mill_history_begin (mill_session_get_history (self->base.session), "Step");
}

static void
commit (CanvasFixture *self)
{
  mill_history_commit (mill_session_get_history (self->base.session), NULL);
  canvas_settle (self);
}

static void
undo (CanvasFixture *self)
{
  mill_history_undo (mill_session_get_history (self->base.session));
  canvas_settle (self);
}

static void
test_bypassed (CanvasFixture *self,
               gconstpointer  data)
{
  GtkWidget *card = GTK_WIDGET (canvas_card (self, "some"));
  g_autoptr(GError) error = NULL;
  GtkWidget *sign;

  g_assert_false (gtk_widget_has_css_class (card, "bypassed"));
  g_assert_null (canvas_find (card, G_TYPE_INVALID, "mark"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "number > 300");

  mill_edit_set_bypassed (begin (self), "some", TRUE, &error);
  g_assert_no_error (error);
  commit (self);
  sign = canvas_find (card, G_TYPE_INVALID, "mark");
  g_assert_true (gtk_widget_has_css_class (card, "bypassed"));
  g_assert_true (gtk_widget_get_visible (sign));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Bypassed: what comes in passes through as it is. number > 300");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (sign), ==,
                   "Bypassed: what comes in passes through as it is");
  g_assert_true (mill_world_find_item (self->canvas->world, "some")->bypassed);

  undo (self);
  g_assert_false (gtk_widget_has_css_class (card, "bypassed"));
  g_assert_false (gtk_widget_get_visible (sign));
  g_assert_false (mill_world_find_item (self->canvas->world, "some")->bypassed);
}

static void
test_pinned (CanvasFixture *self,
             gconstpointer  data)
{
  GtkWidget *card = GTK_WIDGET (canvas_card (self, "some"));
  g_autoptr(GError) error = NULL;
  GtkWidget *sign;

  mill_edit_set_pinned (begin (self), "some", TRUE, &error);
  g_assert_no_error (error);
  commit (self);
  sign = canvas_find (card, G_TYPE_INVALID, "mark");
  g_assert_true (gtk_widget_get_visible (sign));
  g_assert_true (g_str_has_prefix (gtk_widget_get_tooltip_text (sign), "Pinned"));

  undo (self);
  g_assert_false (gtk_widget_get_visible (sign));
}

static gsize
count_dashes (MillWorldLink *link)
{
  gsize n_dashes;

  g_assert_nonnull (link->stroke);
  g_assert_cmpint (gsk_render_node_get_node_type (link->stroke), ==, GSK_STROKE_NODE);
  gsk_stroke_get_dash (gsk_stroke_node_get_stroke (link->stroke), &n_dashes);

  return n_dashes;
}

static void
test_muted (CanvasFixture *self,
            gconstpointer  data)
{
  MillWorldItem *item = mill_world_find_item (self->canvas->world, "some");
  MillWorldLink *link = g_ptr_array_index (item->in, 0);
  MillPortDot *dot = mill_node_card_find_port (canvas_card (self, "some"), MILL_PORT_IN, "table");
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (count_dashes (link), ==, 0);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (dot), "linked"));

  mill_edit_set_muted (begin (self), &link->link, TRUE, &error);
  g_assert_no_error (error);
  commit (self);
  g_assert_true (g_ptr_array_index (item->in, 0) == link);
  g_assert_true (link->link.muted);
  g_assert_cmpuint (count_dashes (link), ==, 2);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (dot), "linked"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (dot), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Its link is muted: nothing comes through");

  undo (self);
  g_assert_false (link->link.muted);
  g_assert_cmpuint (count_dashes (link), ==, 0);
}

/* "some" becomes a component, and then one with another port. */
static void
test_component (CanvasFixture *self,
                gconstpointer  data)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->base.session);
  MillHistory *history = mill_session_get_history (self->base.session);
  const char *const ids[] = { "some", NULL };
  const MillNodeType *type;
  g_autoptr(MillHistory) inside = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  id = g_strdup (mill_edit_make_component (begin (self), ids, "Small", &error));
  g_assert_no_error (error);
  commit (self);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (canvas_card (self, id)), "component"));
  g_assert_cmpuint (mill_node_card_get_ports (canvas_card (self, id))->len, ==, 1);
  type = mill_world_find_item (self->canvas->world, id)->type;

  inside = mill_history_new_inside (history, id);
  mill_edit_add_node (mill_history_begin (inside, "Add"), "table-input", "Another", 0, 300);
  mill_history_commit (inside, NULL);
  canvas_settle (self);
  g_assert_true (mill_pipeline_get_node_type (pipeline, id) != type);
  g_assert_cmpuint (mill_node_card_get_ports (canvas_card (self, id))->len, ==, 2);
  g_assert_cmpuint (mill_world_find_item (self->canvas->world, id)->in->len, ==, 1);

  /* It is seen from afar as well. */
  mill_canvas_set_zoom (self->canvas, 0.3);
  canvas_settle (self);
  mill_canvas_set_zoom (self->canvas, 0.1);
  canvas_settle (self);
  mill_canvas_set_zoom (self->canvas, 1);
  undo (self);
  g_assert_cmpuint (mill_node_card_get_ports (canvas_card (self, id))->len, ==, 1);
}

static void
test_boundary (CanvasFixture *self,
               gconstpointer  data)
{
  g_autofree char *id = canvas_add (self, "table-input", NULL, NULL, NULL, NULL);

  canvas_settle (self);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (canvas_card (self, id)), "boundary"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (canvas_card (self, id)), "component"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (canvas_card (self, "some")), "boundary"));
}

/* Does a widget draw more than its own ground? */
static gboolean
paints (GtkWidget *widget)
{
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_to_node (snapshot);

  return node != NULL;
}

static gboolean
end_wait_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_for_renewal (CanvasFixture *self)
{
  gboolean over = FALSE;

  g_timeout_add (200, end_wait_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  canvas_settle (self);
}

static void
test_minimap (CanvasFixture *self,
              gconstpointer  data)
{
  GtkWidget *minimap = GTK_WIDGET (self->canvas->minimap);
  double x, y;

  /* Everything is seen, so there is nothing to look for. */
  g_assert_false (gtk_widget_get_mapped (minimap));
  canvas_move (self, "other", 6000, 300);
  wait_for_renewal (self);
  g_assert_true (gtk_widget_get_mapped (minimap));

  g_signal_emit_by_name (minimap, "look-at", 6000.0, 300.0);
  canvas_settle (self);
  x = 6000 * self->canvas->zoom + self->canvas->offset_x;
  y = 300 * self->canvas->zoom + self->canvas->offset_y;
  g_assert_cmpfloat_with_epsilon (x, gtk_widget_get_width (GTK_WIDGET (self->canvas)) / 2.0, 1);
  g_assert_cmpfloat_with_epsilon (y, gtk_widget_get_height (GTK_WIDGET (self->canvas)) / 2.0, 1);

  /* It still shows something when another node is selected, and with no move of the view. */
  mill_session_select_one (self->base.session, "some");
  g_assert_true (paints (minimap));
  wait_for_renewal (self);
  g_assert_true (paints (minimap));
  /* What comes to lie elsewhere is soon found there; once all is near, nothing is to be looked for. */
  canvas_move (self, "other", 0, 300);
  mill_canvas_fit (self->canvas);
  wait_for_renewal (self);
  g_assert_false (gtk_widget_get_mapped (minimap));
  canvas_move (self, "other", 6000, 300);
  wait_for_renewal (self);
  g_assert_true (gtk_widget_get_mapped (minimap));

  gtk_widget_activate_action (GTK_WIDGET (self->canvas), "canvas.show-minimap", NULL);
  canvas_settle (self);
  g_assert_false (gtk_widget_get_mapped (minimap));
}

static void
test_follow_run (CanvasFixture *self,
                 gconstpointer  data)
{
  double before = self->canvas->offset_x;

  canvas_move (self, "other", 6000, 300);
  canvas_settle (self);
  g_object_set (self->canvas, "follow-run", TRUE, NULL);
  /* A node that ends within a frame of its start is never seen to run: then another run may show it. */
  for (int i = 0; i < 50 && self->canvas->offset_x >= before - 1000; i++)
    {
      mill_session_run (self->base.session, (const char *const[]) { "other", NULL });
      while (mill_session_get_running (self->base.session))
        g_main_context_iteration (NULL, TRUE);
      canvas_settle (self);
    }
  g_assert_cmpfloat (self->canvas->offset_x, <, before - 1000);
}

int
main (int    argc,
      char **argv)
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add ("/ui/canvas-states/" path, CanvasFixture, NULL, canvas_set_up, test, canvas_tear_down)

  ADD ("bypassed", test_bypassed);
  ADD ("pinned", test_pinned);
  ADD ("muted", test_muted);
  ADD ("component", test_component);
  ADD ("boundary", test_boundary);
  ADD ("minimap", test_minimap);
  ADD ("follow-run", test_follow_run);

  return g_test_run ();
}
