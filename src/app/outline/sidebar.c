/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/outline/sidebar.h"

#include "app/outline/outline.h"
#include "app/palette.h"

struct _MillSidebar
{
  AdwBin        parent_instance;

  AdwViewStack *stack;
  MillPalette  *palette;
  MillOutline  *outline;
};

G_DEFINE_FINAL_TYPE (MillSidebar, mill_sidebar, ADW_TYPE_BIN)

enum
{
  SIGNAL_ADD_NODE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
add_node_cb (MillSidebar *self,
             const char  *type_id)
{
  g_signal_emit (self, signals[SIGNAL_ADD_NODE], 0, type_id);
}

void
mill_sidebar_set_session (MillSidebar *self,
                          MillSession *session)
{
  mill_outline_set_session (self->outline, session);
  mill_palette_set_inside (self->palette, session != NULL && mill_session_get_level (session) != NULL);
}

void
mill_sidebar_focus_catalogue (MillSidebar *self)
{
  adw_view_stack_set_visible_child_name (self->stack, "catalogue");
  mill_palette_focus_search (self->palette);
}

void
mill_sidebar_focus_outline (MillSidebar *self)
{
  adw_view_stack_set_visible_child_name (self->stack, "outline");
  mill_outline_focus (self->outline);
}

static void
mill_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MILL_TYPE_SIDEBAR);

  G_OBJECT_CLASS (mill_sidebar_parent_class)->dispose (object);
}

static void
mill_sidebar_class_init (MillSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_sidebar_dispose;

  signals[SIGNAL_ADD_NODE] = g_signal_new ("add-node", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (MILL_TYPE_PALETTE);
  g_type_ensure (MILL_TYPE_OUTLINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/millrace/Millrace/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, MillSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, MillSidebar, palette);
  gtk_widget_class_bind_template_child (widget_class, MillSidebar, outline);
}

static void
mill_sidebar_init (MillSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->palette, "add-node", G_CALLBACK (add_node_cb), self,
                           G_CONNECT_SWAPPED);
}
