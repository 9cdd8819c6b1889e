/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canvas-fixture.h"

static void
test_cards_follow_the_document (CanvasFixture *self,
                                gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  GHashTable *items = self->canvas->world->items;
  g_autofree char *id = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (g_hash_table_size (items), ==, 3);
  id = canvas_add (self, "sort", "some", "kept", NULL, NULL);
  g_assert_cmpuint (g_hash_table_size (items), ==, 4);
  g_assert_nonnull (canvas_card (self, id));
  g_assert_cmpuint (self->canvas->world->links->len, ==, 3);

  mill_edit_remove_node (mill_history_begin (history, "Remove"), "some", &error);
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
  g_assert_null (canvas_card (self, "some"));
  g_assert_cmpuint (self->canvas->world->links->len, ==, 1);

  mill_history_undo (history);
  g_assert_nonnull (canvas_card (self, "some"));
  g_assert_cmpuint (self->canvas->world->links->len, ==, 3);
  mill_history_undo (history);
  g_assert_null (canvas_card (self, id));
  g_assert_cmpuint (g_hash_table_size (items), ==, 3);
  mill_history_redo (history);
  mill_history_redo (history);
  g_assert_nonnull (canvas_card (self, id));
  g_assert_null (canvas_card (self, "some"));
  g_assert_cmpuint (g_hash_table_size (items), ==, 3);
  canvas_settle (self);
}

static void
test_settings_are_told (CanvasFixture *self,
                        gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  g_autofree char *before = g_strdup (canvas_card_text (self, "some", "summary"));

  g_assert_nonnull (strstr (before, "300"));
  fixture_set_string (&self->base, "some", "condition", "number > 700");
  g_assert_nonnull (strstr (canvas_card_text (self, "some", "summary"), "700"));
  mill_history_undo (history);
  g_assert_cmpstr (canvas_card_text (self, "some", "summary"), ==, before);

  mill_edit_set_title (mill_history_begin (history, "Rename"), "some", "Large ones", NULL);
  mill_history_commit (history, NULL);
  g_assert_cmpstr (canvas_card_text (self, "some", "title"), ==, "Large ones");
}

/* An id may be given to another node; undo then makes the one of the other in a single change. */
static void
test_another_type (CanvasFixture *self,
                   gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  MillEdit *edit = mill_history_begin (history, "Replace");
  const char *id;

  mill_session_select_one (self->base.session, "some");
  mill_edit_remove_node (edit, "some", NULL);
  id = mill_edit_add_node (edit, "join", "Some", 0, 0);
  g_assert_cmpstr (id, ==, "some");
  mill_history_commit (history, NULL);
  mill_session_select_one (self->base.session, "some");
  g_assert_nonnull (mill_node_card_find_port (canvas_card (self, "some"), MILL_PORT_IN, "right"));

  mill_history_undo (history);
  g_assert_null (mill_node_card_find_port (canvas_card (self, "some"), MILL_PORT_IN, "right"));
  g_assert_nonnull (mill_node_card_find_port (canvas_card (self, "some"), MILL_PORT_OUT, "kept"));
  g_assert_true (mill_session_is_selected (self->base.session, "some"));
  g_assert_true (gtk_widget_get_state_flags (GTK_WIDGET (canvas_card (self, "some"))) &
                 GTK_STATE_FLAG_SELECTED);
  g_assert_cmpuint (self->canvas->world->links->len, ==, 2);

  mill_history_redo (history);
  g_assert_nonnull (mill_node_card_find_port (canvas_card (self, "some"), MILL_PORT_IN, "right"));
  g_assert_cmpuint (self->canvas->world->links->len, ==, 1);
  canvas_settle (self);
}

static void
test_unknown_type (CanvasFixture *self,
                   gconstpointer  data)
{
  g_autofree char *id = canvas_add (self, "from-the-future", NULL, NULL, NULL, NULL);
  MillNodeCard *card = canvas_card (self, id);
  MillHistory *history = mill_session_get_history (self->base.session);
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (card);
  g_assert_cmpuint (mill_node_card_get_ports (card)->len, ==, 0);
  g_assert_cmpstr (canvas_card_text (self, id, "title"), ==, "from-the-future");
  g_assert_nonnull (strstr (canvas_card_text (self, id, "summary"), "from-the-future"));
  canvas_settle (self);

  mill_edit_remove_node (mill_history_begin (history, "Remove"), id, &error);
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
  g_assert_null (canvas_card (self, id));
}

static GskPath *
dup_path (CanvasFixture *self,
          const char    *to)
{
  GPtrArray *links = self->canvas->world->links;

  for (guint i = 0; i < links->len; i++)
    {
      MillWorldLink *drawn = g_ptr_array_index (links, i);

      if (g_str_equal (drawn->link.to_node, to))
        return drawn->path != NULL ? gsk_path_ref (drawn->path) : NULL;
    }
  g_assert_not_reached ();
}

static void
test_only_moved_links_are_made_anew (CanvasFixture *self,
                                     gconstpointer  data)
{
  g_autoptr(GskPath) some = dup_path (self, "some");
  g_autoptr(GskPath) other = dup_path (self, "other");
  g_autoptr(GskPath) some_after = NULL;
  g_autoptr(GskPath) other_after = NULL;
  g_autofree char *id = NULL;

  g_assert_nonnull (some);
  g_assert_nonnull (other);
  id = canvas_add (self, "sort", "all", "table", NULL, NULL);
  canvas_move (self, "some", 700, 500);
  canvas_settle (self);

  some_after = dup_path (self, "some");
  other_after = dup_path (self, "other");
  g_assert_nonnull (some_after);
  g_assert_true (some_after != some);
  g_assert_true (other_after == other);
}

/* With larger writing the ports are elsewhere, and the links must follow. */
static void
test_links_follow_the_size_of_cards (CanvasFixture *self,
                                     gconstpointer  data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  MillWorld *world = self->canvas->world;
  MillPortDot *dot = mill_node_card_find_port (canvas_card (self, "some"), MILL_PORT_IN, "table");
  g_autoptr(GskPath) before = dup_path (self, "some");
  g_autoptr(GskPath) path = NULL;
  g_autofree char *font = NULL;
  graphene_point_t end, anchor;
  GskPathPoint last;

  g_object_get (settings, "gtk-font-name", &font, NULL);
  g_object_set (settings, "gtk-font-name", "Sans 30", NULL);
  canvas_settle (self);

  path = dup_path (self, "some");
  g_assert_true (path != before);
  g_assert_true (gsk_path_get_end_point (path, &last));
  gsk_path_point_get_position (&last, path, &end);
  g_assert_true (mill_world_get_port_point (world, dot, &anchor));
  g_assert_cmpfloat_with_epsilon (end.x, anchor.x, 0.5);
  g_assert_cmpfloat_with_epsilon (end.y, anchor.y, 0.5);

  g_object_set (settings, "gtk-font-name", font, NULL);
  canvas_settle (self);
}

/* Links end where the ports are seen, also of cards with rows of them. */
static void
test_links_end_at_the_ports (CanvasFixture *self,
                             gconstpointer  data)
{
  GPtrArray *ports = mill_node_card_get_ports (canvas_card (self, "some"));

  g_assert_cmpuint (ports->len, ==, 3);
  for (guint i = 0; i < ports->len; i++)
    {
      MillPortDot *dot = g_ptr_array_index (ports, i);
      graphene_point_t place;
      graphene_rect_t seen;

      g_assert_true (mill_world_get_port_point (self->canvas->world, dot, &place));
      g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (dot), GTK_WIDGET (self->canvas->world),
                                                &seen));
      g_assert_cmpfloat_with_epsilon (place.x, seen.origin.x + seen.size.width / 2, 1);
      g_assert_cmpfloat_with_epsilon (place.y, seen.origin.y + seen.size.height / 2, 1);
    }
}

static void
test_assistive_technology (CanvasFixture *self,
                           gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  GtkAccessible *some = GTK_ACCESSIBLE (canvas_card (self, "some"));
  GtkAccessible *other = GTK_ACCESSIBLE (canvas_card (self, "other"));
  GtkAccessible *port = GTK_ACCESSIBLE (mill_node_card_find_port (canvas_card (self, "some"),
                                                                  MILL_PORT_IN, "table"));
  const MillLink link = { "some", "kept", "other", "table" };

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_ROLE_APPLICATION);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->canvas),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Pipeline canvas");
  gtk_test_accessible_assert_role (some, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (some, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       mill_pipeline_get_node_label (self->base.pipeline, "some"));
  gtk_test_accessible_assert_property (some, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       canvas_card_text (self, "some", "summary"));
  gtk_test_accessible_assert_role (port, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (port, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Input “Table” (Table)");

  g_assert_false (gtk_test_accessible_has_relation (some, GTK_ACCESSIBLE_RELATION_FLOW_TO));
  mill_edit_connect (mill_history_begin (history, "Connect"), link.from_node, link.from_port,
                     link.to_node, link.to_port, NULL);
  mill_history_commit (history, NULL);
  gtk_test_accessible_assert_relation (some, GTK_ACCESSIBLE_RELATION_FLOW_TO, other, NULL);
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (canvas_card (self, "all")),
                                       GTK_ACCESSIBLE_RELATION_FLOW_TO, some, NULL);
  mill_edit_disconnect (mill_history_begin (history, "Disconnect"), &link, NULL);
  mill_history_commit (history, NULL);
  g_assert_false (gtk_test_accessible_has_relation (some, GTK_ACCESSIBLE_RELATION_FLOW_TO));

  mill_session_select_one (self->base.session, "some");
  gtk_test_accessible_assert_state (some, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  mill_session_select_one (self->base.session, "other");
  gtk_test_accessible_assert_state (some, GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  gtk_test_accessible_assert_state (other, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
}

static void
test_ports_tell_whether_they_are_linked (CanvasFixture *self,
                                         gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  GtkWidget *out = GTK_WIDGET (mill_node_card_find_port (canvas_card (self, "some"), MILL_PORT_OUT,
                                                         "kept"));
  GtkWidget *in = GTK_WIDGET (mill_node_card_find_port (canvas_card (self, "some"), MILL_PORT_IN,
                                                        "table"));
  g_autofree char *id = NULL;

  g_assert_true (gtk_widget_has_css_class (in, "linked"));
  g_assert_false (gtk_widget_has_css_class (out, "linked"));
  id = canvas_add (self, "sort", "some", "kept", NULL, NULL);
  g_assert_true (gtk_widget_has_css_class (out, "linked"));
  mill_history_undo (history);
  g_assert_false (gtk_widget_has_css_class (out, "linked"));
}

#define ADD(name, func) \
  g_test_add ("/ui/canvas/" name, CanvasFixture, NULL, canvas_set_up, func, canvas_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("cards-follow-the-document", test_cards_follow_the_document);
  ADD ("settings-are-told", test_settings_are_told);
  ADD ("another-type", test_another_type);
  ADD ("unknown-type", test_unknown_type);
  ADD ("only-moved-links-are-made-anew", test_only_moved_links_are_made_anew);
  ADD ("links-follow-the-size-of-cards", test_links_follow_the_size_of_cards);
  ADD ("links-end-at-the-ports", test_links_end_at_the_ports);
  ADD ("assistive-technology", test_assistive_technology);
  ADD ("ports-tell-whether-they-are-linked", test_ports_tell_whether_they_are_linked);

  return g_test_run ();
}
