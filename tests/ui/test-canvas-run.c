/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canvas-fixture.h"

#include "app/canvas/problem-badge.h"
#include "app/canvas/thumbnail.h"
#include "chart/chart.h"

/* What a card shows of a state: the spinner or an icon, or neither. */
static const struct
{
  const char *icon;
  const char *css_class;
} looks[] = {
  [MILL_STATE_REUSED]    = { "state-reused-symbolic", "dimmed" },
  [MILL_STATE_WAITING]   = { "content-loading-symbolic", "dimmed" },
  [MILL_STATE_DONE]      = { "emblem-ok-symbolic", "success" },
  [MILL_STATE_FAILED]    = { "state-failed-symbolic", "error" },
  [MILL_STATE_SKIPPED]   = { "media-skip-forward-symbolic", "dimmed" },
  [MILL_STATE_CANCELLED] = { "media-playback-stop-symbolic", "dimmed" },
};

typedef struct
{
  CanvasFixture *fixture;
  guint          n_seen[MILL_STATE_CANCELLED + 1];
} Watch;

static void
check_card (CanvasFixture *self,
            const char    *id,
            MillState      state)
{
  GtkWidget *card = GTK_WIDGET (canvas_card (self, id));
  GtkWidget *stack = canvas_find (card, G_TYPE_INVALID, "state");
  GtkWidget *icon;

  /* A card that never had a part in a run has nothing to show of it. */
  if (state == MILL_STATE_IDLE)
    {
      g_assert_null (stack);
      g_assert_false (gtk_widget_has_css_class (card, "failed"));
      return;
    }

  icon = gtk_stack_get_child_by_name (GTK_STACK (stack), "icon");
  if (state == MILL_STATE_RUNNING)
    g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "spinner");
  else
    {
      g_assert_true (gtk_widget_get_visible (stack));
      g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "icon");
      g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (icon)), ==, looks[state].icon);
      g_assert_true (gtk_widget_has_css_class (icon, looks[state].css_class));
      /* Data goes to the right in every language, and so do the icons. */
      g_assert_cmpint (gtk_widget_get_direction (icon), ==, GTK_TEXT_DIR_LTR);
    }
  g_assert_cmpstr (gtk_widget_get_tooltip_text (stack), !=, "");
  gtk_test_accessible_assert_property (
    GTK_ACCESSIBLE (gtk_stack_get_visible_child (GTK_STACK (stack))), GTK_ACCESSIBLE_PROPERTY_LABEL,
    gtk_widget_get_tooltip_text (stack));
  g_assert_cmpint (gtk_widget_has_css_class (card, "failed"), ==, state == MILL_STATE_FAILED);
}

static void
status_changed_cb (MillSession *session,
                   const char  *id,
                   Watch       *watch)
{
  MillNodeStatus status;

  mill_session_get_status (session, id, &status);
  g_assert_false (status.stale);
  watch->n_seen[status.state]++;
  check_card (watch->fixture, id, status.state);
}

static MillState
get_state (CanvasFixture *self,
           const char    *id)
{
  MillNodeStatus status;

  mill_session_get_status (self->base.session, id, &status);

  return status.state;
}

static void
run (CanvasFixture *self,
     Watch         *watch)
{
  gulong id = g_signal_connect (self->base.session, "node-status-changed",
                                G_CALLBACK (status_changed_cb), watch);

  watch->fixture = self;
  fixture_run (&self->base);
  g_signal_handler_disconnect (self->base.session, id);
}

static void
test_states (CanvasFixture *self,
             gconstpointer  data)
{
  g_autofree char *failing = canvas_add (self, "filter-rows", "all", "table", "condition",
                                         "CAST(text AS INTEGER) > 0");
  g_autofree char *after = canvas_add (self, "limit", failing, "kept", NULL, NULL);
  Watch watch = { 0 };
  GtkWidget *badge;

  check_card (self, "all", MILL_STATE_IDLE);
  badge = canvas_find (GTK_WIDGET (canvas_card (self, failing)), MILL_TYPE_PROBLEM_BADGE, NULL);
  g_assert_null (badge);
  run (self, &watch);

  g_assert_cmpint (get_state (self, "some"), ==, MILL_STATE_DONE);
  g_assert_cmpint (get_state (self, failing), ==, MILL_STATE_FAILED);
  g_assert_cmpint (get_state (self, after), ==, MILL_STATE_SKIPPED);
  check_card (self, "some", MILL_STATE_DONE);
  check_card (self, failing, MILL_STATE_FAILED);
  check_card (self, after, MILL_STATE_SKIPPED);
  g_assert_cmpuint (watch.n_seen[MILL_STATE_DONE], >, 0);
  g_assert_cmpuint (watch.n_seen[MILL_STATE_FAILED], >, 0);
  canvas_settle (self);

  /* The badge tells why. */
  badge = canvas_find (GTK_WIDGET (canvas_card (self, failing)), MILL_TYPE_PROBLEM_BADGE, NULL);
  g_assert_true (gtk_widget_get_visible (badge));
  g_assert_true (gtk_widget_has_css_class (badge, "error"));
  g_assert_nonnull (gtk_widget_get_tooltip_text (badge));
  badge = canvas_find (GTK_WIDGET (canvas_card (self, "some")), MILL_TYPE_PROBLEM_BADGE, NULL);
  g_assert_null (badge);
}

/* What ran while it was seen from afar shows what became of it once it has a card. */
static void
test_states_from_afar (CanvasFixture *self,
                       gconstpointer  data)
{
  g_autofree char *failing = canvas_add (self, "filter-rows", "all", "table", "condition",
                                         "CAST(text AS INTEGER) > 0");

  mill_canvas_set_zoom (self->canvas, 0.1);
  canvas_settle (self);
  g_assert_true (self->canvas->world->far);
  g_assert_null (mill_world_find_item (self->canvas->world, failing)->widget);
  fixture_run (&self->base);
  g_assert_null (mill_world_find_item (self->canvas->world, failing)->widget);

  mill_canvas_set_zoom (self->canvas, 0.8);
  canvas_settle (self);
  g_assert_false (self->canvas->world->far);
  check_card (self, "some", MILL_STATE_DONE);
  check_card (self, failing, MILL_STATE_FAILED);
  g_assert_nonnull (canvas_find (GTK_WIDGET (canvas_card (self, failing)), MILL_TYPE_PROBLEM_BADGE,
                                 NULL));
}

static void
test_stale (CanvasFixture *self,
            gconstpointer  data)
{
  GtkWidget *state, *icon;
  Watch watch = { 0 };

  run (self, &watch);
  state = canvas_find (GTK_WIDGET (canvas_card (self, "some")), G_TYPE_INVALID, "state");
  icon = gtk_stack_get_child_by_name (GTK_STACK (state), "icon");
  fixture_set_string (&self->base, "some", "condition", "number > 900");
  canvas_settle (self);
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (icon)), ==, "document-edit-symbolic");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (state), ==, "Changed since the last run");
  check_card (self, "all", MILL_STATE_DONE);

  run (self, &watch);
  g_assert_cmpuint (watch.n_seen[MILL_STATE_DONE], >, 0);
  check_card (self, "all", MILL_STATE_DONE);
  check_card (self, "some", MILL_STATE_DONE);
}

/* However far it came: no card goes on waiting, and each shows what became of its node. */
static void
test_stopped (CanvasFixture *self,
              gconstpointer  data)
{
  g_autofree char *id = canvas_add (self, "histogram", "some", "kept", "column", "number");
  const char *ids[] = { "all", "some", "other", id };
  Watch watch = { .fixture = self };

  g_signal_connect (self->base.session, "node-status-changed", G_CALLBACK (status_changed_cb),
                    &watch);
  mill_session_run (self->base.session, NULL);
  mill_session_stop (self->base.session);
  while (mill_session_get_running (self->base.session))
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (self->base.session, &watch);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      MillState state = get_state (self, ids[i]);

      g_assert_cmpint (state, !=, MILL_STATE_RUNNING);
      g_assert_cmpint (state, !=, MILL_STATE_WAITING);
      check_card (self, ids[i], state);
    }
  g_assert_cmpint (get_state (self, id), !=, MILL_STATE_FAILED);
}

static void
test_thumbnail (CanvasFixture *self,
                gconstpointer  data)
{
  g_autofree char *id = canvas_add (self, "histogram", "some", "kept", "column", "number");
  GtkWidget *card = GTK_WIDGET (canvas_card (self, id));
  GtkWidget *thumbnail = canvas_find (card, MILL_TYPE_THUMBNAIL, NULL);
  Watch watch = { 0 };
  MillArtifact *artifact;
  g_autofree char *finding = NULL;
  graphene_rect_t before, after;

  canvas_settle (self);
  mill_world_get_bounds_of (self->canvas->world, id, &before);
  g_assert_true (gtk_widget_get_visible (thumbnail));
  g_assert_true (gtk_widget_has_css_class (thumbnail, "empty"));
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (thumbnail),
                                                    GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_null (canvas_find (GTK_WIDGET (canvas_card (self, "some")), MILL_TYPE_THUMBNAIL, NULL));

  run (self, &watch);
  canvas_settle (self);
  g_assert_false (gtk_widget_has_css_class (thumbnail, "empty"));
  artifact = mill_results_get_artifact (mill_session_get_node_results (self->base.session, id), id,
                                        "chart");
  finding = mill_chart_dup_finding (MILL_CHART (artifact));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (thumbnail), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       finding);
  g_object_unref (artifact);
  /* Nothing moves when the chart comes. */
  mill_world_get_bounds_of (self->canvas->world, id, &after);
  g_assert_true (graphene_rect_equal (&before, &after));

  /* Taken away, it says nothing any more. */
  mill_thumbnail_set_artifact (MILL_THUMBNAIL (thumbnail), NULL);
  g_assert_true (gtk_widget_has_css_class (thumbnail, "empty"));
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (thumbnail),
                                                    GTK_ACCESSIBLE_PROPERTY_LABEL));
}

static void
test_rows_on_links (CanvasFixture *self,
                    gconstpointer  data)
{
  GPtrArray *links = self->canvas->world->links;
  Watch watch = { 0 };

  for (guint i = 0; i < links->len; i++)
    g_assert_null (((MillWorldLink *) g_ptr_array_index (links, i))->label);
  run (self, &watch);
  links = self->canvas->world->links;
  g_assert_cmpuint (links->len, ==, 2);
  for (guint i = 0; i < links->len; i++)
    g_assert_cmpstr (((MillWorldLink *) g_ptr_array_index (links, i))->label, ==, "1000");
}

#define ADD(name, func) \
  g_test_add ("/ui/canvas-run/" name, CanvasFixture, NULL, canvas_set_up, func, canvas_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("states", test_states);
  ADD ("states-from-afar", test_states_from_afar);
  ADD ("stale", test_stale);
  ADD ("stopped", test_stopped);
  ADD ("thumbnail", test_thumbnail);
  ADD ("rows-on-links", test_rows_on_links);

  return g_test_run ();
}
