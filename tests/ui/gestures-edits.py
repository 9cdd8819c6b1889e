#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the keys, the menu and the commands do with what is selected; otherwise like gestures.py."""

import json
import sys

import hand
from desktop import wait_for


class Edits(hand.Hand):
    PIPELINE = hand.LINKED

    def no_search(self):
        assert self.program.find_now("Search nodes") is None, "the search has opened"

    # ---- Links healed, muted and made ----

    def test_delete_and_reconnect(self):
        self.select("Few")
        self.program.keys("ctrl+Delete")
        document = self.expect(lambda d: "few" not in d["nodes"], "the node to go")
        assert document["nodes"]["other"]["inputs"] == {"table": "source"}, document["nodes"]

    def test_detach(self):
        self.select("Few")
        self.program.keys("alt+Delete")
        document = self.expect(lambda d: "inputs" not in d["nodes"]["few"], "the node to be alone")
        assert document["nodes"]["other"]["inputs"] == {"table": "source"}, document["nodes"]

    def test_bypass(self):
        self.select("Few", "Source")
        self.program.keys("d")
        document = self.expect(lambda d: d["nodes"]["few"].get("bypassed"), "the node to be bypassed")
        assert document["nodes"]["source"]["bypassed"] is True
        self.no_search()

    def test_bypass_no_longer(self):
        program = self.program
        self.select("Few")
        program.keys("d")
        program.save_until(lambda d: d["nodes"]["few"].get("bypassed"), "the node to be bypassed")
        program.keys("d")
        program.save_until(lambda _: program.read() == self.text, "the first file")
        program.keys("ctrl+z")
        program.save_until(lambda d: d["nodes"]["few"].get("bypassed"), "the node to be bypassed again")
        self.undo()

    def test_mute_a_link(self):
        program = self.program
        (x0, y0), (x1, y1) = program.port("Source", "Output “Table”"), program.port("Few", "Input “Table”")
        program.click(((x0 + x1) / 2, (y0 + y1) / 2))
        program.keys("m")
        document = self.expect(lambda d: "muted" in json.dumps(d["nodes"]["few"]), "the link to be muted")
        assert "source" in json.dumps(document["nodes"]["few"]["inputs"])
        self.no_search()

    def test_link_the_selected(self):
        self.select("Trees", "Some")
        self.program.keys("f")
        document = self.expect(lambda d: d["nodes"]["trees"].get("inputs"), "the link")
        assert list(document["nodes"]["trees"]["inputs"].values()) == ["some.kept"], document["nodes"]["trees"]
        self.no_search()

    def test_connect(self):
        program = self.program
        self.select("Some")
        program.keys("c")
        program.find("Connect to…")
        program.xdo("type", "trees")
        program.keys("Return")
        document = self.expect(lambda d: d["nodes"]["trees"].get("inputs"), "the link")
        assert list(document["nodes"]["trees"]["inputs"].values()) == ["some.kept"], document["nodes"]["trees"]

    def test_escape_leaves_connect(self):
        program = self.program
        self.select("Some")
        program.keys("c")
        program.find("Connect to…")
        program.keys("Escape")
        wait_for(lambda: program.find_now("Connect to…") is None, "the list to close")
        self.expect_nothing()

    # ---- Text ----

    def entry_text(self):
        Atspi = self.program.Atspi
        texts = [node for node in self.program.walk(self.program.canvas) if node.get_role_name() in ("text", "entry")]
        return [Atspi.Text.get_text(node, 0, -1) for node in texts]

    def test_paste_to_and_from_text(self):
        """What is copied is text anywhere else, and text that was copied elsewhere is a node here."""
        program = self.program
        self.select("Source")
        program.keys("ctrl+c")
        program.click(self.empty_place(), times=2)
        program.find("Search nodes")
        program.keys("ctrl+v")
        wait_for(lambda: any('"read-csv"' in text for text in self.entry_text()), "the text of the node")
        program.keys("ctrl+a", "ctrl+x")
        wait_for(lambda: not any('"read-csv"' in text for text in self.entry_text()), "the text to be cut")
        program.keys("Escape")
        wait_for(lambda: program.find_now("Search nodes") is None, "the search to close")
        program.keys("ctrl+v")
        document = self.expect(lambda d: len(d["nodes"]) == 6, "a copy")
        (new,) = set(document["nodes"]) - hand.NODES
        assert document["nodes"][new]["params"] == {"path": "numbers.csv"}

    # ---- Walking ----

    def test_walk_along_links(self):
        program = self.program
        self.select("Source")
        for key, name in (("Right", "Few"), ("Right", "Other"), ("Left", "Few"), ("Left", "Source")):
            program.keys(key)
            wait_for(lambda: program.selected() == [name], f"{key} to lead to {name}, not {program.selected()}")
        self.expect_nothing()

    def test_select_all_before_and_after(self):
        program = self.program
        self.select("Few")
        program.keys("shift+Left")
        wait_for(lambda: program.selected() == ["Few", "Source"], "all before")
        self.select("Few")
        program.keys("shift+Right")
        wait_for(lambda: program.selected() == ["Few", "Other"], "all after")
        self.expect_nothing()

    # ---- Other types ----

    def test_replace(self):
        program = self.program
        self.select("Few")
        program.keys("r")
        program.find("Search nodes")
        program.xdo("type", "filter rows")
        program.keys("Return")
        document = self.expect(lambda d: d["nodes"]["few"]["type"] == "filter-rows", "the other type")
        assert document["nodes"]["few"]["inputs"] == {"table": "source"}
        assert document["nodes"]["few"]["title"] == "Few"
        assert document["nodes"]["other"]["inputs"] == {"table": "few.kept"}

    def test_drop_on_a_node_replaces(self):
        program = self.program
        x, y = self.grip("Few")
        program.press_and_move(program.middle(program.find("Sort", "list item")), (x - 10, y + 10), pause=0.05)
        program.xdo("mousemove", int(x), int(y), "sleep", 0.3, "mouseup", 1)
        document = self.expect(lambda d: d["nodes"]["few"]["type"] == "sort", "the other type")
        assert set(document["nodes"]) == hand.NODES
        assert document["nodes"]["other"]["inputs"] == {"table": "few"}

    # ---- Arranging ----

    def run_command(self, words):
        """Anything that has a command can be done from the palette."""
        program = self.program
        program.keys("ctrl+shift+p")
        program.xdo("sleep", 0.4, "type", words)
        program.keys("Return")

    def test_tidy_the_selection(self):
        self.select("Source", "Few", "Other")
        self.program.keys("ctrl+shift+l")
        document = self.expect(lambda d: self.position("other")(d) == (560, 0), "a straight line")
        assert self.position("few")(document) == (280, 0)
        assert self.position("some")(document) == (0, 200)

    def test_tidy_everything(self):
        self.program.keys("ctrl+shift+l")
        document = self.expect(lambda d: self.position("other")(d) == (560, 0), "a straight line")
        assert self.position("some")(document)[1] == self.position("trees")(document)[1] > 0

    def test_align_left(self):
        self.select("Source", "Few", "Other")
        self.run_command("align left")
        document = self.expect(lambda d: self.position("other")(d) == (0, 200), "one column")
        assert self.position("few")(document) == (0, 0)

    def test_align_bottom(self):
        self.select("Few", "Trees")
        self.run_command("align bottom")
        self.expect(lambda d: self.position("few")(d)[0] == 280 and 120 < self.position("few")(d)[1], "one row")

    def test_distribute(self):
        self.select("Some", "Other", "Trees")
        self.run_command("distribute horizontally")
        self.expect(lambda d: self.position("other")(d) == (270, 200), "equal gaps")

    # ---- One after the other ----

    def chain_of(self, document, types):
        """The new nodes of those types, each of which must read from the one before."""
        new = {node["type"]: (name, node) for name, node in document["nodes"].items() if name not in hand.NODES}
        for before, after in zip(types, types[1:]):
            source = new[after][1]["inputs"]["table"]
            assert source.partition(".")[0] == new[before][0], new

    def test_chain_in_the_search(self):
        program = self.program
        program.click(self.empty_place(), times=2)
        program.find("Search nodes")
        program.xdo("type", "read parquet")
        program.keys("shift+Return")
        program.xdo("type", "limit")
        program.keys("shift+Return")
        program.xdo("type", "sort")
        program.keys("Return")
        document = program.save_until(lambda d: len(d["nodes"]) == 8, "three nodes")
        self.chain_of(document, ("read-parquet", "limit", "sort"))
        for left in (7, 6):
            program.keys("ctrl+z")
            program.save_until(lambda d: len(d["nodes"]) == left, f"{left} nodes")
        self.undo()

    def test_chain_in_the_catalogue(self):
        program = self.program
        for name in ("Filter Rows", "Sort"):
            program.click(program.middle(program.find(name, "list item")), times=2, key="ctrl")
            wait_for(lambda: len(program.selected()) == 1, "the new node to be selected")
        document = program.save_until(lambda d: len(d["nodes"]) == 7, "two nodes")
        self.chain_of(document, ("filter-rows", "sort"))
        program.keys("ctrl+z")
        self.undo()


if __name__ == "__main__":
    sys.exit(hand.main(Edits))
