#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the keys do in the entry of an expression while it proposes names; otherwise like gestures.py."""

import sys

import hand


class Expression(hand.Hand):
    PIPELINE = hand.PIPELINE.replace('"title": "Some",', '"title": "Some", "inputs": { "table": "source" },')
    FILES = {"numbers.csv": "amount,price\n1,2\n"}

    def begin(self, text):
        """Writes @text in the place of the condition, and gives proposals the time to come."""
        program = self.program
        self.select("Some")
        program.click(program.middle(program.find("Condition", "text")))
        program.keys("ctrl+a", "BackSpace")
        program.xdo("type", "--delay", 60, text)
        program.xdo("sleep", 1.5)
        program.picture("proposals")

    def take(self, key):
        self.begin("pri")
        self.program.keys(key)
        self.program.xdo("sleep", 0.5)
        self.program.xdo("type", "--delay", 60, " > 0")
        self.program.save_until(lambda d: d["nodes"]["some"]["params"]["condition"] == "price > 0",
                                "the name that was proposed")
        self.back()

    def back(self):
        """Undo belongs to the document: the canvas takes it."""
        program = self.program
        program.click(self.empty_place())
        for _ in range(6):
            if program.read() == self.text:
                return
            program.keys("ctrl+z")
            program.keys("ctrl+s")
        program.save_until(lambda _: program.read() == self.text, "the first file")

    def test_return_takes_the_proposal(self):
        self.take("Return")

    def test_tab_takes_the_proposal(self):
        self.take("Tab")

    def proposals(self):
        """The texts of each row."""
        rows = [node for node in self.program.walk(self.program.root) if node.get_role_name() == "list item"]
        texts = [[node.get_name() for node in self.program.walk(row) if node.get_role_name() == "label"] for row in rows]
        return [[text for text in row if text] for row in texts]

    def test_what_is_not_portable_is_said(self):
        self.begin("re")
        found = self.proposals()
        for row in (["regexp_extract", "Not portable"], ["replace"]):
            assert row in found, f"there is no {row} among {found}"
        self.program.keys("Escape")
        self.back()

    def test_return_without_proposals_is_a_new_line(self):
        self.begin("pri")
        self.program.keys("Escape")
        self.program.xdo("sleep", 0.5)
        self.program.keys("Return")
        self.program.save_until(lambda d: d["nodes"]["some"]["params"]["condition"] == "pri\n", "a new line")
        self.back()


if __name__ == "__main__":
    sys.exit(hand.main(Expression))
