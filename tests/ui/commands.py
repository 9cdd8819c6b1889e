#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command palette, the list of the steps of undo and the search in the pipeline, with real keys and with the
eyes of assistive technology. Called as gestures.py is; speaks TAP."""

import hand
from desktop import wait_for


class Commands(hand.Hand):
    def focused(self):
        """The name and role of what has the focus."""
        for node in self.program.walk(self.program.root):
            states = node.get_state_set()
            if states.contains(self.program.Atspi.StateType.FOCUSED) and \
                    states.contains(self.program.Atspi.StateType.SHOWING):
                return node.get_name(), node.get_role_name()
        return None

    def canvas_has_focus(self):
        """The canvas or something on it: arrows walk from the selected node."""
        canvas = self.program.canvas
        if canvas.get_state_set().contains(self.program.Atspi.StateType.FOCUSED):
            return True
        return any(node.get_state_set().contains(self.program.Atspi.StateType.FOCUSED)
                   for node in self.program.walk(canvas))

    def items(self, name):
        """What the list of that name shows, from the top."""
        found = self.program.find_now(name, "list") or self.program.find_now(name, "list box")
        if found is None:
            return []
        return [node.get_name() for node in self.program.walk(found) if node.get_role_name() == "list item"]

    def open_palette(self):
        self.program.keys("ctrl+shift+p")
        wait_for(lambda: self.items("Commands"), "the commands")

    def do(self, text, first):
        """Types into the palette until @first is offered first, and does it."""
        self.open_palette()
        self.program.xdo("type", text)
        wait_for(lambda: self.items("Commands")[:1] == [first], f"{first} to be first, not {self.items('Commands')}")
        self.program.keys("Return")
        wait_for(lambda: not self.items("Commands"), "the commands to close")

    # ---- The palette ----

    def test_palette_does_a_command(self):
        program = self.program
        program.click(self.grip("Trees"))
        wait_for(lambda: program.selected() == ["Trees"], "the selection")
        self.do("dupl", "Duplicate")
        self.expect(lambda d: len(d["nodes"]) == 6, "another node")

    def test_palette_offers_only_what_can_be_done(self):
        self.open_palette()
        self.program.xdo("type", "stop")
        wait_for(lambda: "Stop" not in self.items("Commands"), "Stop not to be offered")
        self.program.keys("Escape")
        wait_for(lambda: not self.items("Commands"), "the commands to close")
        wait_for(self.canvas_has_focus, "the focus to be back on the canvas")
        self.expect_nothing()

    def test_palette_adds_a_node(self):
        self.do("add histogram", "Add: Histogram")
        self.expect(lambda d: [n for n in d["nodes"].values() if n["type"] == "histogram"], "the histogram")

    def test_palette_goes_to_a_node(self):
        self.do("go to other", "Go to: Other")
        wait_for(lambda: self.program.selected() == ["Other"], "the selection")
        wait_for(self.canvas_has_focus, "the focus to be on the canvas")
        self.program.keys("Left")
        wait_for(lambda: self.program.selected() == ["Some"], "the arrow to walk from there")
        self.expect_nothing()

    def test_palette_with_arrows(self):
        program = self.program
        self.open_palette()
        program.xdo("type", "zoom")
        wait_for(lambda: self.items("Commands")[:2] == ["Zoom In", "Zoom Out"], "the commands of zooming")
        program.keys("Down", "Return")
        program.find("80 %")
        program.keys("ctrl+0")
        self.expect_nothing()

    def test_palette_shows_first_what_was_used_last(self):
        program = self.program
        self.do("select all", "Select All")
        self.open_palette()
        wait_for(lambda: self.items("Commands")[:1] == ["Select All"], "what was used last to be first")
        program.keys("Escape")
        wait_for(lambda: not self.items("Commands"), "the commands to close")
        self.expect_nothing()

    def test_palette_opens_the_menu_of_renaming(self):
        """What is chosen may open something that takes the focus."""
        program = self.program
        program.click(self.grip("Few"))
        wait_for(lambda: program.selected() == ["Few"], "the selection")
        self.do("rename", "Rename")
        wait_for(lambda: (self.focused() or ("", ""))[1] in ("text", "entry", "text box"),
                 f"the focus to be in a field, not {self.focused()}")
        program.keys("ctrl+a")
        program.xdo("type", "Fewer")
        program.keys("Return")
        self.expect(lambda d: d["nodes"]["few"].get("title") == "Fewer", "the title")

    # ---- The history ----

    def test_history(self):
        program = self.program
        program.click(self.grip("Trees"))
        wait_for(lambda: program.selected() == ["Trees"], "the selection")
        program.keys("ctrl+d")
        wait_for(lambda: len(program.cards()) == 8, "the copy")
        program.keys("ctrl+alt+z")
        wait_for(lambda: self.items("History")[:2] == ["As Opened", "Duplicate"], f"the steps: {self.items('History')}")
        wait_for(lambda: self.focused() and self.focused()[0] == "Duplicate",
                 f"the present step to have the focus, not {self.focused()}")
        program.keys("Up", "Return")
        wait_for(lambda: len(program.cards()) == 7, "the copy to be gone")
        program.keys("Down", "Return")
        wait_for(lambda: len(program.cards()) == 8, "the copy to be back")
        program.keys("Escape")
        wait_for(lambda: not self.items("History"), "the steps to close")
        wait_for(self.canvas_has_focus, "the focus to be back on the canvas")
        self.expect(lambda d: len(d["nodes"]) == 6, "another node")

    # ---- Searching ----

    def open_search(self):
        self.program.keys("ctrl+f")
        self.program.find("Search the Pipeline")

    def count(self, text):
        wait_for(lambda: self.program.find_now(text), f"“{text}”")

    def test_search(self):
        program = self.program
        self.open_search()
        program.xdo("type", "so")
        self.count("1 of 3")
        wait_for(lambda: program.selected() == ["Some"], f"the first hit, not {program.selected()}")
        program.keys("Return")
        self.count("2 of 3")
        wait_for(lambda: program.selected() == ["Source"], f"the second hit, not {program.selected()}")
        program.keys("ctrl+g")
        self.count("3 of 3")
        # Its title says nothing of it, but its kind does.
        wait_for(lambda: program.selected() == ["Other"], f"the third hit, not {program.selected()}")
        self.count("Kind of node: Sort")
        program.keys("Return")
        self.count("1 of 3")
        program.keys("shift+Return")
        self.count("3 of 3")
        program.keys("Escape")
        wait_for(lambda: program.find_now("3 of 3") is None, "the search to close")
        wait_for(self.canvas_has_focus, "the focus to be on the canvas")
        program.keys("Left")
        wait_for(lambda: program.selected() == ["Some"], "the arrow to walk from the hit")
        self.expect_nothing()

    def test_search_settings(self):
        program = self.program
        self.open_search()
        program.xdo("type", "a > 1")
        self.count("1 of 1")
        self.count("Setting: a > 1")
        wait_for(lambda: program.selected() == ["Some"], "the hit")
        program.keys("Escape")
        self.expect_nothing()

    def test_search_in_vain(self):
        self.open_search()
        self.program.xdo("type", "qqq")
        self.count("No hits")
        self.program.keys("Return", "Escape")
        wait_for(lambda: self.program.find_now("No hits") is None, "the search to close")
        wait_for(self.canvas_has_focus, "the focus to be on the canvas")
        self.expect_nothing()

    def test_the_catalogue_has_another_key(self):
        self.program.keys("ctrl+shift+f")
        wait_for(lambda: self.focused() and "atalogue" in self.focused()[0] or
                 self.focused() and self.focused()[1] in ("entry", "text"), f"the catalogue, not {self.focused()}")
        self.program.keys("Escape")
        self.program.click(self.empty_place())
        self.expect_nothing()


if __name__ == "__main__":
    hand.main(Commands)
