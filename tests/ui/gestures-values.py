#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run with other values than the pipeline has. Called as gestures.py is; speaks TAP."""

import sys

import hand
from desktop import wait_for


class Values(hand.Hand):
    PIPELINE = hand.PIPELINE.replace('"name": "Canvas",', """"name": "Canvas", "parameters": {
      "most": { "type": "integer", "default": 3, "description": "How many rows" },
      "strict": { "type": "boolean", "default": true } },""").replace(
        '"inputs": { "table": "source" } }', '"inputs": { "table": "source" }, "params": { "rows": "${most}" } }')
    FILES = {"numbers.csv": "a,b\n1,2\n3,4\n5,6\n"}

    def command(self, words):
        program = self.program
        program.keys("ctrl+shift+p")
        wait_for(lambda: program.find_now("Search Commands", visible=False) or program.find_now("Commands", visible=False),
                 "the commands")
        program.xdo("type", words)
        program.find(words)
        program.keys("Return")

    def open(self):
        program = self.program
        self.command("Run Everything With Other Values…")
        program.find("The values count for this run only; the pipeline stays as it is.")
        return program.find("most", "text")

    def test_other_value(self):
        program = self.program
        self.open()
        program.picture("values")
        program.keys("ctrl+a")
        program.xdo("type", "2")
        program.keys("Return")
        wait_for(lambda: not program.find_now("The values count for this run only; the pipeline stays as it is."),
                 "the dialog to close")
        self.select("Few")
        program.click(program.middle(wait_for(
            lambda: program.find_now("Table", "page tab") or program.find_now("Table", "radio button") or
            program.find_now("Table", "toggle button") or program.find_now("Table", "tab"), "the page of rows")))
        wait_for(lambda: [node for node in program.walk(program.root) if node.get_name().startswith("2 rows")],
                 "as many rows as were asked for")
        assert self.program.find_now("Made with other values: most = 2"), "it is not told that there were other values"
        program.picture("values-run")
        self.command("Compare With a Run…")
        row = wait_for(lambda: [node for node in program.walk(program.root) if node.get_role_name() == "list item" and
                                node.get_description().startswith("most = 2, strict = true\n")], "the run with its values")
        assert len(row) == 1, row
        program.picture("values-runs")
        program.keys("Escape")
        wait_for(lambda: not program.find_now("Compare With a Run"), "the dialog to close")
        self.expect_nothing()

    def test_wrong_value(self):
        program = self.program
        self.open()
        program.keys("ctrl+a")
        program.xdo("type", "many")
        run = program.find("Run", "button", below=None)
        wait_for(lambda: [node for node in program.walk(program.root) if "most" in node.get_name() and
                          "many" in node.get_name()] or
                 not run.get_state_set().contains(program.Atspi.StateType.SENSITIVE), "the refusal")
        program.picture("values-wrong")
        program.keys("Return")
        assert program.find_now("most", "text"), "the dialog has closed"
        program.keys("Escape")
        wait_for(lambda: not program.find_now("most", "text"), "the dialog to close")
        self.expect_nothing()

    def test_several_values(self):
        program = self.program
        self.open()
        program.click(program.middle(program.find("Try Several Values", "switch")))
        program.click(program.middle(program.find("most", "text")))
        program.keys("ctrl+a")
        program.xdo("type", "1, 2, 1")
        program.find("“1” is there twice\nGive each value once")
        program.keys("BackSpace", "BackSpace", "BackSpace")
        program.click(program.middle(program.find("Both", "check box")))
        program.find("Run 4 Times", "button")
        program.picture("values-several")
        program.click(program.middle(program.find("Run 4 Times", "button")))
        # Something in this pipeline always fails.
        program.find("4 of 4 runs failed")
        program.picture("values-sweep")
        program.click(program.middle(program.find("Show Runs", "button")))
        rows = wait_for(lambda: [node.get_description().splitlines()[0] for node in program.walk(program.root)
                                 if node.get_role_name() == "list item" and "strict = " in node.get_description()],
                        "the runs")
        assert rows[:4] == ["most = 2, strict = false", "most = 2, strict = true",
                            "most = 1, strict = false", "most = 1, strict = true"], rows
        program.picture("values-sweep-runs")
        program.keys("Escape")
        wait_for(lambda: not program.find_now("Compare With a Run"), "the dialog to close")
        self.expect_nothing()


if __name__ == "__main__":
    sys.exit(hand.main(Values))
