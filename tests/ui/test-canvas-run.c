/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canvas-fixture.h"

#include "app/canvas/problem-badge.h"
#include "app/canvas/rect.h"
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

static GtkWidget *
get_state_icon (CanvasFixture *self,
                const char    *id)
{
  GtkWidget *state = canvas_find (GTK_WIDGET (canvas_card (self, id)), G_TYPE_INVALID, "state");

  return gtk_stack_get_visible_child (GTK_STACK (state));
}

/* Run again, nothing is computed again, and each card says so: by its icon, in words and to assistive technology. */
static void
test_reused (CanvasFixture *self,
             gconstpointer  data)
{
  static const struct
  {
    const char *id;
    const char *first;
    const char *again;
  } told[] = {
    { "all", "Done, 1000 rows. small.csv", "Reused, 1000 rows. small.csv" },
    { "some", "Done, 700 rows. number > 300", "Reused, 700 rows. number > 300" },
    { "other", "Done, 100 rows. the first 100 rows", "Reused, 100 rows. the first 100 rows" },
  };
  g_autofree char *cache_path = g_build_filename (self->base.directory, "cache", NULL);
  g_autoptr(MillCache) cache = mill_cache_new (cache_path, 0);
  Watch first = { 0 }, again = { 0 };

  mill_session_set_cache (self->base.session, cache);
  run (self, &first);
  g_assert_cmpuint (first.n_seen[MILL_STATE_REUSED], ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    gtk_test_accessible_assert_property (GTK_ACCESSIBLE (canvas_card (self, told[i].id)),
                                         GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, told[i].first);

  run (self, &again);
  g_assert_cmpuint (again.n_seen[MILL_STATE_REUSED], >=, G_N_ELEMENTS (told));
  g_assert_cmpuint (again.n_seen[MILL_STATE_RUNNING] + again.n_seen[MILL_STATE_DONE], ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_assert_cmpint (get_state (self, told[i].id), ==, MILL_STATE_REUSED);
      check_card (self, told[i].id, MILL_STATE_REUSED);
      g_assert_cmpstr (gtk_widget_get_tooltip_text (gtk_widget_get_parent (get_state_icon (self, told[i].id))), ==,
                       "Reused");
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_state_icon (self, told[i].id)),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL, "Reused");
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (canvas_card (self, told[i].id)),
                                           GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, told[i].again);
    }

  /* What was changed since is done, and what was not is not. */
  fixture_set_string (&self->base, "some", "condition", "number > 900");
  run (self, &again);
  g_assert_cmpint (get_state (self, "some"), ==, MILL_STATE_DONE);
  check_card (self, "some", MILL_STATE_DONE);
  g_assert_cmpint (get_state (self, "other"), ==, MILL_STATE_REUSED);
  check_card (self, "other", MILL_STATE_REUSED);
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

/* Somewhere else than the nodes are. */
static void
look_away (CanvasFixture *self)
{
  mill_canvas_look_at (self->canvas, -9000, -9000);
  canvas_rest (self);
}

static gboolean
is_seen (CanvasFixture *self,
         const char    *id)
{
  graphene_rect_t bounds, seen;

  mill_world_get_bounds_of (self->canvas->world, id, &bounds);
  mill_canvas_get_visible_area (self->canvas, &seen);

  return mill_rect_contains (&seen, &bounds);
}

/* However short it is: all may be over before anything of it is taken in. */
static void
test_follow (CanvasFixture *self,
             gconstpointer  data)
{
  g_autofree char *cache_path = g_build_filename (self->base.directory, "cache", NULL);
  g_autoptr(MillCache) cache = mill_cache_new (cache_path, 0);
  g_autofree char *far = canvas_add (self, "limit", "some", "kept", NULL, NULL);
  Watch watch = { 0 };

  mill_session_set_cache (self->base.session, cache);
  canvas_move (self, far, 6000, 4000);
  look_away (self);
  run (self, &watch);
  canvas_rest (self);
  g_assert_false (is_seen (self, far));

  g_object_set (self->canvas, "follow-run", TRUE, NULL);
  mill_session_run_from_scratch (self->base.session, (const char *[]) { far, NULL });
  while (mill_session_get_running (self->base.session))
    g_main_context_iteration (NULL, TRUE);
  canvas_rest (self);
  g_assert_cmpint (get_state (self, far), ==, MILL_STATE_DONE);
  g_assert_true (is_seen (self, far));

  /* Nothing of this is done again. */
  look_away (self);
  run (self, &watch);
  canvas_rest (self);
  g_assert_cmpint (get_state (self, far), ==, MILL_STATE_REUSED);
  g_assert_false (is_seen (self, far));

  /* Who moves something has the view himself. */
  self->canvas->mode = MILL_CANVAS_MOVING;
  g_signal_emit_by_name (self->base.session, "run-reached", far);
  canvas_rest (self);
  g_assert_false (is_seen (self, far));
  self->canvas->mode = MILL_CANVAS_IDLE;
  g_signal_emit_by_name (self->base.session, "run-reached", far);
  canvas_rest (self);
  g_assert_true (is_seen (self, far));
}

/* What is known when the file is opened was not run now. */
static void
test_recall_is_not_followed (CanvasFixture *self,
                             gconstpointer  data)
{
  g_autofree char *cache_path = g_build_filename (self->base.directory, "cache", NULL);
  g_autoptr(MillCache) cache = mill_cache_new (cache_path, 0);
  g_autoptr(MillSession) again = NULL;
  guint n_reached = 0;

  g_signal_connect_swapped (self->base.session, "run-reached", G_CALLBACK (fixture_count_cb), &n_reached);
  mill_session_set_cache (self->base.session, cache);
  fixture_run (&self->base);
  g_assert_cmpuint (n_reached, >, 0);

  n_reached = 0;
  again = mill_session_new (self->base.pipeline, self->base.file);
  mill_session_set_cache (again, cache);
  g_signal_connect_swapped (again, "run-reached", G_CALLBACK (fixture_count_cb), &n_reached);
  mill_session_recall (again);
  while (mill_session_get_events (again)->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_reached, ==, 0);
  g_signal_handlers_disconnect_by_data (self->base.session, &n_reached);
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
  ADD ("reused", test_reused);
  ADD ("stopped", test_stopped);
  ADD ("thumbnail", test_thumbnail);
  ADD ("rows-on-links", test_rows_on_links);
  ADD ("follow", test_follow);
  ADD ("recall-is-not-followed", test_recall_is_not_followed);

  return g_test_run ();
}
