#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files dragged to the canvas from another program, and what is pasted there; otherwise like gestures.py."""

import pathlib
import subprocess
import sys

import hand
from desktop import wait_for


class Drop(hand.Hand):
    def one_new(self, document):
        (new,) = set(document["nodes"]) - hand.NODES
        return new, document["nodes"][new]

    # ---- Files ----

    def make_files(self, *names):
        paths = []
        for name in names:
            path = self.program.path.parent / name
            path.write_text("a,b\n1,2\n", encoding="utf-8")
            paths.append(path)
        return paths

    def drag_files(self, *names):
        """From a window of another program, which is put below the canvas on the left."""
        program = self.program
        helper = subprocess.Popen(
            [sys.executable, pathlib.Path(__file__).with_name("drag-source.py"), *self.make_files(*names)],
            env=program.desktop.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        program.desktop.processes.append(helper)
        try:
            window = wait_for(lambda: program.xdo("search", "--onlyvisible", "--pid", helper.pid).split(),
                              "the other window")[-1]
            program.xdo("windowmove", window, 20, 820, "windowraise", window, "sleep", 0.3)
            x, y = self.empty_place()
            program.press_and_move((60, 850), (x - 240, y + 380), pause=0.08)
            program.xdo("mousemove", int(x - 230), int(y + 390), "sleep", 0.5, "mouseup", 1, "sleep", 0.3)
        finally:
            helper.terminate()
            helper.wait()
            program.xdo("windowfocus", program.window)

    def test_csv_from_a_file_manager(self):
        self.drag_files("more.csv")
        new, node = self.one_new(self.expect(lambda d: len(d["nodes"]) == 6, "another node"))
        assert node["type"] == "read-csv" and node["title"] == "more", node
        # Beside the pipeline, so it is found wherever both go.
        assert node["params"]["path"] == "more.csv", node

    def test_several_files_are_one_step(self):
        self.drag_files("first.csv", "second.parquet")
        document = self.expect(lambda d: len(d["nodes"]) == 7, "two nodes")
        new = {document["nodes"][id]["type"]: id for id in set(document["nodes"]) - hand.NODES}
        assert set(new) == {"read-csv", "read-parquet"}, new
        first, second = (self.position(new[type])(document) for type in ("read-csv", "read-parquet"))
        assert first[0] == second[0] and abs(first[1] - second[1]) >= 80, (first, second)

    def test_other_files_are_refused(self):
        self.drag_files("picture.png")
        self.program.find("Only CSV and Parquet files can be dropped here")
        self.expect_nothing()

    # ---- Pasting ----

    def test_paste_at_the_pointer(self):
        program = self.program
        self.select("Source")
        program.keys("ctrl+c")
        x, y = self.empty_place()
        program.move(x - 240, y + 400)
        program.keys("ctrl+v")
        wait_for(lambda: len(program.cards()) == 8, "the copy")
        copy = next(card for card in program.cards() if card.get_name() == "Source" and
                    card.get_state_set().contains(program.Atspi.StateType.SELECTED))
        left, top, width, height = program.area(copy)
        assert left < x - 240 < left + width and top < y + 400 < top + height, (left, top, x, y)
        self.expect(lambda d: len(d["nodes"]) == 6, "another node")

    def test_paste_where_it_was_copied_lies_beside(self):
        self.select("Few")
        self.program.keys("ctrl+c", "ctrl+v", "ctrl+v")
        document = self.program.save_until(lambda d: len(d["nodes"]) == 7, "two copies")
        places = sorted(self.position(id)(document) for id in set(document["nodes"]) - hand.NODES)
        assert places == [(320, 40), (360, 80)], places
        self.program.keys("ctrl+z")
        self.undo()

    def test_paste_on_a_link_inserts(self):
        program = self.program
        self.select("Other")
        program.keys("ctrl+c")
        program.move(*self.link_middle())
        program.keys("ctrl+v")
        new, node = self.one_new(self.expect(lambda d: len(d["nodes"]) == 6, "another node"))
        assert node["type"] == "sort" and node["inputs"] == {"table": "source"}, node

    def canvases(self):
        return [node for node in self.program.walk(self.program.root) if node.get_name() == "Pipeline canvas"]

    def test_paste_into_another_window(self):
        program = self.program
        self.select("Source")
        program.keys("ctrl+c")
        program.keys("ctrl+shift+n")
        windows = wait_for(lambda: [id for id in program.xdo("search", "--onlyvisible", "--pid",
                                                              program.process.pid).split()
                                    if id != program.window], "another window")
        program.xdo("windowmove", windows[-1], 0, 0, "windowraise", windows[-1], "windowfocus", windows[-1])
        program.keys("ctrl+n")
        first = program.canvas
        other = wait_for(lambda: [canvas for canvas in self.canvases() if canvas != first and
                                  canvas.get_state_set().contains(program.Atspi.StateType.SHOWING)],
                         "the other canvas")[-1]
        x, y, width, height = program.area(other)
        program.click((x + width / 2, y + height / 2))
        program.keys("ctrl+v")
        wait_for(lambda: program.find_now("Source", below=other), "the node in the other window")
        program.keys("ctrl+z")
        wait_for(lambda: not program.find_now("Source", below=other), "the node to be gone")
        program.keys("ctrl+w")
        program.xdo("sleep", 0.5, "windowunmap", windows[-1], "windowfocus", program.window)
        self.expect_nothing()


if __name__ == "__main__":
    sys.exit(hand.main(Drop))
