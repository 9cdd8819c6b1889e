/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/commands.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

static const MillCommand commands[] = {
  { MILL_COMMANDS_GENERAL, "app.new", N_("New Pipeline"), N_("create;empty"), "<Control>n" },
  { MILL_COMMANDS_GENERAL, "app.new-window", N_("New Window"), NULL, "<Control><Shift>n" },
  { MILL_COMMANDS_GENERAL, "win.open", N_("Open…"), N_("file;load"), "<Control>o" },
  { MILL_COMMANDS_GENERAL, "win.save", N_("Save"), N_("file;store"), "<Control>s" },
  { MILL_COMMANDS_GENERAL, "win.save-as", N_("Save As…"), N_("file;copy"), "<Control><Shift>s" },
  { MILL_COMMANDS_GENERAL, "win.undo", N_("Undo"), N_("back;revert"), "<Control>z" },
  { MILL_COMMANDS_GENERAL, "win.redo", N_("Redo"), N_("again;repeat"), "<Control><Shift>z <Control>y" },
  { MILL_COMMANDS_GENERAL, "win.compare-saved", N_("Compare With the Saved File"),
    N_("difference;diff;change;version") },
  { MILL_COMMANDS_GENERAL, "win.compare-commit", N_("Compare With the Last Commit"),
    N_("difference;diff;change;version;git") },
  { MILL_COMMANDS_GENERAL, "win.compare-run", N_("Compare With a Run…"), N_("difference;diff;change;version") },
  { MILL_COMMANDS_GENERAL, "win.compare-file", N_("Compare With a File…"), N_("difference;diff;change;version") },
  { MILL_COMMANDS_GENERAL, "win.compare-end", N_("Stop Comparing"), N_("difference;diff") },
  { MILL_COMMANDS_GENERAL, "win.history", N_("Show the History"), N_("undo;redo;steps;back"),
    "<Control><Alt>z" },
  { MILL_COMMANDS_GENERAL, "win.search", N_("Search the Pipeline"), N_("find;node;column;setting"),
    "<Control>f" },
  { MILL_COMMANDS_GENERAL, NULL, N_("Next Hit of the Search"), NULL, "Return <Control>g" },
  { MILL_COMMANDS_GENERAL, NULL, N_("Previous Hit of the Search"), NULL,
    "<Shift>Return <Control><Shift>g" },
  { MILL_COMMANDS_GENERAL, "win.commands", N_("Search Commands"), NULL, "<Control><Shift>p" },
  { MILL_COMMANDS_GENERAL, "app.preferences", N_("Preferences"), N_("settings;options"),
    "<Control>comma" },
  { MILL_COMMANDS_GENERAL, "app.shortcuts", N_("Keyboard Shortcuts"), N_("keys;help"),
    "<Control>question <Control>slash" },
  { MILL_COMMANDS_GENERAL, "app.about", N_("About Millrace"), N_("version;license") },
  { MILL_COMMANDS_GENERAL, "app.quit", N_("Quit"), N_("exit"), "<Control>q" },

  { MILL_COMMANDS_RUNNING, "win.run", N_("Run Everything"), N_("start;execute"), "F5 <Control>Return" },
  { MILL_COMMANDS_RUNNING, "win.run-selected", N_("Run the Selected Nodes and What They Need"),
    N_("start;execute"), "<Shift>F5 <Control><Shift>Return", .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_RUNNING, "win.run-from-scratch", N_("Run Everything From Scratch"),
    N_("start;execute;cache;again;recompute") },
  { MILL_COMMANDS_RUNNING, "win.run-with-values", N_("Run Everything With Other Values…"),
    N_("start;execute;parameters;set;several;sweep") },
  { MILL_COMMANDS_RUNNING, "win.stop", N_("Stop"), N_("cancel;abort"), "<Control>period" },

  { MILL_COMMANDS_WINDOW, "win.find-node", N_("Search the Catalogue"), N_("add;node;find"),
    "<Control><Shift>f" },
  { MILL_COMMANDS_WINDOW, "win.show-outline", N_("Go to the Outline"), N_("tree;list;nodes;links"),
    "<Control><Shift>o" },
  { MILL_COMMANDS_WINDOW, "win.toggle-catalogue", N_("Show the Catalogue"), N_("side;hide"), "F9" },
  { MILL_COMMANDS_WINDOW, "win.toggle-inspector", N_("Show the Inspector"), N_("side;hide;settings"),
    "<Shift>F9" },
  { MILL_COMMANDS_WINDOW, "win.toggle-results", N_("Show the Results"),
    N_("table;chart;log;metrics;hide"), "<Control>j" },
  { MILL_COMMANDS_WINDOW, "win.next-pane", N_("Go to the Next Pane"),
    N_("focus;catalogue;canvas;inspector;results"), "F6" },
  { MILL_COMMANDS_WINDOW, "win.previous-pane", N_("Go to the Previous Pane"),
    N_("focus;catalogue;canvas;inspector;results"), "<Shift>F6" },
  { MILL_COMMANDS_WINDOW, "win.menu", N_("Main Menu"), NULL, "F10" },

  { MILL_COMMANDS_TABS, "win.new-tab", N_("New Tab"), N_("home;recent;blueprint"), "<Control>t" },
  { MILL_COMMANDS_TABS, "win.close-tab", N_("Close the Tab"), NULL, "<Control>w" },
  { MILL_COMMANDS_TABS, "win.reopen-tab", N_("Open the Closed Tab Again"), N_("reopen;undo;back"),
    "<Control><Shift>t" },
  { MILL_COMMANDS_TABS, "win.next-tab", N_("Next Tab"), N_("switch;right"),
    "<Control>Page_Down <Control>Tab" },
  { MILL_COMMANDS_TABS, "win.previous-tab", N_("Previous Tab"), N_("switch;left"),
    "<Control>Page_Up <Control><Shift>Tab" },
  { MILL_COMMANDS_TABS, NULL, N_("Go to the First Tab"), NULL, "<Alt>1",
    N_("Alt+2 to Alt+9 for those after it") },
  { MILL_COMMANDS_TABS, "win.move-tab-left", N_("Move the Tab Left"), N_("reorder"),
    "<Control><Shift>Page_Up", N_("Drag the tab") },
  { MILL_COMMANDS_TABS, "win.move-tab-right", N_("Move the Tab Right"), N_("reorder"),
    "<Control><Shift>Page_Down", N_("Drag the tab") },
  { MILL_COMMANDS_TABS, "win.move-tab-to-window", N_("Move the Tab to a New Window"),
    N_("detach;drag"), NULL, N_("Drag the tab out of the window") },
  { MILL_COMMANDS_TABS, "win.close-other-tabs", N_("Close the Other Tabs"), NULL },
  { MILL_COMMANDS_TABS, "win.show-tabs", N_("Show All Tabs"), N_("overview;search;open") },

  { MILL_COMMANDS_VIEW, "canvas.zoom-in", N_("Zoom In"), N_("larger"),
    "<Control>plus <Control>equal <Control>KP_Add", N_("Ctrl + scroll") },
  { MILL_COMMANDS_VIEW, "canvas.zoom-out", N_("Zoom Out"), N_("smaller"),
    "<Control>minus <Control>KP_Subtract", N_("Ctrl + scroll") },
  { MILL_COMMANDS_VIEW, "canvas.zoom-reset", N_("Original Size"), N_("zoom;100"), "<Control>0" },
  { MILL_COMMANDS_VIEW, "canvas.zoom-fit", N_("Show All"), N_("zoom;fit"), "<Shift>1",
    .needs = MILL_NEEDS_NODES },
  { MILL_COMMANDS_VIEW, "canvas.zoom-selection", N_("Show the Selection"), N_("zoom;fit"), "<Shift>2",
    .needs = MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_VIEW, "canvas.show-minimap", N_("Show the Overview, or Not"), N_("minimap;map"),
    "<Control><Shift>m", .needs = MILL_NEEDS_NODES },
  { MILL_COMMANDS_VIEW, "canvas.follow-run", N_("Follow the Run, or Not"), N_("glide;running"),
    .needs = MILL_NEEDS_NODES },
  { MILL_COMMANDS_VIEW, NULL, N_("Move the View"), NULL, NULL,
    N_("Scroll, Shift + scroll, Space + drag, middle drag, or one finger") },

  { MILL_COMMANDS_SELECTION, "canvas.select-all", N_("Select All"), NULL, "<Control>a",
    N_("Drag over the empty canvas"), MILL_NEEDS_NODES },
  { MILL_COMMANDS_SELECTION, "canvas.select-none", N_("Select Nothing"), N_("deselect"), "Escape",
    N_("Click on the empty canvas"), MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_SELECTION, "canvas.collect", N_("Select More With Taps and Clicks, or No Longer"),
    N_("add;several;touch;finger"), .needs = MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_SELECTION, NULL, N_("Add to the Selection, or Take Away From It"), NULL, NULL,
    N_("Ctrl + click, or Shift + drag over the empty canvas") },
  { MILL_COMMANDS_SELECTION, NULL, N_("Move the Selection, and With a Frame What Is in It"), NULL, NULL,
    N_("Drag it; with Shift off the grid, or onto it") },
  { MILL_COMMANDS_SELECTION, "canvas.move-left", N_("Move the Selection to the Left"), N_("nudge;place"),
    "<Control>Left", .needs = MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_SELECTION, "canvas.move-right", N_("Move the Selection to the Right"),
    N_("nudge;place"), "<Control>Right", .needs = MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_SELECTION, "canvas.move-up", N_("Move the Selection Up"), N_("nudge;place"),
    "<Control>Up", .needs = MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_SELECTION, "canvas.move-down", N_("Move the Selection Down"), N_("nudge;place"),
    "<Control>Down", .needs = MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_SELECTION, "canvas.delete", N_("Delete"), N_("remove;disconnect"), "Delete BackSpace",
    .needs = MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_SELECTION, "canvas.delete-and-reconnect", N_("Delete and Reconnect"),
    N_("remove;heal;dissolve"), "<Control>Delete <Control>BackSpace", .needs = MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_SELECTION, "canvas.detach", N_("Detach From the Others and Reconnect Them"),
    N_("heal;pull out;unlink"), "<Alt>Delete", .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_SELECTION, "canvas.cut", N_("Cut"), NULL, "<Control>x",
    .needs = MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_SELECTION, "canvas.copy", N_("Copy"), NULL, "<Control>c",
    .needs = MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_SELECTION, "canvas.paste", N_("Paste"), N_("insert"), "<Control>v" },
  { MILL_COMMANDS_SELECTION, "canvas.duplicate", N_("Duplicate"), N_("copy"), "<Control>d",
    .needs = MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_SELECTION, "canvas.add-frame", N_("Put the Selection into a Frame"), N_("group;box"),
    "<Control>g", .needs = MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_SELECTION, NULL, N_("Go to the Next Node Along the Links"), NULL, "Tab" },
  { MILL_COMMANDS_SELECTION, NULL, N_("Go to the Previous Node Along the Links"), NULL, "<Shift>Tab" },
  { MILL_COMMANDS_SELECTION, NULL, N_("Go Along a Link, or to the Node Beside"), NULL,
    "Left Right Up Down" },
  { MILL_COMMANDS_SELECTION, "canvas.select-upstream", N_("Select All That Comes Before"),
    N_("upstream;sources"), "<Shift>Left", .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_SELECTION, "canvas.select-downstream", N_("Select All That Comes After"),
    N_("downstream;targets"), "<Shift>Right", .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_SELECTION, "canvas.tidy", N_("Tidy the Selection, or Everything"),
    N_("layout;arrange;clean up"), "<Control><Shift>l", .needs = MILL_NEEDS_NODES },
  { MILL_COMMANDS_SELECTION, "canvas.align-left", N_("Align Left"), N_("arrange"),
    .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_SELECTION, "canvas.align-center", N_("Align Centres"), N_("arrange;middle"),
    .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_SELECTION, "canvas.align-right", N_("Align Right"), N_("arrange"),
    .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_SELECTION, "canvas.align-top", N_("Align Top"), N_("arrange"),
    .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_SELECTION, "canvas.align-middle", N_("Align Middles"), N_("arrange;centre"),
    .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_SELECTION, "canvas.align-bottom", N_("Align Bottom"), N_("arrange"),
    .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_SELECTION, "canvas.distribute-horizontally", N_("Distribute Horizontally"),
    N_("arrange;gaps"), .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_SELECTION, "canvas.distribute-vertically", N_("Distribute Vertically"),
    N_("arrange;gaps"), .needs = MILL_NEEDS_SELECTED_NODES },

  { MILL_COMMANDS_NODES, "canvas.search", N_("Add a Node at the Pointer, or into the Selected Link"),
    N_("create;insert;splice"), "<Control>space", N_("Double click on the canvas, or type") },
  { MILL_COMMANDS_NODES, NULL, N_("Add a Node From the Catalogue"), NULL, "Return",
    N_("Drag it to the canvas, or double click it") },
  { MILL_COMMANDS_NODES, NULL, N_("Add Nodes One After the Other, Each Linked to the One Before"), NULL,
    "<Control>Return", N_("In the search or the catalogue; Ctrl + click") },
  { MILL_COMMANDS_NODES, NULL, N_("Read a Data File"), NULL, NULL, N_("Drop the file on the canvas") },
  { MILL_COMMANDS_NODES, "canvas.add-note", N_("Add a Note"), N_("comment;text;Markdown"),
    "<Control>m" },
  { MILL_COMMANDS_NODES, "canvas.open", N_("Show the Settings of the Node"), N_("form;inspector;open"),
    "Return", N_("Double click on the node"), MILL_NEEDS_ONE_NODE },
  { MILL_COMMANDS_NODES, "canvas.rename", N_("Rename"), N_("title;name;edit;text"), "F2",
    N_("Double click on a note, or the title of a frame"), MILL_NEEDS_SELECTION },
  { MILL_COMMANDS_NODES, "canvas.replace", N_("Replace With Another Type"), N_("change;swap"), "r",
    N_("Drop a type on the node"), MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_NODES, "canvas.bypass", N_("Bypass, or No Longer"), N_("skip;disable;off"), "d",
    .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_NODES, "canvas.pin", N_("Pin, or No Longer"), N_("keep;freeze;hold;cache"), "p",
    .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_NODES, "canvas.run-to-here", N_("Run to Here"), N_("start;execute"),
    .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_NODES, "canvas.show-problems", N_("Show Problems of the Node"),
    N_("error;warning;diagnostic"), NULL, N_("Click on the mark of the node"), MILL_NEEDS_ONE_NODE },
  { MILL_COMMANDS_NODES, "canvas.make-component", N_("Make a Component of the Selection"),
    N_("group;collapse;subgraph;encapsulate"), "<Control><Alt>g", .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_NODES, "canvas.open-component", N_("Open the Component"),
    N_("enter;inside;subgraph"), "<Alt>Down", N_("Double click on the component"), MILL_NEEDS_ONE_NODE },
  { MILL_COMMANDS_NODES, "canvas.leave-component", N_("Leave the Component"),
    N_("back;up;outside;subgraph"), "<Alt>Up <Alt>Left" },
  { MILL_COMMANDS_NODES, "canvas.dissolve-component", N_("Dissolve the Component"),
    N_("ungroup;expand;subgraph"), "<Control><Alt><Shift>g", .needs = MILL_NEEDS_ONE_NODE },
  { MILL_COMMANDS_NODES, "canvas.save-component", N_("Save the Component to the Library"),
    N_("keep;reuse"), .needs = MILL_NEEDS_ONE_NODE },
  { MILL_COMMANDS_NODES, "canvas.update-component", N_("Update the Component from the Library"),
    N_("newer;replace"), .needs = MILL_NEEDS_ONE_NODE },
  { MILL_COMMANDS_NODES, "canvas.menu", N_("Menu of the Canvas or the Node"), NULL,
    "<Shift>F10 Menu", N_("Right click") },

  { MILL_COMMANDS_LINKS, NULL, N_("Link Two Nodes"), NULL, NULL, N_("Drag from port to port") },
  { MILL_COMMANDS_LINKS, NULL, N_("Add a Node and Link It"), NULL, NULL,
    N_("Drag from a port to the empty canvas") },
  { MILL_COMMANDS_LINKS, "canvas.select-link", N_("Select a Link of the Node, Then the Next"),
    N_("wire;walk"), "l", N_("Click on the link") },
  { MILL_COMMANDS_LINKS, "canvas.connect", N_("Connect to…"), N_("link;wire"), "c",
    .needs = MILL_NEEDS_ONE_NODE },
  { MILL_COMMANDS_LINKS, "canvas.wire", N_("Link the Selected Nodes in Their Order"),
    N_("connect;wire"), "f", .needs = MILL_NEEDS_SELECTED_NODES },
  { MILL_COMMANDS_LINKS, "canvas.mute-link", N_("Mute the Selected Link, or No Longer"),
    N_("disable;off"), "m" },
  { MILL_COMMANDS_LINKS, NULL, N_("Put a Node into a Link"), NULL, NULL,
    N_("Drag the node onto it; with Alt not") },
  { MILL_COMMANDS_LINKS, "canvas.move-links", N_("Move All Links of a Port"), N_("rewire;wire"), "<Alt>c",
    N_("Shift + drag the port"), MILL_NEEDS_ONE_NODE },
  { MILL_COMMANDS_LINKS, NULL, N_("Delete a Link"), NULL, NULL, N_("Middle click on it") },
  { MILL_COMMANDS_LINKS, NULL, N_("Cut Links"), NULL, NULL, N_("Ctrl + right drag across them") },
  { MILL_COMMANDS_LINKS, NULL, N_("Mute Links"), NULL, NULL, N_("Ctrl + Alt + right drag across them") },

  { MILL_COMMANDS_GENERAL, NULL, NULL }
};

const MillCommand *
mill_commands_get (void)
{
  return commands;
}

const MillCommand *
mill_commands_find (const char *action)
{
  for (const MillCommand *command = commands; command->title != NULL; command++)
    if (g_strcmp0 (command->action, action) == 0)
      return command;

  return NULL;
}

const char *
mill_command_group_get_title (MillCommandGroup group)
{
  static const char *const titles[MILL_N_COMMAND_GROUPS] = {
    [MILL_COMMANDS_GENERAL] = N_("General"),
    [MILL_COMMANDS_RUNNING] = N_("Running"),
    [MILL_COMMANDS_WINDOW] = N_("Window"),
    [MILL_COMMANDS_TABS] = N_("Tabs"),
    [MILL_COMMANDS_VIEW] = N_("View"),
    [MILL_COMMANDS_SELECTION] = N_("Selection"),
    [MILL_COMMANDS_NODES] = N_("Nodes"),
    [MILL_COMMANDS_LINKS] = N_("Links"),
  };

  g_return_val_if_fail (group < MILL_N_COMMAND_GROUPS, NULL);

  return _(titles[group]);
}

GStrv
mill_command_list_keys (const MillCommand *self)
{
  return g_strsplit (self->keys != NULL ? self->keys : "", " ", -1);
}

char *
mill_command_get_key_label (const MillCommand *self)
{
  g_auto (GStrv) keys = mill_command_list_keys (self);
  GdkModifierType modifiers;
  guint key;

  if (keys[0] == NULL || !gtk_accelerator_parse (keys[0], &key, &modifiers))
    return NULL;

  return gtk_accelerator_get_label (key, modifiers);
}

/* The letters of @word in @text with gaps ("zfit"); those at the beginning of words count more. */
static int
match_letters (const char *text,
               const char *word)
{
  int sum = 1;

  for (const char *c = word; *c != '\0'; c = g_utf8_next_char (c))
    {
      const char *found = g_utf8_strchr (text, -1, g_utf8_get_char (c));

      if (found == NULL)
        return 0;
      if (found == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (found))))
        sum++;
      text = g_utf8_next_char (found);
    }

  return sum;
}

/* Where the title begins counts most, then where a word does, then a part of one. */
static int
match_word (const char *text,
            const char *word)
{
  const char *found = strstr (text, word);

  if (found == NULL)
    return 0;
  if (found == text)
    return 32;
  for (; found != NULL; found = strstr (found + 1, word))
    if (!g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (found))))
      return 24;

  return 12;
}

int
mill_command_match (const char *title,
                    const char *keywords,
                    const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *folded_title = g_utf8_casefold (title, -1);
  g_autofree char *folded_keywords = g_utf8_casefold (keywords != NULL ? keywords : "", -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1);
  int strong = MILL_COMMAND_STRONG;
  int weak = 0;

  for (char **word = words; *word != NULL; word++)
    {
      int in_title = match_word (folded_title, *word);
      int in_keywords = strstr (folded_keywords, *word) != NULL ? 3 : 0;
      int letters;

      if (**word == '\0')
        continue;
      strong += MAX (in_title, in_keywords);
      if (MAX (in_title, in_keywords) > 0)
        continue;
      letters = match_letters (folded_title, *word);
      if (letters == 0)
        return 0;
      weak += letters;
    }

  /* The whole title comes before one that only begins with it. */
  if (g_str_equal (folded, folded_title))
    strong++;

  return weak > 0 ? MIN (weak, MILL_COMMAND_STRONG - 1) : strong;
}
