#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Components made, opened, edited and dissolved with keys and pointer; otherwise like gestures.py."""

import sys

import hand
from desktop import wait_for


class Components(hand.Hand):
    def __dir__(self):
        return list(vars(type(self)))

    def make(self):
        """A component of Few, whose name is left as it is."""
        program = self.program
        self.select("Few")
        program.keys("ctrl+alt+g")
        program.find("Name of the node", below=program.canvas)
        program.keys("Escape")
        wait_for(lambda: program.selected() == ["Component"], "the component to be selected")
        return program.save_until(lambda d: "component" in d["nodes"], "the component")

    def wait_inside(self):
        wait_for(lambda: self.program.find_now("Leave the Component") is not None, "the way out")
        wait_for(lambda: self.program.find_now("Few", below=self.program.canvas), "what is within")

    def wait_outside(self):
        wait_for(lambda: self.program.find_now("Leave the Component") is None, "the way out to be gone")
        wait_for(lambda: self.program.selected() == ["Component"], "the component to be selected")

    # ---- Making and dissolving ----

    def test_make(self):
        document = self.make()
        made = document["nodes"]["component"]
        assert made["type"] == "component" and "few" in made["component"]["nodes"], made
        assert list(made["inputs"].values()) == ["source"], made
        self.undo()

    def test_make_and_name(self):
        program = self.program
        self.select("Few")
        program.keys("ctrl+alt+g")
        program.find("Name of the node", below=program.canvas)
        program.xdo("type", "Head")
        program.keys("Return")
        program.save_until(lambda d: d["nodes"].get("component", {}).get("title") == "Head", "the name")
        program.keys("ctrl+z")
        self.undo()

    def test_dissolve(self):
        program = self.program
        self.make()
        program.keys("ctrl+alt+shift+g")
        program.save_until(lambda d: "component" not in d["nodes"] and "few" in d["nodes"], "the node to be back")
        program.keys("ctrl+z")
        self.undo()

    # ---- Going in and out ----

    def test_enter_with_the_keyboard(self):
        program = self.program
        self.make()
        program.keys("Return")
        self.wait_inside()
        program.keys("alt+Left")
        self.wait_outside()
        program.keys("alt+Down")
        self.wait_inside()
        program.keys("alt+Up")
        self.wait_outside()
        self.undo()

    def test_enter_with_the_pointer(self):
        program = self.program
        self.make()
        program.click(self.grip("Component"), times=2)
        self.wait_inside()
        way = program.find("Components on the Way Here")
        # What stands between its steps is for the eyes alone.
        assert [node.get_name() for node in program.walk(way) if node.get_name() == "›"] == []
        program.click(program.middle(program.find("Back to “Canvas”", "button")))
        self.wait_outside()
        self.undo()

    def test_edit_inside(self):
        program = self.program
        before = self.make()
        program.keys("Return")
        self.wait_inside()
        program.click(self.grip("Few"))
        wait_for(lambda: program.selected() == ["Few"], "Few to be selected")
        program.keys("Delete")
        program.save_until(lambda d: "few" not in d["nodes"]["component"]["component"]["nodes"], "Few to go")
        program.keys("ctrl+z")
        program.save_until(lambda d: d == before, "the component as it was")
        # The step before: there is no component to be inside of.
        self.undo()
        wait_for(lambda: program.find_now("Leave the Component") is None, "the whole to be shown")

    def test_border_types_are_offered_inside(self):
        program = self.program
        assert program.find_now("Table Output", "list item") is None
        self.make()
        program.keys("Return")
        self.wait_inside()
        program.find("Table Output", "list item")
        program.keys("alt+Up")
        self.wait_outside()
        wait_for(lambda: program.find_now("Table Output", "list item") is None, "no border types outside")
        self.undo()

    # ---- The library ----

    def test_library(self):
        program = self.program
        self.make()
        program.click(self.grip("Component"), button=3)
        self.menu()
        program.keys("v")
        program.save_until(lambda d: "origin" in d["nodes"]["component"]["component"], "where it is from")
        program.keys("ctrl+shift+f")
        program.xdo("type", "component")
        wait_for(lambda: program.find_now("Sort", "list item") is None, "the catalogue to be searched")
        program.click(program.middle(program.find("Component", "list item")), times=2)
        program.save_until(lambda d: sum(n["type"] == "component" for n in d["nodes"].values()) == 2, "a copy")
        program.keys("ctrl+z", "ctrl+z")
        self.undo()
        program.keys("ctrl+shift+f", "Escape")
        wait_for(lambda: program.find_now("Sort", "list item") is not None, "the whole catalogue")


if __name__ == "__main__":
    sys.exit(hand.main(Components))
