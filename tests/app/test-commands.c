/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands-fixture.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/commands.h"

/* What is behind a command but is not one: it needs to be told of what. */
static const char *const internal[] = {
  "app.open-file", "app.show-tab", "canvas.add-node", "canvas.connect-port", "win.go-to-node",
  "win.open-blueprint", "win.open-recent", NULL
};

/* ---- The table ---- */

static void
test_keys (void)
{
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  /* The window is asked before the canvas, so all are of one scope. */
  for (const MillCommand *command = mill_commands_get (); command->title != NULL; command++)
    {
      g_auto(GStrv) keys = mill_command_list_keys (command);

      for (guint i = 0; keys[i] != NULL; i++)
        {
          GdkModifierType modifiers;
          char *name;
          guint key;

          g_assert_true (gtk_accelerator_parse (keys[i], &key, &modifiers));
          if (command->action == NULL)
            continue;
          name = gtk_accelerator_name (key, modifiers);
          g_test_message ("%s: %s", command->action, name);
          g_assert_true (g_hash_table_add (taken, name));
        }
      if (command->action == NULL)
        g_assert_true (command->keys != NULL || command->pointer != NULL);
    }
}

static void
collect_actions (GHashTable *actions,
                 GType       type)
{
  g_autoptr(GTypeClass) klass = g_type_class_ref (type);
  const GVariantType *parameter;
  const char *name, *property;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_CLASS (klass), i, &owner, &name,
                                                   &parameter, &property); i++)
    if (owner == type)
      g_hash_table_add (actions, g_strdup (name));
}

static void
test_actions (CommandsFixture *self,
              gconstpointer    data)
{
  g_autoptr(GHashTable) actions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) own = g_action_group_list_actions (G_ACTION_GROUP (self->application));
  GHashTableIter iter;
  gpointer name;

  collect_actions (actions, MILL_TYPE_WINDOW);
  collect_actions (actions, MILL_TYPE_CANVAS);
  for (guint i = 0; own[i] != NULL; i++)
    g_hash_table_add (actions, g_strconcat ("app.", own[i], NULL));

  for (const MillCommand *command = mill_commands_get (); command->title != NULL; command++)
    {
      g_test_message ("is there %s?", command->action);
      g_assert_true (command->action == NULL || g_hash_table_contains (actions, command->action));
      g_assert_false (command->action != NULL && g_strv_contains (internal, command->action));
    }
  g_hash_table_iter_init (&iter, actions);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_test_message ("is %s in the table?", (const char *) name);
      g_assert_true (mill_commands_find (name) != NULL || g_strv_contains (internal, name));
    }
}

static gboolean
is_ours (const char *action)
{
  return g_str_has_prefix (action, "app.") || g_str_has_prefix (action, "win.") ||
         g_str_has_prefix (action, "canvas.");
}

/* Is one of the words of @label one that the command is found by? */
static gboolean
is_known_by (const MillCommand *command,
             const char        *label)
{
  g_auto(GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *plain = g_strjoinv ("", parts);
  g_auto(GStrv) words = g_str_tokenize_and_fold (plain, NULL, NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) > 2 &&
        mill_command_match (command->title, command->keywords, words[i]) >= MILL_COMMAND_STRONG)
      return TRUE;

  return FALSE;
}

/* Who knows the name in the menu finds the command by it. */
static void
check_menu (GMenuModel *menu)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *label = NULL;
      g_autofree char *action = NULL;

      for (int link = 0; link < 2; link++)
        {
          g_autoptr(GMenuModel) below =
            g_menu_model_get_item_link (menu, i, link == 0 ? G_MENU_LINK_SECTION
                                                           : G_MENU_LINK_SUBMENU);

          if (below != NULL)
            check_menu (below);
        }
      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label) &&
          g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action) &&
          is_ours (action))
        {
          const MillCommand *command = mill_commands_find (action);

          g_test_message ("%s: %s", action, label);
          g_assert_true (command != NULL || g_strv_contains (internal, action));
          g_assert_true (command == NULL || is_known_by (command, label));
        }
    }
}

static guint
check_menus (GtkWidget *widget)
{
  GMenuModel *menu = NULL;
  guint n = 0;

  if (GTK_IS_MENU_BUTTON (widget))
    menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget));
  else if (GTK_IS_POPOVER_MENU (widget))
    menu = gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (widget));
  if (menu != NULL)
    {
      check_menu (menu);
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_menus (child);

  return n;
}

/* Opened and closed again before anything of it is painted. */
static guint
check_menu_of_canvas (CommandsFixture *self)
{
  GtkWidget *canvas = mill_document_get_canvas (mill_window_get_document (self->window));
  guint n;

  g_assert_true (gtk_widget_activate_action (canvas, "canvas.menu", NULL));
  n = check_menus (canvas);
  for (GtkWidget *child = gtk_widget_get_first_child (canvas); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_popdown (GTK_POPOVER (child));
  commands_settle (self);

  return n;
}

static void
test_menus (CommandsFixture *self,
            gconstpointer    data)
{
  mill_window_new_document (self->window);
  commands_settle (self);
  g_assert_cmpuint (check_menus (GTK_WIDGET (self->window)), >=, 2);
  g_assert_cmpuint (check_menu_of_canvas (self), ==, 1);
  commands_do_on_canvas (self, "canvas.add-node", g_variant_new_string ("read-csv"));
  g_assert_cmpuint (check_menu_of_canvas (self), ==, 1);
}

/* ---- Finding ---- */

static void
test_match (void)
{
  int beginning = mill_command_match ("Show All", "zoom;fit", "show");
  int word = mill_command_match ("Show All", "zoom;fit", "all");
  int part = mill_command_match ("Show All", "zoom;fit", "ow");
  int keyword = mill_command_match ("Show All", "zoom;fit", "FIT");
  int letters = mill_command_match ("Show All", "zoom;fit", "sal");

  g_assert_cmpint (beginning, >, word);
  g_assert_cmpint (word, >, part);
  g_assert_cmpint (part, >, keyword);
  g_assert_cmpint (keyword, >=, MILL_COMMAND_STRONG);
  g_assert_cmpint (letters, <, MILL_COMMAND_STRONG);
  g_assert_cmpint (mill_command_match ("Show All", NULL, "show all"), >,
                   mill_command_match ("Show All Tabs", NULL, "show all"));
  g_assert_cmpint (letters, >, mill_command_match ("Show All", NULL, "hwl"));
  g_assert_cmpint (mill_command_match ("Show All", "zoom;fit", "all show"), >=, MILL_COMMAND_STRONG);
  g_assert_cmpint (mill_command_match ("Show All", "zoom;fit", "all hide"), ==, 0);
  g_assert_cmpint (mill_command_match ("Show All", NULL, "fit"), ==, 0);
  g_assert_cmpint (mill_command_match ("Éclair", NULL, "éc"), >=, MILL_COMMAND_STRONG);
}

static void
test_can_do (CommandsFixture *self,
             gconstpointer    data)
{
  MillWindow *window = self->window;

  g_assert_true (mill_window_can_do (window, "app.new"));
  g_assert_true (mill_window_can_do (window, "win.open"));
  g_assert_false (mill_window_can_do (window, "win.save-as"));
  g_assert_false (mill_window_can_do (window, "canvas.paste"));
  g_assert_false (mill_window_can_do (window, "win.no-such-thing"));

  mill_window_new_document (window);
  commands_settle (self);
  g_assert_true (mill_window_can_do (window, "win.save-as"));
  g_assert_true (mill_window_can_do (window, "canvas.paste"));
  g_assert_false (mill_window_can_do (window, "win.undo"));
  g_assert_false (mill_window_can_do (window, "win.run"));
  g_assert_false (mill_window_can_do (window, "canvas.zoom-fit"));
  g_assert_false (mill_window_can_do (window, "canvas.delete"));

  commands_do_on_canvas (self, "canvas.add-node", g_variant_new_string ("read-csv"));
  g_assert_true (mill_window_can_do (window, "win.undo"));
  g_assert_false (mill_window_can_do (window, "win.redo"));
  g_assert_true (mill_window_can_do (window, "win.run"));
  g_assert_true (mill_window_can_do (window, "canvas.delete"));
  g_assert_true (mill_window_can_do (window, "canvas.rename"));
  g_assert_true (mill_window_can_do (window, "canvas.run-to-here"));
  commands_do_on_canvas (self, "canvas.select-none", NULL);
  g_assert_false (mill_window_can_do (window, "canvas.delete"));
  g_assert_false (mill_window_can_do (window, "canvas.rename"));
  g_assert_false (mill_window_can_do (window, "canvas.run-to-here"));
}

/* Undo is of the document alone: what is seen and how large stays. */
static void
test_undo_keeps_the_view (CommandsFixture *self,
                          gconstpointer    data)
{
  GtkWidget *canvas;

  mill_window_new_document (self->window);
  commands_settle (self);
  canvas = mill_document_get_canvas (mill_window_get_document (self->window));
  commands_do_on_canvas (self, "canvas.add-node", g_variant_new_string ("read-csv"));
  commands_do_on_canvas (self, "canvas.add-node", g_variant_new_string ("limit"));
  mill_canvas_set_zoom (MILL_CANVAS (canvas), 0.5);
  commands_settle (self);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL));
  commands_settle (self);
  g_assert_cmpfloat (mill_canvas_get_zoom (MILL_CANVAS (canvas)), ==, 0.5);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.redo", NULL));
  commands_settle (self);
  g_assert_cmpfloat (mill_canvas_get_zoom (MILL_CANVAS (canvas)), ==, 0.5);
}

#define TEST(path, function) g_test_add (path, CommandsFixture, NULL, commands_set_up, function, commands_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/commands/keys", test_keys);
  g_test_add_func ("/commands/match", test_match);
  TEST ("/commands/actions", test_actions);
  TEST ("/commands/menus", test_menus);
  TEST ("/commands/can-do", test_can_do);
  TEST ("/commands/undo-keeps-the-view", test_undo_keeps_the_view);

  return g_test_run ();
}
