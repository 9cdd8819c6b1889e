/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas-edits.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-private.h"
#include "pipeline/rewire.h"

static MillHistory *
get_history (MillCanvas *self)
{
  return mill_session_get_history (self->session);
}

static MillPipeline *
get_pipeline (MillCanvas *self)
{
  return mill_session_get_pipeline (self->session);
}

GStrv
mill_canvas_list_selected_nodes (MillCanvas *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = mill_canvas_list_selected (self);

  for (guint i = 0; ids[i] != NULL; i++)
    if (mill_pipeline_get_node (get_pipeline (self), ids[i]) != NULL)
      g_strv_builder_add (builder, ids[i]);

  return g_strv_builder_end (builder);
}

static void
heal_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected (self);
  guint n = g_strv_length (ids);
  g_autofree char *label = NULL;
  MillEdit *edit;

  if (n == 0)
    return;

  label = g_strdup_printf (ngettext ("Delete and Reconnect", "Delete %u Items and Reconnect", n), n);
  mill_session_select (self->session, NULL);
  edit = mill_history_begin (get_history (self), label);
  mill_edit_detach (edit, (const char *const *) ids);
  for (guint i = 0; i < n; i++)
    if (mill_pipeline_get_node (get_pipeline (self), ids[i]) != NULL)
      mill_edit_remove_node (edit, ids[i], NULL);
    else
      mill_edit_remove_annotation (edit, ids[i], NULL);
  mill_history_commit (get_history (self), NULL);
  /* The card that had the focus is gone. */
  gtk_widget_grab_focus (widget);
}

static void
detach_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected_nodes (self);

  if (ids[0] == NULL)
    return;
  mill_edit_detach (mill_history_begin (get_history (self), _("Detach")), (const char *const *) ids);
  mill_history_commit (get_history (self), NULL);
}

/* All are bypassed, unless all are already. */
static void
bypass_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected_nodes (self);
  gboolean bypass = FALSE;
  MillEdit *edit;

  if (ids[0] == NULL)
    return;
  for (guint i = 0; ids[i] != NULL; i++)
    bypass |= !mill_node_is_bypassed (mill_pipeline_get_node (get_pipeline (self), ids[i]));

  edit = mill_history_begin (get_history (self), bypass ? _("Bypass") : _("Bypass No More"));
  for (guint i = 0; ids[i] != NULL; i++)
    mill_edit_set_bypassed (edit, ids[i], bypass, NULL);
  mill_history_commit (get_history (self), NULL);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), bypass ? _("Bypassed") : _("No longer bypassed"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* All are pinned, unless all are already. */
static void
pin_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected_nodes (self);
  gboolean pin = FALSE;
  MillEdit *edit;

  if (ids[0] == NULL)
    return;
  for (guint i = 0; ids[i] != NULL; i++)
    pin |= !mill_node_is_pinned (mill_pipeline_get_node (get_pipeline (self), ids[i]));

  edit = mill_history_begin (get_history (self), pin ? _("Pin") : _("Pin No More"));
  for (guint i = 0; ids[i] != NULL; i++)
    mill_edit_set_pinned (edit, ids[i], pin, NULL);
  mill_history_commit (get_history (self), NULL);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), pin ? _("Pinned") : _("No longer pinned"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
is_muted (MillCanvas     *self,
          const MillLink *link)
{
  MillNode *node = mill_pipeline_get_node (get_pipeline (self), link->to_node);
  guint n_inputs = 0;
  const MillInput *inputs = node != NULL ? mill_node_get_inputs (node, &n_inputs) : NULL;

  for (guint i = 0; i < n_inputs; i++)
    if (g_str_equal (inputs[i].port, link->to_port) &&
        g_str_equal (inputs[i].from_node, link->from_node) &&
        g_strcmp0 (inputs[i].from_port, link->from_port) == 0)
      return inputs[i].muted;

  return FALSE;
}

static void
mute_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  const MillLink *selected = mill_world_get_selected_link (self->world);
  gboolean mute;
  MillLink link;

  if (selected == NULL)
    return;
  /* The strings are interned; the selection of a link does not outlive a change of it. */
  link = *selected;
  mute = !is_muted (self, &link);
  mill_edit_set_muted (mill_history_begin (get_history (self), mute ? _("Mute Link") : _("Unmute Link")),
                       &link, mute, NULL);
  mill_history_commit (get_history (self), NULL);
  mill_world_select_link (self->world, &link);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), mute ? _("Muted") : _("No longer muted"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  MillCanvas *self = data;
  double x1, y1, x2, y2;

  mill_world_get_position (self->world, *(const char *const *) a, &x1, &y1);
  mill_world_get_position (self->world, *(const char *const *) b, &x2, &y2);
  if (x1 != x2)
    return x1 < x2 ? -1 : 1;

  return y1 < y2 ? -1 : y1 > y2;
}

static void
wire_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected_nodes (self);
  guint n = g_strv_length (ids);

  if (n == 0)
    return;
  g_sort_array (ids, n, sizeof (char *), compare_places, self);
  if (mill_edit_wire (mill_history_begin (get_history (self), _("Link the Selected Nodes")),
                      (const char *const *) ids) == 0)
    {
      g_autoptr (GError) error =
        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             n == 1 ? _("Select several nodes to link them")
                                    : _("None of the selected nodes has a free input that fits"));

      mill_history_abandon (get_history (self));
      mill_canvas_complain (self, error);
      return;
    }
  mill_history_commit (get_history (self), NULL);
}

void
mill_canvas_install_edits (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "canvas.delete-and-reconnect", NULL, heal_action);
  gtk_widget_class_install_action (widget_class, "canvas.detach", NULL, detach_action);
  gtk_widget_class_install_action (widget_class, "canvas.bypass", NULL, bypass_action);
  gtk_widget_class_install_action (widget_class, "canvas.pin", NULL, pin_action);
  gtk_widget_class_install_action (widget_class, "canvas.mute-link", NULL, mute_action);
  gtk_widget_class_install_action (widget_class, "canvas.wire", NULL, wire_action);
}
