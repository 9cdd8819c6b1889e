#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gestures of the canvas, done with fingers on a screen that is touched; otherwise like gestures.py."""

import sys

import hand
import touchscreen
from desktop import wait_for


class Touch(hand.Hand):
    PIPELINE = hand.PIPELINE.replace('"condition": "a > 1"', '"condition": "a >"')
    # A condition that cannot be read is a problem, and its file must be there to be the only one.
    FILES = {"numbers.csv": "a,b\n1,2\n"}

    def __init__(self, program, text):
        super().__init__(program, text)
        self.fingers = program.desktop

    def ground(self):
        """Where there is nothing to move: beside the cards."""
        x, y, width, height = self.program.area(self.program.canvas)
        return x + width / 2, y + height - 100

    def find_label(self, text):
        return next((node for node in self.program.walk(self.program.canvas)
                     if node.get_role_name() == "label" and text in node.get_name()), None)

    def close_menu(self):
        self.program.keys("Escape")
        wait_for(lambda: not self.find_menu(), "the menu to close")

    # ---- One finger ----

    def test_tap_selects(self):
        self.fingers.tap(self.grip("Few"))
        wait_for(lambda: self.program.selected() == ["Few"], "Few to be selected")
        self.fingers.tap(self.ground())
        wait_for(lambda: self.program.selected() == [], "nothing to be selected")
        self.expect_nothing()

    def test_double_tap_opens_the_settings(self):
        self.fingers.tap(self.grip("Some"), times=2)
        self.program.find("Condition")
        self.expect_nothing()

    def test_double_tap_on_the_ground_opens_the_search(self):
        program = self.program
        x, y = self.ground()
        self.fingers.tap((x, y))
        # A finger is not as sure as a pointer.
        self.fingers.tap((x + 14, y + 9))
        program.find("Search nodes")
        program.keys("Escape")
        wait_for(lambda: program.find_now("Search nodes") is None, "the search to close")
        self.expect_nothing()

    def test_drag_on_the_ground_pans(self):
        before = self.program.area(self.program.card("Source"))
        x, y = self.ground()
        self.fingers.move(((x, y), (x - 70, y - 50)))
        wait_for(lambda: self.program.area(self.program.card("Source"))[:2] == (before[0] - 70, before[1] - 50),
                 "the view to move by -70, -50")
        assert self.program.selected() == []
        self.expect_nothing()

    def test_drag_within_a_frame_pans(self):
        before = self.program.area(self.program.card("Source"))
        x, y, width, height = self.program.area(self.program.card("Frame"))
        start = x + width / 2, y + height - 20
        self.fingers.move((start, (start[0] + 60, start[1] + 40)))
        wait_for(lambda: self.program.area(self.program.card("Source"))[:2] == (before[0] + 60, before[1] + 40),
                 "the view to move by 60, 40")
        self.expect_nothing()

    def test_a_flick_goes_on(self):
        before = self.program.area(self.program.card("Source"))
        x, y = self.ground()
        self.fingers.move(((x, y), (x - 120, y)), rest=0)
        wait_for(lambda: self.program.area(self.program.card("Source"))[0] < before[0] - 150, "the view to go on")
        self.expect_nothing()

    def test_drag_moves_a_card(self):
        x, y = self.grip("Source")
        self.fingers.move(((x, y), (x + 43, y - 58)))
        self.expect(lambda d: self.position("source")(d) == (40, -60), "Source to be at 40, -60")

    def test_a_link_begins_near_its_port(self):
        """A finger hits within 44 pixels: here, 19 beside the port, where the pointer would pan."""
        x, y = self.program.port("Few", "Output “Table”")
        self.fingers.move(((x + 13, y + 13), self.grip("Other")))
        document = self.expect(lambda d: d["nodes"]["other"].get("inputs") == {"table": "few"}, "the link")
        assert document["layout"]["nodes"]["few"] == {"x": 280, "y": 0}

    def test_a_tap_near_a_port_selects_the_card(self):
        x, y = self.program.port("Few", "Output “Table”")
        self.fingers.tap((x - 12, y))
        wait_for(lambda: self.program.selected() == ["Few"], "Few to be selected")
        self.expect_nothing()

    def test_a_tap_near_the_sign_opens_the_problems(self):
        program = self.program
        badge = wait_for(lambda: next((node for node in program.walk(program.card("Some"))
                                       if node.get_name() == "Problems"), None), "the sign")
        # Places of what lies in a card are told without the card's padding.
        x, y = program.middle(badge)
        self.fingers.tap((x + 10 - 16, y + 7 + 10))
        program.find("Show", "button", program.canvas)
        program.keys("Escape")
        self.expect_nothing()

    # ---- A finger that rests ----

    def test_rest_on_a_card(self):
        self.fingers.tap(self.grip("Few"), stay=0.8)
        self.menu()
        assert self.find_label("Few\n"), "the menu does not tell of the card"
        assert self.program.selected() == ["Few"], self.program.selected()
        self.close_menu()
        self.expect_nothing()

    def test_rest_on_the_ground(self):
        self.fingers.tap(self.ground(), stay=0.8)
        self.menu()
        assert "Select All" in [item.get_name() for item in self.find_menu()]
        self.close_menu()
        self.expect_nothing()

    def test_rest_on_a_link(self):
        a, b = self.program.port("Source", "Output “Table”"), self.program.port("Few", "Input “Table”")
        self.fingers.tap(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 12), stay=0.8)
        self.menu()
        assert self.find_label("Link from “Source” to “Few”"), "the menu does not tell of the link"
        assert "Disconnect" in [item.get_name() for item in self.find_menu()]
        self.close_menu()
        self.expect_nothing()

    def test_rest_on_a_port(self):
        x, y = self.program.port("Few", "Output “Table”")
        self.fingers.tap((x + 10, y + 6), stay=0.8)
        self.menu()
        assert self.find_label("Output “Table” (Table)"), "the menu does not tell of the port"
        assert self.program.selected() == ["Few"], self.program.selected()
        self.close_menu()
        self.expect_nothing()

    # ---- Two fingers ----

    def test_two_fingers_pan(self):
        before = self.program.area(self.program.card("Source"))
        x, y = self.ground()
        self.fingers.move(((x - 60, y), (x - 140, y - 40)), ((x + 60, y), (x - 20, y - 40)))
        wait_for(lambda: self.program.area(self.program.card("Source")) ==
                 (before[0] - 80, before[1] - 40, *before[2:]), "the view to move by -80, -40")
        self.expect_nothing()

    def test_pinch_zooms_about_the_fingers(self):
        program = self.program
        # What is between the fingers stays there: the middle of a card.
        x, y = self.grip("Other")
        self.fingers.move(((x - 60, y), (x - 90, y)), ((x + 60, y), (x + 90, y)))
        self.wait_for_zoom(150)
        self.fingers.tap((x, y))
        wait_for(lambda: program.selected() == ["Other"], "the card to be between the fingers still")
        self.expect_nothing()

    def test_two_fingers_on_cards_move_none(self):
        a, b = self.grip("Few"), self.grip("Other")
        self.fingers.move((a, (a[0] + 50, a[1])), (b, (b[0] + 50, b[1])))
        wait_for(lambda: self.grip("Few") == (a[0] + 50, a[1]), "the view to move by 50")
        self.expect_nothing()


if __name__ == "__main__":
    sys.exit(hand.main(Touch, touchscreen))
