#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is open beside another version of it: the saved file, the last commit, a run, another file. Called as
gestures.py is; speaks TAP."""

import os
import subprocess
import sys

import hand
from desktop import wait_for


class Compare(hand.Hand):
    FILES = {"numbers.csv": "a,b\n1,2\n3,4\n"}

    # ---- Tools ----

    def command(self, words):
        program = self.program
        program.keys("ctrl+shift+p")
        wait_for(lambda: program.find_now("Search Commands", visible=False) or program.find_now("Commands", visible=False),
                 "the commands")
        program.xdo("type", words)
        program.find(words)
        program.keys("Return")

    def told(self, words):
        return wait_for(lambda: self.program.find_now(words), words)

    def stop(self):
        self.command("Stop Comparing")
        wait_for(lambda: not self.program.find_now("Differences", "button"), "the bar to go")

    def change(self):
        """One node of another title, one gone, one new: three steps of undo."""
        program = self.program
        program.click(self.grip("Few"))
        wait_for(lambda: program.selected() == ["Few"], "the selection")
        program.keys("F2", "ctrl+a")
        program.xdo("type", "Fewer")
        program.keys("Return")
        wait_for(lambda: program.find_now("Fewer"), "the new title")
        program.click(self.grip("Other"))
        wait_for(lambda: program.selected() == ["Other"], "the selection")
        program.keys("Delete")
        wait_for(lambda: not program.find_now("Other", below=program.canvas), "the node to go")
        program.click(self.grip("Trees"))
        wait_for(lambda: program.selected() == ["Trees"], "the selection")
        program.keys("ctrl+d")
        wait_for(lambda: len([card for card in program.cards() if card.get_name().startswith("Trees")]) == 2, "the copy")

    def take_back(self):
        self.program.keys("ctrl+z", "ctrl+z", "ctrl+z")

    def git(self, *arguments):
        folder = self.program.path.parent
        environment = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null")
        subprocess.run(["git", "-C", folder, "-c", "user.name=Test", "-c", "user.email=test@example.org", *arguments],
                       check=True, capture_output=True, env=environment)

    # ---- Tests ----

    def test_saved_file(self):
        program = self.program
        self.command("Compare With the Saved File")
        self.told("Compared with the saved file: no difference")
        self.change()
        self.told("Compared with the saved file: 1 added, 1 changed, 1 removed")
        program.picture("compare-saved")
        program.click(program.middle(program.find("Differences", "button")))
        row = program.find("Fewer", "list item")
        assert row.get_description() == "Title: \"Few\" → \"Fewer\"", row.get_description()
        assert program.find_now("Other", "list item").get_description() == "Removed"
        program.picture("compare-list")
        program.click(program.middle(row))
        wait_for(lambda: program.selected() == ["Fewer"], "the node that was chosen")
        program.save_until(lambda d: d["nodes"]["few"]["title"] == "Fewer", "the file with the change")
        self.told("Compared with the saved file: no difference")
        self.take_back()
        self.told("Compared with the saved file: 1 added, 1 changed, 1 removed")
        program.save_until(lambda _: program.read() == self.text, "the file as it was")
        self.told("Compared with the saved file: no difference")
        self.stop()

    def test_far_away(self):
        program = self.program
        self.command("Compare With the Saved File")
        self.told("Compared with the saved file: no difference")
        self.change()
        self.told("Compared with the saved file: 1 added, 1 changed, 1 removed")
        zoom = program.find("100 %", "button")
        for _ in range(5):
            program.keys("ctrl+minus")
        wait_for(lambda: int(zoom.get_name().split()[0]) < 35, "a far view")
        program.picture("compare-far")
        program.keys("ctrl+0", "shift+1")
        self.take_back()
        self.stop()

    def tells(self, card):
        """Of a card: what is said of its parts."""
        return [node.get_name() for node in self.program.walk(self.program.card(card))]

    def edge(self, card):
        """The left rim of a card and what is beside it, while nothing is selected."""
        program = self.program
        program.click(self.empty_place())
        wait_for(lambda: program.selected() == [], "nothing to be selected")
        x, y, _, height = program.area(program.card(card))
        program.xdo("sleep", 0.3)
        return program.pixels(x - 6, y + height / 2 - 20, 10, 12)

    def test_within_a_component(self):
        program = self.program
        self.select("Few")
        program.keys("ctrl+alt+g")
        program.find("Name of the node", below=program.canvas)
        program.keys("Escape")
        wait_for(lambda: program.selected() == ["Component"], "the component to be selected")
        program.save_until(lambda d: "component" in d["nodes"], "the component")
        self.command("Compare With the Saved File")
        self.told("Compared with the saved file: no difference")
        outside = self.edge("Component")

        program.click(self.grip("Component"), times=2)
        program.find("Leave the Component")
        program.find("Few", below=program.canvas)
        before = self.edge("Few")
        self.select("Few")
        program.click(program.middle(program.find("Number of rows", "spin button")))
        program.keys("ctrl+a")
        program.xdo("type", "7")
        program.keys("Tab")
        self.told("Compared with the saved file: 1 changed")
        wait_for(lambda: [name for name in self.tells("Few") if "100" in name and "7" in name], "the sign on the card")
        assert self.edge("Few") != before, "there is no ring around the card"
        program.picture("compare-within")

        program.click(program.middle(program.find("Back to “Canvas”", "button")))
        program.find("Component", below=program.canvas)
        wait_for(lambda: "What is in it is different" in self.tells("Component"), "the sign on the component")
        assert self.edge("Component") != outside, "there is no ring around the component"
        program.picture("compare-component")
        program.keys("ctrl+z")
        self.told("Compared with the saved file: no difference")
        assert self.edge("Component") == outside, "the ring is still there"
        self.stop()
        self.undo()

    def test_parameter(self):
        """That is no node, and is told."""
        program = self.program
        self.command("Compare With the Saved File")
        self.told("Compared with the saved file: no difference")
        program.click(self.empty_place())
        program.click(program.middle(program.find("Add Parameter")))
        dialog = program.find("Parameter", "dialog")
        program.click(program.middle(program.find("Name", "text", below=dialog)))
        program.xdo("type", "most")
        program.keys("Return")
        self.told("Compared with the saved file: 1 difference in the pipeline itself")
        program.picture("compare-parameter")
        program.keys("ctrl+z")
        self.told("Compared with the saved file: no difference")
        self.stop()

    def test_last_commit(self):
        program = self.program
        self.command("Compare With the Last Commit")
        self.told("There Is Nothing to Compare With")
        program.picture("compare-none")
        program.keys("Escape")
        wait_for(lambda: not program.find_now("There Is Nothing to Compare With"), "the dialog to close")
        self.git("init", "-q")
        self.git("add", program.path.name)
        self.git("commit", "-q", "-m", "first")
        self.command("Compare With the Last Commit")
        self.told("Compared with the last commit: no difference")
        self.change()
        self.told("Compared with the last commit: 1 added, 1 changed, 1 removed")
        self.take_back()
        self.told("Compared with the last commit: no difference")
        self.stop()

    def test_run(self):
        program = self.program
        self.command("Compare With a Run…")
        self.told("No Runs Yet")
        program.keys("Escape")
        program.click(self.grip("Source"))
        program.keys("ctrl+Return")
        wait_for(lambda: program.find_now("Run", "button"), "the run to end")
        self.change()
        self.command("Compare With a Run…")
        wait_for(lambda: [node for node in program.walk(program.root) if node.get_role_name() == "list item" and
                          node.get_state_set().contains(program.Atspi.StateType.FOCUSED)], "a run in the list")
        program.picture("compare-runs")
        program.keys("Return")
        wait_for(lambda: [node for node in program.walk(program.root)
                          if node.get_name().startswith("Compared with the run of ") and
                          node.get_name().endswith(": 1 added, 1 changed, 1 removed")], "the comparison")
        self.take_back()
        self.stop()


if __name__ == "__main__":
    sys.exit(hand.main(Compare))
