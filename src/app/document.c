/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/document.h"

#include <glib/gi18n-lib.h>

#include "app/announcer.h"
#include "app/breadcrumb.h"
#include "app/canvas/canvas.h"
#include "app/canvas/collect-bar.h"
#include "app/command-tips.h"
#include "app/compare/compare-bar.h"
#include "app/file-banner.h"
#include "app/graph-search.h"
#include "app/inspector/inspector.h"
#include "app/outline/sidebar.h"
#include "app/pane-walk.h"
#include "app/results/dock-height.h"
#include "app/results/dock.h"
#include "app/settings.h"

struct _MillDocument
{
  AdwBin               parent_instance;

  AdwOverlaySplitView *outer;
  AdwOverlaySplitView *inner;
  MillSidebar         *sidebar;
  MillInspector       *inspector;
  MillDock            *dock;
  GtkPaned            *paned;
  MillDockHeight      *dock_height;
  GtkOverlay          *canvas_overlay;
  GtkButton           *zoom_button;
  GtkWidget           *empty_page;
  MillFileBanner      *banner;
  MillGraphSearch     *graph_search;
  MillCompareBar      *compare_bar;
  MillBreadcrumb      *breadcrumb;

  MillCanvas          *canvas;
  MillSession         *session;
  MillAnnouncer       *announcer;
  GHashTable          *views;          /* level -> MillCanvasView */
  GtkWidget           *before_search;  /* had the focus, and nothing was gone to since; or NULL */
  GSignalGroup        *session_signals;
  GSignalGroup        *level_signals;     /* of the pipeline that is shown */
};

G_DEFINE_FINAL_TYPE (MillDocument, mill_document, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SHOW_CATALOGUE,
  PROP_SHOW_INSPECTOR,
  PROP_SHOW_RESULTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
update_empty (MillDocument *self)
{
  gboolean empty = self->session != NULL &&
                   mill_pipeline_get_n_nodes (mill_session_get_pipeline (self->session)) == 0;

  gtk_widget_set_visible (self->empty_page, empty);
}

static void
show_pipeline_cb (MillDocument *self)
{
  adw_overlay_split_view_set_show_sidebar (self->inner, TRUE);
}

static void
reveal_cb (MillDocument *self,
           const char   *node,
           const char   *param)
{
  adw_overlay_split_view_set_show_sidebar (self->inner, TRUE);
  mill_canvas_show_node (self->canvas, node);
  if (param != NULL)
    mill_inspector_focus_param (self->inspector, param);
}

static void
update_zoom (MillDocument *self)
{
  /* Translators: how much the canvas is enlarged. */
  g_autofree char *text = g_strdup_printf (_("%.0f %%"),
                                           mill_canvas_get_zoom (self->canvas) * 100);

  gtk_button_set_label (self->zoom_button, text);
  /* There is no letter in it that would say which way it is read. */
  gtk_widget_set_direction (gtk_button_get_child (self->zoom_button), GTK_TEXT_DIR_LTR);
}

/* The buttons lie beside the canvas in the tree, where its actions are not known; they are named for
 * the action they mean. */
static void
canvas_action_cb (MillDocument *self,
                  GtkWidget    *button)
{
  gtk_widget_activate_action (GTK_WIDGET (self->canvas), gtk_widget_get_name (button), NULL);
}

static void
dock_folded_cb (MillDocument *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->dock), !mill_dock_get_folded (self->dock));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_RESULTS]);
}

static void
catalogue_shown_cb (MillDocument *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_CATALOGUE]);
}

static void
inspector_shown_cb (MillDocument *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_INSPECTOR]);
}

/* What shows one level and knows of no other. */
static void
show_level (MillDocument *self,
            MillSession  *session)
{
  g_signal_group_set_target (self->level_signals,
                             session != NULL ? mill_session_get_pipeline (session) : NULL);
  mill_sidebar_set_session (self->sidebar, session);
  mill_canvas_set_session (self->canvas, session);
  mill_inspector_set_session (self->inspector, session);
  update_empty (self);
}

static char *
make_view_key (MillDocument *self)
{
  const char *level = mill_session_get_level (self->session);

  return g_strdup (level != NULL ? level : "");
}

static void
level_left_cb (MillDocument *self)
{
  MillCanvasView view;

  mill_canvas_get_view (self->canvas, &view);
  g_hash_table_replace (self->views, make_view_key (self), g_memdup2 (&view, sizeof view));
  show_level (self, NULL);
}

static void
level_changed_cb (MillDocument *self)
{
  g_autofree char *key = make_view_key (self);
  const MillCanvasView *view = g_hash_table_lookup (self->views, key);
  g_autofree char *text = NULL;
  g_auto(GStrv) titles = mill_session_list_level_titles (self->session);

  show_level (self, self->session);
  if (view != NULL)
    mill_canvas_set_view (self->canvas, view);
  /* Translators: said by screen readers when a component was opened or left: what is shown now. */
  text = g_strdup_printf (_("Inside “%s”"), titles[g_strv_length (titles) - 1]);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
mill_document_set_session (MillDocument *self,
                           MillSession  *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_hash_table_remove_all (self->views);
  g_signal_group_set_target (self->session_signals, session);
  show_level (self, session);
  mill_file_banner_set_session (self->banner, session);
  mill_compare_bar_set_session (self->compare_bar, session);
  mill_breadcrumb_set_session (self->breadcrumb, session);
  mill_dock_set_session (self->dock, session);
  mill_graph_search_set_session (self->graph_search, session);
  mill_announcer_set_session (self->announcer, session);

  if (session != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

MillSession *
mill_document_get_session (MillDocument *self)
{
  return self->session;
}

void
mill_document_show_results (MillDocument *self,
                            const char   *page)
{
  mill_dock_set_folded (self->dock, FALSE);
  mill_dock_show_page (self->dock, page);
}

void
mill_document_focus_catalogue (MillDocument *self)
{
  adw_overlay_split_view_set_show_sidebar (self->outer, TRUE);
  mill_sidebar_focus_catalogue (self->sidebar);
}

void
mill_document_focus_outline (MillDocument *self)
{
  adw_overlay_split_view_set_show_sidebar (self->outer, TRUE);
  mill_sidebar_focus_outline (self->sidebar);
}

/* On the canvas the selection says where to go on. A side that is still gliding away is no longer there. */
void
mill_document_walk_panes (MillDocument *self,
                          int           step)
{
  GtkWidget *canvas_pane = GTK_WIDGET (self->canvas_overlay);
  GtkWidget *panes[4];
  guint n_panes = 0;
  gboolean entered;
  GtkWidget *pane;

  if (adw_overlay_split_view_get_show_sidebar (self->outer))
    panes[n_panes++] = GTK_WIDGET (self->sidebar);
  panes[n_panes++] = canvas_pane;
  if (adw_overlay_split_view_get_show_sidebar (self->inner))
    panes[n_panes++] = GTK_WIDGET (self->inspector);
  if (!mill_dock_get_folded (self->dock))
    panes[n_panes++] = GTK_WIDGET (self->dock);
  pane = mill_pane_walk (panes, n_panes, step, &entered);
  if (pane == canvas_pane)
    mill_canvas_take_focus (self->canvas);
  else if (pane != NULL && !entered)
    gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD);
}

/* Where both sides lie over the canvas, one is shown at a time. */
static void
show_side (AdwOverlaySplitView *view,
           AdwOverlaySplitView *other,
           gboolean             show)
{
  if (show && adw_overlay_split_view_get_collapsed (view) &&
      adw_overlay_split_view_get_collapsed (other))
    adw_overlay_split_view_set_show_sidebar (other, FALSE);
  adw_overlay_split_view_set_show_sidebar (view, show);
}

void
mill_document_open_search (MillDocument *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->graph_search)))
    g_set_weak_pointer (&self->before_search, focus);
  mill_graph_search_open (self->graph_search);
}

static void
show_hit_cb (MillDocument *self,
             const char   *node)
{
  g_clear_weak_pointer (&self->before_search);
  mill_session_select_one (self->session, node);
  mill_canvas_show_node (self->canvas, node);
}

/* Who searched goes on at what was found, or else where they were. */
static void
search_closed_cb (MillDocument *self)
{
  const char *node = self->session != NULL ? mill_session_get_selected_node (self->session) : NULL;
  GtkWidget *before = self->before_search;

  g_clear_weak_pointer (&self->before_search);
  if (before != NULL && gtk_widget_get_mapped (before) && gtk_widget_grab_focus (before))
    return;
  if (node != NULL)
    mill_canvas_go_to (self->canvas, node);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

void
mill_document_go_to (MillDocument *self,
                     const char   *node)
{
  mill_canvas_go_to (self->canvas, node);
}

GtkWidget *
mill_document_get_canvas (MillDocument *self)
{
  return GTK_WIDGET (self->canvas);
}

void
mill_document_keep_sizes (MillDocument *self)
{
  GSettings *settings = mill_settings_get ();

  if (settings == NULL || self->session == NULL)
    return;

  mill_dock_height_keep (self->dock_height);
  g_settings_set_boolean (settings, "show-results", !mill_dock_get_folded (self->dock));
  /* A side that lies over the canvas was hidden by the size of the window, not by the user. */
  if (!adw_overlay_split_view_get_collapsed (self->outer))
    g_settings_set_boolean (settings, "show-catalogue",
                            adw_overlay_split_view_get_show_sidebar (self->outer));
  if (!adw_overlay_split_view_get_collapsed (self->inner))
    g_settings_set_boolean (settings, "show-inspector",
                            adw_overlay_split_view_get_show_sidebar (self->inner));
}

static void
add_node_cb (MillDocument *self,
             const char   *type_id)
{
  mill_canvas_add_node (self->canvas, type_id);
  if (adw_overlay_split_view_get_collapsed (self->outer))
    adw_overlay_split_view_set_show_sidebar (self->outer, FALSE);
}

static void
mill_document_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  MillDocument *self = MILL_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_SHOW_CATALOGUE:
      g_value_set_boolean (value, adw_overlay_split_view_get_show_sidebar (self->outer));
      break;
    case PROP_SHOW_INSPECTOR:
      g_value_set_boolean (value, adw_overlay_split_view_get_show_sidebar (self->inner));
      break;
    case PROP_SHOW_RESULTS:
      g_value_set_boolean (value, !mill_dock_get_folded (self->dock));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mill_document_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  MillDocument *self = MILL_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_SHOW_CATALOGUE:
      show_side (self->outer, self->inner, g_value_get_boolean (value));
      break;
    case PROP_SHOW_INSPECTOR:
      show_side (self->inner, self->outer, g_value_get_boolean (value));
      break;
    case PROP_SHOW_RESULTS:
      mill_dock_set_folded (self->dock, !g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mill_document_dispose (GObject *object)
{
  MillDocument *self = MILL_DOCUMENT (object);

  g_clear_object (&self->session_signals);
  g_clear_object (&self->level_signals);
  g_clear_weak_pointer (&self->before_search);
  g_clear_pointer (&self->announcer, mill_announcer_free);
  g_clear_pointer (&self->dock_height, mill_dock_height_free);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_DOCUMENT);

  G_OBJECT_CLASS (mill_document_parent_class)->dispose (object);
}

static void
mill_document_finalize (GObject *object)
{
  g_hash_table_unref (MILL_DOCUMENT (object)->views);

  G_OBJECT_CLASS (mill_document_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MillDocument, outer);
  gtk_widget_class_bind_template_child (widget_class, MillDocument, inner);
  gtk_widget_class_bind_template_child (widget_class, MillDocument, sidebar);
  gtk_widget_class_bind_template_child (widget_class, MillDocument, inspector);
  gtk_widget_class_bind_template_child (widget_class, MillDocument, dock);
  gtk_widget_class_bind_template_child (widget_class, MillDocument, paned);
  gtk_widget_class_bind_template_child (widget_class, MillDocument, canvas_overlay);
  gtk_widget_class_bind_template_child (widget_class, MillDocument, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, MillDocument, empty_page);
  gtk_widget_class_bind_template_child (widget_class, MillDocument, breadcrumb);
  gtk_widget_class_bind_template_child (widget_class, MillDocument, compare_bar);
  gtk_widget_class_bind_template_child (widget_class, MillDocument, banner);
  gtk_widget_class_bind_template_child (widget_class, MillDocument, graph_search);
}

static void
mill_document_class_init (MillDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mill_document_get_property;
  object_class->set_property = mill_document_set_property;
  object_class->dispose = mill_document_dispose;
  object_class->finalize = mill_document_finalize;

  properties[PROP_SHOW_CATALOGUE] = g_param_spec_boolean ("show-catalogue", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_INSPECTOR] = g_param_spec_boolean ("show-inspector", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_RESULTS] = g_param_spec_boolean ("show-results", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (MILL_TYPE_BREADCRUMB);
  g_type_ensure (MILL_TYPE_COMPARE_BAR);
  g_type_ensure (MILL_TYPE_FILE_BANNER);
  g_type_ensure (MILL_TYPE_SIDEBAR);
  g_type_ensure (MILL_TYPE_INSPECTOR);
  g_type_ensure (MILL_TYPE_DOCK);
  g_type_ensure (MILL_TYPE_GRAPH_SEARCH);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/millrace/Millrace/document.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, canvas_action_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_hit_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_pipeline_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_closed_cb);
}

static void
connect_session_signals (MillDocument *self)
{
  self->session_signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "reveal-node", G_CALLBACK (reveal_cb),
                                  self);

  g_signal_group_connect_swapped (self->session_signals, "level-left", G_CALLBACK (level_left_cb),
                                  self);
  g_signal_group_connect_swapped (self->session_signals, "notify::level",
                                  G_CALLBACK (level_changed_cb), self);

  self->level_signals = g_signal_group_new (MILL_TYPE_PIPELINE);
  g_signal_group_connect_swapped (self->level_signals, "changed", G_CALLBACK (update_empty), self);
}

void
mill_document_place_dock (MillDocument *self,
                          int           height)
{
  mill_dock_height_place (self->dock_height, height);
}

static void
restore_sizes (MillDocument *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self->dock), -1, 200);
  self->dock_height = mill_dock_height_new (self->paned);
  adw_overlay_split_view_set_show_sidebar (self->outer,
                                           mill_settings_get_flag ("show-catalogue", TRUE));
  adw_overlay_split_view_set_show_sidebar (self->inner,
                                           mill_settings_get_flag ("show-inspector", TRUE));
  mill_dock_set_folded (self->dock, !mill_settings_get_flag ("show-results", TRUE));
  dock_folded_cb (self);
}

static void
mill_document_init (MillDocument *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->views = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  connect_session_signals (self);
  self->announcer = mill_announcer_new (GTK_ACCESSIBLE (self));

  self->canvas = MILL_CANVAS (mill_canvas_new ());
  gtk_overlay_set_child (self->canvas_overlay, GTK_WIDGET (self->canvas));
  gtk_overlay_add_overlay (self->canvas_overlay, mill_collect_bar_new (self->canvas));
  g_signal_connect_object (self->canvas, "notify::zoom", G_CALLBACK (update_zoom), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "add-node", G_CALLBACK (add_node_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outer, "notify::show-sidebar", G_CALLBACK (catalogue_shown_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inner, "notify::show-sidebar", G_CALLBACK (inspector_shown_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->dock, "notify::folded", G_CALLBACK (dock_folded_cb), self,
                           G_CONNECT_SWAPPED);
  mill_settings_bind ("show-grid", self->canvas, "show-grid");
  mill_settings_bind ("snap-to-grid", self->canvas, "snap-to-grid");
  mill_settings_bind ("show-minimap", self->canvas, "show-minimap");
  mill_settings_bind ("follow-run", self->canvas, "follow-run");
  mill_command_tips_add (GTK_WIDGET (self));
  update_zoom (self);
  restore_sizes (self);
}
