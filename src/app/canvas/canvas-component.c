/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas-component.h"

#include <string.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/library.h"
#include "pipeline/boundary.h"

void
mill_canvas_get_view (MillCanvas     *self,
                      MillCanvasView *view)
{
  *view = (MillCanvasView) { self->zoom, self->offset_x, self->offset_y };
}

void
mill_canvas_set_view (MillCanvas           *self,
                      const MillCanvasView *view)
{
  self->fit_pending = FALSE;
  mill_canvas_zoom_at (self, view->zoom, 0, 0);
  mill_canvas_pan_to (self, view->x, view->y);
}

/* The component of the one selected node, or NULL. */
static MillComponent *
get_selected_component (MillCanvas  *self,
                        const char **id)
{
  const char *selected =
    self->session != NULL ? mill_session_get_selected_node (self->session) : NULL;
  MillNode *node = selected != NULL
    ? mill_pipeline_get_node (mill_session_get_pipeline (self->session), selected) : NULL;

  *id = selected;

  return node != NULL ? mill_node_get_component (node) : NULL;
}

static void
complain_that (MillCanvas *self,
               const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, message);

  mill_canvas_complain (self, error);
}

static void
tell (MillCanvas *self,
      const char *message)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (toasts == NULL)
    return;
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts),
                               g_object_new (ADW_TYPE_TOAST, "title", message, "use-markup", FALSE,
                                             NULL));
}

void
mill_canvas_open_node (MillCanvas *self,
                       const char *node)
{
  if (mill_session_enter (self->session, node))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  else
    mill_session_reveal (self->session, node, "");
}

static void
make_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;
  MillHistory *history;
  MillEdit *edit;

  if (ids[0] == NULL)
    {
      complain_that (self, _("Select the nodes that the component is to be made of"));
      return;
    }

  history = mill_session_get_history (self->session);
  edit = mill_history_begin (history, _("Make Component"));
  mill_canvas_settle (self, edit);
  made = g_strdup (mill_edit_make_component (edit, (const char *const *) ids, _("Component"), &error));
  if (made == NULL)
    {
      mill_history_abandon (history);
      mill_canvas_complain (self, error);
      return;
    }
  mill_history_commit (history, NULL);
  mill_session_select_one (self->session, made);
  mill_canvas_show_node (self, made);
  gtk_widget_grab_focus (mill_world_get_item (self->world, made));
  mill_canvas_rename (self, made);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  const char *id;

  if (get_selected_component (self, &id) != NULL)
    mill_canvas_open_node (self, id);
  else
    complain_that (self, _("Select the component to open"));
}

static void
leave_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  const char *node;

  if (self->session == NULL || mill_session_get_level (self->session) == NULL)
    return;
  mill_session_leave (self->session, 1);
  node = mill_session_get_selected_node (self->session);
  gtk_widget_grab_focus (node != NULL ? mill_world_get_item (self->world, node) : widget);
}

static void
dissolve_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = NULL;
  g_autoptr (GError) error = NULL;
  MillHistory *history;
  MillEdit *edit;
  const char *id;

  if (get_selected_component (self, &id) == NULL)
    {
      complain_that (self, _("Select the component to dissolve"));
      return;
    }

  history = mill_session_get_history (self->session);
  edit = mill_history_begin (history, _("Dissolve Component"));
  mill_canvas_settle (self, edit);
  ids = mill_edit_dissolve_component (edit, id, &error);
  if (ids == NULL)
    {
      mill_history_abandon (history);
      mill_canvas_complain (self, error);
      return;
    }
  mill_history_commit (history, NULL);
  mill_session_select (self->session, (const char *const *) ids);
  gtk_widget_grab_focus (widget);
}

/* What is being saved, and where it is from. */
typedef struct
{
  MillCanvas    *canvas;
  MillComponent *component;
  char          *node;
  char          *level;
} Saving;

static void
saving_free (Saving *self)
{
  g_object_unref (self->canvas);
  mill_component_unref (self->component);
  g_free (self->node);
  g_free (self->level);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
replace (MillCanvas    *self,
         const char    *node,
         MillComponent *component,
         const char    *label)
{
  MillHistory *history = mill_session_get_history (self->session);
  g_autoptr (GError) error = NULL;

  if (mill_edit_replace_component (mill_history_begin (history, label), node, component, &error))
    {
      mill_history_commit (history, NULL);
      return;
    }
  mill_history_abandon (history);
  mill_canvas_complain (self, error);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Saving) saving = data;
  MillCanvas *self = saving->canvas;
  g_autoptr (GError) error = NULL;
  g_autoptr (MillComponent) saved =
    mill_library_save_finish (MILL_LIBRARY (object), result, &error);
  MillNode *node;

  if (saved == NULL)
    {
      mill_canvas_complain (self, error);
      return;
    }
  tell (self, _("The component is in your library"));

  /* The node is to know where its component is now, unless it has another one by now. */
  if (self->session == NULL ||
      g_strcmp0 (saving->level, mill_session_get_level (self->session)) != 0)
    return;
  node = mill_pipeline_get_node (mill_session_get_pipeline (self->session), saving->node);
  if (node != NULL && mill_node_get_component (node) == saving->component)
    replace (self, saving->node, saved, _("Save Component to Library"));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_autoptr (MillPipeline) copy = NULL;
  g_autoptr (MillHistory) history = NULL;
  g_autoptr (MillComponent) named = NULL;
  MillComponent *component;
  Saving *saving;
  const char *id;

  component = get_selected_component (self, &id);
  if (component == NULL)
    {
      complain_that (self, _("Select the component to save"));
      return;
    }

  /* In the library it is called what the node is called here. */
  copy = mill_pipeline_copy (mill_component_get_pipeline (component));
  history = mill_history_new (copy);
  mill_edit_set_name (mill_history_begin (history, ""),
                      mill_pipeline_get_node_label (mill_session_get_pipeline (self->session), id));
  mill_history_commit (history, NULL);
  named = mill_component_new (copy, mill_component_get_origin (component));

  saving = g_new0 (Saving, 1);
  saving->canvas = g_object_ref (self);
  saving->component = mill_component_ref (component);
  saving->node = g_strdup (id);
  saving->level = g_strdup (mill_session_get_level (self->session));
  mill_library_save_async (mill_library_get_default (), named, saved_cb, saving);
}

static void
update_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  MillComponent *component, *found;
  const char *id;

  component = get_selected_component (self, &id);
  found = component != NULL ? mill_library_find_update (mill_library_get_default (), component) : NULL;
  if (found != NULL)
    replace (self, id, found, _("Update Component from Library"));
  else
    complain_that (self, _("The library has nothing newer for what is selected"));
}

void
mill_canvas_append_components (MillCanvas *self,
                               GMenu      *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_auto (GStrv) ids = mill_canvas_list_selected (self);
  const char *id;
  MillComponent *component = get_selected_component (self, &id);
  gboolean nodes = FALSE;

  for (guint i = 0; ids[i] != NULL && !nodes; i++)
    nodes = mill_pipeline_get_node (mill_session_get_pipeline (self->session), ids[i]) != NULL;
  if (component != NULL)
    {
      g_menu_append (section, _("Op_en Component"), "canvas.open-component");
      g_menu_append (section, _("D_issolve Component"), "canvas.dissolve-component");
      g_menu_append (section, _("Sa_ve to Library"), "canvas.save-component");
      if (mill_library_find_update (mill_library_get_default (), component) != NULL)
        g_menu_append (section, _("Up_date from Library"), "canvas.update-component");
    }
  if (nodes)
    g_menu_append (section, _("Make Componen_t"), "canvas.make-component");
  if (ids[0] == NULL && mill_session_get_level (self->session) != NULL)
    g_menu_append (section, _("Leave C_omponent"), "canvas.leave-component");
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* A type by which a component of the library can be told from others. Like all types of components it
 * stays. */
static const MillNodeType *
get_library_type (const char          *name,
                  const MillNodeType  *type)
{
  static GHashTable *types;
  g_autofree char *key = g_strdup_printf ("%s%s %p", MILL_LIBRARY_PREFIX, name, (gpointer) type);
  MillNodeType *named;

  if (types == NULL)
    types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  named = g_hash_table_lookup (types, key);
  if (named == NULL)
    {
      g_autofree char *id = g_strconcat (MILL_LIBRARY_PREFIX, name, NULL);

      named = g_memdup2 (type, sizeof *type);
      named->id = g_intern_string (id);
      g_hash_table_insert (types, g_steal_pointer (&key), named);
    }

  return named;
}

static void
add_types (GPtrArray           *types,
           const MillCatalogue *catalogue)
{
  for (const MillNodeType *const *type = catalogue->types; *type != NULL; type++)
    g_ptr_array_add (types, (gpointer) *type);
}

const MillCatalogue *
mill_canvas_get_catalogue (MillCanvas *self)
{
  MillLibrary *library = mill_library_get_default ();
  g_autoptr (GPtrArray) names = mill_library_list (library);
  GPtrArray *types = g_ptr_array_new ();
  MillCatalogue *catalogue = g_new0 (MillCatalogue, 1);

  add_types (types, mill_pipeline_get_catalogue (mill_session_get_pipeline (self->session)));
  if (mill_session_get_level (self->session) != NULL)
    add_types (types, mill_boundary_get_catalogue ());
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      MillComponent *component = mill_library_find (library, name);

      g_ptr_array_add (types, (gpointer) get_library_type (
        name, mill_component_get_node_type (component)));
    }
  g_ptr_array_add (types, NULL);
  catalogue->types = (const MillNodeType *const *) types->pdata;
  g_object_set_data_full (G_OBJECT (self), "mill-types", types, (GDestroyNotify) g_ptr_array_unref);
  g_object_set_data_full (G_OBJECT (self), "mill-catalogue", catalogue, g_free);

  return catalogue;
}

static MillComponent *
find_in_library (const char *type_id)
{
  if (!g_str_has_prefix (type_id, MILL_LIBRARY_PREFIX))
    return NULL;

  return mill_library_find (mill_library_get_default (), type_id + strlen (MILL_LIBRARY_PREFIX));
}

const MillNodeType *
mill_canvas_find_type (MillCanvas *self,
                       const char *type_id)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  MillComponent *component = find_in_library (type_id);
  const MillNodeType *type;

  if (component != NULL)
    return mill_component_get_node_type (component);
  type = mill_catalogue_find (mill_pipeline_get_catalogue (pipeline), type_id);
  if (type == NULL && mill_session_get_level (self->session) != NULL)
    type = mill_boundary_find (type_id);

  return type;
}

const char *
mill_canvas_add_typed (MillEdit   *edit,
                       const char *type_id,
                       double      x,
                       double      y)
{
  MillComponent *component = find_in_library (type_id);

  return component != NULL ? mill_edit_add_component (edit, component, x, y)
                           : mill_edit_add_node (edit, type_id, NULL, x, y);
}

void
mill_canvas_install_components (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                  *name;
    GtkWidgetActionActivateFunc  activate;
  } actions[] = {
    { "canvas.make-component", make_action },     { "canvas.open-component", open_action },
    { "canvas.leave-component", leave_action },   { "canvas.dissolve-component", dissolve_action },
    { "canvas.save-component", save_action },     { "canvas.update-component", update_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}
