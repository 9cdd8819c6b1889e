/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands-fixture.h"

#include "app/command-palette.h"
#include "app/commands.h"
#include "app/shortcuts-dialog.h"

/* Where commands are found: in the palette, in the dialog of shortcuts, in the tips of buttons. */

static GtkWidget *
open_palette (CommandsFixture *self)
{
  AdwDialog *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.commands", NULL));
  commands_settle (self);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
  g_assert_true (MILL_IS_COMMAND_PALETTE (dialog));

  return GTK_WIDGET (dialog);
}

static void
type (CommandsFixture *self,
      GtkWidget       *palette,
      const char      *text)
{
  gtk_editable_set_text (GTK_EDITABLE (commands_find_widget (palette, GTK_TYPE_SEARCH_ENTRY)), text);
  commands_settle (self);
}

static void
assert_row (GtkWidget  *palette,
            int         index,
            const char *title)
{
  GtkListBox *list = GTK_LIST_BOX (commands_find_widget (palette, GTK_TYPE_LIST_BOX));
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
choose (CommandsFixture *self,
        GtkWidget       *palette)
{
  g_signal_emit_by_name (commands_find_widget (palette, GTK_TYPE_SEARCH_ENTRY), "activate");
  commands_settle (self);
  g_assert_null (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)));
}

static void
test_palette (CommandsFixture *self,
              gconstpointer    data)
{
  MillPipeline *pipeline;
  GtkWidget *palette;

  mill_window_new_document (self->window);
  pipeline = mill_session_get_pipeline (mill_window_get_session (self->window));
  commands_settle (self);

  palette = open_palette (self);
  type (self, palette, "qzxqzx");
  assert_row (palette, 0, NULL);
  type (self, palette, "limit");
  assert_row (palette, 0, "Add: Limit Rows");
  choose (self, palette);
  g_assert_cmpuint (mill_pipeline_get_n_nodes (pipeline), ==, 1);

  commands_do_on_canvas (self, "canvas.select-none", NULL);
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
test_palette_has_everything (CommandsFixture *self,
                             gconstpointer    data)
{
  AdwDialog *dialog = mill_command_palette_new ();
  GtkWidget *palette = GTK_WIDGET (dialog);
  GtkWidget *search;
  guint n = 0;

  for (const MillCommand *command = mill_commands_get (); command->title != NULL; command++)
    if (command->action != NULL)
      mill_command_palette_add_command (MILL_COMMAND_PALETTE (dialog), command);
  adw_dialog_present (dialog, GTK_WIDGET (self->window));
  commands_settle (self);
  search = commands_find_widget (palette, GTK_TYPE_SEARCH_ENTRY);

  for (const MillCommand *command = mill_commands_get (); command->title != NULL; command++)
    {
      g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_auto(GStrv) keys = mill_command_list_keys (command);

      if (command->action == NULL)
        continue;
      g_test_message ("%s", command->title);
      gtk_editable_set_text (GTK_EDITABLE (search), command->title);
      g_signal_emit_by_name (search, "search-changed");
      assert_row (palette, 0, command->title);
      collect_labels (GTK_WIDGET (gtk_list_box_get_row_at_index (
        GTK_LIST_BOX (commands_find_widget (palette, GTK_TYPE_LIST_BOX)), 0)), texts);
      g_assert_true (keys[0] == NULL || g_hash_table_contains (texts, keys[0]));
      n++;
    }
  g_assert_cmpuint (n, >, 50);
  adw_dialog_force_close (dialog);
}

/* What has a key or is done with the pointer stands in the dialog of shortcuts. */
static void
test_shortcuts_dialog (CommandsFixture *self,
                       gconstpointer    data)
{
  AdwDialog *dialog = mill_shortcuts_dialog_new ();
  g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  adw_dialog_present (dialog, GTK_WIDGET (self->window));
  commands_settle (self);
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
test_tooltips (CommandsFixture *self,
               gconstpointer    data)
{
  guint n = 0;

  mill_window_new_document (self->window);
  commands_settle (self);
  check_tips (GTK_WIDGET (self->window), &n);
  g_assert_cmpuint (n, >=, 12);
  commands_do_on_canvas (self, "canvas.add-node", g_variant_new_string ("read-csv"));
  commands_do_on_canvas (self, "canvas.add-node", g_variant_new_string ("limit"));
  check_tips (GTK_WIDGET (self->window), &n);
}

#define TEST(path, function) g_test_add (path, CommandsFixture, NULL, commands_set_up, function, commands_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/command-lists/gestures-are-told", test_gestures_are_told);
  TEST ("/command-lists/palette", test_palette);
  TEST ("/command-lists/palette-has-everything", test_palette_has_everything);
  TEST ("/command-lists/shortcuts-dialog", test_shortcuts_dialog);
  TEST ("/command-lists/tooltips", test_tooltips);

  return g_test_run ();
}
