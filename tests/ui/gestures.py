#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gestures of the canvas, done with a real pointer and real keys; what came of each is read from the file that
was saved, and one Undo gives the file that was there before, byte for byte. Called with the program millctl, the
build directory and the source directory; speaks TAP."""

import subprocess
import sys
import time

import hand
from desktop import wait_for


class Gestures(hand.Hand):
    # ---- Adding ----

    def test_add_by_drag_from_the_catalogue(self):
        program = self.program
        row = program.find("Sort", "list item")
        x, y = self.empty_place()
        # What is dragged between widgets goes through the display's own protocol, which takes its time.
        program.press_and_move(program.middle(row), (x - 110, y + 390), pause=0.05)
        program.xdo("mousemove", int(x - 100), int(y + 400), "sleep", 0.3, "mouseup", 1)
        document = self.expect(lambda d: len(d["nodes"]) == 6, "another node")
        (new,) = set(document["nodes"]) - hand.NODES
        assert document["nodes"][new]["type"] == "sort"
        assert "inputs" not in document["nodes"][new]

    def test_add_by_double_click(self):
        program = self.program
        program.click(self.empty_place(), times=2)
        program.find("Search nodes")
        program.xdo("type", "read parquet")
        program.keys("Return")
        self.expect(lambda d: [n for n in d["nodes"].values() if n["type"] == "read-parquet"], "the reader")

    def test_add_by_typing(self):
        program = self.program
        program.move(*self.empty_place())
        program.keys("h")
        program.find("Search nodes")
        program.xdo("type", "istogram")
        program.keys("Return")
        self.expect(lambda d: [n for n in d["nodes"].values() if n["type"] == "histogram"], "the histogram")

    def test_escape_leaves_the_search(self):
        program = self.program
        program.click(self.empty_place(), times=2)
        program.find("Search nodes")
        program.keys("Escape")
        wait_for(lambda: program.find_now("Search nodes") is None, "the search to close")
        self.expect_nothing()

    def test_double_click_in_the_catalogue_links(self):
        program = self.program
        program.click(self.grip("Few"))
        wait_for(lambda: program.selected() == ["Few"], "the selection")
        program.click(program.middle(program.find("Sort", "list item")), times=2)
        document = self.expect(lambda d: len(d["nodes"]) == 6, "another node")
        (new,) = set(document["nodes"]) - hand.NODES
        assert document["nodes"][new]["inputs"] == {"table": "few"}, document["nodes"][new]

    # ---- Moving ----

    def test_move(self):
        x, y = self.grip("Source")
        self.program.drag((x, y), (x + 43, y - 58))
        self.expect(lambda d: self.position("source")(d) == (40, -60), "Source to be at 40, -60")

    def test_escape_cancels_a_move(self):
        program = self.program
        before = program.area(program.card("Source"))
        x, y = self.grip("Source")
        program.press_and_move((x, y), (x + 80, y + 80))
        wait_for(lambda: program.area(program.card("Source"))[0] > before[0] + 40, "the card to follow")
        program.keys("Escape")
        wait_for(lambda: program.area(program.card("Source")) == before, "the card to be back")
        program.xdo("mousemove", int(x + 90), int(y + 90), "mouseup", 1)
        self.expect_nothing()

    def test_double_click_does_not_move(self):
        x, y = self.grip("Source")
        self.program.xdo("mousemove", int(x), int(y), "click", 1, "mousemove", int(x) + 3, int(y) + 2, "click", 1)
        wait_for(lambda: self.program.selected() == ["Source"], "the selection")
        self.expect_nothing()

    def test_move_several(self):
        program = self.program
        program.click(self.grip("Source"))
        program.click(self.grip("Few"), key="ctrl")
        wait_for(lambda: program.selected() == ["Few", "Source"], "the selection")
        x, y = self.grip("Few")
        program.drag((x, y), (x, y + 60))
        document = self.expect(lambda d: self.position("few")(d) == (280, 60), "Few to move")
        assert self.position("source")(document) == (0, 60)

    def test_frame_carries_its_nodes(self):
        program = self.program
        x, y, _, _ = program.area(program.card("Frame"))
        program.drag((x + 120, y + 12), (x + 120, y + 112))
        document = self.expect(lambda d: d["layout"]["frames"][0]["y"] == 260, "the frame to move")
        assert self.position("some")(document) == (0, 300)
        assert self.position("source")(document) == (0, 0)

    # ---- Linking ----

    def test_link(self):
        program = self.program
        program.drag(program.port("Some", "Output “Kept”"), program.port("Other", "Input “Table”"))
        self.expect(lambda d: d["nodes"]["other"].get("inputs") == {"table": "some.kept"}, "the link")

    def test_link_snaps_to_a_card(self):
        program = self.program
        x, y, width, height = program.area(program.card("Trees"))
        program.drag(program.port("Source", "Output “Table”"), (x + width - 60, y + height - 12))
        document = self.expect(lambda d: d["nodes"]["trees"].get("inputs"), "the link")
        assert list(document["nodes"]["trees"]["inputs"].values()) == ["source"]

    def test_link_from_an_input(self):
        program = self.program
        program.drag(program.port("Other", "Input “Table”"), program.port("Few", "Output “Table”"))
        self.expect(lambda d: d["nodes"]["other"].get("inputs") == {"table": "few"}, "the link")

    def test_link_of_another_type_is_refused(self):
        program = self.program
        start = [n.get_name() for n in program.walk(program.card("Trees")) if n.get_name().startswith("Output")]
        name = next(n for n in start if "(table)" not in n.lower()).rpartition(" (")[0]
        program.drag(program.port("Trees", name), program.port("Other", "Input “Table”"))
        self.expect_nothing()
        program.keys("Escape")

    def test_refused_link_stays_on_the_pointer(self):
        program = self.program
        x, y = program.port("Some", "Output “Kept”")
        program.drag((x, y), self.grip("Source"))
        # The next click ends it elsewhere.
        program.click(self.grip("Other"))
        self.expect(lambda d: d["nodes"]["other"].get("inputs") == {"table": "some.kept"}, "the link")

    def test_replacing_a_link_is_asked_for(self):
        program = self.program
        program.drag(program.port("Some", "Output “Kept”"), self.grip("Few"))
        program.find("Table, in Place of “Source”")
        program.keys("Escape")
        wait_for(lambda: program.find_now("Table, in Place of “Source”") is None, "the question to go")
        self.expect_nothing()
        program.drag(program.port("Some", "Output “Kept”"), self.grip("Few"))
        program.find("Table, in Place of “Source”")
        program.keys("Return")
        self.expect(lambda d: d["nodes"]["few"].get("inputs") == {"table": "some.kept"}, "the other link")

    def test_which_port_is_asked_for(self):
        program = self.program
        x, y = self.empty_place()
        program.move(x - 300, y + 420)
        program.xdo("type", "join")
        program.keys("Return")
        program.find("Join", below=program.canvas)
        program.keys("Escape")
        program.drag(program.port("Source", "Output “Table”"), self.grip("Join"))
        program.find("Left", role="button")
        program.keys("Tab", "Return")
        document = program.save_until(lambda d: [n for n in d["nodes"].values() if n["type"] == "join" and
                                                 n.get("inputs")], "the link")
        (join,) = [n for n in document["nodes"].values() if n["type"] == "join"]
        assert list(join["inputs"]) == ["right"], join
        # Only one is left to choose.
        program.drag(program.port("Few", "Output “Table”"), self.grip("Join"))
        program.save_until(lambda d: [n for n in d["nodes"].values() if n["type"] == "join" and
                                      len(n["inputs"]) == 2], "both links")
        program.keys("ctrl+z", "ctrl+z")
        self.undo()

    def test_moving_the_end_of_a_link(self):
        program = self.program
        program.drag(program.port("Few", "Input “Table”"), program.port("Other", "Input “Table”"))
        document = self.expect(lambda d: d["nodes"]["other"].get("inputs") == {"table": "source"}, "the link")
        assert "inputs" not in document["nodes"]["few"]

    def test_pulling_a_link_off(self):
        program = self.program
        x, y = program.port("Few", "Input “Table”")
        program.drag((x, y), (x - 30, y + 120))
        self.expect(lambda d: "inputs" not in d["nodes"]["few"], "the link to go")

    def test_click_on_a_port_changes_nothing(self):
        program = self.program
        program.click(program.port("Few", "Input “Table”"))
        self.expect_nothing()

    def test_escape_cancels_a_link(self):
        program = self.program
        start, end = program.port("Few", "Input “Table”"), program.port("Other", "Input “Table”")
        program.press_and_move(start, end)
        program.keys("Escape")
        program.xdo("mouseup", 1)
        self.expect_nothing()

    def test_link_dropped_on_nothing_adds_and_links(self):
        program = self.program
        x, y = program.port("Few", "Output “Table”")
        program.drag((x, y), (x + 60, y + 120))
        program.find("Search nodes")
        program.xdo("type", "sort")
        program.keys("Return")
        document = self.expect(lambda d: len(d["nodes"]) == 6, "another node")
        (new,) = set(document["nodes"]) - hand.NODES
        assert document["nodes"][new]["inputs"] == {"table": "few"}

    def test_middle_click_deletes_a_link(self):
        self.program.click(self.link_middle(), button=2)
        self.expect(lambda d: "inputs" not in d["nodes"]["few"], "the link to go")

    def knife(self, *keys):
        program = self.program
        x, y = self.link_middle()
        program.xdo(*[word for key in keys for word in ("keydown", key)])
        program.press_and_move((x, y - 60), (x + 4, y + 60), button=3)
        program.xdo("mouseup", 3, *[word for key in keys for word in ("keyup", key)])

    def test_knife_cuts(self):
        self.knife("ctrl")
        self.expect(lambda d: "inputs" not in d["nodes"]["few"], "the link to go")

    def test_knife_mutes(self):
        program = self.program
        self.knife("ctrl", "alt")
        document = program.save_until(lambda d: d["nodes"]["few"].get("inputs") not in (None, {"table": "source"}),
                                      "the link to be muted")
        assert "source" in str(document["nodes"]["few"]["inputs"]), document["nodes"]["few"]
        self.knife("ctrl", "alt")
        program.save_until(lambda d: d["nodes"]["few"].get("inputs") == {"table": "source"}, "it to be let through")
        program.keys("ctrl+z")
        self.undo()

    def test_moving_all_links_of_a_port(self):
        program = self.program
        program.drag(program.port("Source", "Output “Table”"), program.port("Other", "Input “Table”"))
        program.save_until(lambda d: d["nodes"]["other"].get("inputs"), "a second link")
        program.drag(program.port("Source", "Output “Table”"), self.grip("Some"), key="shift")
        document = program.save_until(lambda d: d["nodes"]["other"].get("inputs") == {"table": "some.kept"},
                                      "the links to move")
        assert document["nodes"]["few"]["inputs"] == {"table": "some.kept"}
        program.keys("ctrl+z")
        self.undo()

    def drop_on_the_link(self, key=None):
        program = self.program
        x, y = self.link_middle()
        start = self.grip("Other")
        # Its middle on the link, as near as the grid allows.
        program.drag(start, (x, y - 10), key=key)

    def test_drop_on_a_link_inserts(self):
        self.drop_on_the_link()
        document = self.expect(lambda d: d["nodes"]["few"].get("inputs") == {"table": "other"}, "the node to be in it")
        assert document["nodes"]["other"]["inputs"] == {"table": "source"}
        places = {id: place["x"] for id, place in document["layout"]["nodes"].items()}
        assert places["other"] >= places["source"] + 280 and places["few"] >= places["other"] + 280, places

    def test_drop_from_the_catalogue_on_a_link_inserts(self):
        program = self.program
        row = program.find("Sort", "list item")
        x, y = self.link_middle()
        program.press_and_move(program.middle(row), (x - 8, y - 8), pause=0.05)
        program.xdo("mousemove", int(x), int(y), "sleep", 0.3, "mouseup", 1)
        document = self.expect(lambda d: len(d["nodes"]) == 6, "another node")
        (new,) = set(document["nodes"]) - hand.NODES
        assert document["nodes"][new]["inputs"] == {"table": "source"}, document["nodes"][new]
        assert document["nodes"]["few"]["inputs"] == {"table": new}

    def test_alt_does_not_insert(self):
        self.drop_on_the_link(key="alt")
        document = self.expect(lambda d: self.position("other")(d)[1] < 100, "the node to move")
        assert "inputs" not in document["nodes"]["other"]

    def test_select_and_delete_a_link(self):
        program = self.program
        (x0, y0), (x1, y1) = program.port("Source", "Output “Table”"), program.port("Few", "Input “Table”")
        program.click(((x0 + x1) / 2, (y0 + y1) / 2))
        program.keys("Delete")
        document = self.expect(lambda d: "inputs" not in d["nodes"]["few"], "the link to go")
        assert len(document["nodes"]) == 5

    # ---- Selecting, and what is done with what is selected ----

    def test_rubber_band(self):
        program = self.program
        x, y, _, _ = program.area(program.card("Source"))
        x1, y1, width, height = program.area(program.card("Few"))
        program.drag((x - 30, y - 25), (x1 + width / 2, y1 + height / 2))
        wait_for(lambda: program.selected() == ["Few", "Source"], "the band to select two")
        self.expect_nothing()

    def test_shift_band_adds(self):
        program = self.program
        program.click(self.grip("Trees"))
        x, y, _, _ = program.area(program.card("Source"))
        program.drag((x - 30, y - 25), (x + 50, y + 20), key="shift")
        wait_for(lambda: program.selected() == ["Source", "Trees"], "the band to add one")

    def test_select_all_and_none(self):
        program = self.program
        program.keys("ctrl+a")
        wait_for(lambda: len(program.selected()) == 7, "everything to be selected")
        program.keys("Escape")
        wait_for(lambda: program.selected() == [], "nothing to be selected")

    def test_delete(self):
        program = self.program
        program.click(self.grip("Source"))
        program.keys("Delete")
        document = self.expect(lambda d: "source" not in d["nodes"], "the node to go")
        assert "inputs" not in document["nodes"]["few"]

    def test_copy_and_paste(self):
        program = self.program
        program.click(self.grip("Source"))
        program.click(self.grip("Few"), key="shift")
        program.keys("ctrl+c", "ctrl+v")
        document = self.expect(lambda d: len(d["nodes"]) == 7, "two copies")
        new = sorted(set(document["nodes"]) - hand.NODES)
        assert document["nodes"][new[0]]["inputs"] == {"table": new[1]}, document["nodes"]

    def test_cut_and_paste(self):
        program = self.program
        program.click(self.grip("Other"))
        program.keys("ctrl+x")
        program.save_until(lambda d: "other" not in d["nodes"], "the node to go")
        program.keys("ctrl+v")
        program.save_until(lambda d: len(d["nodes"]) == 5, "the node to come back")
        program.keys("ctrl+z")
        self.undo()

    def test_duplicate_keeps_incoming_links(self):
        program = self.program
        program.click(self.grip("Few"))
        program.keys("ctrl+d")
        document = self.expect(lambda d: len(d["nodes"]) == 6, "a copy")
        (new,) = set(document["nodes"]) - hand.NODES
        assert document["nodes"][new]["inputs"] == {"table": "source"}
        assert self.position(new)(document) == (320, 40)

    def test_rename(self):
        program = self.program
        program.click(self.grip("Few"))
        program.keys("F2")
        program.find("Name of the node", below=program.canvas)
        program.keys("ctrl+a")
        program.xdo("type", "The first")
        program.keys("Return")
        self.expect(lambda d: d["nodes"]["few"]["title"] == "The first", "the name")

    def test_escape_leaves_the_name(self):
        program = self.program
        program.click(self.grip("Few"))
        program.keys("F2")
        program.find("Name of the node", below=program.canvas)
        program.xdo("type", "x")
        program.keys("Escape")
        wait_for(lambda: program.find_now("Name of the node", below=program.canvas) is None, "the field to close")
        self.expect_nothing()

    def test_context_menu(self):
        program = self.program
        program.click(self.grip("Other"), button=3)
        self.menu()
        program.keys("d")
        self.expect(lambda d: len(d["nodes"]) == 6, "a copy")

    def test_menu_key(self):
        program = self.program
        program.click(self.grip("Other"))
        program.keys("shift+F10")
        self.menu()
        program.keys("Escape")
        wait_for(lambda: not self.find_menu(), "the menu to close")
        wait_for(lambda: program.selected() == ["Other"], "the node to stay selected")

    # ---- Frames and notes ----

    def test_frame_around_the_selection(self):
        program = self.program
        program.click(self.grip("Trees"))
        program.keys("ctrl+g", "Escape")
        document = self.expect(lambda d: len(d["layout"]["frames"]) == 2, "a frame")
        frame = next(f for f in document["layout"]["frames"] if f["id"] != "frame")
        assert frame["x"] == 520 and frame["y"] == 160 and frame["width"] == 260, frame

    def test_note(self):
        program = self.program
        x, y = self.empty_place()
        program.move(x - 250, y + 350)
        program.keys("ctrl+m")
        wait_for(lambda: program.find_now("Note", below=program.canvas), "the note")
        program.keys("Escape")
        document = program.save_until(lambda d: len(d["layout"]["notes"]) == 2, "a note")
        assert next(n for n in document["layout"]["notes"] if n["id"] != "note")["text"] == "Note"
        self.undo()

    def test_text_of_a_note(self):
        program = self.program
        x, y, _, _ = program.area(program.card("Some *words*"))
        program.click((x + 30, y + 40), times=2)
        wait_for(lambda: [n for n in program.walk(program.card("Some *words*")) if n.get_role_name() == "text"],
                 "the editor")
        program.keys("ctrl+a")
        program.xdo("type", "New _text_")
        program.keys("Escape")
        self.expect(lambda d: d["layout"]["notes"][0]["text"] == "New _text_", "the text")

    # ---- Looking around ----

    def test_zoom_about_the_pointer(self):
        program = self.program
        x, y = self.grip("Trees")
        program.xdo("mousemove", int(x), int(y), "sleep", 0.05, "keydown", "ctrl", "sleep", 0.05,
                    "click", "--repeat", 4, "--delay", 40, 4, "sleep", 0.05, "keyup", "ctrl")
        self.wait_for_zoom(250)
        # Only zooming about the pointer leaves the card under it.
        program.xdo("click", 1)
        wait_for(lambda: program.selected() == ["Trees"], "the card to be under the pointer still")
        program.keys("ctrl+minus")
        self.wait_for_zoom(200)
        program.keys("ctrl+0")
        self.wait_for_zoom(100)
        program.keys("ctrl+minus")
        self.wait_for_zoom(80)
        self.expect_nothing()

    def pan(self, action):
        program = self.program
        x, y, _, _ = program.area(program.card("Few"))
        expected = action()
        wait_for(lambda: program.area(program.card("Few"))[:2] == (x + expected[0], y + expected[1]),
                 f"the view to move by {expected}")
        self.expect_nothing()

    def test_pan_with_the_middle_button(self):
        def action():
            x, y = self.empty_place()
            self.program.drag((x, y + 200), (x - 40, y + 232), button=2)
            return -40, 32
        self.pan(action)

    def test_pan_with_space(self):
        def action():
            x, y = self.grip("Source")
            self.program.drag((x, y), (x + 48, y + 32), key="space")
            return 48, 32
        self.pan(action)
        assert self.program.find_now("Search nodes") is None

    def test_pan_by_scrolling(self):
        def action():
            self.program.xdo("mousemove", *map(int, self.empty_place()), "click", 5)
            return 0, -48
        self.pan(action)

    def test_fit(self):
        program = self.program
        program.xdo("mousemove", *map(int, self.empty_place()), "click", "--repeat", 30, 5)
        x, y, _, _ = program.area(program.canvas)
        # What is far out of sight has no card.
        wait_for(lambda: program.find_now("Few", below=program.canvas) is None, "the cards to be out of sight")
        program.keys("shift+1")
        wait_for(lambda: program.area(program.card("Few"))[1] > y, "the cards to be in sight")

    def test_show_the_selection_on_other_keyboards(self):
        program = self.program
        for layout in ("no", "fr", "us"):
            subprocess.run(["setxkbmap", layout], env=program.desktop.environment, check=True)
            program.click(self.grip("Trees"))
            wait_for(lambda: program.selected() == ["Trees"], "the selection")
            x, y, width, _ = program.area(program.canvas)
            # By their place, that of 2 and of 1.
            program.keys("shift+11")
            wait_for(lambda: abs(program.area(program.card("Trees"))[0] + 110 - x - width / 2) < 4,
                     f"the selection to be in the middle ({layout})")
            program.keys("shift+10")
            wait_for(lambda: program.area(program.card("Frame"))[0] == x + (width - 780) // 2,
                     f"everything to be in sight ({layout})")
        self.expect_nothing()

    def test_walk(self):
        program = self.program
        for key, name in (("Tab", "Other"), ("Left", "Some"), ("Up", "Source"), ("Right", "Few"), ("Down", "Other"),
                          ("Right", "Trees")):
            program.keys(key)
            wait_for(lambda: len(program.selected()) == 1 and (key == "Tab" or program.selected() == [name]),
                     f"{key} to lead to {name}, not {program.selected()}")
            if key == "Tab":
                program.click(self.grip("Other"))
                wait_for(lambda: program.selected() == ["Other"], "the selection")
        self.expect_nothing()

    def test_enter_opens_the_settings(self):
        program = self.program
        program.click(self.grip("Some"))
        program.keys("Return")
        wait_for(lambda: program.find_now("Condition"), "the form")
        self.expect_nothing()


if __name__ == "__main__":
    sys.exit(hand.main(Gestures))
