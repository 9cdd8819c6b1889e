#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the keyboard is: how it gets from pane to pane, and where it is when something closes; otherwise like
gestures.py."""

import sys

import assistive
import gestures
from desktop import wait_for


class Focus(gestures.Gestures):
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


if __name__ == "__main__":
    sys.exit(gestures.main(Focus))
