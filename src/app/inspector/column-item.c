/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/inspector/column-item.h"

#include <glib/gi18n-lib.h>

#include "app/look.h"
#include "app/row-action.h"

struct _MillColumnItem
{
  GObject  parent_instance;

  char    *name;
  char    *type;
};

enum
{
  PROP_0,
  PROP_LABEL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (MillColumnItem, mill_column_item, G_TYPE_OBJECT)

const char *
mill_column_item_get_label (MillColumnItem *self)
{
  /* Translators: no column. */
  return *self->name != '\0' ? self->name : _("None");
}

static void
mill_column_item_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (prop_id == PROP_LABEL)
    g_value_set_string (value, mill_column_item_get_label (MILL_COLUMN_ITEM (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mill_column_item_finalize (GObject *object)
{
  MillColumnItem *self = MILL_COLUMN_ITEM (object);

  g_free (self->name);
  g_free (self->type);

  G_OBJECT_CLASS (mill_column_item_parent_class)->finalize (object);
}

static void
mill_column_item_class_init (MillColumnItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mill_column_item_get_property;
  object_class->finalize = mill_column_item_finalize;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mill_column_item_init (MillColumnItem *self)
{
}

MillColumnItem *
mill_column_item_new (const char *name,
                      const char *type)
{
  MillColumnItem *self = g_object_new (MILL_TYPE_COLUMN_ITEM, NULL);

  self->name = g_strdup (name);
  self->type = g_strdup (type);

  return self;
}

const char *
mill_column_item_get_name (MillColumnItem *self)
{
  return self->name;
}

const char *
mill_column_item_get_type_name (MillColumnItem *self)
{
  return self->type;
}

gboolean
mill_column_item_get_missing (MillColumnItem *self)
{
  return self->type == NULL;
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *list_item,
          gpointer            data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         gpointer            data)
{
  MillColumnItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *icon = gtk_widget_get_first_child (box);
  GtkWidget *label = gtk_widget_get_last_child (box);
  gboolean missing = mill_column_item_get_missing (item);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), missing
    ? "dialog-warning-symbolic"
    : mill_look_column_icon (mill_data_kind_from_type (item->type)));
  gtk_label_set_label (GTK_LABEL (label), mill_column_item_get_label (item));
  gtk_widget_set_visible (icon, *item->name != '\0');
  gtk_widget_set_tooltip_text (box, item->type);
  if (missing)
    gtk_widget_add_css_class (box, "error");
  else
    gtk_widget_remove_css_class (box, "error");
  gtk_widget_set_opacity (icon, missing ? 1 : 0.7);
  gtk_list_item_set_accessible_label (list_item, mill_column_item_get_label (item));
  gtk_list_item_set_accessible_description (list_item, item->type != NULL ? item->type : "");
  mill_list_item_add_action (list_item);
}

GtkListItemFactory *
mill_column_item_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);

  return factory;
}

gboolean
mill_column_fits (const MillColumn *column,
                  const char       *types)
{
  if (types == NULL)
    return TRUE;
  if (g_str_equal (types, "number"))
    return mill_data_kind_is_number (column->kind);
  if (g_str_equal (types, "time"))
    return column->kind == MILL_DATA_DATE || column->kind == MILL_DATA_TIMESTAMP ||
           column->kind == MILL_DATA_TIMESTAMPTZ;
  if (g_str_equal (types, "class"))
    return column->kind == MILL_DATA_VARCHAR || column->kind == MILL_DATA_BOOLEAN ||
           column->kind == MILL_DATA_BIGINT;

  return TRUE;
}
