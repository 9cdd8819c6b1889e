/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-component.h"
#include "app/canvas/canvas-edits.h"
#include "app/canvas/canvas-private.h"
#include "app/commands.h"

#define FRAME_MARGIN 20
#define FRAME_TITLE 40

static void
zoom_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);

  mill_canvas_set_zoom (self, mill_canvas_next_zoom (mill_canvas_get_zoom (self), 1));
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);

  mill_canvas_set_zoom (self, mill_canvas_next_zoom (mill_canvas_get_zoom (self), -1));
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
  if (self->collecting)
    {
      mill_canvas_stop_collecting (self);
      return;
    }
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

  mill_canvas_open_search_here (self, "");
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  const char *node = self->session != NULL ? mill_session_get_selected_node (self->session) : NULL;

  if (node != NULL)
    mill_canvas_open_node (self, node);
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

/* The keys of the table of commands. Menus show the binding that was added last, which is to be the first. */
static void
bind_keys (GtkWidgetClass    *widget_class,
           const MillCommand *command)
{
  g_auto (GStrv) keys = mill_command_list_keys (command);

  for (guint i = g_strv_length (keys); i > 0; i--)
    {
      guint key;
      GdkModifierType modifiers;

      if (gtk_accelerator_parse (keys[i - 1], &key, &modifiers))
        gtk_widget_class_add_binding_action (widget_class, key, modifiers, command->action, NULL);
    }
}

void
mill_canvas_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                  *name;
    const char                  *parameter;
    GtkWidgetActionActivateFunc  activate;
  } actions[] = {
    { "canvas.zoom-in", NULL, zoom_in_action },
    { "canvas.zoom-out", NULL, zoom_out_action },
    { "canvas.zoom-reset", NULL, zoom_reset_action },
    { "canvas.zoom-fit", NULL, zoom_fit_action },
    { "canvas.zoom-selection", NULL, zoom_selection_action },
    { "canvas.select-all", NULL, select_all_action },
    { "canvas.select-none", NULL, select_none_action },
    { "canvas.delete", NULL, delete_action },
    { "canvas.cut", NULL, cut_action },
    { "canvas.copy", NULL, copy_action },
    { "canvas.paste", NULL, paste_action },
    { "canvas.duplicate", NULL, duplicate_action },
    { "canvas.search", NULL, search_action },
    { "canvas.open", NULL, open_action },
    { "canvas.add-frame", NULL, add_frame_action },
    { "canvas.add-note", NULL, add_note_action },
    { "canvas.add-node", "s", add_node_action },
    { "canvas.rename", NULL, rename_action },
    { "canvas.run-to-here", NULL, run_to_here_action },
    { "canvas.show-problems", NULL, show_problems_action },
    { "canvas.menu", NULL, menu_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
  mill_canvas_install_components (widget_class);
  mill_canvas_install_edits (widget_class);
  mill_canvas_install_arrange (widget_class);
  mill_canvas_install_walk (widget_class);
  mill_canvas_install_connect (widget_class);
  mill_canvas_install_link_walk (widget_class);
  mill_canvas_install_move (widget_class);
  mill_canvas_install_search (widget_class);

  /* Their keys and titles are in the table of commands (app/commands.c). */
  for (const MillCommand *command = mill_commands_get (); command->title != NULL; command++)
    if (command->action != NULL && g_str_has_prefix (command->action, "canvas."))
      bind_keys (widget_class, command);
}
