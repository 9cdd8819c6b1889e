#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users of other editors suffer from, tried with real keys and pointer: undo is exactly one step and keeps the
view, and an error leads to the field that it is about. Otherwise like gestures.py."""

import sys

import hand
from desktop import wait_for

PIPELINE = """{ "format": "millrace/1", "name": "Canvas", "nodes": {
  "source": { "type": "read-csv", "version": 1, "title": "Source", "params": { "path": "numbers.csv" } },
  "few": { "type": "limit", "version": 1, "title": "Few", "inputs": { "table": "source" } },
  "some": { "type": "filter-rows", "version": 1, "title": "Some", "inputs": { "table": "source" },
            "params": { "condition": "a > 1" } },
  "wrong": { "type": "filter-rows", "version": 1, "title": "Wrong", "inputs": { "table": "some.kept" },
             "params": { "condition": "nobody > 1" } },
  "trees": { "type": "limit", "version": 1, "title": "Trees", "inputs": { "table": "few" } } },
  "layout": { "nodes": { "source": { "x": 0, "y": 0 }, "few": { "x": 280, "y": 0 }, "some": { "x": 0, "y": 200 },
    "wrong": { "x": 280, "y": 200 }, "trees": { "x": 540, "y": 200 } },
  "frames": [ { "id": "frame", "title": "Frame", "color": "blue", "x": -20, "y": 160, "width": 260, "height": 180 } ],
  "notes": [ { "id": "note", "text": "Some *words*", "x": 540, "y": 0, "width": 220, "height": 80 } ] } }
"""


class Promises(hand.Hand):
    PIPELINE = PIPELINE
    FILES = {"numbers.csv": "a,b\n1,2\n2,3\n3,4\n"}

    def focused(self):
        for node in self.program.walk(self.program.root):
            states = node.get_state_set()
            if states.contains(self.program.Atspi.StateType.FOCUSED) and \
                    states.contains(self.program.Atspi.StateType.SHOWING):
                return node
        return None

    # ---- Undo ----

    def test_undo_keeps_the_view_and_other_work(self):
        program = self.program
        self.select("Trees")
        program.keys("ctrl+Right")
        program.save_until(lambda d: self.position("trees")(d) == (560, 200), "the first step")
        self.select("Few")
        program.keys("d")
        program.save_until(lambda d: d["nodes"]["few"].get("bypassed"), "the second step")
        program.xdo("mousemove", *map(int, self.empty_place()), "click", 5)
        program.keys("ctrl+minus")
        program.find("80 %")
        before = program.area(program.card("Few"))
        program.keys("ctrl+z")
        document = program.save_until(lambda d: not d["nodes"]["few"].get("bypassed"), "the second step to be undone")
        assert self.position("trees")(document) == (560, 200), "the first step is undone too"
        assert program.find_now("80 %") is not None
        assert program.area(program.card("Few")) == before, "the view has moved"
        program.keys("ctrl+shift+z")
        program.save_until(lambda d: d["nodes"]["few"].get("bypassed"), "it to be done again")
        assert program.area(program.card("Few")) == before, "the view has moved"
        program.keys("ctrl+z")
        self.undo()

    def test_looking_and_selecting_are_no_steps(self):
        program = self.program
        x, y = self.empty_place()
        self.select("Few")
        program.keys("ctrl+plus", "ctrl+minus", "ctrl+minus", "shift+2", "ctrl+0", "shift+1", "Tab", "shift+Left",
                     "ctrl+a", "Escape", "ctrl+shift+m", "ctrl+shift+m")
        program.drag((x, y + 200), (x - 40, y + 232), button=2)
        program.xdo("mousemove", int(x), int(y), "click", 5, "click", 4)
        program.drag((x, y + 300), (x - 100, y + 380))
        self.expect_nothing()

    def test_the_mark_of_unsaved_follows_the_saved_point(self):
        program = self.program

        def marked():
            return any(node.get_name().startswith("• ") for node in program.walk(program.root)
                       if node.get_role_name() in ("label", "static", "heading"))
        self.select("Few")
        program.keys("ctrl+Right")
        wait_for(marked, "the mark")
        program.save_until(lambda d: self.position("few")(d) == (300, 0), "the step")
        wait_for(lambda: not marked(), "the mark to go when it is saved")
        program.keys("ctrl+z")
        wait_for(marked, "the mark when the saved step is undone")
        program.keys("ctrl+shift+z")
        wait_for(lambda: not marked(), "the mark to go where it was saved")
        self.undo()

    # ---- Errors ----

    def badge(self, card):
        def search():
            for node in self.program.walk(self.program.card(card)):
                if node.get_name() == "Problems" and node.get_state_set().contains(self.program.Atspi.StateType.SHOWING):
                    return node
            return None
        return wait_for(search, f"the problems of {card}")

    def in_condition(self):
        focus = self.focused()
        if focus is None or focus.get_role_name() not in ("text", "entry", "text box"):
            return False
        return "nobody" in self.program.Atspi.Text.get_text(focus, 0, -1)

    def test_an_error_leads_to_its_field(self):
        program = self.program
        x, y = program.middle(self.badge("Wrong"))
        # Places of what lies in a card are told without the card's padding.
        program.click((x + 10, y + 7))
        show = program.find("Show", below=program.canvas)
        texts = " ".join(node.get_name() for node in program.walk(program.canvas) if node.get_role_name() == "label")
        assert "nobody" in texts, texts
        x, y = program.middle(show)
        # Nor is the padding of the popover told.
        program.click((x + 18, y + 17))
        wait_for(self.in_condition, f"the condition to have the focus, not {self.focused().get_name()}")
        self.expect_nothing()


if __name__ == "__main__":
    sys.exit(hand.main(Promises))
