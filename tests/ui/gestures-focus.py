#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the keyboard is: how it gets from pane to pane, and where it is when something closes; otherwise like
gestures.py."""

import json
import sys

import assistive
import hand
from desktop import wait_for


class Focus(hand.Hand):
    FILES = {"numbers.csv": "a,breadth\n" + "1,2\n3,4\n" * 60}

    def __init__(self, program, text):
        super().__init__(program, text)
        self.reader = assistive.Reader(program)

    # ---- Tools ----

    def expect_focus(self, condition, what):
        try:
            self.reader.wait(lambda: self.reader.focused() and condition(*self.reader.focused()), what)
        except AssertionError as error:
            raise AssertionError(f"{error}; {self.reader.focused()} has the focus") from error

    def focus_on(self, role, name):
        self.expect_focus(lambda *focus: focus == (role, name), f"the {role} “{name}” to have the focus")

    def pane(self):
        """The name of the pane that has the focus."""
        node = self.reader.focused() and self.reader.met
        while node is not None:
            if node.get_name() in ("Catalogue and Outline", "Inspector", "Results", "Pipeline canvas"):
                return node.get_name()
            node = node.get_parent()
        return None

    def expect_pane(self, name):
        self.reader.wait(lambda: self.pane() == name, f"the focus to be in “{name}”, not in “{self.pane()}”")

    def select(self, name):
        self.program.click(self.grip(name))
        self.focus_on("grouping", name)

    # ---- Panes ----

    def test_f6_goes_through_the_panes(self):
        program = self.program
        self.select("Few")
        for pane in ("Inspector", "Results", "Catalogue and Outline", "Pipeline canvas"):
            program.keys("F6")
            self.expect_pane(pane)
        self.focus_on("grouping", "Few")
        for pane in ("Catalogue and Outline", "Results", "Inspector", "Pipeline canvas"):
            program.keys("shift+F6")
            self.expect_pane(pane)
        self.focus_on("grouping", "Few")
        self.expect_nothing()

    def test_f6_comes_back_to_where_it_was(self):
        program = self.program
        self.select("Few")
        program.keys("Return")
        self.focus_on("combo box", "Keep")
        program.keys("Tab", "Tab")
        self.focus_on("spin button", "Number of rows")
        program.keys("F6")
        self.expect_pane("Results")
        program.keys("shift+F6")
        self.focus_on("spin button", "Number of rows")
        self.expect_nothing()

    def test_f6_passes_what_is_hidden(self):
        program = self.program
        self.select("Few")
        program.keys("shift+F9", "ctrl+j")
        wait_for(lambda: program.find_now("Hide Results") is None, "the results to go")
        program.keys("F6")
        self.expect_pane("Catalogue and Outline")
        program.keys("F6")
        self.focus_on("grouping", "Few")
        program.keys("shift+F9", "ctrl+j")
        program.find("Hide Results")
        self.expect_nothing()

    # ---- Rows ----

    def run(self):
        """Few has rows, and nothing else runs, so that there is much to be told."""
        self.select("Few")
        self.program.keys("F5")
        self.reader.find("label", "100 rows, 2 columns")

    def go_to_page(self, name):
        self.program.click(self.program.middle(self.reader.find("page tab", name)))
        self.focus_on("page tab", name)

    def expect_row(self, role, name, selected):
        self.focus_on(role, name)
        self.reader.wait(lambda: self.reader.has(self.reader.met, self.program.Atspi.StateType.SELECTED) == selected,
                         f"“{name}” to be {'selected' if selected else 'only at the focus'}")

    def test_keys_come_to_the_rows_of_a_table(self):
        program = self.program
        self.run()
        self.go_to_page("Table")
        program.keys("Tab", "Tab")
        self.expect_row("table row", "1 1 2", False)
        program.keys("Down")
        self.expect_row("table row", "1 1 2", True)
        program.keys("Down")
        self.expect_row("table row", "2 3 4", True)
        # One step out of it, and one back.
        program.keys("Tab")
        self.expect_pane("Inspector")
        program.keys("shift+Tab")
        self.expect_row("table row", "2 3 4", True)
        program.keys("shift+Tab")
        self.focus_on("button", "Hide Results")
        # An arrow from the tab above it comes there as well, and the next one goes on.
        self.go_to_page("Table")
        program.keys("Down")
        self.expect_row("table row", "2 3 4", True)
        program.keys("Down")
        self.expect_row("table row", "3 1 2", True)
        self.expect_nothing()

    def test_keys_come_to_a_message_in_sight(self):
        """The log shows its end, and still does when the keyboard comes to it."""
        program = self.program
        self.run()
        self.go_to_page("Log")
        last = self.reader.all_now("list item", below=self.reader.find("list", "Messages of the run"))[-1]
        before = program.area(last)
        program.keys("Tab", "Tab")
        self.expect_focus(lambda role, name: role == "list item" and name, "a message to have the focus")
        first = self.reader.focused()
        assert program.area(last) == before, (program.area(last), before)
        program.keys("Down")
        self.expect_focus(lambda role, name: role == "list item" and (role, name) != first, "the next message")
        next = self.reader.focused()
        program.keys("Tab")
        self.focus_on("radio button", "All")
        program.keys("shift+Tab")
        self.focus_on(*next)
        self.go_to_page("Table")
        self.expect_nothing()

    def test_keys_come_to_the_selected_row_of_the_outline(self):
        program = self.program
        self.select("Other")
        program.click(program.middle(self.reader.find("page tab", "Outline")))
        self.reader.find("tree", "Outline")
        program.keys("Tab", "Tab", "Tab")
        self.expect_focus(lambda role, name: "Other" in name, "the row of Other to have the focus")
        program.click(program.middle(self.reader.find("page tab", "Catalogue")))
        self.expect_nothing()

    # ---- What closes gives the focus back ----

    def opens_and_escapes(self, keys, role, name):
        """What @keys open at the selected node, and Escape leaves."""
        self.select("Few")
        self.program.keys(*keys)
        self.focus_on(role, name)
        self.program.keys("Escape")
        self.focus_on("grouping", "Few")
        assert self.program.selected() == ["Few"], self.program.selected()
        self.expect_nothing()

    def test_escape_leaves_renaming(self):
        self.opens_and_escapes(["F2"], "text", "Name of the node")

    def test_escape_leaves_the_search_of_nodes(self):
        self.opens_and_escapes(["ctrl+space"], "entry", "Search nodes")

    def test_escape_leaves_the_possible_links(self):
        self.opens_and_escapes(["c"], "entry", "Connect to…")

    def test_escape_leaves_the_search_of_the_pipeline(self):
        self.opens_and_escapes(["ctrl+f"], "entry", "Search the Pipeline")

    def test_escape_leaves_the_commands(self):
        self.opens_and_escapes(["ctrl+shift+p"], "entry", "Search Commands")

    def test_escape_leaves_the_history(self):
        self.select("Few")
        self.program.keys("ctrl+alt+z")
        self.expect_focus(lambda role, name: role == "list item", "a step of the history to have the focus")
        self.program.keys("Escape")
        self.focus_on("grouping", "Few")
        self.expect_nothing()

    def test_escape_leaves_the_menu(self):
        self.select("Few")
        self.program.keys("shift+F10")
        self.expect_focus(lambda role, name: role == "menu item", "the menu to have the focus")
        self.program.keys("Escape")
        self.focus_on("grouping", "Few")
        self.expect_nothing()

    def leaves_the_link(self, end, role, name):
        """Escape from what is asked where a link from Some is let go of: nothing is changed, no link is to be seen,
        and the focus is where it was."""
        program = self.program
        x, y = program.port("Some", "Output “Kept”")

        def painted():
            return program.pixels(x + 16, y - 40, 40, 80)

        before = painted()
        program.drag((x, y), end)
        self.reader.find(role, name)
        wait_for(lambda: painted() != before, "the link to be seen while it is asked about")
        program.keys("Escape")
        self.reader.wait(lambda: self.reader.find_now(role, name) is None, "the question to go")
        self.expect_pane("Pipeline canvas")
        wait_for(lambda: painted() == before, "the link to go")
        self.expect_nothing()
        # The canvas takes the keys again.
        program.keys("ctrl+a")
        wait_for(lambda: len(program.selected()) > 4, "all to be selected")

    def test_escape_leaves_the_question_of_a_link(self):
        self.leaves_the_link(self.grip("Few"), "button", "Table, in Place of “Source”")

    def test_escape_leaves_the_search_of_a_link(self):
        x, y = self.program.port("Some", "Output “Kept”")
        self.leaves_the_link((x + 40, y + 160), "entry", "Search nodes")

    def test_escape_leaves_the_help_of_a_setting(self):
        program = self.program
        self.select("Few")
        program.keys("Return")
        self.focus_on("combo box", "Keep")
        program.keys("Tab")
        self.focus_on("toggle button", "Help on “Keep”")
        program.keys("space")
        self.expect_focus(lambda role, name: role == "button", "the help to have the focus")
        program.keys("Escape")
        self.focus_on("toggle button", "Help on “Keep”")
        self.expect_nothing()

    def test_search_of_the_pipeline_goes_back_to_a_setting(self):
        """Who was elsewhere and finds nothing is there again."""
        program = self.program
        self.select("Few")
        program.keys("Return")
        self.focus_on("combo box", "Keep")
        program.keys("ctrl+f")
        self.focus_on("entry", "Search the Pipeline")
        program.keys("Escape")
        self.focus_on("combo box", "Keep")
        self.expect_nothing()

    def test_problems_from_the_commands(self):
        program = self.program
        self.select("Other")
        program.keys("ctrl+shift+p")
        self.focus_on("entry", "Search Commands")
        program.xdo("type", "show problems")
        self.reader.find("list item", "Show Problems of the Node")
        program.keys("Return")
        self.focus_on("button", "Show")
        program.keys("Escape")
        self.focus_on("grouping", "Other")
        self.expect_nothing()

    # ---- The library of components ----

    def command(self, text, title):
        self.program.keys("ctrl+shift+p")
        self.focus_on("entry", "Search Commands")
        self.program.xdo("type", text)
        self.reader.wait(lambda: [node.get_name() for node in self.reader.all_now("list item", below=self.reader.find(
            "list", "Commands"))][:1] == [title], f"“{title}” to be offered")
        self.program.keys("Return")
        self.reader.wait(lambda: self.reader.find_now("list", "Commands") is None, "the commands to close")

    def keep_component(self):
        """A component of Few in the library, by the name that it has by itself."""
        program = self.program
        self.select("Few")
        program.keys("ctrl+alt+g")
        self.focus_on("text", "Name of the node")
        program.keys("Escape")
        self.focus_on("grouping", "Component")
        self.command("save component", "Save the Component to the Library")
        return program.save_until(lambda d: "origin" in d["nodes"]["component"]["component"], "where it is from")

    def remove_component(self):
        program = self.program
        program.keys("ctrl+shift+f")
        self.focus_on("entry", "Search Nodes")
        program.xdo("type", "component")
        self.reader.wait(lambda: self.reader.find_now("list item", "Sort") is None, "the catalogue to be searched")
        program.keys("Down")
        self.focus_on("list item", "Component")
        program.keys("shift+F10")
        self.focus_on("menu item", "Remove from Library")
        program.keys("Return")
        self.reader.wait(lambda: self.reader.find_now("list item", "Component") is None, "the component to go")

    def test_remove_from_the_library(self):
        program = self.program
        self.keep_component()
        self.remove_component()
        # Who has emptied the list can search for something else at once.
        self.focus_on("entry", "Search Nodes")
        program.keys("Escape")
        self.reader.find("list item", "Sort")
        program.keys("F6")
        self.focus_on("grouping", "Component")
        program.keys("ctrl+z")
        self.undo()

    def test_update_from_the_library(self):
        """What was changed here and kept is newer there than what undo brings back."""
        program = self.program
        kept = self.keep_component()
        self.focus_on("grouping", "Component")
        program.keys("Return")
        self.reader.find("grouping", "Few", program.canvas)
        self.command("select all", "Select All")
        program.keys("d")
        program.save_until(lambda d: "bypassed" in json.dumps(d["nodes"]["component"]), "Few to be bypassed")
        program.keys("alt+Up")
        self.focus_on("grouping", "Component")
        self.command("save component", "Save the Component to the Library")
        newer = program.save_until(lambda d: d["nodes"]["component"]["component"]["origin"] !=
                                   kept["nodes"]["component"]["component"]["origin"], "another origin")
        program.keys("ctrl+z", "ctrl+z")
        program.save_until(lambda d: d == kept, "the component as it was kept first")
        self.command("update component", "Update the Component from the Library")
        program.save_until(lambda d: d["nodes"]["component"]["component"] ==
                           newer["nodes"]["component"]["component"], "the newer component")
        program.keys("ctrl+z")
        self.remove_component()
        program.keys("Escape", "F6", "ctrl+z", "ctrl+z")
        self.undo()


if __name__ == "__main__":
    sys.exit(hand.main(Focus))
