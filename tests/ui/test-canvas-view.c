/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/rect.h"
#include "canvas-fixture.h"

/* Counts how often what is around it is drawn anew. */
#define PROBE_TYPE (probe_get_type ())
G_DECLARE_FINAL_TYPE (Probe, probe, TEST, PROBE, GtkWidget)

struct _Probe
{
  GtkWidget parent_instance;

  guint     n_snapshots;
};

G_DEFINE_FINAL_TYPE (Probe, probe, GTK_TYPE_WIDGET)

static void
probe_snapshot (GtkWidget   *widget,
                GtkSnapshot *snapshot)
{
  TEST_PROBE (widget)->n_snapshots++;
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 1, 0, 0, 1 }, &GRAPHENE_RECT_INIT (0, 0, 4, 4));
}

static void
probe_class_init (ProbeClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = probe_snapshot;
}

static void
probe_init (Probe *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), 4, 4);
}

static void
test_zoom_and_pan_draw_no_card (CanvasFixture *self,
                                gconstpointer  data)
{
  GtkWidget *content = canvas_find (GTK_WIDGET (canvas_card (self, "some")), G_TYPE_INVALID,
                                    "content");
  Probe *probe = g_object_new (PROBE_TYPE, NULL);
  guint n;

  gtk_box_append (GTK_BOX (content), GTK_WIDGET (probe));
  canvas_settle (self);
  n = probe->n_snapshots;
  g_assert_cmpuint (n, >, 0);

  mill_canvas_set_zoom (self->canvas, 0.7);
  canvas_settle (self);
  mill_canvas_set_zoom (self->canvas, 1.3);
  canvas_settle (self);
  mill_canvas_pan_to (self->canvas, 33, -21);
  canvas_settle (self);
  g_assert_cmpuint (probe->n_snapshots, ==, n);

  /* It would notice. */
  gtk_widget_queue_draw (GTK_WIDGET (probe));
  canvas_settle (self);
  g_assert_cmpuint (probe->n_snapshots, >, n);
}

static GtkWidget *
find_widget (CanvasFixture *self,
             const char    *id)
{
  return mill_world_find_item (self->canvas->world, id)->widget;
}

/* What is far out of sight has no card, but for that with the focus. */
static void
test_only_what_is_seen_has_a_card (CanvasFixture *self,
                                   gconstpointer  data)
{
  GPtrArray *shown = self->canvas->world->shown;

  g_assert_cmpuint (shown->len, ==, 3);
  gtk_widget_grab_focus (GTK_WIDGET (canvas_card (self, "some")));
  mill_canvas_pan_to (self->canvas, -20000, 0);
  canvas_rest (self);
  g_assert_cmpuint (shown->len, ==, 1);
  g_assert_nonnull (find_widget (self, "some"));
  g_assert_null (find_widget (self, "all"));

  /* It is led to by nothing that there is no card of, and then by what there is one of again. */
  mill_canvas_pan_to (self->canvas, 0, 0);
  canvas_rest (self);
  g_assert_cmpuint (shown->len, ==, 3);
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (find_widget (self, "all")),
                                       GTK_ACCESSIBLE_RELATION_FLOW_TO, find_widget (self, "other"),
                                       find_widget (self, "some"), NULL);

  mill_canvas_set_zoom (self->canvas, 0.2);
  canvas_rest (self);
  g_assert_cmpuint (shown->len, ==, 1);
  g_assert_true (self->canvas->world->far);
}

/* At a middling zoom a few nodes keep their cards, and of many there are blocks. */
static void
test_few_keep_their_cards (CanvasFixture *self,
                           gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  MillEdit *edit;

  mill_canvas_set_zoom (self->canvas, 0.4);
  canvas_settle (self);
  g_assert_false (self->canvas->world->far);
  g_assert_cmpuint (self->canvas->world->shown->len, ==, 3);

  edit = mill_history_begin (history, "Many");
  for (guint i = 0; i < 100; i++)
    mill_edit_add_node (edit, "limit", NULL, i % 10 * 40, i / 10 * 40);
  mill_history_commit (history, NULL);
  canvas_settle (self);
  g_assert_true (self->canvas->world->far);

  mill_history_undo (history);
  canvas_settle (self);
  g_assert_false (self->canvas->world->far);
}

/* Moving the view from afar draws only what comes into sight, and a change only what it is about. */
static void
test_from_afar_little_is_drawn (CanvasFixture *self,
                                gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  MillEdit *edit = mill_history_begin (history, "Many");
  g_autofree char *last = NULL;
  guint n, n_pieces;

  for (guint i = 0; i < 400; i++)
    g_set_str (&last, mill_edit_add_node (edit, "limit", NULL, i % 20 * 280, i / 20 * 140));
  mill_history_commit (history, NULL);
  mill_canvas_set_zoom (self->canvas, 0.3);
  mill_canvas_pan_to (self->canvas, 0, 0);
  canvas_rest (self);
  g_assert_true (self->canvas->world->far);
  n = mill_far_tiles_get_n_drawn (self->canvas->world->far_tiles);
  n_pieces = 4 * 3;

  mill_canvas_pan_to (self->canvas, -24, -12);
  canvas_rest (self);
  mill_canvas_pan_to (self->canvas, 0, 0);
  canvas_rest (self);
  mill_world_select_link (self->canvas->world, NULL);
  g_assert_cmpuint (mill_far_tiles_get_n_drawn (self->canvas->world->far_tiles), ==, n);

  mill_world_set_drag (self->canvas->world, (const char *[]) { "some", NULL }, 4, 4);
  canvas_rest (self);
  g_assert_cmpuint (mill_far_tiles_get_n_drawn (self->canvas->world->far_tiles), >, n);
  g_assert_cmpuint (mill_far_tiles_get_n_drawn (self->canvas->world->far_tiles), <, n + n_pieces);
  mill_world_set_drag (self->canvas->world, NULL, 0, 0);
  canvas_rest (self);

  n = mill_far_tiles_get_n_drawn (self->canvas->world->far_tiles);
  mill_session_select (self->base.session, (const char *[]) { last, NULL });
  canvas_rest (self);
  g_assert_cmpuint (mill_far_tiles_get_n_drawn (self->canvas->world->far_tiles), <, n + 5);

  n = mill_far_tiles_get_n_drawn (self->canvas->world->far_tiles);
  mill_canvas_set_zoom (self->canvas, 0.29);
  canvas_rest (self);
  g_assert_cmpuint (mill_far_tiles_get_n_drawn (self->canvas->world->far_tiles), >=, n + n_pieces);
}

/* Where nodes are blocks they are still there to the pointer. */
static void
test_picked_from_afar (CanvasFixture *self,
                       gconstpointer  data)
{
  graphene_rect_t bounds;
  double zoom = 0.1;

  mill_canvas_set_zoom (self->canvas, zoom);
  canvas_rest (self);
  mill_world_get_bounds_of (self->canvas->world, "some", &bounds);
  g_assert_cmpstr (mill_canvas_pick_item (self->canvas,
                                          (bounds.origin.x + 100) * zoom + self->canvas->offset_x,
                                          (bounds.origin.y + 30) * zoom + self->canvas->offset_y),
                   ==, "some");
  g_assert_null (mill_canvas_pick_item (self->canvas, 1, 1));
  g_assert_null (find_widget (self, "some"));
}

static void
test_zoom_limits (CanvasFixture *self,
                  gconstpointer  data)
{
  guint count = 0;
  double zoom;

  g_signal_connect_swapped (self->canvas, "notify::zoom", G_CALLBACK (fixture_count_cb), &count);
  mill_canvas_set_zoom (self->canvas, 0.0001);
  g_assert_cmpfloat_with_epsilon (mill_canvas_get_zoom (self->canvas), 0.05, 1e-9);
  g_assert_cmpuint (count, ==, 1);
  mill_canvas_set_zoom (self->canvas, 1000);
  g_assert_cmpfloat_with_epsilon (mill_canvas_get_zoom (self->canvas), 5, 1e-9);
  g_object_set (self->canvas, "zoom", 1.5, NULL);
  g_object_get (self->canvas, "zoom", &zoom, NULL);
  g_assert_cmpfloat_with_epsilon (zoom, 1.5, 1e-9);

  for (guint i = 0; i < 40; i++)
    gtk_widget_activate_action (GTK_WIDGET (self->canvas), "canvas.zoom-in", NULL);
  g_assert_cmpfloat_with_epsilon (mill_canvas_get_zoom (self->canvas), 5, 1e-9);
  for (guint i = 0; i < 40; i++)
    gtk_widget_activate_action (GTK_WIDGET (self->canvas), "canvas.zoom-out", NULL);
  g_assert_cmpfloat_with_epsilon (mill_canvas_get_zoom (self->canvas), 0.05, 1e-9);
  gtk_widget_activate_action (GTK_WIDGET (self->canvas), "canvas.zoom-reset", NULL);
  g_assert_cmpfloat_with_epsilon (mill_canvas_get_zoom (self->canvas), 1, 1e-9);
}

static void
test_zoom_keeps_the_middle (CanvasFixture *self,
                            gconstpointer  data)
{
  double x = gtk_widget_get_width (GTK_WIDGET (self->canvas)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (self->canvas)) / 2.0;
  graphene_point_t before, after;

  mill_canvas_to_world (self->canvas, x, y, &before);
  mill_canvas_set_zoom (self->canvas, 2);
  mill_canvas_to_world (self->canvas, x, y, &after);
  g_assert_cmpfloat_with_epsilon (before.x, after.x, 1);
  g_assert_cmpfloat_with_epsilon (before.y, after.y, 1);
}

static void
test_fit (CanvasFixture *self,
          gconstpointer  data)
{
  GtkWidget *canvas = GTK_WIDGET (self->canvas);
  const char *ids[] = { "all", "some", "other" };

  canvas_move (self, "other", 4000, 2500);
  mill_canvas_set_zoom (self->canvas, 3);
  mill_canvas_fit (self->canvas);
  canvas_settle (self);
  g_assert_cmpfloat (mill_canvas_get_zoom (self->canvas), <, 0.3);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      graphene_rect_t bounds;

      g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (canvas_card (self, ids[i])), canvas,
                                                &bounds));
      g_assert_true (mill_rect_contains (
        &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (canvas), gtk_widget_get_height (canvas)),
        &bounds));
    }

  /* Few are not blown up. */
  canvas_move (self, "other", 0, 400);
  mill_canvas_fit (self->canvas);
  g_assert_cmpfloat (mill_canvas_get_zoom (self->canvas), <=, 1);
  g_assert_cmpfloat (mill_canvas_get_zoom (self->canvas), >, 0.7);
}

static void
test_unplaced_nodes (CanvasFixture *self,
                     gconstpointer  data)
{
  MillWorld *world = self->canvas->world;
  MillHistory *history = mill_session_get_history (self->base.session);
  g_autofree char *before = mill_pipeline_to_text (self->base.pipeline);
  g_autofree char *undone = NULL;
  g_autofree char *id = NULL;
  graphene_rect_t all, some, other, then;

  mill_world_get_bounds_of (world, "all", &all);
  mill_world_get_bounds_of (world, "some", &some);
  mill_world_get_bounds_of (world, "other", &other);
  g_assert_cmpfloat (some.origin.x, >=, all.origin.x + all.size.width);
  g_assert_cmpfloat (other.origin.x, ==, some.origin.x);
  g_assert_false (graphene_rect_intersection (&some, &other, NULL));
  g_assert_false (mill_history_get_can_undo (history));
  g_assert_false (mill_session_get_modified (self->base.session));

  /* What is placed with the first step of the user's stays where it was seen. */
  mill_canvas_add_node (self->canvas, "sort");
  g_assert_true (mill_node_is_placed (mill_pipeline_get_node (self->base.pipeline, "all")));
  mill_world_get_bounds_of (world, "other", &then);
  g_assert_true (graphene_rect_equal (&other, &then));
  mill_history_undo (history);
  undone = mill_pipeline_to_text (self->base.pipeline);
  g_assert_cmpstr (before, ==, undone);
  mill_world_get_bounds_of (world, "other", &then);
  g_assert_true (graphene_rect_equal (&other, &then));
}

/* A card with a chart is higher than others; what comes below it does not touch it. */
static void
test_laid_out_without_overlap (void)
{
  const char text[] = "{ \"format\": \"millrace/1\", \"nodes\": {"
                      " \"a\": { \"type\": \"histogram\" },"
                      " \"b\": { \"type\": \"bar-chart\" }, \"c\": { \"type\": \"sort\" },"
                      " \"d\": { \"type\": \"histogram\" } },"
                      " \"layout\": { \"nodes\": { \"d\": { \"x\": 0, \"y\": -200 } } } }";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(MillPipeline) pipeline = NULL;
  g_autoptr(MillSession) session = NULL;
  const char *ids[] = { "a", "b", "c", "d" };
  MillWorld *world;

  pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, &error);
  g_assert_no_error (error);
  session = mill_session_new (pipeline, NULL);
  world = g_object_ref_sink (MILL_WORLD (mill_world_new ()));
  mill_world_set_session (world, session);
  g_assert_true (mill_node_is_placed (mill_pipeline_get_node (pipeline, "d")));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    for (guint j = 0; j < i; j++)
      {
        graphene_rect_t a, b;

        mill_world_get_bounds_of (world, ids[i], &a);
        mill_world_get_bounds_of (world, ids[j], &b);
        g_assert_cmpfloat (a.size.height, >, 0);
        g_assert_false (graphene_rect_intersection (&a, &b, NULL));
      }
  g_assert_finalize_object (world);
}

static void
get_place (CanvasFixture *self,
           const char    *id,
           double        *x,
           double        *y)
{
  mill_node_get_position (mill_pipeline_get_node (self->base.pipeline, id), x, y);
}

static void
test_add_beside_the_selected (CanvasFixture *self,
                              gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  g_autofree char *before = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *first = NULL;
  const MillInput *input;
  graphene_rect_t a, b;
  double x, y;

  canvas_move (self, "some", 400, 200);
  before = mill_pipeline_to_text (self->base.pipeline);
  mill_session_select_one (self->base.session, "some");
  mill_canvas_add_node (self->canvas, "sort");
  first = g_strdup (mill_session_get_selected_node (self->base.session));
  g_assert_cmpstr (first, ==, "sort");
  input = mill_node_find_input (mill_pipeline_get_node (self->base.pipeline, first), "table");
  g_assert_cmpstr (input->from_node, ==, "some");
  g_assert_cmpstr (input->from_port, ==, "kept");
  get_place (self, first, &x, &y);
  g_assert_cmpfloat (x, >=, 400 + 220);
  g_assert_cmpfloat (x, <=, 400 + 220 + 100);
  g_assert_cmpfloat (y, ==, 200);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) ==
                 GTK_WIDGET (canvas_card (self, first)));

  /* Another one goes where there is room. */
  mill_session_select_one (self->base.session, "some");
  mill_canvas_add_node (self->canvas, "limit");
  mill_world_get_bounds_of (self->canvas->world, first, &a);
  mill_world_get_bounds_of (self->canvas->world,
                            mill_session_get_selected_node (self->base.session), &b);
  g_assert_false (graphene_rect_intersection (&a, &b, NULL));

  mill_history_undo (history);
  mill_history_undo (history);
  undone = mill_pipeline_to_text (self->base.pipeline);
  g_assert_cmpstr (before, ==, undone);
  canvas_settle (self);
}

static void
test_add_in_the_middle (CanvasFixture *self,
                        gconstpointer  data)
{
  graphene_rect_t bounds;
  const char *id;
  double x, y;

  mill_session_select (self->base.session, (const char *[]) { NULL });
  mill_canvas_set_zoom (self->canvas, 1);
  mill_canvas_pan_to (self->canvas, -5000, -5000);
  canvas_settle (self);
  mill_canvas_add_node (self->canvas, "sort");
  id = mill_session_get_selected_node (self->base.session);
  g_assert_null (mill_node_find_input (mill_pipeline_get_node (self->base.pipeline, id), "table"));
  get_place (self, id, &x, &y);
  g_assert_cmpfloat (x, ==, mill_canvas_snap (x));
  g_assert_cmpfloat (y, ==, mill_canvas_snap (y));
  canvas_settle (self);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (canvas_card (self, id)),
                                            GTK_WIDGET (self->canvas), &bounds));
  g_assert_true (graphene_rect_contains_point (&bounds, &GRAPHENE_POINT_INIT (500, 350)));

  /* A source reads nothing, so it is linked to nothing. */
  mill_canvas_add_node (self->canvas, "read-csv");
  id = mill_session_get_selected_node (self->base.session);
  g_assert_cmpuint (self->canvas->world->links->len, ==, 2);
}

static void
complaint_cb (MillCanvas *canvas,
              const char *message,
              GPtrArray  *messages)
{
  g_ptr_array_add (messages, g_strdup (message));
}

static gboolean
drop_file (CanvasFixture *self,
           const char    *name)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->canvas));
  g_autoptr(GFile) file = g_file_new_build_filename (self->base.directory, name, NULL);
  GdkFileList *list = gdk_file_list_new_from_array (&file, 1);
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, list);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) target = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (target) &&
          gdk_content_formats_contain_gtype (gtk_drop_target_get_formats (GTK_DROP_TARGET (target)),
                                             GDK_TYPE_FILE_LIST))
        g_signal_emit_by_name (target, "drop", &value, 300.0, 300.0, &taken);
    }
  g_value_unset (&value);

  return taken;
}

static void
test_complaints (CanvasFixture *self,
                 gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  MillPortDot *kept = mill_node_card_find_port (canvas_card (self, "some"), MILL_PORT_OUT, "kept");
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_free);
  graphene_rect_t all;

  g_signal_connect (self->canvas, "complaint", G_CALLBACK (complaint_cb), messages);
  g_assert_false (drop_file (self, "song.mp3"));
  g_assert_cmpuint (messages->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (messages, 0), "CSV"));
  /* What could not be done leaves nothing to undo. */
  g_assert_false (mill_history_get_can_undo (history));

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (canvas_card (self, "all")),
                                            GTK_WIDGET (self->canvas), &all));
  mill_canvas_begin_link (self->canvas, kept);
  mill_canvas_update_link (self->canvas, all.origin.x + 80, all.origin.y + 20);
  mill_canvas_end_link (self->canvas, all.origin.x + 80, all.origin.y + 20);
  g_assert_cmpuint (messages->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (messages, 1), "no input"));
  g_assert_false (mill_history_get_can_undo (history));

  g_assert_true (drop_file (self, "small.csv"));
  g_assert_cmpuint (messages->len, ==, 2);
  g_assert_cmpuint (mill_pipeline_get_n_nodes (self->base.pipeline), ==, 4);
}

/* Where the words of a label begin and end, across the card. */
static void
get_words (GtkWidget *label,
           GtkWidget *card,
           double    *from,
           double    *to)
{
  graphene_point_t point;
  int x, width;

  gtk_label_get_layout_offsets (GTK_LABEL (label), &x, NULL);
  pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (label)), &width, NULL);
  g_assert_true (gtk_widget_compute_point (label, card, &GRAPHENE_POINT_INIT (x, 0), &point));
  *from = point.x;
  *to = point.x + width;
}

static void
test_right_to_left (CanvasFixture *self,
                    gconstpointer  data)
{
  MillNodeCard *card = canvas_card (self, "some");
  int width = gtk_widget_get_width (GTK_WIDGET (card));
  GtkWidget *row = canvas_find (GTK_WIDGET (card), G_TYPE_INVALID, "port-row");
  graphene_rect_t in, out, tile;
  double from, to;

  canvas_settle (self);
  g_assert_cmpint (gtk_widget_get_default_direction (), ==, GTK_TEXT_DIR_RTL);
  g_assert_true (gtk_widget_compute_bounds (
    GTK_WIDGET (mill_node_card_find_port (card, MILL_PORT_IN, "table")), GTK_WIDGET (card), &in));
  g_assert_true (gtk_widget_compute_bounds (
    GTK_WIDGET (mill_node_card_find_port (card, MILL_PORT_OUT, "kept")), GTK_WIDGET (card), &out));
  g_assert_cmpfloat_with_epsilon (in.origin.x + in.size.width / 2, 0, 1);
  g_assert_cmpfloat_with_epsilon (out.origin.x + out.size.width / 2, width, 1);

  /* The words turn round, but those of a port stay beside it. */
  g_assert_true (gtk_widget_compute_bounds (
    canvas_find (GTK_WIDGET (card), G_TYPE_INVALID, "tile"), GTK_WIDGET (card), &tile));
  g_assert_cmpfloat (tile.origin.x, >, width / 2.0);
  get_words (gtk_widget_get_first_child (row), GTK_WIDGET (card), &from, &to);
  g_assert_cmpfloat (from, <, 20);
  get_words (gtk_widget_get_last_child (row), GTK_WIDGET (card), &from, &to);
  g_assert_cmpfloat (to, >, width - 20);
}

static void
set_up_right_to_left (CanvasFixture *self,
                      gconstpointer  data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  canvas_set_up (self, data);
}

static void
tear_down_right_to_left (CanvasFixture *self,
                         gconstpointer  data)
{
  canvas_tear_down (self, data);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

#define ADD(name, func) \
  g_test_add ("/ui/canvas-view/" name, CanvasFixture, NULL, canvas_set_up, func, canvas_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("zoom-and-pan-draw-no-card", test_zoom_and_pan_draw_no_card);
  ADD ("only-what-is-seen-has-a-card", test_only_what_is_seen_has_a_card);
  ADD ("few-keep-their-cards", test_few_keep_their_cards);
  ADD ("from-afar-little-is-drawn", test_from_afar_little_is_drawn);
  ADD ("picked-from-afar", test_picked_from_afar);
  ADD ("zoom-limits", test_zoom_limits);
  ADD ("zoom-keeps-the-middle", test_zoom_keeps_the_middle);
  ADD ("fit", test_fit);
  ADD ("unplaced-nodes", test_unplaced_nodes);
  g_test_add_func ("/ui/canvas-view/laid-out-without-overlap", test_laid_out_without_overlap);
  ADD ("add-beside-the-selected", test_add_beside_the_selected);
  ADD ("add-in-the-middle", test_add_in_the_middle);
  ADD ("complaints", test_complaints);
  g_test_add ("/ui/canvas-view/right-to-left", CanvasFixture, NULL, set_up_right_to_left,
              test_right_to_left, tear_down_right_to_left);

  return g_test_run ();
}
