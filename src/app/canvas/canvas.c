/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-private.h"
#include "app/canvas/link-look.h"

#define GRID 20
#define REFUSAL_WIDTH 320
#define MINIMAP_MARGIN 12

G_DEFINE_FINAL_TYPE (MillCanvas, mill_canvas, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_ZOOM,
  PROP_SHOW_GRID,
  PROP_SNAP_TO_GRID,
  PROP_SHOW_MINIMAP,
  PROP_FOLLOW_RUN,
  PROP_COLLECTING,
  N_PROPS
};

enum
{
  COMPLAINT,
  VIEW_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* In the lower corner where lines begin; the zoom is in the other. */
static void
allocate_minimap (MillCanvas *self,
                  int         width,
                  int         height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = { MINIMAP_MARGIN, MAX (height - MILL_MINIMAP_HEIGHT - MINIMAP_MARGIN, 0),
                          MILL_MINIMAP_WIDTH, MILL_MINIMAP_HEIGHT };

  if (!gtk_widget_get_visible (GTK_WIDGET (self->minimap)))
    return;
  if (rtl)
    place.x = width - place.width - MINIMAP_MARGIN;
  gtk_widget_size_allocate (GTK_WIDGET (self->minimap), &place, -1);
}

static void
mill_canvas_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  MillCanvas *self = MILL_CANVAS (widget);

  if (self->fit_pending || (g_get_monotonic_time () < self->fit_until &&
                            (width != self->fit_width || height != self->fit_height)))
    mill_canvas_fit_first (self);

  mill_canvas_place_world (self, width, height);
  allocate_minimap (self, width, height);
  mill_canvas_queue_view (self);
  if (self->search != NULL)
    gtk_popover_present (GTK_POPOVER (self->search));
  if (self->popup != NULL)
    gtk_popover_present (GTK_POPOVER (self->popup));
}

/* Beside the pointer, on the side where there is room. */
static void
snapshot_refusal (MillCanvas  *self,
                  GtkSnapshot *snapshot,
                  int          canvas_width,
                  int          canvas_height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self),
                                                                   self->link_refusal);
  MillLinkLook look;
  GskRoundedRect outline;
  graphene_rect_t box;
  int width, height;

  mill_link_look_init (&look, GTK_WIDGET (self));
  pango_layout_set_width (layout, REFUSAL_WIDTH * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, &width, &height);
  graphene_rect_init (&box, (float) CLAMP (self->pointer_x + 16, 0, MAX (canvas_width - width - 20, 0)),
                      (float) CLAMP (self->pointer_y + 20, 0, MAX (canvas_height - height - 12, 0)),
                      width + 20, height + 12);
  gsk_rounded_rect_init_from_rect (&outline, &box, 9);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &look.paper, &box);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { look.ink, look.ink, look.ink, look.ink });
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (box.origin.x + 10, box.origin.y + 6));
  gtk_snapshot_append_layout (snapshot, layout, &look.ink);
  gtk_snapshot_restore (snapshot);
}

/* A grid of dots that moves with the view; coarser far out, so that it stays a texture. */
static void
snapshot_grid (MillCanvas  *self,
               GtkSnapshot *snapshot)
{
  double step = GRID * self->zoom;

  while (step < 16)
    step *= 4;
  mill_dots_snapshot (&self->dots, GTK_WIDGET (self), snapshot, self->offset_x, self->offset_y, step);
}

static void
mill_canvas_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  MillCanvas *self = MILL_CANVAS (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->show_grid)
    snapshot_grid (self, snapshot);
  if (self->far)
    mill_world_snapshot_far (self->world, snapshot, width, height, (int) self->offset_x,
                             (int) self->offset_y, self->zoom);
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->world), snapshot);
  /* Above the notes, which the world draws itself. */
  if (!self->far && mill_world_is_zooming (self->world))
    mill_world_snapshot_far (self->world, snapshot, width, height, (int) self->offset_x,
                             (int) self->offset_y, self->zoom);
  else if (self->small)
    {
      graphene_rect_t area;

      mill_canvas_get_visible_area (self, &area);
      mill_world_snapshot_titles (self->world, snapshot, &area, self->offset_x, self->offset_y, self->zoom);
    }
  /* Not where it would take a good part of a small window. */
  if (width > 2 * MILL_MINIMAP_WIDTH && height > 2 * MILL_MINIMAP_HEIGHT)
    gtk_widget_snapshot_child (widget, GTK_WIDGET (self->minimap), snapshot);
  if (self->link_refusal != NULL)
    snapshot_refusal (self, snapshot, width, height);
  gtk_snapshot_pop (snapshot);
}

static void
mill_canvas_dispose (GObject *object)
{
  MillCanvas *self = MILL_CANVAS (object);
  GtkWidget *child;

  mill_canvas_set_session (self, NULL);
  g_clear_pointer (&self->search, gtk_widget_unparent);
  g_clear_pointer (&self->popup, gtk_widget_unparent);
  mill_canvas_stop_motion (self);
  if (self->minimap != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->minimap));
  self->minimap = NULL;
  if (self->world != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->world));
  self->world = NULL;
  /* What popped up and was just closed is still there. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->pressed, g_free);
  g_clear_pointer (&self->moving, g_strfreev);
  g_clear_pointer (&self->band_before, g_strfreev);
  g_clear_pointer (&self->link_refusal, g_free);
  mill_dots_clear (&self->dots);

  G_OBJECT_CLASS (mill_canvas_parent_class)->dispose (object);
}

static void
mill_canvas_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  MillCanvas *self = MILL_CANVAS (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_ZOOM:
      g_value_set_double (value, mill_canvas_get_zoom (self));
      break;
    case PROP_SHOW_GRID:
      g_value_set_boolean (value, self->show_grid);
      break;
    case PROP_SNAP_TO_GRID:
      g_value_set_boolean (value, self->snap_to_grid);
      break;
    case PROP_SHOW_MINIMAP:
      g_value_set_boolean (value, self->show_minimap);
      break;
    case PROP_FOLLOW_RUN:
      g_value_set_boolean (value, self->follow_run);
      break;
    case PROP_COLLECTING:
      g_value_set_boolean (value, self->collecting);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_flag (MillCanvas *self,
          gboolean   *flag,
          gboolean    value,
          GParamSpec *pspec)
{
  if (*flag == value)
    return;

  *flag = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
mill_canvas_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  MillCanvas *self = MILL_CANVAS (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      mill_canvas_set_session (self, g_value_get_object (value));
      break;
    case PROP_ZOOM:
      mill_canvas_set_zoom (self, g_value_get_double (value));
      break;
    case PROP_SHOW_GRID:
      set_flag (self, &self->show_grid, g_value_get_boolean (value), pspec);
      break;
    case PROP_SNAP_TO_GRID:
      set_flag (self, &self->snap_to_grid, g_value_get_boolean (value), pspec);
      break;
    case PROP_SHOW_MINIMAP:
      set_flag (self, &self->show_minimap, g_value_get_boolean (value), pspec);
      gtk_widget_set_visible (GTK_WIDGET (self->minimap), self->show_minimap);
      break;
    case PROP_FOLLOW_RUN:
      set_flag (self, &self->follow_run, g_value_get_boolean (value), pspec);
      break;
    case PROP_COLLECTING:
      set_flag (self, &self->collecting, g_value_get_boolean (value), pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* AdwToast also tells it to assistive technology. */
static void
show_complaint (MillCanvas *self,
                const char *message)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast;

  if (toasts == NULL)
    return;

  toast = adw_toast_new (message);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), toast);
}

static void
mill_canvas_class_init (MillCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mill_canvas_dispose;
  object_class->get_property = mill_canvas_get_property;
  object_class->set_property = mill_canvas_set_property;
  widget_class->size_allocate = mill_canvas_size_allocate;
  widget_class->snapshot = mill_canvas_snapshot;
  widget_class->query_tooltip = mill_canvas_query_tooltip;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, MILL_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ZOOM] =
    g_param_spec_double ("zoom", NULL, NULL, 0.05, 5, 1,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_GRID] =
    g_param_spec_boolean ("show-grid", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SNAP_TO_GRID] =
    g_param_spec_boolean ("snap-to-grid", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_MINIMAP] =
    g_param_spec_boolean ("show-minimap", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLLOW_RUN] =
    g_param_spec_boolean ("follow-run", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_COLLECTING] =
    g_param_spec_boolean ("collecting", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "canvas.show-minimap", "show-minimap");
  gtk_widget_class_install_property_action (widget_class, "canvas.follow-run", "follow-run");
  gtk_widget_class_install_property_action (widget_class, "canvas.collect", "collecting");
  /* The key of the table of commands. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "canvas.show-minimap", NULL);

  /* "complaint" (const char *message): something the user asked for could not be done. */
  signals[COMPLAINT] = g_signal_new_class_handler ("complaint", G_TYPE_FROM_CLASS (klass),
                                                   G_SIGNAL_RUN_LAST, G_CALLBACK (show_complaint),
                                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[VIEW_CHANGED] = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  mill_canvas_install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_APPLICATION);
}

static void
mill_canvas_init (MillCanvas *self)
{
  self->show_grid = TRUE;
  self->snap_to_grid = TRUE;
  self->fit_pending = TRUE;
  self->world = MILL_WORLD (mill_world_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->world), GTK_WIDGET (self));
  self->minimap = MILL_MINIMAP (mill_minimap_new (self->world));
  self->show_minimap = TRUE;
  gtk_widget_set_parent (GTK_WIDGET (self->minimap), GTK_WIDGET (self));
  g_signal_connect_swapped (self->minimap, "look-at", G_CALLBACK (mill_canvas_look_at), self);
  g_signal_connect_swapped (self->world, "card-shown", G_CALLBACK (mill_canvas_join_link), self);
  g_signal_connect_swapped (self->world, "view-outdated", G_CALLBACK (mill_canvas_queue_view), self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Pipeline canvas"), -1);

  mill_canvas_watch_text (self);
  mill_canvas_add_view_controllers (self);
  mill_canvas_add_pointer_controllers (self);
  mill_canvas_add_touch_controllers (self);
  mill_canvas_add_key_controllers (self);
  mill_canvas_add_drop_targets (self);
}

GtkWidget *
mill_canvas_new (void)
{
  return g_object_new (MILL_TYPE_CANVAS, NULL);
}

static void
reveal_node_cb (MillCanvas *self,
                const char *node,
                const char *param)
{
  mill_canvas_show_node (self, node);
}

void
mill_canvas_set_session (MillCanvas  *self,
                         MillSession *session)
{
  g_return_if_fail (MILL_IS_CANVAS (self));

  if (self->session == session)
    return;

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (mill_session_get_pipeline (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self->minimap);
      g_signal_handlers_disconnect_by_data (mill_session_get_pipeline (self->session), self->minimap);
      mill_canvas_cancel_drag (self);
    }
  g_clear_pointer (&self->popup, gtk_widget_unparent);
  g_clear_pointer (&self->search, gtk_widget_unparent);
  mill_canvas_stop_collecting (self);
  g_set_object (&self->session, session);
  mill_world_set_session (self->world, session);
  if (self->minimap != NULL)
    mill_minimap_forget (self->minimap);
  if (session != NULL)
    {
      g_signal_connect_swapped (session, "reveal-node", G_CALLBACK (reveal_node_cb), self);
      g_signal_connect_swapped (session, "selection-changed", G_CALLBACK (mill_canvas_watch_collecting),
                                self);
      g_signal_connect_swapped (mill_session_get_pipeline (session), "changed",
                                G_CALLBACK (mill_canvas_cancel_drag), self);
      g_signal_connect_object (mill_session_get_pipeline (session), "changed",
                               G_CALLBACK (mill_minimap_renew), self->minimap, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "selection-changed", G_CALLBACK (mill_minimap_renew),
                               self->minimap, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "run-finished", G_CALLBACK (mill_minimap_renew),
                               self->minimap, G_CONNECT_SWAPPED);
      g_signal_connect_swapped (session, "run-reached", G_CALLBACK (mill_canvas_follow), self);
    }
  self->fit_pending = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

MillSession *
mill_canvas_get_session (MillCanvas *self)
{
  g_return_val_if_fail (MILL_IS_CANVAS (self), NULL);

  return self->session;
}

double
mill_canvas_get_zoom (MillCanvas *self)
{
  g_return_val_if_fail (MILL_IS_CANVAS (self), 1);

  return self->zoom / self->text_scale;
}

void
mill_canvas_set_zoom (MillCanvas *self,
                      double      zoom)
{
  g_return_if_fail (MILL_IS_CANVAS (self));

  mill_canvas_zoom_at (self, zoom * self->text_scale, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                       gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

void
mill_canvas_fit (MillCanvas *self)
{
  g_return_if_fail (MILL_IS_CANVAS (self));

  mill_canvas_fit_items (self, NULL);
}

void
mill_canvas_complain (MillCanvas   *self,
                      const GError *error)
{
  g_signal_emit (self, signals[COMPLAINT], 0, error->message);
}
