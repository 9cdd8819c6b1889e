/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "app/popovers.h"

typedef struct
{
  GtkApplication *application;
  GtkWidget      *window;
  GtkWidget      *button;
  guint           n_saved;
} Fixture;

static void
save_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  Fixture *self = data;

  self->n_saved++;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  static const GActionEntry entries[] = { { .name = "save", .activate = save_cb } };
  static const char *const accels[] = { "<Control><Shift>s", "<Control>question", NULL };

  self->application = GTK_APPLICATION (g_application_get_default ());
  gtk_application_set_accels_for_action (self->application, "win.save", accels);

  self->window = gtk_application_window_new (self->application);
  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries),
                                   self);
  self->button = gtk_menu_button_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), self->button);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
popup (Fixture *self)
{
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->button)));

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
  while (!gtk_widget_get_mapped (popover))
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find (GtkWidget  *widget,
      const char *type)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_names (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  GtkWidget *popover, *item;

  g_menu_append (menu, "_Save It", "win.save");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->button), G_MENU_MODEL (menu));
  popup (self);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->button)));
  item = find (popover, "GtkModelButton");
  g_assert_nonnull (item);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Save It");
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (item),
                                                    GTK_ACCESSIBLE_RELATION_LABELLED_BY));
}

static GtkEventController *
find_keys (GtkWidget *popover,
           guint     *n_found)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (popover);
  GtkEventController *found = NULL;

  *n_found = 0;
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "application-shortcuts") == 0)
        {
          found = controller;
          (*n_found)++;
        }
    }

  return found;
}

static gboolean
press (GtkEventController *keys,
       guint               key,
       GdkModifierType     state)
{
  gboolean taken = FALSE;

  g_signal_emit_by_name (keys, "key-pressed", key, 0, state, &taken);

  return taken;
}

static void
test_shortcuts (Fixture       *self,
                gconstpointer  data)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkEventController *keys;
  guint n_found;

  gtk_popover_set_child (GTK_POPOVER (popover), gtk_entry_new ());
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  popup (self);
  keys = find_keys (popover, &n_found);
  g_assert_cmpuint (n_found, ==, 1);

  g_assert_true (press (keys, GDK_KEY_S, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  g_assert_cmpuint (self->n_saved, ==, 1);
  g_assert_true (press (keys, GDK_KEY_question, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  g_assert_cmpuint (self->n_saved, ==, 2);
  g_assert_true (gtk_widget_get_visible (popover));

  g_assert_false (press (keys, GDK_KEY_s, GDK_CONTROL_MASK));
  g_assert_false (press (keys, GDK_KEY_s, 0));
  g_assert_cmpuint (self->n_saved, ==, 2);

  /* Shown again, it does not do everything twice. */
  gtk_popover_popdown (GTK_POPOVER (popover));
  while (gtk_widget_get_mapped (popover))
    g_main_context_iteration (NULL, TRUE);
  popup (self);
  find_keys (popover, &n_found);
  g_assert_cmpuint (n_found, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GtkApplication) application = NULL;
  g_autoptr(GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  adw_init ();

  /* One for all tests: GDK forgets the name of the first when there is a second. */
  application = gtk_application_new ("org.millrace.Test.Popovers", G_APPLICATION_NON_UNIQUE);
  g_application_set_default (G_APPLICATION (application));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  mill_popovers_init ();

  g_test_add ("/popovers/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/popovers/shortcuts", Fixture, NULL, set_up, test_shortcuts, tear_down);

  return g_test_run ();
}
