/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/outline/outline-row.h"

#include <glib/gi18n-lib.h>

#include "app/look.h"
#include "app/outline/outline-words.h"

struct _MillOutlineRow
{
  AdwBin           parent_instance;

  GtkWidget       *tile;
  GtkWidget       *arrow;
  GtkLabel        *title;
  GtkLabel        *detail;
  GtkWidget       *spinner;
  GtkWidget       *badge;
  GtkWidget       *connect;

  GtkListItem     *list_item;   /* NULL: bound to nothing */
  MillOutlineItem *item;
  GtkTreeListRow  *tree_row;
  GtkWidget       *holder;      /* the widget of the list item */
};

G_DEFINE_FINAL_TYPE (MillOutlineRow, mill_outline_row, ADW_TYPE_BIN)

enum
{
  SIGNAL_DO,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

MillOutlineItem *
mill_outline_row_get_item (MillOutlineRow *self)
{
  return self->item;
}

GtkTreeListRow *
mill_outline_row_get_tree_row (MillOutlineRow *self)
{
  return self->tree_row;
}

static gboolean
holds_component (MillOutlineItem *item)
{
  MillNode *node = mill_pipeline_get_node (mill_outline_item_get_pipeline (item),
                                           mill_outline_item_get_node (item));

  return node != NULL && mill_node_get_component (node) != NULL;
}

const char **
mill_outline_list_actions (MillOutlineItem *item)
{
  GPtrArray *names = g_ptr_array_new ();
  gboolean node = mill_outline_item_get_kind (item) == MILL_OUTLINE_NODE;
  gboolean within = mill_outline_item_is_within (item);
  MillLink link;

  g_ptr_array_add (names, (gpointer) "select");
  if (node && !within)
    {
      g_ptr_array_add (names, (gpointer) "open");
      g_ptr_array_add (names, (gpointer) "rename");
      g_ptr_array_add (names, (gpointer) "run-to-here");
      if (holds_component (item))
        g_ptr_array_add (names, (gpointer) "enter");
    }
  if (!within)
    g_ptr_array_add (names, (gpointer) "connect");
  if (!within && !node && mill_outline_item_get_link (item, &link))
    g_ptr_array_add (names, (gpointer) "disconnect");
  if (!within && mill_outline_item_find_sibling (item, -1) != NULL)
    g_ptr_array_add (names, (gpointer) "move-up");
  if (!within && mill_outline_item_find_sibling (item, 1) != NULL)
    g_ptr_array_add (names, (gpointer) "move-down");
  if (node && !within)
    g_ptr_array_add (names, (gpointer) "delete");
  if (node)
    g_ptr_array_add (names, (gpointer) "toggle-expanded");
  g_ptr_array_add (names, NULL);

  return (const char **) g_ptr_array_free (names, FALSE);
}

static void
action_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  g_autoptr (MillOutlineRow) self = g_object_ref (data);

  g_signal_emit (self, signals[SIGNAL_DO], 0, g_action_get_name (G_ACTION (action)));
}

static void
update_actions (MillOutlineRow *self)
{
  g_autofree const char **names = mill_outline_list_actions (self->item);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], NULL);

      g_signal_connect (action, "activate", G_CALLBACK (action_cb), self);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (self->holder, "row", G_ACTION_GROUP (group));
}

static void
update_node (MillOutlineRow *self)
{
  const MillNodeType *type =
    mill_pipeline_get_node_type (mill_outline_item_get_pipeline (self->item),
                                 mill_outline_item_get_node (self->item));
  g_autofree char *problems = NULL;
  MillSeverity severity;
  MillNodeStatus status;

  mill_look_tile_set_type (self->tile, type);
  mill_session_get_status (mill_outline_item_get_session (self->item),
                           mill_outline_item_get_path (self->item), &status);
  gtk_widget_set_visible (self->spinner, status.state == MILL_STATE_RUNNING);
  problems = mill_outline_dup_problems (self->item, &severity);
  gtk_widget_set_visible (self->badge, problems != NULL);
  gtk_widget_set_tooltip_text (self->badge, problems);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->badge), mill_look_severity_icon (severity));
  gtk_widget_set_css_classes (self->badge,
                              (const char *[]) { mill_look_severity_class (severity), NULL });
}

static void
update_link (MillOutlineRow *self)
{
  const MillPort *port = mill_outline_item_get_port (self->item);
  g_autofree char *css_class = g_strdup_printf ("port-%s", mill_port_type_get_name (port->type));
  gboolean linked, input = port->direction == MILL_PORT_IN;
  MillLink link;

  linked = mill_outline_item_get_link (self->item, &link);
  gtk_widget_set_css_classes (self->arrow, (const char *[]) { "outline-port", css_class,
                                                             linked ? "linked" : NULL, NULL });
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_set_visible (self->badge, !linked && input && !(port->flags & MILL_PORT_OPTIONAL));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->badge), "dialog-warning-symbolic");
  gtk_widget_set_css_classes (self->badge, (const char *[]) { "warning", NULL });
  gtk_widget_set_tooltip_text (self->badge, _("This input needs a link"));
  if (linked && link.muted)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "muted");
}

static void
update_expanded (MillOutlineRow *self)
{
  if (self->tree_row == NULL || !gtk_tree_list_row_is_expandable (self->tree_row))
    {
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->holder), GTK_ACCESSIBLE_STATE_EXPANDED);
      return;
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->holder), GTK_ACCESSIBLE_STATE_EXPANDED,
                               gtk_tree_list_row_get_expanded (self->tree_row), -1);
}

static void
update (MillOutlineRow *self)
{
  gboolean node = mill_outline_item_get_kind (self->item) == MILL_OUTLINE_NODE;
  g_autofree char *title = mill_outline_dup_title (self->item);
  g_autofree char *detail = mill_outline_dup_detail (self->item);
  g_autofree char *description = mill_outline_dup_description (self->item);

  gtk_widget_set_visible (self->tile, node);
  gtk_widget_set_visible (self->arrow, !node);
  gtk_widget_set_visible (self->connect, !node && !mill_outline_item_is_within (self->item));
  gtk_widget_remove_css_class (GTK_WIDGET (self->title), "muted");
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  if (node)
    update_node (self);
  else
    update_link (self);

  gtk_list_item_set_accessible_label (self->list_item, title);
  gtk_list_item_set_accessible_description (self->list_item, description);
  update_actions (self);
}

void
mill_outline_row_bind (MillOutlineRow *self,
                       GtkListItem    *list_item)
{
  mill_outline_row_unbind (self);
  self->list_item = list_item;
  self->tree_row = g_object_ref (GTK_TREE_LIST_ROW (gtk_list_item_get_item (list_item)));
  self->item = MILL_OUTLINE_ITEM (gtk_tree_list_row_get_item (self->tree_row));
  self->holder = gtk_widget_get_parent (gtk_list_item_get_child (list_item));
  g_signal_connect_object (self->item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tree_row, "notify::expanded", G_CALLBACK (update_expanded), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->holder), GTK_ACCESSIBLE_PROPERTY_LEVEL,
                                  (int) gtk_tree_list_row_get_depth (self->tree_row) + 1, -1);
  update (self);
  update_expanded (self);
}

void
mill_outline_row_unbind (MillOutlineRow *self)
{
  if (self->item == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->item, update, self);
  g_signal_handlers_disconnect_by_func (self->tree_row, update_expanded, self);
  if (self->holder != NULL)
    gtk_widget_insert_action_group (self->holder, "row", NULL);
  g_clear_object (&self->item);
  g_clear_object (&self->tree_row);
  self->list_item = NULL;
  self->holder = NULL;
}

static void
connect_clicked_cb (MillOutlineRow *self)
{
  g_signal_emit (self, signals[SIGNAL_DO], 0, "connect");
}

static void
mill_outline_row_dispose (GObject *object)
{
  MillOutlineRow *self = MILL_OUTLINE_ROW (object);

  self->holder = NULL;
  mill_outline_row_unbind (self);

  G_OBJECT_CLASS (mill_outline_row_parent_class)->dispose (object);
}

static void
mill_outline_row_class_init (MillOutlineRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mill_outline_row_dispose;

  signals[SIGNAL_DO] = g_signal_new ("do", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
make_texts (MillOutlineRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->detail = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_xalign (self->detail, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (self->detail, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "dimmed");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->detail));

  return texts;
}

static void
mill_outline_row_init (MillOutlineRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->tile = mill_look_tile_new (NULL);
  self->arrow = g_object_new (ADW_TYPE_BIN, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              "valign", GTK_ALIGN_CENTER, NULL);
  self->spinner = adw_spinner_new ();
  self->badge = gtk_image_new ();
  self->connect = gtk_button_new_from_icon_name ("insert-link-symbolic");
  gtk_widget_set_tooltip_text (self->connect, _("Connect to…"));
  gtk_widget_set_valign (self->connect, GTK_ALIGN_CENTER);
  gtk_widget_set_can_focus (self->connect, FALSE);
  gtk_widget_add_css_class (self->connect, "flat");
  gtk_widget_add_css_class (self->connect, "outline-connect");
  g_signal_connect_object (self->connect, "clicked", G_CALLBACK (connect_clicked_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (box), self->tile);
  gtk_box_append (GTK_BOX (box), self->arrow);
  gtk_box_append (GTK_BOX (box), make_texts (self));
  gtk_box_append (GTK_BOX (box), self->spinner);
  gtk_box_append (GTK_BOX (box), self->badge);
  gtk_box_append (GTK_BOX (box), self->connect);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
mill_outline_row_new (void)
{
  return g_object_new (MILL_TYPE_OUTLINE_ROW, NULL);
}
