/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/home.h"

#include <string.h>

#include "app/blueprints.h"
#include "app/row-action.h"
#include "app/sketch.h"
#include "nodes/catalogue.h"

#define MAX_RECENT 8

/* What comes sooner than this needs no spinner that only flashes up. */
#define SPINNER_DELAY_MS 200

struct _MillHome
{
  AdwBin                parent_instance;

  AdwPreferencesGroup  *recent_group;
  GtkListBox           *recent_list;
  GtkWidget            *blueprints_box;
  GtkWidget            *blueprints_title;
  GtkFlowBox           *blueprints;
  GtkWidget            *spinner;
  guint                 spinner_source;
  GCancellable         *cancellable;
};

G_DEFINE_FINAL_TYPE (MillHome, mill_home, ADW_TYPE_BIN)

static char *
dup_pretty_folder (GFile *file)
{
  g_autoptr(GFile) parent = g_file_get_parent (file);
  g_autofree char *path = parent != NULL ? g_file_get_path (parent) : NULL;
  const char *home = g_get_home_dir ();

  if (path == NULL)
    return parent != NULL ? g_file_get_parse_name (parent) : g_strdup ("");
  if (g_str_has_prefix (path, home) && (path[strlen (home)] == '/' || path[strlen (home)] == '\0'))
    return g_strconcat ("~", path + strlen (home), NULL);

  return g_filename_display_name (path);
}

static GtkWidget *
make_recent_row (GtkRecentInfo *info)
{
  const char *uri = gtk_recent_info_get_uri (info);
  g_autoptr(GFile) file = g_file_new_for_uri (uri);
  g_autofree char *folder = dup_pretty_folder (file);
  g_autofree char *basename = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (basename);
  GtkWidget *row, *arrow;

  if (g_str_has_suffix (name, ".millrace.json"))
    name[strlen (name) - strlen (".millrace.json")] = '\0';
  row = g_object_new (ADW_TYPE_ACTION_ROW,
                      "title", name,
                      "subtitle", folder,
                      "use-markup", FALSE,
                      "title-lines", 1,
                      "subtitle-lines", 1,
                      "activatable", TRUE,
                      "action-name", "win.open-recent",
                      "action-target", g_variant_new_string (uri),
                      NULL);
  arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  gtk_widget_add_css_class (arrow, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  mill_row_add_action (row);

  return row;
}

static int
compare_visited (gconstpointer a,
                 gconstpointer b)
{
  GDateTime *first = gtk_recent_info_get_modified ((GtkRecentInfo *) a);
  GDateTime *second = gtk_recent_info_get_modified ((GtkRecentInfo *) b);

  return g_date_time_compare (second, first);
}

/* The file dialogs remember data and pictures in the name of this program too. */
static gboolean
is_pipeline (GtkRecentInfo *info)
{
  return gtk_recent_info_has_application (info, "millrace") &&
         g_str_has_suffix (gtk_recent_info_get_uri (info), ".json");
}

static void
update_recent (MillHome *self)
{
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  guint n = 0;

  items = g_list_sort (items, compare_visited);
  gtk_list_box_remove_all (self->recent_list);
  for (GList *l = items; l != NULL && n < MAX_RECENT; l = l->next)
    if (is_pipeline (l->data))
      {
        gtk_list_box_append (self->recent_list, make_recent_row (l->data));
        n++;
      }
  gtk_widget_set_visible (GTK_WIDGET (self->recent_group), n > 0);
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}

static GtkWidget *
make_card (gpointer item,
           gpointer data)
{
  MillBlueprint *blueprint = item;
  const char *description = mill_blueprint_get_description (blueprint);
  GtkWidget *card = gtk_flow_box_child_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *name = gtk_label_new (mill_blueprint_get_name (blueprint));

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (texts, "texts");
  gtk_box_append (GTK_BOX (texts), name);
  if (description != NULL)
    {
      GtkWidget *label = gtk_label_new (description);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_lines (GTK_LABEL (label), 3);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 16);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (texts), label);
    }
  gtk_box_append (GTK_BOX (box), mill_sketch_new (mill_blueprint_get_pipeline (blueprint)));
  gtk_box_append (GTK_BOX (box), texts);

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (card), box);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "activatable");
  gtk_widget_add_css_class (card, "blueprint");
  gtk_widget_set_valign (card, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mill_blueprint_get_name (blueprint), -1);
  if (description != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    description, -1);
  g_object_set_data_full (G_OBJECT (card), "blueprint", g_object_ref (blueprint), g_object_unref);

  return card;
}

static void
card_activated_cb (MillHome        *self,
                   GtkFlowBoxChild *card)
{
  MillBlueprint *blueprint = g_object_get_data (G_OBJECT (card), "blueprint");
  g_autofree char *uri = g_file_get_uri (mill_blueprint_get_file (blueprint));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-blueprint", "s", uri);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(MillHome) self = data;
  g_autoptr(GListModel) list = mill_blueprints_list_finish (result, NULL);

  if (self->blueprints == NULL)
    return;
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_widget_set_visible (self->spinner, FALSE);
  if (list == NULL)
    return;

  gtk_flow_box_bind_model (self->blueprints, list, make_card, NULL, NULL);
  gtk_widget_set_visible (self->blueprints_box, g_list_model_get_n_items (list) > 0);
}

static gboolean
show_spinner_cb (gpointer data)
{
  MillHome *self = data;

  self->spinner_source = 0;
  gtk_widget_set_visible (self->spinner, TRUE);

  return G_SOURCE_REMOVE;
}

static void
mill_home_dispose (GObject *object)
{
  MillHome *self = MILL_HOME (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_HOME);

  G_OBJECT_CLASS (mill_home_parent_class)->dispose (object);
}

static void
mill_home_finalize (GObject *object)
{
  MillHome *self = MILL_HOME (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (mill_home_parent_class)->finalize (object);
}

static void
mill_home_class_init (MillHomeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mill_home_dispose;
  object_class->finalize = mill_home_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/millrace/Millrace/home.ui");
  gtk_widget_class_bind_template_child (widget_class, MillHome, recent_group);
  gtk_widget_class_bind_template_child (widget_class, MillHome, recent_list);
  gtk_widget_class_bind_template_child (widget_class, MillHome, spinner);
  gtk_widget_class_bind_template_child (widget_class, MillHome, blueprints_box);
  gtk_widget_class_bind_template_child (widget_class, MillHome, blueprints_title);
  gtk_widget_class_bind_template_child (widget_class, MillHome, blueprints);
}

static void
mill_home_init (MillHome *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->blueprints),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->blueprints_title, NULL,
                                  -1);
  g_signal_connect_object (self->blueprints, "child-activated", G_CALLBACK (card_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed",
                           G_CALLBACK (update_recent), self, G_CONNECT_SWAPPED);
  update_recent (self);
  self->spinner_source = g_timeout_add (SPINNER_DELAY_MS, show_spinner_cb, self);
  mill_blueprints_list_async (mill_nodes_get_catalogue (), self->cancellable, listed_cb,
                              g_object_ref (self));
}

GtkWidget *
mill_home_new (void)
{
  return g_object_new (MILL_TYPE_HOME, NULL);
}
