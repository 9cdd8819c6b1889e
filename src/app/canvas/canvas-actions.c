/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-private.h"

#define FRAME_MARGIN 20
#define FRAME_TITLE 40

static void
zoom_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);

  mill_canvas_set_zoom (self, mill_canvas_next_zoom (self->zoom, 1));
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);

  mill_canvas_set_zoom (self, mill_canvas_next_zoom (self->zoom, -1));
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

static void
zoom_selection_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected (self);

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

  /* Escape takes back what is under way, and only then lets go of what is selected. */
  if (mill_canvas_cancel_drag (self))
    return;
  mill_world_select_link (self->world, NULL);
  if (self->session != NULL)
    mill_session_select (self->session, NULL);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected (self);
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
      mill_canvas_remove_items (self, label, ids);
    }
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  mill_canvas_copy (MILL_CANVAS (widget));
}

static void
cut_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  mill_canvas_cut (MILL_CANVAS (widget));
}

static void
paste_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  mill_canvas_paste (MILL_CANVAS (widget));
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  mill_canvas_duplicate (MILL_CANVAS (widget));
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
rename_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected (self);
  GtkWidget *item = g_strv_length (ids) == 1 ? mill_world_get_item (self->world, ids[0]) : NULL;

  if (item != NULL && MILL_IS_NOTE_BOX (item))
    mill_note_box_edit (MILL_NOTE_BOX (item));
  else if (item != NULL)
    mill_canvas_rename (self, ids[0]);
}

static void
run_to_here_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) targets = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    if (mill_pipeline_get_node (mill_session_get_pipeline (self->session), ids[i]) != NULL)
      g_strv_builder_add (builder, ids[i]);
  targets = g_strv_builder_end (builder);
  if (targets[0] != NULL && !mill_session_get_running (self->session))
    mill_session_run (self->session, (const char *const *) targets);
}

static void
show_problems_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  const char *node = self->session != NULL ? mill_session_get_selected_node (self->session) : NULL;

  if (node != NULL)
    mill_node_card_show_problems (mill_world_get_card (self->world, node));
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  mill_canvas_open_menu (MILL_CANVAS (widget));
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
  gtk_widget_grab_focus (mill_world_get_item (self->world, id));
  mill_note_box_edit (MILL_NOTE_BOX (mill_world_get_item (self->world, id)));
}

static void
add_frame_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected (self);
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
    { "canvas.zoom-fit", NULL, zoom_fit_action, GDK_KEY_1, GDK_SHIFT_MASK },
    { "canvas.zoom-selection", NULL, zoom_selection_action, GDK_KEY_2, GDK_SHIFT_MASK },
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
    { "canvas.add-note", NULL, add_note_action, GDK_KEY_m, GDK_CONTROL_MASK },
    { "canvas.add-node", "s", add_node_action, 0, 0 },
    { "canvas.rename", NULL, rename_action, GDK_KEY_F2, 0 },
    { "canvas.run-to-here", NULL, run_to_here_action, 0, 0 },
    { "canvas.show-problems", NULL, show_problems_action, 0, 0 },
    { "canvas.menu", NULL, menu_action, GDK_KEY_Menu, 0 },
  };

  /* Menus show the binding that was added last. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "canvas.delete", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                       actions[i].activate);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers,
                                             actions[i].name, NULL);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "canvas.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, GDK_CONTROL_MASK,
                                       "canvas.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, GDK_CONTROL_MASK,
                                       "canvas.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, GDK_CONTROL_MASK,
                                       "canvas.zoom-out", NULL);
}
