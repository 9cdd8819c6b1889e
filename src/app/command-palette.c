/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/command-palette.h"

#include <glib/gi18n-lib.h>

struct _MillCommandPalette
{
  AdwDialog          parent_instance;

  GtkSearchEntry    *search;
  GtkStack          *stack;
  GtkListBox        *list;

  MillCommandFilter  filter;
  gpointer           filter_data;
  const char        *chosen;
};

G_DEFINE_FINAL_TYPE (MillCommandPalette, mill_command_palette, ADW_TYPE_DIALOG)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  const MillCommand *command;
  int                score;
} Hit;

/* Equals stay in the order of the table. */
static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *one = a, *other = b;

  if (one->score != other->score)
    return other->score - one->score;

  return one->command < other->command ? -1 : one->command > other->command;
}

static GtkWidget *
make_row (const MillCommand *command)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_(command->title));
  GtkWidget *group = gtk_label_new (mill_command_group_get_title (command->group));
  g_autofree char *keys = mill_command_get_key_label (command);

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (group, "dimmed");
  gtk_widget_add_css_class (group, "caption");
  gtk_widget_set_hexpand (group, TRUE);
  gtk_label_set_xalign (GTK_LABEL (group), 0);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), group);
  if (keys != NULL)
    {
      g_auto (GStrv) all = mill_command_list_keys (command);

      gtk_box_append (GTK_BOX (box), adw_shortcut_label_new (all[0]));
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(command->title),
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, keys != NULL ? keys : "",
                                  -1);
  g_object_set_data (G_OBJECT (row), "command", (gpointer) command);

  return row;
}

static void
update_list (MillCommandPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autoptr(GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));

  for (const MillCommand *command = mill_commands_get (); command->title != NULL; command++)
    {
      Hit hit = { command, mill_command_match (command, text) };

      if (command->action != NULL && hit.score > 0 &&
          (self->filter == NULL || self->filter (command->action, self->filter_data)))
        g_array_append_val (hits, hit);
    }
  g_array_sort (hits, compare_hits);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < hits->len; i++)
    gtk_list_box_append (self->list, make_row (g_array_index (hits, Hit, i).command));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_stack_set_visible_child_name (self->stack, hits->len > 0 ? "list" : "empty");
}

static void
choose (MillCommandPalette *self,
        GtkListBoxRow      *row)
{
  const MillCommand *command = row != NULL ? g_object_get_data (G_OBJECT (row), "command") : NULL;

  if (command == NULL)
    return;
  self->chosen = command->action;
  adw_dialog_close (ADW_DIALOG (self));
}

static void
search_activated_cb (MillCommandPalette *self)
{
  choose (self, gtk_list_box_get_selected_row (self->list));
}

/* The focus stays in the entry while the arrows move along the list. */
static gboolean
search_key_cb (MillCommandPalette *self,
               guint               keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = 0;

  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    step = 1;
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    step = -1;
  if (step == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;

  row = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step);
  if (row != NULL)
    {
      graphene_rect_t bounds;

      gtk_list_box_select_row (self->list, row);
      if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
        {
          GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->list);

          if (adjustment != NULL)
            gtk_adjustment_clamp_page (adjustment, bounds.origin.y,
                                       bounds.origin.y + bounds.size.height);
        }
      gtk_accessible_announce (GTK_ACCESSIBLE (self),
                               _(((const MillCommand *) g_object_get_data (G_OBJECT (row), "command"))->title),
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }

  return GDK_EVENT_STOP;
}

static void
mill_command_palette_closed (AdwDialog *dialog)
{
  MillCommandPalette *self = MILL_COMMAND_PALETTE (dialog);

  if (self->chosen != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, self->chosen);
}

static void
mill_command_palette_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MILL_TYPE_COMMAND_PALETTE);

  G_OBJECT_CLASS (mill_command_palette_parent_class)->dispose (object);
}

static void
mill_command_palette_class_init (MillCommandPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_command_palette_dispose;
  ADW_DIALOG_CLASS (klass)->closed = mill_command_palette_closed;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/millrace/Millrace/command-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, MillCommandPalette, search);
  gtk_widget_class_bind_template_child (widget_class, MillCommandPalette, stack);
  gtk_widget_class_bind_template_child (widget_class, MillCommandPalette, list);
}

static void
mill_command_palette_init (MillCommandPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* Letters do not wait: there are few commands. */
  gtk_search_entry_set_search_delay (self->search, 0);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (choose), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (update_list), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (search_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
}

AdwDialog *
mill_command_palette_new (MillCommandFilter filter,
                          gpointer          data)
{
  MillCommandPalette *self = g_object_new (MILL_TYPE_COMMAND_PALETTE, NULL);

  self->filter = filter;
  self->filter_data = data;
  update_list (self);

  return ADW_DIALOG (self);
}
