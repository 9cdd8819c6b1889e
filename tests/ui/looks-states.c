/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "looks.h"

#include "app/canvas/canvas-component.h"
#include "app/canvas/canvas-edits.h"
#include "app/canvas/world-private.h"
#include "app/inspector/parameter-dialog.h"
#include "app/session-private.h"
#include "app/settings.h"
#include "app/settle.h"
#include "app/window-private.h"
#include "nodes/catalogue.h"
#include "pipeline/reader.h"

/* The states of the program that there are pictures of, each reached by what a user or a run would do. */

static void
select_nodes (Looks *self,
              ...)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;
  const char *id;
  va_list arguments;

  va_start (arguments, self);
  while ((id = va_arg (arguments, const char *)) != NULL)
    g_strv_builder_add (builder, id);
  va_end (arguments);
  ids = g_strv_builder_end (builder);
  mill_session_select (self->session, (const char *const *) ids);
}

static void
pretend (Looks      *self,
         const char *node,
         MillState   state,
         double      fraction)
{
  MillNodePart *part = mill_session_ensure_part (self->session, node);

  part->state = state;
  part->fraction = fraction;
  mill_session_emit_status (self->session, node);
}

/* What a run does not hold still for. */
void
looks_pretend_all (Looks *self)
{
  pretend (self, "trees", MILL_STATE_REUSED, 0);
  pretend (self, "waiting", MILL_STATE_WAITING, 0);
  pretend (self, "running", MILL_STATE_RUNNING, 0.45);
  pretend (self, "running-long", MILL_STATE_RUNNING, -1);
  pretend (self, "cancelled", MILL_STATE_CANCELLED, 0);
  pretend (self, "problem", MILL_STATE_IDLE, 0);
  pretend (self, "unfinished", MILL_STATE_IDLE, 0);
  pretend (self, "no-chart", MILL_STATE_IDLE, 0);
  pretend (self, "nobody", MILL_STATE_IDLE, 0);
}

static void
make_stale (Looks *self)
{
  g_autoptr(JsonNode) value = json_node_init_int (json_node_alloc (), 7);

  mill_session_set_param (self->session, "stale", "rows", value, NULL);
}

static void
make_component (Looks *self)
{
  MillHistory *history = mill_session_get_history (self->session);
  const char *const ids[] = { "part", "part-after", NULL };
  g_autoptr(GError) error = NULL;

  mill_edit_make_component (mill_history_begin (history, "Make Component"), ids, "Clean", &error);
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
}

static void
pin (Looks *self)
{
  MillHistory *history = mill_session_get_history (self->session);

  mill_edit_set_pinned (mill_history_begin (history, "Pin"), "stale", TRUE, NULL);
  mill_history_commit (history, NULL);
}

void
looks_edit (Looks *self)
{
  make_stale (self);
  pin (self);
  make_component (self);
}

/* Beside the file, from which the pipeline differs by all that was made of it. */
static void
show_comparison (Looks *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_file_load_bytes (self->file, NULL, NULL, &error);
  g_autoptr(GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr(MillPipeline) before = NULL;

  g_assert_no_error (error);
  before = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, &error);
  g_assert_no_error (error);
  mill_session_compare (self->session, before, "the saved file");
}

static void
show_differences (Looks *self)
{
  show_comparison (self);
  looks_wait (100);
  g_signal_emit_by_name (looks_find (looks_find_by_type (self, "MillCompareBar"), GTK_TYPE_BUTTON), "clicked");
}

static void
get_port_place (Looks             *self,
                const char        *node,
                MillPortDirection  direction,
                const char        *name,
                graphene_point_t  *place)
{
  MillPortDot *dot =
    mill_node_card_find_port (mill_world_get_card (self->canvas->world, node), direction, name);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (dot), GTK_WIDGET (self->canvas), &bounds));
  graphene_rect_get_center (&bounds, place);
}

static void
show_link_drag (Looks *self)
{
  graphene_point_t from, to;

  get_port_place (self, "measured", MILL_PORT_OUT, "kept", &from);
  get_port_place (self, "unfinished", MILL_PORT_IN, "table", &to);
  mill_canvas_begin_link (self->canvas, mill_canvas_pick_port (self->canvas, from.x, from.y));
  mill_canvas_update_link (self->canvas, to.x + 20, to.y + 6);
}

static void
show_refusal (Looks *self)
{
  graphene_point_t from, to;

  get_port_place (self, "trees", MILL_PORT_OUT, "model", &from);
  get_port_place (self, "skipped", MILL_PORT_IN, "table", &to);
  mill_canvas_begin_link (self->canvas, mill_canvas_pick_port (self->canvas, from.x, from.y));
  to.x += (float) (80 * self->canvas->zoom);
  self->canvas->pointer_x = to.x;
  self->canvas->pointer_y = to.y;
  mill_canvas_update_link (self->canvas, to.x, to.y);
}

static void
show_selection (Looks *self)
{
  select_nodes (self, "measured", "chart", "failed", "bypassed", "note", "frame", NULL);
}

static void
show_selected_link (Looks *self)
{
  mill_session_select (self->session, NULL);
  mill_world_select_link (self->canvas->world,
                          &(MillLink) { "measured", "kept", "split", "table", FALSE });
}

static void
show_band (Looks *self)
{
  select_nodes (self, "failed", "skipped", NULL);
  mill_world_set_band (self->canvas->world, &GRAPHENE_RECT_INIT (620, 140, 540, 160));
}

static void
centre_on (Looks *self,
           double x,
           double y)
{
  GtkWidget *canvas = GTK_WIDGET (self->canvas);
  double zoom = self->canvas->zoom;

  mill_canvas_pan_to (self->canvas, gtk_widget_get_width (canvas) / 2.0 - x * zoom,
                      gtk_widget_get_height (canvas) / 2.0 - y * zoom);
}

static void
show_sources (Looks *self)
{
  centre_on (self, 260, 100);
}

static void
show_states (Looks *self)
{
  centre_on (self, 910, 450);
}

static void
show_results_on_cards (Looks *self)
{
  centre_on (self, 1240, -110);
}

static void
show_trouble (Looks *self)
{
  centre_on (self, 1370, 280);
}

static void
show_knife (Looks *self)
{
  static const graphene_point_t way[] = { { 560, -60 }, { 590, 40 }, { 600, 120 }, { 590, 300 } };

  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    mill_world_cut (self->canvas->world, &way[i]);
}

static void
show_focus (Looks *self)
{
  select_nodes (self, "skipped", NULL);
  gtk_widget_grab_focus (GTK_WIDGET (mill_world_get_card (self->canvas->world, "skipped")));
  gtk_window_set_focus_visible (self->window, TRUE);
}

static void
show_search (Looks *self)
{
  self->canvas->pointer_x = 300;
  self->canvas->pointer_y = 200;
  looks_act (self, "canvas.search");
}

static void
show_connect (Looks *self)
{
  select_nodes (self, "measured", NULL);
  looks_act (self, "canvas.connect");
}

static void
show_menu (Looks *self)
{
  select_nodes (self, "measured", NULL);
  gtk_widget_grab_focus (GTK_WIDGET (mill_world_get_card (self->canvas->world, "measured")));
  looks_act (self, "canvas.menu");
}

static void
show_problems (Looks *self)
{
  select_nodes (self, "problem", NULL);
  looks_act (self, "canvas.show-problems");
}

static void
show_rename (Looks *self)
{
  select_nodes (self, "measured", NULL);
  looks_act (self, "canvas.rename");
}

static void
show_commands (Looks *self)
{
  looks_act (self, "win.commands");
}

static void
show_history (Looks *self)
{
  looks_act (self, "win.history");
}

static void
show_graph_search (Looks *self)
{
  GtkWidget *entry;

  looks_act (self, "win.search");
  looks_wait (50);
  entry = looks_find (looks_find_by_type (self, "MillGraphSearch"), GTK_TYPE_EDITABLE);
  gtk_editable_set_text (GTK_EDITABLE (entry), "species");
}

static void
show_outline (Looks *self)
{
  select_nodes (self, "measured", NULL);
  looks_act (self, "win.show-outline");
}

static void
show_catalogue (Looks *self)
{
  looks_act (self, "win.find-node");
}

static void
show_inspector (Looks *self)
{
  select_nodes (self, "trees", NULL);
}

static void
show_expression (Looks *self)
{
  select_nodes (self, "problem", NULL);
}

static void
show_parameter (Looks *self)
{
  adw_dialog_present (mill_parameter_dialog_new (self->session, "heavy"), GTK_WIDGET (self->window));
}

static void
show_component (Looks *self)
{
  mill_session_enter (self->session, "clean");
}

static void
show_table (Looks *self)
{
  select_nodes (self, "measured", NULL);
  mill_window_show_results (MILL_WINDOW (self->window), "table");
}

static void
show_chart (Looks *self)
{
  select_nodes (self, "chart", NULL);
  mill_window_show_results (MILL_WINDOW (self->window), "chart");
}

static void
show_scores (Looks *self)
{
  select_nodes (self, "score", NULL);
  mill_window_show_results (MILL_WINDOW (self->window), "metrics");
}

static void
show_log (Looks *self)
{
  mill_window_show_results (MILL_WINDOW (self->window), "log");
}

static void
show_preferences (Looks *self)
{
  looks_act (self, "app.preferences");
}

/* What is below the fold, with a folder that was chosen. */
static void
show_preferences_end (Looks *self)
{
  GtkWidget *scroller;
  GtkAdjustment *adjustment;

  mill_settings_set_path ("spill-folder", "/srv/large-disk/scratch/of-everybody/millrace");
  looks_act (self, "app.preferences");
  looks_wait (300);
  scroller = looks_find (looks_find_by_type (self, "MillPreferences"), GTK_TYPE_SCROLLED_WINDOW);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
show_runs (Looks *self)
{
  looks_act (self, "win.compare-run");
}

static void
show_shortcuts (Looks *self)
{
  looks_act (self, "app.shortcuts");
}

static void
show_new (Looks *self)
{
  mill_window_new_document (MILL_WINDOW (self->window));
}

/* What is dragged from the catalogue lights up the link that it would be put into. */
static void
show_splice (Looks *self)
{
  const MillNodeType *type = mill_canvas_find_type (self->canvas, "sort");
  graphene_point_t from, to;
  MillLink link;

  get_port_place (self, "trees", MILL_PORT_IN, "train", &to);
  get_port_place (self, "split", MILL_PORT_OUT, "first", &from);
  mill_canvas_to_world (self->canvas, (from.x + to.x) / 2, (from.y + to.y) / 2, &from);
  if (mill_canvas_find_splice_at (self->canvas, type, from.x - MILL_CANVAS_CARD_WIDTH / 2.0,
                                  from.y - MILL_CANVAS_PORT_OFFSET, &link))
    mill_world_light_link (self->canvas->world, &link);
}

static void
show_touch_menu (Looks *self)
{
  graphene_point_t place;

  get_port_place (self, "measured", MILL_PORT_OUT, "kept", &place);
  mill_canvas_press_long (self->canvas, place.x - 60, place.y - 30);
}

static void
show_collecting (Looks *self)
{
  select_nodes (self, "measured", "chart", NULL);
  looks_act (self, "canvas.collect");
}

static void
show_narrow_inspector (Looks *self)
{
  select_nodes (self, "trees", NULL);
  looks_act (self, "win.toggle-inspector");
}

static MillSession *
add_document (Looks      *self,
              const char *name)
{
  MillSession *session;
  MillHistory *history;

  looks_act (self, "win.new-tab");
  mill_window_new_document (MILL_WINDOW (self->window));
  while ((session = mill_window_get_session (MILL_WINDOW (self->window))) == NULL)
    g_main_context_iteration (NULL, TRUE);
  history = mill_session_get_history (session);
  mill_edit_set_name (mill_history_begin (history, "Name"), name);
  mill_history_commit (history, NULL);

  return session;
}

static void
show_tabs (Looks *self)
{
  add_document (self, "Rain Tomorrow");
  add_document (self, "Penguins of the Palmer Archipelago");
  add_document (self, "Sales");
}

static void
settled_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  mill_settle_finish (result);
}

static void
ask (Looks *self)
{
  g_autoptr(GPtrArray) tabs = mill_window_list_tabs (MILL_WINDOW (self->window));

  mill_settle_async (GTK_WIDGET (self->window), tabs, settled_cb, NULL);
}

static void
show_unsaved (Looks *self)
{
  show_tabs (self);
  ask (self);
}

/* A run that does not end by itself. */
static void
show_run_question (Looks *self)
{
  MillSession *session;

  mill_window_open_file (MILL_WINDOW (self->window), self->file);
  while ((session = mill_window_get_session (MILL_WINDOW (self->window))) == NULL)
    g_main_context_iteration (NULL, TRUE);
  looks_wait (100);
  mill_session_run (session, NULL);
  ask (self);
}

#define WIDE 1240, 800
#define FULL_HD 1920, 1080

const Shot looks_shots[] = {
  { "canvas-5", NULL, 0.05, WIDE },
  { "canvas-33", NULL, 0.33, WIDE },
  { "canvas-all", NULL, 0, WIDE },
  { "canvas-100", NULL, 1, WIDE },
  { "states-100", show_states, 1, FULL_HD },
  { "canvas-200", NULL, 2, WIDE },
  { "sources-200", show_sources, 2, FULL_HD },
  { "states-200", show_states, 2, FULL_HD },
  { "results-200", show_results_on_cards, 2, FULL_HD },
  { "trouble-200", show_trouble, 2, FULL_HD },
  { "link-drag", show_link_drag, 0, WIDE },
  { "link-refused", show_refusal, 0, WIDE },
  { "link-selected", show_selected_link, 0, WIDE },
  { "selection", show_selection, 0, WIDE },
  { "selection-33", show_selection, 0.33, WIDE },
  { "band", show_band, 0, WIDE },
  { "knife", show_knife, 0, WIDE },
  { "focus", show_focus, 1, WIDE },
  { "node-search", show_search, 0, WIDE },
  { "connect", show_connect, 0, WIDE },
  { "menu", show_menu, 0, WIDE },
  { "touch-menu", show_touch_menu, 1, WIDE },
  { "collecting", show_collecting, 1, WIDE },
  { "splice", show_splice, 1, WIDE },
  { "problems", show_problems, 0, WIDE },
  { "rename", show_rename, 0, WIDE },
  { "commands", show_commands, 0, WIDE },
  { "history", show_history, 0, WIDE },
  { "comparison", show_comparison, 0, WIDE },
  { "comparison-5", show_comparison, 0.05, WIDE },
  { "differences", show_differences, 0, WIDE },
  { "phone-differences", show_differences, 0, 400, 640 },
  { "graph-search", show_graph_search, 0, WIDE },
  { "outline", show_outline, 0, WIDE },
  { "catalogue", show_catalogue, 0, WIDE },
  { "inspector", show_inspector, 0, WIDE },
  { "expression", show_expression, 0, WIDE },
  { "parameter", show_parameter, 0, WIDE },
  { "component", show_component, 0, WIDE },
  { "table", show_table, 0, WIDE },
  { "chart", show_chart, 0, WIDE },
  { "scores", show_scores, 0, WIDE },
  { "log", show_log, 0, WIDE },
  { "preferences", show_preferences, 0, WIDE },
  { "preferences-end", show_preferences_end, 0, WIDE },
  { "phone-preferences-end", show_preferences_end, 0, 360, 640 },
  { "runs", show_runs, 0, WIDE },
  { "phone-runs", show_runs, 0, 360, 640 },
  { "phone-runs-text-200", show_runs, 0, 360, 640, .text = 2 },
  { "shortcuts", show_shortcuts, 0, WIDE },
  { "text-150", show_inspector, 1, WIDE, .text = 1.5 },
  { "text-200", show_inspector, 1, WIDE, .text = 2 },
  { "phone", NULL, 0, 400, 640 },
  { "phone-inspector", show_narrow_inspector, 0, 400, 640 },
  { "phone-inspector-text-200", show_narrow_inspector, 0, 360, 640, .text = 2 },
  { "phone-outline", show_outline, 0, 400, 640 },
  { "phone-commands", show_commands, 0, 400, 640 },
  { "phone-history", show_history, 0, 400, 640 },
  { "phone-collecting", show_collecting, 0.5, 400, 640 },
  { "phone-touch-menu", show_touch_menu, 0.5, 400, 640 },
  { "phone-text-200", NULL, 0, 360, 640, .text = 2 },
  { "phone-results-text-200", show_table, 0, 360, 640, .text = 2 },
  { "tablet", NULL, 0, 800, 600 },
  { "tablet-upright", NULL, 0, 600, 800 },
  { "tablet-results", show_chart, 0, 800, 600 },
  { "full-hd", show_chart, 0, FULL_HD },
  { "tabs", show_tabs, 0, WIDE, .empty = TRUE },
  { "phone-tabs", show_tabs, 0, 400, 640, .empty = TRUE },
  { "unsaved", show_unsaved, 0, WIDE, .empty = TRUE },
  { "phone-unsaved", show_unsaved, 0, 400, 640, .empty = TRUE },
  { "run-question", show_run_question, 0, WIDE, .empty = TRUE },
  { "home", NULL, 0, WIDE, .empty = TRUE },
  { "new", show_new, 0, WIDE, .empty = TRUE },
  { "home-text-200", NULL, 0, 1000, 800, .text = 2, .empty = TRUE },
  { "phone-home", NULL, 0, 400, 640, .empty = TRUE },
  { "phone-home-text-200", NULL, 0, 400, 640, .text = 2, .empty = TRUE },
};

const guint looks_n_shots = G_N_ELEMENTS (looks_shots);
