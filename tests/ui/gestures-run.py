#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs and what is seen of them, the overview, and the search for columns and problems, with a real pointer and real
keys; otherwise like gestures.py."""

import json
import sys

import hand
from desktop import wait_for

# Two branches, of which one cannot run; and far from them a node that is only seen by moving the view.
PIPELINE = """{ "format": "millrace/1", "name": "Canvas", "nodes": {
  "source": { "type": "read-csv", "version": 1, "title": "Source", "params": { "path": "numbers.csv" } },
  "good": { "type": "filter-rows", "version": 1, "title": "Good", "inputs": { "table": "source" },
    "params": { "condition": "a > 1" } },
  "bad": { "type": "filter-rows", "version": 1, "title": "Bad", "inputs": { "table": "source" },
    "params": { "condition": "nobody > 1" } },
  "after": { "type": "limit", "version": 1, "title": "After", "inputs": { "table": "bad.kept" } },
  "late": { "type": "read-csv", "version": 1, "title": "Late", "params": { "path": "late.csv" } },
  "far": { "type": "filter-rows", "version": 1, "title": "Far", "inputs": { "table": "good.kept" },
    "params": { "condition": "length(repeat(cast(a as varchar), 9000)) > 1" } } },
  "layout": { "nodes": { "source": { "x": 0, "y": 0 }, "good": { "x": 280, "y": -100 }, "bad": { "x": 280, "y": 100 },
    "after": { "x": 540, "y": 100 }, "late": { "x": 0, "y": 200 }, "far": { "x": 2800, "y": 1800 } } } }
"""


class Run(hand.Hand):
    PIPELINE = PIPELINE
    FILES = {"numbers.csv": "a,breadth\n" + "1,2\n3,4\n" * 60000}

    def prepare(self):
        """The two branches in sight at 100 %, nothing selected."""
        program = self.program
        x, y, width, height = program.area(program.canvas)
        program.click((x + width / 2, y + height - 60))
        program.keys("Escape", "Escape", "ctrl+0")
        # From the far node the way back makes it come to the same place each time.
        self.show("Far")
        self.show("Bad")
        wait_for(lambda: self.is_in_sight("Late"), "the branches to be in sight")
        program.click((x + width / 2, y + 12))
        wait_for(lambda: program.selected() == [], "nothing to be selected")

    def show(self, title):
        program = self.program
        program.keys("ctrl+f")
        program.find("Search the Pipeline")
        program.keys("ctrl+a")
        program.xdo("type", title)
        wait_for(lambda: program.selected() == [title], f"{title} to be found")
        program.keys("Escape")

    def place(self, card):
        return self.program.area(self.program.card(card))

    def is_in_sight(self, card):
        x, y, width, height = self.program.area(self.program.canvas)
        node = self.program.find_now(card, below=self.program.canvas)
        if node is None:
            return False
        left, top, w, h = self.program.area(node)
        return x <= left and y <= top and left + w <= x + width and top + h <= y + height

    def says(self, card, text):
        """Something on the card has that name."""
        return any(text in (node.get_name() or "") for node in self.program.walk(self.program.card(card)))

    def tells(self, card):
        return [node.get_name() for node in self.program.walk(self.program.card(card))]

    def do(self, command):
        program = self.program
        program.keys("ctrl+shift+p")
        program.find("Commands")
        program.xdo("type", command)
        program.keys("Return")
        wait_for(lambda: program.find_now("Commands") is None, "the commands to close")

    # ---- The overview ----

    def overview(self):
        return self.program.area(self.program.find("Overview"))

    def test_a_click_in_the_overview_goes_there(self):
        x, y, width, height = self.overview()
        assert not self.is_in_sight("Far")
        self.program.click((x + width - 24, y + height - 22))
        wait_for(lambda: self.is_in_sight("Far"), "the far node to come into sight")
        self.program.click((x + 14, y + 14))
        wait_for(lambda: self.is_in_sight("Source"), "the first node to come into sight")
        assert self.program.selected() == []
        self.expect_nothing()

    def test_a_drag_in_the_overview_moves_the_view(self):
        program = self.program
        x, y, width, height = self.overview()
        before = self.place("Source")
        program.press_and_move((x + 20, y + 20), (x + width / 2, y + height / 2))

        def has_followed():
            # It may go out of sight at any moment, and is then not there.
            card = program.find_now("Source", below=program.canvas)
            return card is None or program.area(card) != before

        wait_for(has_followed, "the view to follow")
        self.program.xdo("mousemove", int(x + width - 24), int(y + height - 22), "sleep", 0.1, "mouseup", 1)
        wait_for(lambda: self.is_in_sight("Far"), "the far node to come into sight")
        assert self.program.selected() == []
        self.expect_nothing()

    # ---- Searching ----

    def search(self, text, count, where):
        program = self.program
        program.keys("ctrl+f")
        program.find("Search the Pipeline")
        program.keys("ctrl+a")
        program.xdo("type", text)
        wait_for(lambda: program.find_now(count), count)
        wait_for(lambda: program.find_now(where), where)

    def test_search_finds_a_column(self):
        program = self.program
        self.search("breadth", "1 of 3", "Column: breadth")
        wait_for(lambda: program.selected() == ["Source"], "the first node with the column")
        program.keys("Return")
        wait_for(lambda: program.find_now("2 of 3"), "the second")
        wait_for(lambda: program.selected() == ["Good"], "the next node with the column")
        program.keys("Escape")
        self.expect_nothing()

    def test_search_finds_a_problem_and_goes_there(self):
        program = self.program
        self.search("there is no column", "1 of 1", "Problem: There is no column “nobody”")
        wait_for(lambda: program.selected() == ["Bad"], "the node with the problem")
        program.keys("Escape")
        self.expect_nothing()

    # ---- Running ----

    def test_an_error_in_one_branch_leaves_the_other(self):
        program = self.program
        program.keys("F5")
        wait_for(lambda: self.says("Good", "Done") or self.says("Good", "Reused"),
                 f"the other branch to run: {self.tells('Good')}")
        wait_for(lambda: self.says("Bad", "Failed"), f"this one to fail: {self.tells('Bad')}")
        wait_for(lambda: self.says("After", "Skipped"), f"what follows to be left out: {self.tells('After')}")
        self.expect_nothing()

    def test_the_view_follows_the_run(self):
        self.do("follow the run")
        assert not self.is_in_sight("Far")
        self.do("run from scratch")
        wait_for(lambda: self.is_in_sight("Far"), "the last node of the run to come into sight")
        wait_for(lambda: self.says("Far", "Done"), "the run to end")
        self.do("follow the run")
        self.expect_nothing()

    def test_a_file_that_comes_later_is_seen(self):
        program = self.program
        wait_for(lambda: self.says("Late", "Problems"), f"the problem of the missing file: {self.tells('Late')}")
        late = program.path.parent / "late.csv"
        late.write_text("c\n1\n", encoding="utf-8")
        wait_for(lambda: not self.says("Late", "Problems"), "the problem to be gone")
        late.unlink()
        wait_for(lambda: self.says("Late", "Problems"), "the problem to be back")
        self.expect_nothing()

    def test_what_changed_is_told(self):
        """On the card and in its settings, of a file that is another one since the run."""
        program = self.program
        program.keys("F5")
        wait_for(lambda: self.says("Good", "Done") or self.says("Good", "Reused"), "the run")
        program.click(self.grip("Source"))
        numbers = program.path.parent / "numbers.csv"
        before = numbers.read_text(encoding="utf-8")
        numbers.write_text(before + "7,8\n", encoding="utf-8")
        reason = f"file “{numbers}” changed"
        wait_for(lambda: self.says("Source", reason), f"the reason: {self.tells('Source')}")
        wait_for(lambda: self.says("Good", "what comes from “Source” changed"), f"the reason: {self.tells('Good')}")
        wait_for(lambda: program.find_now(f"Changed since the last run\n{reason}", "label"), "the reason in the settings")
        program.picture("reasons")
        program.keys("F5")
        wait_for(lambda: not self.says("Source", reason), "a run to bring all up to date")
        self.expect_nothing()

    def test_p_pins(self):
        program = self.program
        program.click(self.grip("Good"))
        wait_for(lambda: program.selected() == ["Good"], "the selection")
        program.keys("p")
        wait_for(lambda: self.says("Good", "Pinned"), f"the pin: {self.tells('Good')}")
        self.expect(lambda d: d["nodes"]["good"].get("pinned") is True, "the node to be pinned")
        wait_for(lambda: not self.says("Good", "Pinned"), "the pin to go with Undo")


if __name__ == "__main__":
    sys.exit(hand.main(Run))
