#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the keyboard alone does with links and places, and how the search adds nodes; otherwise like gestures.py."""

import json
import sys

import hand
from desktop import wait_for


class Keys(hand.Hand):
    PIPELINE = hand.LINKED

    def new_of(self, document):
        return {document["nodes"][id]["type"]: (id, document["nodes"][id]) for id in set(document["nodes"]) - hand.NODES}

    def open_search(self):
        self.program.click(self.empty_place(), times=2)
        self.program.find("Search nodes")

    def close_search(self):
        self.program.keys("Escape")
        wait_for(lambda: self.program.find_now("Search nodes") is None, "the search to close")

    # ---- Links, one after the other ----

    def test_mute_a_link_with_keys(self):
        self.select("Few")
        self.program.keys("l", "m")
        document = self.expect(lambda d: "muted" in json.dumps(d["nodes"]["few"]["inputs"]), "the link to be muted")
        assert document["nodes"]["other"]["inputs"] == {"table": "few"}

    def test_delete_a_link_with_keys(self):
        self.select("Few")
        self.program.keys("l", "l", "Delete")
        document = self.expect(lambda d: "inputs" not in d["nodes"]["other"], "the second link to go")
        assert document["nodes"]["few"]["inputs"] == {"table": "source"}
        assert set(document["nodes"]) == hand.NODES

    def test_put_a_node_into_a_link_with_keys(self):
        program = self.program
        self.select("Few")
        program.keys("l")
        program.xdo("type", "filter rows")
        program.find("Search nodes")
        program.keys("Return")
        document = self.expect(lambda d: len(d["nodes"]) == 6, "another node")
        new, node = self.new_of(document)["filter-rows"]
        assert node["inputs"] == {"table": "source"}, node
        assert document["nodes"]["few"]["inputs"] == {"table": f"{new}.kept"}, document["nodes"]["few"]
        # There is room for it.
        places = {id: place["x"] for id, place in document["layout"]["nodes"].items()}
        assert places[new] >= places["source"] + 280 and places["few"] >= places[new] + 280, places

    def test_only_what_fits_is_offered_for_a_link(self):
        program = self.program
        self.select("Few")
        program.keys("l")
        program.xdo("type", "read parquet")
        program.find("Search nodes")
        program.find("No such node")
        self.close_search()
        self.expect_nothing()

    # ---- Places ----

    def test_move_with_keys(self):
        self.select("Few")
        self.program.keys("ctrl+Right", "ctrl+Right", "ctrl+Down")
        self.expect(lambda d: self.position("few")(d) == (320, 20), "the node to move")

    def test_frame_is_moved_with_its_nodes_with_keys(self):
        program = self.program
        x, y, _, _ = program.area(program.card("Frame"))
        program.click((x + 120, y + 12))
        wait_for(lambda: program.selected() == ["Frame"], "the frame to be selected")
        program.keys("ctrl+Down")
        document = self.expect(lambda d: d["layout"]["frames"][0]["y"] == 180, "the frame to move")
        assert self.position("some")(document) == (0, 220)
        assert self.position("other")(document) == (280, 200)

    def test_shift_moves_off_the_grid(self):
        x, y = self.grip("Few")
        self.program.press_and_move((x, y), (x + 40, y + 50))
        self.program.xdo("keydown", "shift", "mousemove", int(x + 43), int(y + 57), "sleep", 0.05, "mouseup", 1,
                         "keyup", "shift")
        self.expect(lambda d: self.position("few")(d) == (323, 57), "the node to be off the grid")

    def test_tab_goes_in_the_order_of_the_work(self):
        program = self.program
        self.select("Source")
        seen = ["Source"]
        for _ in range(2):
            before = program.selected()
            program.keys("Tab")
            wait_for(lambda: program.selected() != before, "Tab to go on")
            seen += program.selected()
        # However the others lie between them, a node never comes before what it reads.
        program.keys("Escape")
        order = []
        for _ in range(5):
            before = program.selected()
            program.keys("Tab")
            wait_for(lambda: program.selected() != before and len(program.selected()) == 1, "Tab to go on")
            order += program.selected()
        assert sorted(order) == ["Few", "Other", "Some", "Source", "Trees"], order
        assert order.index("Source") < order.index("Few") < order.index("Other"), order
        assert seen == order[order.index("Source"):][:3], (seen, order)
        self.expect_nothing()

    def test_scroll_sideways(self):
        program = self.program
        x, y, _, _ = program.area(program.card("Few"))
        program.xdo("mousemove", *map(int, self.empty_place()), "keydown", "shift", "sleep", 0.05, "click", 5,
                    "sleep", 0.05, "keyup", "shift")
        wait_for(lambda: program.area(program.card("Few"))[:2] == (x - 48, y), "the view to move sideways")
        self.expect_nothing()

    # ---- The search ----

    def test_space_opens_the_search(self):
        program = self.program
        program.move(*self.empty_place())
        program.keys("space")
        program.find("Search nodes")
        self.close_search()
        self.expect_nothing()

    def test_control_and_return_add_one_after_the_other(self):
        program = self.program
        self.open_search()
        program.xdo("type", "read parquet")
        program.keys("ctrl+Return")
        program.save_until(lambda d: len(d["nodes"]) == 6, "a node")
        program.xdo("type", "limit")
        program.keys("Return")
        new = self.new_of(program.save_until(lambda d: len(d["nodes"]) == 7, "two nodes"))
        assert new["limit"][1]["inputs"] == {"table": new["read-parquet"][0]}, new
        program.keys("ctrl+z")
        self.undo()

    def test_control_and_click_add_one_after_the_other(self):
        program = self.program
        for times, text in enumerate(("read parquet", "limit"), 1):
            if times == 1:
                self.open_search()
            program.xdo("type", text)
            x, y, width, height = program.area(program.find("Search nodes"))
            # The first row is below the field.
            program.xdo("sleep", 0.3)
            program.click((x + width / 2, y + height + 34), key="ctrl")
            program.save_until(lambda d: len(d["nodes"]) == 5 + times, f"{times} nodes")
        self.close_search()
        new = self.new_of(json.loads(program.read()))
        assert new["limit"][1]["inputs"] == {"table": new["read-parquet"][0]}, new
        program.keys("ctrl+z")
        program.save_until(lambda d: len(d["nodes"]) == 6, "the second node to be gone")
        self.undo()

    def drop_link(self, port="Output “Kept”"):
        program = self.program
        x, y = program.port("Some", port)
        program.drag((x, y), (x + 20, y + 140))
        program.find("Search nodes")
        return x + 20, y + 140

    def test_escape_leaves_nothing_of_a_dropped_link(self):
        self.drop_link()
        self.close_search()
        self.expect_nothing()

    def test_only_what_fits_is_offered_for_a_dropped_link(self):
        program = self.program
        self.drop_link()
        program.xdo("type", "read parquet")
        program.find("No such node")
        program.keys("ctrl+a")
        program.xdo("type", "histogram")
        wait_for(lambda: program.find_now("No such node") is None, "what fits to be offered")
        self.close_search()
        self.expect_nothing()

    def test_a_dropped_link_does_not_move(self):
        """The input of the new node is where the link was dropped, but for the grid."""
        program = self.program
        x, y = self.drop_link()
        program.xdo("type", "limit")
        program.keys("Return")
        wait_for(lambda: len(program.cards()) == 8, "the node")
        port_x, port_y = program.port("Limit Rows", "Input “Table”")
        assert abs(port_x - x) <= 11 and abs(port_y - y) <= 11, ((port_x, port_y), (x, y))
        self.expect(lambda d: len(d["nodes"]) == 6, "another node")

    # ---- Links of an input ----

    def test_moving_the_link_of_an_input(self):
        program = self.program
        program.drag(program.port("Other", "Input “Table”"), self.grip("Some"), key="shift")
        document = self.expect(lambda d: d["nodes"]["some"].get("inputs") == {"table": "few"}, "the link to move")
        assert "inputs" not in document["nodes"]["other"]

    def test_moving_all_links_of_a_port_with_keys(self):
        program = self.program
        self.select("Few")
        program.keys("alt+c")
        program.find("Move links to…")
        program.xdo("type", "some kept")
        program.keys("Return")
        document = self.expect(lambda d: d["nodes"]["other"].get("inputs") == {"table": "some.kept"}, "the link to move")
        assert document["nodes"]["few"]["inputs"] == {"table": "source"}, document["nodes"]["few"]

    def test_pin_with_a_key(self):
        self.select("Few")
        self.program.keys("p")
        self.expect(lambda d: d["nodes"]["few"].get("pinned") is True, "the pin")


if __name__ == "__main__":
    sys.exit(hand.main(Keys))
