/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/command-palette.h"
#include "app/history-list.h"
#include "app/window-private.h"
#include "nodes/catalogue.h"

static gboolean
is_of_canvas (const char *action)
{
  return g_str_has_prefix (action, "canvas.");
}

static guint
count_selected_nodes (MillSession *session)
{
  g_auto(GStrv) ids = mill_session_list_selected (session);
  guint n = 0;

  for (guint i = 0; ids[i] != NULL; i++)
    n += mill_pipeline_get_node (mill_session_get_pipeline (session), ids[i]) != NULL;

  return n;
}

static gboolean
has_what_it_needs (MillSession      *session,
                   MillCommandNeeds  needs)
{
  switch (needs)
    {
    case MILL_NEEDS_NODES:
      return mill_pipeline_get_n_nodes (mill_session_get_pipeline (session)) > 0;
    case MILL_NEEDS_SELECTION:
      return mill_session_has_selection (session);
    case MILL_NEEDS_SELECTED_NODES:
      return count_selected_nodes (session) > 0;
    case MILL_NEEDS_ONE_NODE:
      return mill_session_get_selected_node (session) != NULL;
    case MILL_NEEDS_NOTHING:
    default:
      return TRUE;
    }
}

/* Whether an action is there and enabled is known to GTK alone, which tells it to buttons: one is held to
 * the widget for a moment, unseen. */
static gboolean
is_enabled (GtkWidget  *widget,
            const char *action)
{
  GtkWidget *probe = gtk_button_new ();
  gboolean enabled;

  gtk_widget_set_visible (probe, FALSE);
  gtk_widget_set_parent (probe, widget);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (probe), action);
  enabled = gtk_widget_get_sensitive (probe);
  gtk_widget_unparent (probe);

  return enabled;
}

gboolean
mill_window_can_do (MillWindow *self,
                    const char *action)
{
  const MillCommand *command = mill_commands_find (action);
  MillSession *session = mill_window_get_session (self);
  MillCommandNeeds needs = command != NULL ? command->needs : MILL_NEEDS_NOTHING;

  if (session == NULL)
    return needs == MILL_NEEDS_NOTHING && !is_of_canvas (action) &&
           is_enabled (GTK_WIDGET (self->toasts), action);

  return has_what_it_needs (session, needs) &&
         is_enabled (is_of_canvas (action)
                       ? mill_document_get_canvas (mill_window_get_document (self))
                       : GTK_WIDGET (self->toasts), action);
}

typedef struct
{
  MillWindow *window;
  char       *action;
  GVariant   *target;
} Chosen;

static void
do_chosen (gpointer data)
{
  Chosen *chosen = data;
  MillDocument *document = mill_window_get_document (chosen->window);

  gtk_widget_activate_action_variant (is_of_canvas (chosen->action) && document != NULL
                                        ? mill_document_get_canvas (document)
                                        : GTK_WIDGET (chosen->window), chosen->action, chosen->target);
  g_object_unref (chosen->window);
  g_free (chosen->action);
  g_clear_pointer (&chosen->target, g_variant_unref);
  g_free (chosen);
}

/* The palette gives the focus back to where it was; what a command opens then takes it, and keeps it. */
static void
chosen_cb (MillWindow *self,
           const char *action,
           GVariant   *target)
{
  Chosen *chosen = g_new (Chosen, 1);

  *chosen = (Chosen) { g_object_ref (self), g_strdup (action),
                       target != NULL ? g_variant_ref (target) : NULL };
  g_idle_add_once (do_chosen, chosen);
}

static void
add_node_types (MillWindow         *self,
                MillCommandPalette *palette)
{
  g_autoptr(GPtrArray) types = mill_catalogue_search (mill_nodes_get_catalogue (), "");

  for (guint i = 0; i < types->len; i++)
    {
      const MillNodeType *type = g_ptr_array_index (types, i);
      /* Translators: adds a node of that type. */
      g_autofree char *title = g_strdup_printf (_("Add: %s"), _(type->label));

      mill_command_palette_add (palette, 1, title,
                                type->keywords != NULL ? _(type->keywords) : NULL,
                                mill_category_get_label (type->category), "canvas.add-node",
                                g_variant_new_string (type->id));
    }
}

static void
add_nodes (MillWindow         *self,
           MillCommandPalette *palette)
{
  MillPipeline *pipeline = mill_session_get_pipeline (mill_window_get_session (self));
  g_autoptr(GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);

  for (guint i = 0; i < nodes->len; i++)
    {
      const char *id = mill_node_get_id (g_ptr_array_index (nodes, i));
      const MillNodeType *type = mill_pipeline_get_node_type (pipeline, id);
      /* Translators: shows the node of that title. */
      g_autofree char *title = g_strdup_printf (_("Go to: %s"),
                                                mill_pipeline_get_node_label (pipeline, id));

      mill_command_palette_add (palette, 2, title, id, type != NULL ? _(type->label) : "",
                                "win.go-to-node", g_variant_new_string (id));
    }
}

void
mill_window_open_commands (MillWindow *self)
{
  AdwDialog *dialog = mill_command_palette_new ();
  MillCommandPalette *palette = MILL_COMMAND_PALETTE (dialog);

  for (const MillCommand *command = mill_commands_get (); command->title != NULL; command++)
    if (command->action != NULL && !g_str_equal (command->action, "win.commands") &&
        mill_window_can_do (self, command->action))
      mill_command_palette_add_command (palette, command);
  if (mill_window_get_session (self) != NULL)
    {
      add_node_types (self, palette);
      add_nodes (self, palette);
    }
  g_signal_connect_object (palette, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
mill_window_open_history (MillWindow *self)
{
  AdwDialog *dialog;
  GtkWidget *view, *list;

  if (mill_header_open_history (self->header))
    return;

  dialog = adw_dialog_new ();
  view = adw_toolbar_view_new ();
  list = mill_history_list_new ();
  mill_history_list_set_session (MILL_HISTORY_LIST (list), mill_window_get_session (self));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), list);
  adw_dialog_set_title (dialog, _("History"));
  adw_dialog_set_content_width (dialog, 360);
  adw_dialog_set_content_height (dialog, 420);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_focus (dialog, list);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}
