/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/canvas/connect-chooser.h"
#include "app/canvas/node-search.h"
#include "app/outline/outline-private.h"
#include "app/popovers.h"

/* ---- Popovers ---- */

static void
popup_closed_cb (MillOutline *self,
                 GtkWidget   *popover)
{
  MillOutlineItem *item = g_object_get_data (G_OBJECT (popover), "item");

  mill_popover_drop (popover);
  if (self->popup != popover)
    return;
  self->popup = NULL;
  if (item != NULL && self->model != NULL)
    mill_outline_focus_item (self, item);
}

static GtkWidget *
find_list_widget (MillOutline     *self,
                  GtkWidget       *widget,
                  MillOutlineItem *item)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (MILL_IS_OUTLINE_ROW (child))
        return mill_outline_row_get_item (MILL_OUTLINE_ROW (child)) == item ? child : NULL;
      found = find_list_widget (self, child, item);
      if (found != NULL)
        return found;
    }

  return NULL;
}

void
mill_outline_popup (MillOutline     *self,
                    GtkWidget       *popover,
                    MillOutlineItem *item)
{
  GtkWidget *row = item != NULL ? find_list_widget (self, GTK_WIDGET (self->list), item) : NULL;
  graphene_rect_t bounds;

  if (self->popup != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popup));

  self->popup = popover;
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  if (item != NULL)
    g_object_set_data_full (G_OBJECT (popover), "item", g_object_ref (item), g_object_unref);
  if (gtk_widget_compute_bounds (row != NULL ? row : self->add_button, GTK_WIDGET (self), &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                                 &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                                   (int) bounds.size.width,
                                                   (int) bounds.size.height });
  g_signal_connect_object (popover, "closed", G_CALLBACK (popup_closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* ---- Adding ---- */

static gboolean
is_any (const MillNodeType *type,
        gpointer            data)
{
  return TRUE;
}

/* What the selected node could be linked to comes first. */
static guint
rank_type (const MillNodeType *type,
           gpointer            data)
{
  MillOutline *self = data;
  const char *node = mill_session_get_selected_node (self->session);
  const MillNodeType *from =
    node != NULL ? mill_pipeline_get_node_type (mill_session_get_pipeline (self->session), node) : NULL;

  for (const MillPort *out = from != NULL ? from->ports : NULL; out != NULL && out->name != NULL; out++)
    for (const MillPort *in = type->ports; in != NULL && in->name != NULL; in++)
      if (out->direction == MILL_PORT_OUT && in->direction == MILL_PORT_IN && in->type == out->type)
        return 1;

  return 0;
}

static void
type_chosen_cb (MillOutline *self,
                const char  *type_id,
                gboolean     chain)
{
  mill_outline_add_node (self, type_id);
}

static void
add (MillOutline *self)
{
  GtkWidget *search;

  if (self->session == NULL)
    return;

  search = mill_node_search_new (mill_pipeline_get_catalogue (mill_session_get_pipeline (self->session)),
                                 "", is_any, rank_type, self);
  g_signal_connect_object (search, "chosen", G_CALLBACK (type_chosen_cb), self, G_CONNECT_SWAPPED);
  mill_outline_popup (self, search, NULL);
}

/* ---- Linking ---- */

/* The row of the new link takes the place, and the focus, of the one that it was asked for at. */
static void
focus_link (MillOutline    *self,
            const char     *node,
            const MillLink *link)
{
  MillOutlineItem *item = mill_outline_model_find (self->model, node);
  g_autoptr (GListModel) children = item != NULL ? mill_outline_item_dup_children (item) : NULL;
  guint n = children != NULL ? g_list_model_get_n_items (children) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MillOutlineItem) child = g_list_model_get_item (children, i);
      MillLink there;

      if (mill_outline_item_get_link (child, &there) &&
          g_str_equal (there.from_node, link->from_node) && g_str_equal (there.to_node, link->to_node) &&
          g_strcmp0 (there.from_port, link->from_port) == 0 && g_str_equal (there.to_port, link->to_port))
        mill_outline_focus_item (self, child);
    }
}

static void
link_chosen_cb (MillOutline    *self,
                MillLinkOption *option,
                GtkWidget      *chooser)
{
  MillOutlineItem *item = g_object_get_data (G_OBJECT (chooser), "item");
  g_autofree char *node = g_strdup (mill_outline_item_get_node (item));
  MillLink link = mill_link_option_get_link (option);

  if (!mill_outline_connect (self, &link))
    return;
  mill_outline_model_flush (self->model);
  focus_link (self, node, &link);
}

static void
open_chooser (MillOutline     *self,
              MillOutlineItem *item)
{
  g_autoptr (GListModel) options =
    mill_link_options_list (mill_outline_item_get_pipeline (item), mill_outline_item_get_node (item),
                            mill_outline_item_get_port (item));
  GtkWidget *chooser = mill_connect_chooser_new (options, _("Connect to…"));

  g_signal_connect_object (chooser, "chosen", G_CALLBACK (link_chosen_cb), self, G_CONNECT_SWAPPED);
  mill_outline_popup (self, chooser, item);
}

/* ---- Naming ---- */

static void
name_activate_cb (MillOutline *self,
                  GtkWidget   *entry)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  g_autofree char *node = g_strdup (g_object_get_data (G_OBJECT (entry), "node"));

  gtk_popover_popdown (GTK_POPOVER (self->popup));
  mill_outline_rename (self, node, title);
}

static void
open_rename (MillOutline     *self,
             MillOutlineItem *item)
{
  MillPipeline *pipeline = mill_outline_item_get_pipeline (item);
  const char *node = mill_outline_item_get_node (item);
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, node);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *popover = gtk_popover_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), mill_pipeline_get_node_label (pipeline, node));
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 24);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), type != NULL ? _(type->label) : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the node"), -1);
  g_object_set_data_full (G_OBJECT (entry), "node", g_strdup (node), g_free);
  g_signal_connect_object (entry, "activate", G_CALLBACK (name_activate_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), entry);
  mill_outline_popup (self, popover, item);
  gtk_widget_grab_focus (entry);
}

/* ---- Running ---- */

static void
run_to (MillOutline     *self,
        MillOutlineItem *item)
{
  const char *only[] = { mill_outline_item_get_node (item), NULL };
  g_auto (GStrv) selected = mill_session_list_selected (self->session);
  g_autoptr (GPtrArray) targets = g_ptr_array_new ();

  if (mill_session_get_running (self->session))
    return;

  for (guint i = 0; selected[i] != NULL; i++)
    if (mill_pipeline_get_node (mill_session_get_pipeline (self->session), selected[i]) != NULL)
      g_ptr_array_add (targets, selected[i]);
  g_ptr_array_add (targets, NULL);
  mill_session_run (self->session, mill_session_is_selected (self->session, only[0])
                                     ? (const char *const *) targets->pdata : only);
}

/* ---- Actions ---- */

static void
toggle_expanded (MillOutline     *self,
                 MillOutlineItem *item)
{
  g_autoptr (GtkTreeListRow) row = mill_outline_find_row (self, item);

  if (row != NULL)
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

static void
select_item (MillOutline     *self,
             MillOutlineItem *item)
{
  g_autoptr (GtkTreeListRow) row = mill_outline_find_row (self, item);

  if (row != NULL)
    mill_outline_focus_place (self, gtk_tree_list_row_get_position (row), TRUE);
}

static gboolean
can_do (MillOutlineItem *item,
        const char      *action)
{
  g_autofree const char **names = mill_outline_list_actions (item);

  return g_strv_contains (names, action);
}

void
mill_outline_do (MillOutline     *self,
                 MillOutlineItem *item,
                 const char      *action)
{
  g_autoptr (MillOutlineItem) kept = g_object_ref (item);

  if (g_str_equal (action, "menu"))
    mill_outline_open_menu (self, kept);
  else if (g_str_equal (action, "leave"))
    mill_session_leave (self->session, 1);
  else if (!can_do (kept, action))
    return;
  else if (g_str_equal (action, "select"))
    select_item (self, kept);
  else if (g_str_equal (action, "toggle-expanded"))
    toggle_expanded (self, kept);
  else if (g_str_equal (action, "open"))
    mill_session_reveal (self->session, mill_outline_item_get_node (kept), "");
  else if (g_str_equal (action, "connect"))
    open_chooser (self, kept);
  else if (g_str_equal (action, "disconnect"))
    mill_outline_disconnect (self, kept);
  else if (g_str_equal (action, "enter"))
    mill_session_enter (self->session, mill_outline_item_get_node (kept));
  else if (g_str_equal (action, "rename"))
    open_rename (self, kept);
  else if (g_str_equal (action, "delete"))
    mill_outline_delete (self, kept);
  else if (g_str_equal (action, "run-to-here"))
    run_to (self, kept);
  else if (g_str_equal (action, "move-up"))
    mill_outline_move (self, kept, -1);
  else if (g_str_equal (action, "move-down"))
    mill_outline_move (self, kept, 1);
}

static void
add_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  add (MILL_OUTLINE (widget));
}

/* What the menu was opened for, or what has the focus. */
static void
do_cb (GtkWidget  *widget,
       const char *name,
       GVariant   *parameter)
{
  MillOutline *self = MILL_OUTLINE (widget);
  MillOutlineItem *item = g_object_get_data (G_OBJECT (self), "menu-item");

  if (item == NULL)
    item = mill_outline_get_focused (self);
  if (item != NULL)
    mill_outline_do (self, item, name + strlen ("outline."));
}

void
mill_outline_install_actions (GtkWidgetClass *klass)
{
  static const char *const names[] = {
    "outline.open", "outline.connect", "outline.disconnect", "outline.rename", "outline.delete",
    "outline.enter", "outline.run-to-here", "outline.move-up", "outline.move-down",
  };

  gtk_widget_class_install_action (klass, "outline.add", NULL, add_cb);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_install_action (klass, names[i], NULL, do_cb);
}

/* ---- Menu and keys ---- */

static void
forget_menu_item (gpointer data)
{
  g_object_set_data (data, "menu-item", NULL);
  g_object_unref (data);
}

static void
menu_closed_cb (MillOutline *self)
{
  g_idle_add_once (forget_menu_item, g_object_ref (self));
}

void
mill_outline_open_menu (MillOutline     *self,
                        MillOutlineItem *item)
{
  static const struct
  {
    const char *label;    /* NULL: a new section begins */
    const char *action;
  } entries[] = {
    { N_("_Open Settings"), "open" },
    { N_("Open the C_omponent"), "enter" },
    { N_("_Rename…"), "rename" },
    { N_("R_un to Here"), "run-to-here" },
    { NULL, NULL },
    { N_("_Connect to…"), "connect" },
    { N_("_Disconnect"), "disconnect" },
    { N_("Move _Up"), "move-up" },
    { N_("Move Do_wn"), "move-down" },
    { NULL, NULL },
    { N_("De_lete"), "delete" },
    { NULL, NULL },
  };
  g_autoptr (GMenu) menu = g_menu_new ();
  GMenu *section = g_menu_new ();
  GtkWidget *popover;

  if (mill_outline_item_is_within (item))
    {
      g_object_unref (section);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i].label == NULL)
      {
        g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
        g_object_unref (section);
        section = g_menu_new ();
      }
    else if (can_do (item, entries[i].action))
      {
        g_autofree char *action = g_strdup_printf ("outline.%s", entries[i].action);

        g_menu_append (section, _(entries[i].label), action);
      }
  g_object_unref (section);

  select_item (self, item);
  g_object_set_data_full (G_OBJECT (self), "menu-item", g_object_ref (item), g_object_unref);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  g_signal_connect_object (popover, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
  mill_outline_popup (self, popover, item);
}

/* Left and Right fold and unfold, and go to the node that a link belongs to. */
static gboolean
walk (MillOutline     *self,
      MillOutlineItem *item,
      gboolean         unfold)
{
  g_autoptr (GtkTreeListRow) row = mill_outline_find_row (self, item);
  g_autoptr (GtkTreeListRow) parent = NULL;

  if (row == NULL)
    return GDK_EVENT_PROPAGATE;

  if (gtk_tree_list_row_is_expandable (row) && gtk_tree_list_row_get_expanded (row) != unfold)
    {
      gtk_tree_list_row_set_expanded (row, unfold);
      return GDK_EVENT_STOP;
    }
  parent = gtk_tree_list_row_get_parent (row);
  if (!unfold && parent != NULL)
    mill_outline_focus_place (self, gtk_tree_list_row_get_position (parent), TRUE);

  return GDK_EVENT_STOP;
}

gboolean
mill_outline_take_key (MillOutline     *self,
                       guint            keyval,
                       GdkModifierType  state)
{
  static const struct
  {
    guint            keyval;
    GdkModifierType  modifiers;
    const char      *action;
    const char      *otherwise;
  } keys[] = {
    { GDK_KEY_F2, 0, "rename", NULL },
    { GDK_KEY_Delete, 0, "delete", "disconnect" },
    { GDK_KEY_l, GDK_CONTROL_MASK, "connect", NULL },
    { GDK_KEY_Up, GDK_ALT_MASK, "leave", "move-up" },
    { GDK_KEY_Down, GDK_ALT_MASK, "enter", "move-down" },
    { GDK_KEY_Menu, 0, "menu", NULL },
    { GDK_KEY_F10, GDK_SHIFT_MASK, "menu", NULL },
  };
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  gboolean left = keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left;
  gboolean right = keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  MillOutlineItem *item = mill_outline_get_focused (self);

  if (keyval == GDK_KEY_Insert && modifiers == 0)
    {
      add (self);
      return GDK_EVENT_STOP;
    }
  if (item == NULL)
    return GDK_EVENT_PROPAGATE;
  if ((left || right) && modifiers == 0)
    return walk (self, item, right != rtl);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *action = keys[i].action;

      if (gdk_keyval_to_lower (keyval) != keys[i].keyval || modifiers != keys[i].modifiers)
        continue;
      if (keys[i].otherwise != NULL && mill_outline_item_get_kind (item) != MILL_OUTLINE_NODE)
        action = keys[i].otherwise;
      mill_outline_do (self, item, action);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}
