/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-private.h"
#include "pipeline/fragment.h"

#define ZOOM_STEP 1.25
#define PASTE_OFFSET 40
#define FRAME_MARGIN 20
#define FRAME_TITLE 40

static void
zoom_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);

  mill_canvas_set_zoom (self, self->zoom * ZOOM_STEP);
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);

  mill_canvas_set_zoom (self, self->zoom / ZOOM_STEP);
}

static void
zoom_reset_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  mill_canvas_set_zoom (MILL_CANVAS (widget), 1);
}

static void
zoom_fit_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  mill_canvas_fit (MILL_CANVAS (widget));
}

static GStrv
list_selected (MillCanvas *self)
{
  return self->session != NULL ? mill_session_list_selected (self->session) : g_new0 (char *, 1);
}

static void
zoom_selection_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = list_selected (self);

  mill_canvas_fit_items (self, ids[0] != NULL ? (const char *const *) ids : NULL);
}

static void
select_all_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GPtrArray) annotations = NULL;
  g_auto (GStrv) ids = NULL;

  if (self->session == NULL)
    return;

  nodes = mill_pipeline_list_nodes (mill_session_get_pipeline (self->session));
  annotations = mill_pipeline_list_annotations (mill_session_get_pipeline (self->session));
  for (guint i = 0; i < nodes->len; i++)
    g_strv_builder_add (builder, mill_node_get_id (g_ptr_array_index (nodes, i)));
  for (guint i = 0; i < annotations->len; i++)
    g_strv_builder_add (builder, mill_annotation_get_id (g_ptr_array_index (annotations, i)));
  ids = g_strv_builder_end (builder);
  mill_session_select (self->session, (const char *const *) ids);
}

static void
select_none_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);

  if (self->link_start != NULL)
    mill_canvas_cancel_link (self);
  mill_world_select_link (self->world, NULL);
  if (self->session != NULL)
    mill_session_select (self->session, NULL);
}

static void
remove_items (MillCanvas *self,
              const char *label,
              char      **ids)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  MillEdit *edit = mill_history_begin (history, label);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (mill_pipeline_get_node (pipeline, ids[i]) != NULL)
        mill_edit_remove_node (edit, ids[i], NULL);
      else if (mill_pipeline_get_annotation (pipeline, ids[i]) != NULL)
        mill_edit_remove_annotation (edit, ids[i], NULL);
    }
  mill_history_commit (history, NULL);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = list_selected (self);
  const MillLink *link = mill_world_get_selected_link (self->world);
  guint n = g_strv_length (ids);

  if (link != NULL)
    {
      MillHistory *history = mill_session_get_history (self->session);

      mill_edit_disconnect (mill_history_begin (history, _("Disconnect")), link, NULL);
      mill_history_commit (history, NULL);
      mill_world_select_link (self->world, NULL);
    }
  else if (n > 0)
    {
      g_autofree char *label = g_strdup_printf (ngettext ("Delete", "Delete %u Items", n), n);

      mill_session_select (self->session, NULL);
      remove_items (self, label, ids);
    }
}

static char *
copy_text (MillCanvas *self)
{
  g_auto (GStrv) ids = list_selected (self);

  return ids[0] != NULL ? mill_pipeline_copy_text (mill_session_get_pipeline (self->session),
                                                   (const char *const *) ids, FALSE) : NULL;
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_autofree char *text = copy_text (MILL_CANVAS (widget));

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
cut_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = list_selected (self);

  if (ids[0] == NULL)
    return;
  copy_action (widget, name, NULL);
  mill_session_select (self->session, NULL);
  remove_items (self, _("Cut"), ids);
}

static void
paste_text (MillCanvas *self,
            const char *label,
            const char *text,
            double      dx,
            double      dy)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit = mill_history_begin (history, label);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = mill_edit_paste (edit, text, dx, dy, &error);

  mill_history_commit (history, NULL);
  if (ids == NULL)
    mill_canvas_complain (self, error);
  else
    mill_session_select (self->session, (const char *const *) ids);
}

static void
paste_cb (GObject      *clipboard,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (MillCanvas) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, &error);

  if (text == NULL || self->session == NULL)
    {
      if (error != NULL)
        mill_canvas_complain (self, error);
      return;
    }
  paste_text (self, _("Paste"), text, PASTE_OFFSET, PASTE_OFFSET);
}

static void
paste_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  if (MILL_CANVAS (widget)->session != NULL)
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, paste_cb,
                                   g_object_ref (widget));
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = list_selected (self);
  g_autofree char *text = NULL;

  if (ids[0] == NULL)
    return;
  text = mill_pipeline_copy_text (mill_session_get_pipeline (self->session),
                                  (const char *const *) ids, TRUE);
  paste_text (self, _("Duplicate"), text, PASTE_OFFSET, PASTE_OFFSET);
}

static void
add_node_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  const char *type_id = g_variant_get_string (parameter, NULL);

  if (self->session != NULL && *type_id != '\0')
    mill_canvas_add_node (self, type_id);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);

  mill_canvas_open_search (self, self->pointer_x, self->pointer_y, "", NULL);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  const char *node = self->session != NULL ? mill_session_get_selected_node (self->session) : NULL;

  if (node != NULL)
    mill_session_reveal (self->session, node, "");
}

static void
add_annotation (MillCanvas         *self,
                MillAnnotationKind  kind,
                const char         *label,
                const char         *text,
                const char         *color,
                graphene_rect_t    *area)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit = mill_history_begin (history, label);
  g_autofree char *id = mill_edit_make_id (edit, kind == MILL_ANNOTATION_FRAME ? "frame" : "note");
  g_autoptr (MillAnnotation) annotation =
    mill_annotation_new (kind, id, text, color, area->origin.x, area->origin.y, area->size.width,
                         area->size.height);

  mill_edit_put_annotation (edit, annotation);
  mill_history_commit (history, NULL);
  mill_session_select_one (self->session, id);
  mill_note_box_edit (MILL_NOTE_BOX (mill_world_get_item (self->world, id)));
}

static void
add_frame_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = list_selected (self);
  graphene_rect_t area;

  if (ids[0] == NULL || !mill_world_get_extents (self->world, (const char *const *) ids, &area))
    return;

  graphene_rect_inset (&area, -FRAME_MARGIN, -FRAME_MARGIN);
  area.origin.y -= FRAME_TITLE - FRAME_MARGIN;
  area.size.height += FRAME_TITLE - FRAME_MARGIN;
  add_annotation (self, MILL_ANNOTATION_FRAME, _("Add Frame"), _("Frame"), "blue", &area);
}

static void
add_note_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  graphene_point_t point;
  graphene_rect_t area;

  if (self->session == NULL)
    return;

  mill_canvas_to_world (self, self->pointer_x, self->pointer_y, &point);
  area = GRAPHENE_RECT_INIT (mill_canvas_snap (point.x), mill_canvas_snap (point.y), 220, 80);
  add_annotation (self, MILL_ANNOTATION_NOTE, _("Add Note"), _("Note"), "yellow", &area);
}

void
mill_canvas_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                  *name;
    const char                  *parameter;
    GtkWidgetActionActivateFunc  activate;
    guint                        key;
    GdkModifierType              modifiers;
  } actions[] = {
    { "canvas.zoom-in", NULL, zoom_in_action, GDK_KEY_plus, GDK_CONTROL_MASK },
    { "canvas.zoom-out", NULL, zoom_out_action, GDK_KEY_minus, GDK_CONTROL_MASK },
    { "canvas.zoom-reset", NULL, zoom_reset_action, GDK_KEY_0, GDK_CONTROL_MASK },
    { "canvas.zoom-fit", NULL, zoom_fit_action, GDK_KEY_exclam, GDK_SHIFT_MASK },
    { "canvas.zoom-selection", NULL, zoom_selection_action, GDK_KEY_at, GDK_SHIFT_MASK },
    { "canvas.select-all", NULL, select_all_action, GDK_KEY_a, GDK_CONTROL_MASK },
    { "canvas.select-none", NULL, select_none_action, GDK_KEY_Escape, 0 },
    { "canvas.delete", NULL, delete_action, GDK_KEY_Delete, 0 },
    { "canvas.cut", NULL, cut_action, GDK_KEY_x, GDK_CONTROL_MASK },
    { "canvas.copy", NULL, copy_action, GDK_KEY_c, GDK_CONTROL_MASK },
    { "canvas.paste", NULL, paste_action, GDK_KEY_v, GDK_CONTROL_MASK },
    { "canvas.duplicate", NULL, duplicate_action, GDK_KEY_d, GDK_CONTROL_MASK },
    { "canvas.search", NULL, search_action, GDK_KEY_space, GDK_CONTROL_MASK },
    { "canvas.open", NULL, open_action, GDK_KEY_Return, 0 },
    { "canvas.add-frame", NULL, add_frame_action, GDK_KEY_g, GDK_CONTROL_MASK },
    { "canvas.add-note", NULL, add_note_action, GDK_KEY_n, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
    { "canvas.add-node", "s", add_node_action, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                       actions[i].activate);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers,
                                             actions[i].name, NULL);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "canvas.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, GDK_CONTROL_MASK,
                                       "canvas.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, GDK_CONTROL_MASK,
                                       "canvas.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, GDK_CONTROL_MASK,
                                       "canvas.zoom-out", NULL);
}

/* The nearest card in the direction of an arrow: straight ahead counts more than to the side. */
static const char *
find_neighbour (MillCanvas *self,
                const char *from,
                double      dx,
                double      dy)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (mill_session_get_pipeline (self->session));
  graphene_rect_t here, there;
  const char *best = NULL;
  double best_cost = G_MAXDOUBLE;

  mill_world_get_bounds_of (self->world, from, &here);
  for (guint i = 0; i < nodes->len; i++)
    {
      const char *id = mill_node_get_id (g_ptr_array_index (nodes, i));
      double x, y, ahead, aside;

      mill_world_get_bounds_of (self->world, id, &there);
      x = there.origin.x - here.origin.x;
      y = there.origin.y - here.origin.y;
      ahead = x * dx + y * dy;
      aside = ABS (x * dy) + ABS (y * dx);
      if (ahead > 0 && ahead + 2 * aside < best_cost)
        {
          best_cost = ahead + 2 * aside;
          best = id;
        }
    }

  return best;
}

static gboolean
walk (MillCanvas *self,
      double      dx,
      double      dy)
{
  const char *from = mill_session_get_selected_node (self->session);
  const char *to = from != NULL ? find_neighbour (self, from, dx, dy) : NULL;

  if (to == NULL)
    return GDK_EVENT_PROPAGATE;

  mill_session_select_one (self->session, to);
  mill_canvas_show_node (self, to);
  gtk_widget_grab_focus (mill_world_get_item (self->world, to));

  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (MillCanvas            *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if (self->session == NULL ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Left:
      return walk (self, -1, 0);
    case GDK_KEY_Right:
      return walk (self, 1, 0);
    case GDK_KEY_Up:
      return walk (self, 0, -1);
    case GDK_KEY_Down:
      return walk (self, 0, 1);
    case GDK_KEY_space:
      self->space_held = TRUE;
      return GDK_EVENT_STOP;
    default:
      break;
    }

  /* Just type: the search opens with what was typed. */
  if (letter != 0 && g_unichar_isalpha (letter))
    {
      char text[8] = { 0 };

      g_unichar_to_utf8 (letter, text);
      mill_canvas_open_search (self, self->pointer_x, self->pointer_y, text, NULL);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
key_released_cb (MillCanvas      *self,
                 guint            keyval,
                 guint            keycode,
                 GdkModifierType  state)
{
  if (keyval == GDK_KEY_space)
    self->space_held = FALSE;
}

void
mill_canvas_add_key_controllers (MillCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
