/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/canvas/canvas.h"
#include "app/command-palette.h"
#include "app/commands.h"
#include "app/shortcuts-dialog.h"
#include "app/window-private.h"
#include "engine/workers.h"

/* What is behind a command but is not one: it needs to be told of what. */
static const char *const internal[] = {
  "app.open-file", "app.show-tab", "canvas.add-node", "canvas.connect-port", "win.go-to-node",
  "win.open-blueprint", "win.open-recent", NULL
};

typedef struct
{
  MillApplication *application;
  MillWindow      *window;
} Fixture;

static void
settle (Fixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  gint64 target = gdk_frame_clock_get_frame_counter (clock) + 3;

  while (gdk_frame_clock_get_frame_counter (clock) < target || g_main_context_pending (NULL))
    {
      gtk_widget_queue_draw (GTK_WIDGET (self->window));
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  static MillApplication *application;
  g_autoptr(GError) error = NULL;

  if (application == NULL)
    {
      application = g_object_new (MILL_TYPE_APPLICATION, "application-id", MILL_APPLICATION_ID,
                                  "resource-base-path", "/org/millrace/Millrace",
                                  "flags", G_APPLICATION_NON_UNIQUE, NULL);
      g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
      g_assert_no_error (error);
      g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
    }
  self->application = application;
  self->window = mill_window_new (application);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->window->toasts)))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (mill_workers_wait (120));
}

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
test_actions (Fixture       *self,
              gconstpointer  data)
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

static void
canvas_do (Fixture    *self,
           const char *action,
           GVariant   *target)
{
  GtkWidget *canvas = mill_document_get_canvas (mill_window_get_document (self->window));
  g_autoptr(GVariant) owned = target != NULL ? g_variant_ref_sink (target) : NULL;

  g_assert_true (gtk_widget_activate_action_variant (canvas, action, owned));
  settle (self);
}

/* Opened and closed again before anything of it is painted. */
static guint
check_menu_of_canvas (Fixture *self)
{
  GtkWidget *canvas = mill_document_get_canvas (mill_window_get_document (self->window));
  guint n;

  g_assert_true (gtk_widget_activate_action (canvas, "canvas.menu", NULL));
  n = check_menus (canvas);
  for (GtkWidget *child = gtk_widget_get_first_child (canvas); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_popdown (GTK_POPOVER (child));
  settle (self);

  return n;
}

static void
test_menus (Fixture       *self,
            gconstpointer  data)
{
  mill_window_new_document (self->window);
  settle (self);
  g_assert_cmpuint (check_menus (GTK_WIDGET (self->window)), >=, 2);
  g_assert_cmpuint (check_menu_of_canvas (self), ==, 1);
  canvas_do (self, "canvas.add-node", g_variant_new_string ("read-csv"));
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
test_can_do (Fixture       *self,
             gconstpointer  data)
{
  MillWindow *window = self->window;

  g_assert_true (mill_window_can_do (window, "app.new"));
  g_assert_true (mill_window_can_do (window, "win.open"));
  g_assert_false (mill_window_can_do (window, "win.save-as"));
  g_assert_false (mill_window_can_do (window, "canvas.paste"));
  g_assert_false (mill_window_can_do (window, "win.no-such-thing"));

  mill_window_new_document (window);
  settle (self);
  g_assert_true (mill_window_can_do (window, "win.save-as"));
  g_assert_true (mill_window_can_do (window, "canvas.paste"));
  g_assert_false (mill_window_can_do (window, "win.undo"));
  g_assert_false (mill_window_can_do (window, "win.run"));
  g_assert_false (mill_window_can_do (window, "canvas.zoom-fit"));
  g_assert_false (mill_window_can_do (window, "canvas.delete"));

  canvas_do (self, "canvas.add-node", g_variant_new_string ("read-csv"));
  g_assert_true (mill_window_can_do (window, "win.undo"));
  g_assert_false (mill_window_can_do (window, "win.redo"));
  g_assert_true (mill_window_can_do (window, "win.run"));
  g_assert_true (mill_window_can_do (window, "canvas.delete"));
  g_assert_true (mill_window_can_do (window, "canvas.rename"));
  g_assert_true (mill_window_can_do (window, "canvas.run-to-here"));
  canvas_do (self, "canvas.select-none", NULL);
  g_assert_false (mill_window_can_do (window, "canvas.delete"));
  g_assert_false (mill_window_can_do (window, "canvas.rename"));
  g_assert_false (mill_window_can_do (window, "canvas.run-to-here"));
}

/* ---- The palette ---- */

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);

  return found;
}

static GtkWidget *
open_palette (Fixture *self)
{
  AdwDialog *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.commands", NULL));
  settle (self);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
  g_assert_true (MILL_IS_COMMAND_PALETTE (dialog));

  return GTK_WIDGET (dialog);
}

static void
type (Fixture    *self,
      GtkWidget  *palette,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find (palette, GTK_TYPE_SEARCH_ENTRY)), text);
  settle (self);
}

static void
assert_row (GtkWidget  *palette,
            int         index,
            const char *title)
{
  GtkListBox *list = GTK_LIST_BOX (find (palette, GTK_TYPE_LIST_BOX));
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, index);

  if (title == NULL)
    {
      g_assert_null (row);
      return;
    }
  g_assert_nonnull (row);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title);
}

static void
choose (Fixture   *self,
        GtkWidget *palette)
{
  g_signal_emit_by_name (find (palette, GTK_TYPE_SEARCH_ENTRY), "activate");
  settle (self);
  g_assert_null (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)));
}

static void
test_palette (Fixture       *self,
              gconstpointer  data)
{
  MillPipeline *pipeline;
  GtkWidget *palette;

  mill_window_new_document (self->window);
  pipeline = mill_session_get_pipeline (mill_window_get_session (self->window));
  settle (self);

  palette = open_palette (self);
  type (self, palette, "qzxqzx");
  assert_row (palette, 0, NULL);
  type (self, palette, "limit");
  assert_row (palette, 0, "Add: Limit Rows");
  choose (self, palette);
  g_assert_cmpuint (mill_pipeline_get_n_nodes (pipeline), ==, 1);

  canvas_do (self, "canvas.select-none", NULL);
  palette = open_palette (self);
  type (self, palette, "undo");
  assert_row (palette, 0, "Undo");
  /* Words before letters, commands before node types, those before the nodes that are there. */
  type (self, palette, "limit rows");
  assert_row (palette, 0, "Add: Limit Rows");
  type (self, palette, "go to limit");
  assert_row (palette, 0, "Go to: Limit Rows");
  choose (self, palette);
  g_assert_nonnull (mill_session_get_selected_node (mill_window_get_session (self->window)));

  palette = open_palette (self);
  type (self, palette, "delete");
  assert_row (palette, 0, "Delete");
  choose (self, palette);
  g_assert_cmpuint (mill_pipeline_get_n_nodes (pipeline), ==, 0);

  /* Nothing is selected, so nothing can be deleted. */
  palette = open_palette (self);
  type (self, palette, "delete");
  g_assert_false (mill_window_can_do (self->window, "canvas.delete"));
  adw_dialog_force_close (ADW_DIALOG (palette));
}

static void
collect_labels (GtkWidget  *widget,
                GHashTable *texts)
{
  if (GTK_IS_LABEL (widget))
    g_hash_table_add (texts, g_strdup (gtk_label_get_text (GTK_LABEL (widget))));
  if (ADW_IS_SHORTCUT_LABEL (widget))
    g_hash_table_add (texts, g_strdup (adw_shortcut_label_get_accelerator (ADW_SHORTCUT_LABEL (widget))));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_labels (child, texts);
}

/* Each command is found by its title, and says its key. */
static void
test_palette_has_everything (Fixture       *self,
                             gconstpointer  data)
{
  AdwDialog *dialog = mill_command_palette_new ();
  GtkWidget *palette = GTK_WIDGET (dialog);
  guint n = 0;

  for (const MillCommand *command = mill_commands_get (); command->title != NULL; command++)
    if (command->action != NULL)
      mill_command_palette_add_command (MILL_COMMAND_PALETTE (dialog), command);
  adw_dialog_present (dialog, GTK_WIDGET (self->window));
  settle (self);

  for (const MillCommand *command = mill_commands_get (); command->title != NULL; command++)
    {
      g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_auto(GStrv) keys = mill_command_list_keys (command);

      if (command->action == NULL)
        continue;
      g_test_message ("%s", command->title);
      type (self, palette, command->title);
      assert_row (palette, 0, command->title);
      collect_labels (GTK_WIDGET (gtk_list_box_get_row_at_index (
        GTK_LIST_BOX (find (palette, GTK_TYPE_LIST_BOX)), 0)), texts);
      g_assert_true (keys[0] == NULL || g_hash_table_contains (texts, keys[0]));
      n++;
    }
  g_assert_cmpuint (n, >, 50);
  adw_dialog_force_close (dialog);
}

/* What has a key or is done with the pointer stands in the dialog of shortcuts. */
static void
test_shortcuts_dialog (Fixture       *self,
                       gconstpointer  data)
{
  AdwDialog *dialog = mill_shortcuts_dialog_new ();
  g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  adw_dialog_present (dialog, GTK_WIDGET (self->window));
  settle (self);
  collect_labels (GTK_WIDGET (dialog), texts);
  for (const MillCommand *command = mill_commands_get (); command->title != NULL; command++)
    {
      if (command->keys == NULL && command->pointer == NULL)
        continue;
      g_test_message ("%s: %s, %s", command->title, command->keys, command->pointer);
      g_assert_true (g_hash_table_contains (texts, command->title));
      g_assert_true (command->pointer == NULL || g_hash_table_contains (texts, command->pointer));
      g_assert_true (command->keys == NULL || g_hash_table_contains (texts, command->keys));
    }
  adw_dialog_force_close (dialog);
}

/* What the pointer does on the canvas, by the words of the dialog: each has a line, and what is only done
 * with the pointer another command that does the same with keys. */
static void
test_gestures_are_told (void)
{
  static const struct
  {
    const char *pointer;
    const char *with_keys;   /* the action of a command that has a key */
  } gestures[] = {
    { "Drag from port to port", "canvas.connect" },
    { "Drag from a port to the empty canvas", "canvas.search" },
    { "Double click on the canvas, or type", "canvas.search" },
    { "Drag the node onto it; with Alt not", "canvas.search" },
    { "Drop a type on the node", "canvas.replace" },
    { "Ctrl + right drag across them", "canvas.delete" },
    { "Ctrl + Alt + right drag across them", "canvas.mute-link" },
    { "Shift + drag the port", "canvas.connect" },
    { "Middle click on it", "canvas.delete" },
    { "Click on the link", "canvas.select-link" },
    { "Drag it; with Shift off the grid, or onto it", "canvas.move-left" },
    { "Drag over the empty canvas", "canvas.select-all" },
    { "Double click on the component", "canvas.open-component" },
    { "Right click", "canvas.menu" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (gestures); i++)
    {
      const MillCommand *keys = mill_commands_find (gestures[i].with_keys);
      gboolean told = FALSE;

      g_test_message ("%s", gestures[i].pointer);
      for (const MillCommand *command = mill_commands_get (); command->title != NULL; command++)
        told |= g_strcmp0 (command->pointer, gestures[i].pointer) == 0;
      g_assert_true (told);
      g_assert_nonnull (keys);
      g_assert_nonnull (keys->keys);
    }
}

static void
check_tips (GtkWidget *widget,
            guint     *n)
{
  const char *tip = gtk_widget_get_tooltip_text (widget);
  const char *action =
    GTK_IS_ACTIONABLE (widget) ? gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) : NULL;
  const MillCommand *command =
    mill_commands_find (action != NULL ? action : gtk_widget_get_name (widget));

  if (tip != NULL && command != NULL && command->keys != NULL)
    {
      g_autofree char *key = mill_command_get_key_label (command);
      g_autofree char *end = g_strdup_printf (" (%s)", key);
      g_autofree char *plain = g_strndup (tip, strlen (tip) - MIN (strlen (end), strlen (tip)));

      g_test_message ("%s", tip);
      g_assert_true (g_str_has_suffix (tip, end));
      g_assert_false (g_str_has_suffix (plain, end));
      (*n)++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_tips (child, n);
}

/* Buttons say which key does the same, also after their tooltip has changed. */
static void
test_tooltips (Fixture       *self,
               gconstpointer  data)
{
  guint n = 0;

  mill_window_new_document (self->window);
  settle (self);
  check_tips (GTK_WIDGET (self->window), &n);
  g_assert_cmpuint (n, >=, 12);
  canvas_do (self, "canvas.add-node", g_variant_new_string ("read-csv"));
  canvas_do (self, "canvas.add-node", g_variant_new_string ("limit"));
  check_tips (GTK_WIDGET (self->window), &n);
}

/* Undo is of the document alone: what is seen and how large stays. */
static void
test_undo_keeps_the_view (Fixture       *self,
                          gconstpointer  data)
{
  GtkWidget *canvas;

  mill_window_new_document (self->window);
  settle (self);
  canvas = mill_document_get_canvas (mill_window_get_document (self->window));
  canvas_do (self, "canvas.add-node", g_variant_new_string ("read-csv"));
  canvas_do (self, "canvas.add-node", g_variant_new_string ("limit"));
  mill_canvas_set_zoom (MILL_CANVAS (canvas), 0.5);
  settle (self);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL));
  settle (self);
  g_assert_cmpfloat (mill_canvas_get_zoom (MILL_CANVAS (canvas)), ==, 0.5);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.redo", NULL));
  settle (self);
  g_assert_cmpfloat (mill_canvas_get_zoom (MILL_CANVAS (canvas)), ==, 0.5);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

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
  g_test_add_func ("/commands/gestures-are-told", test_gestures_are_told);
  TEST ("/commands/palette", test_palette);
  TEST ("/commands/palette-has-everything", test_palette_has_everything);
  TEST ("/commands/shortcuts-dialog", test_shortcuts_dialog);
  TEST ("/commands/tooltips", test_tooltips);
  TEST ("/commands/undo-keeps-the-view", test_undo_keeps_the_view);

  return g_test_run ();
}
