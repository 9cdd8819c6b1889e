#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a merge left to be chosen, chosen with the pointer and keys. Called as gestures.py is; speaks TAP."""

import json
import sys

import hand
from desktop import wait_for

CONFLICTS = """, "conflicts": [
  { "what": "setting", "node": "few", "name": "rows", "base": 10, "ours": 100, "theirs": 7 },
  { "what": "title", "node": "few", "ours": "Few", "theirs": "A few <of> them" },
  { "what": "name", "ours": "Canvas", "theirs": "Painting" },
  { "what": "node", "node": "gone", "theirs": { "node": { "type": "limit", "version": 1, "title": "Gone" },
    "place": { "x": 540, "y": 100 } } } ]
"""


class Merge(hand.Hand):
    PIPELINE = hand.PIPELINE.rstrip()[:-1] + CONFLICTS + "}"
    FILES = {"numbers.csv": "a,b\n1,2\n3,4\n"}

    # ---- Tools ----

    def buttons(self):
        """Those that choose, from the top: ours and theirs by turns."""
        program = self.program
        found = [node for node in program.walk(program.root)
                 if node.get_name() == "Use" and node.get_role_name() == "button" and
                 node.get_state_set().contains(program.Atspi.StateType.SHOWING)]
        return sorted((program.middle(node) for node in found), key=lambda place: place[1])

    def wait_for_buttons(self, n):
        return wait_for(lambda: len(self.buttons()) == n and self.buttons(), f"{n} buttons that choose")

    def told(self, words):
        return wait_for(lambda: self.program.find_now(words), words)

    def left(self, document):
        return [entry["what"] for entry in document.get("conflicts", [])]

    # ---- Tests ----

    def test_node(self):
        program = self.program
        self.told("A merge left 4 choices to be made before all can run.")
        program.click(program.middle(program.find("Choose", "button")))
        wait_for(lambda: program.selected() == ["Few"], "the node that has the first choice")
        places = self.wait_for_buttons(4)
        program.xdo("sleep", 0.5)
        program.picture("merge-node")
        program.click(places[1])
        self.told("A merge left 3 choices to be made before all can run.")
        program.click(self.wait_for_buttons(2)[0])
        self.told("A merge left 2 choices to be made before all can run.")
        assert not self.buttons()
        document = program.save_until(lambda d: self.left(d) == ["name", "node"], "two choices")
        assert document["nodes"]["few"]["params"] == {"rows": 7} and document["nodes"]["few"]["title"] == "Few"
        program.keys("ctrl+z")
        self.undo()
        self.told("A merge left 4 choices to be made before all can run.")

    def test_pipeline(self):
        program = self.program
        places = self.wait_for_buttons(4)
        program.picture("merge-pipeline")
        program.click(places[3])
        program.find("Gone", below=program.canvas)
        program.click(self.wait_for_buttons(2)[1])
        document = program.save_until(lambda d: self.left(d) == ["setting", "title"], "two choices")
        assert document["name"] == "Painting" and document["layout"]["nodes"]["gone"] == {"x": 540, "y": 100}
        program.keys("ctrl+z")
        self.undo()

    def test_by_hand(self):
        """What is changed needs no choice any more."""
        program = self.program
        self.select("Few")
        self.wait_for_buttons(4)
        program.click(program.middle(program.find("Number of rows", "spin button")))
        program.keys("ctrl+a")
        program.xdo("type", "9")
        program.keys("Tab")
        self.told("A merge left 3 choices to be made before all can run.")
        document = program.save_until(lambda d: self.left(d) == ["title", "name", "node"], "three choices")
        assert document["nodes"]["few"]["params"] == {"rows": 9}
        self.undo()

    def test_run(self):
        """A node that is there in one version only decides what all others work on."""
        program = self.program
        program.keys("F5")
        wait_for(lambda: "Skipped" in [node.get_name() for node in program.walk(program.card("Source"))],
                 "the node to be skipped")
        assert json.loads(program.read())["conflicts"]


if __name__ == "__main__":
    sys.exit(hand.main(Merge))
