#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tabs, windows and the session at the start, with real keys and the pointer. Called as gestures.py is; speaks TAP."""

import shutil
import sys

import hand
from desktop import SIZE, wait_for

# What else is a tab to assistive technology is a part of the document.
TITLES = "New Tab", "Canvas", "• Canvas"


class Tabs(hand.Hand):
    def prepare(self):
        """One window with the one file."""
        wait_for(lambda: self.program.find_now("Pipeline canvas"), "the canvas")
        wait_for(lambda: self.tabs() == [], f"one tab alone, not {self.tabs()}")
        self.program.forget_canvas()

    def tabs(self):
        """The titles in the tab bar, which is not there for one alone."""
        found = []
        for node in self.program.walk(self.program.root):
            try:
                if node.get_role_name() == "page tab" and node.get_name() in TITLES and \
                        node.get_state_set().contains(self.program.Atspi.StateType.SHOWING):
                    found.append(node.get_name())
            except self.program.gone:
                continue
        return found if len(found) > 1 else []

    def shows_home(self):
        return self.program.find_now("From data to a model in production")

    def shows_canvas(self):
        return self.program.find_now("Pipeline canvas")

    def windows(self):
        return self.program.xdo("search", "--onlyvisible", "--pid", self.program.process.pid, "--name", ".").split()

    # ---- Keys ----

    def test_keys_open_and_close(self):
        self.program.keys("ctrl+t")
        wait_for(lambda: len(self.tabs()) == 2, f"two tabs, not {self.tabs()}")
        wait_for(self.shows_home, "the home page in the new one")
        self.program.keys("ctrl+w")
        wait_for(lambda: not self.shows_home() and self.shows_canvas(), "the canvas again")

    def test_keys_switch(self):
        program = self.program
        program.keys("ctrl+t")
        wait_for(self.shows_home, "the home page")
        program.keys("ctrl+Page_Up")
        wait_for(lambda: self.shows_canvas() and not self.shows_home(), "the tab before")
        program.keys("ctrl+Page_Down")
        wait_for(lambda: self.shows_home() and not self.shows_canvas(), "the tab after")
        program.keys("alt+1")
        wait_for(lambda: self.shows_canvas() and not self.shows_home(), "the first tab")
        program.keys("alt+2")
        wait_for(lambda: self.shows_home() and not self.shows_canvas(), "the second tab")
        program.keys("ctrl+w")
        wait_for(self.shows_canvas, "the canvas again")

    def test_keys_open_again_what_was_closed(self):
        self.program.keys("ctrl+w")
        wait_for(lambda: self.shows_home() and not self.shows_canvas(), "the home page")
        self.program.keys("ctrl+shift+t")
        wait_for(lambda: self.shows_canvas() and not self.shows_home(), "the canvas")

    # ---- The pointer ----

    def move_to_window(self):
        """A tab by its menu to a window of its own, which is returned."""
        program = self.program
        program.keys("ctrl+t")
        tab = wait_for(lambda: program.find_now("New Tab", "page tab"), "the tab")
        program.click(program.middle(tab), button=3)
        item = wait_for(lambda: program.find_now("Move to New Window", "menu item"), "the menu")
        program.click(program.middle(item))
        wait_for(lambda: self.tabs() == [], f"the tab to be gone from the first window, not {self.tabs()}")
        wait_for(lambda: len(self.windows()) == 2, f"a window of its own, not {self.windows()}")
        return next(window for window in self.windows() if window != program.window)

    def test_pointer_moves_a_tab_to_a_new_window(self):
        program = self.program
        program.xdo("windowfocus", "--sync", self.move_to_window(), "key", "ctrl+w")
        wait_for(lambda: len(self.windows()) == 1, "its window to close")
        program.xdo("windowfocus", "--sync", program.window)

    def start_anew(self):
        """With the one file, as if nothing had been open."""
        program = self.program
        program.process.kill()
        program.process.wait()
        shutil.rmtree(program.desktop.folder / "state" / "millrace")
        program.start(program.path)

    def tabs_of(self, frame):
        """The tabs in the bar of a window, where there are several."""
        found = [node for node in self.program.walk(self.program.root.get_child_at_index(frame))
                 if node.get_role_name() == "page tab" and node.get_name() in TITLES and
                 node.get_state_set().contains(self.program.Atspi.StateType.SHOWING)]
        return found if len(found) > 1 else []

    def test_pointer_drags_a_tab_to_another_window(self):
        """The other lies lower, and both bars are in sight; a bar is there only with two tabs."""
        program = self.program
        other = self.move_to_window()
        below = 300
        program.xdo("windowmove", "--sync", other, 0, below, "windowsize", other, *SIZE)
        program.xdo("windowfocus", "--sync", other, "key", "ctrl+t")
        program.xdo("windowfocus", "--sync", program.window, "key", "ctrl+t")
        wait_for(lambda: len(self.tabs_of(0)) == 2 and len(self.tabs_of(1)) == 2, "two tabs in each")
        program.xdo("windowraise", other, "sleep", 0.2)
        start, (x, y) = program.middle(self.tabs_of(0)[1]), program.middle(self.tabs_of(1)[1])
        program.press_and_move(start, (x, y + below), pause=0.1)
        program.xdo("mousemove", int(x) + 6, int(y) + below, "sleep", 0.4, "mouseup", 1)
        wait_for(lambda: len(self.tabs_of(1)) == 3, f"three tabs in the other window, not {len(self.tabs_of(1))}")
        wait_for(lambda: not self.tabs_of(0), "one tab alone in the first")
        self.start_anew()

    # ---- The next start ----

    def test_what_was_killed_comes_back(self):
        program = self.program
        program.click(self.grip("Trees"))
        wait_for(lambda: program.selected() == ["Trees"], "the selection")
        program.keys("ctrl+d")
        wait_for(lambda: len(program.cards()) == 8, "the copy")
        program.keys("ctrl+t")
        state = program.desktop.folder / "state" / "millrace"
        wait_for(lambda: list((state / "recovery").glob("*.json")), "the copy for the next start")
        wait_for(lambda: (state / "workspace.json").exists() and
                 "canvas.millrace.json" in (state / "workspace.json").read_text(), "the list of what is open")
        program.process.kill()
        program.process.wait()
        program.start()
        wait_for(self.shows_canvas, "the canvas")
        wait_for(lambda: len(program.cards()) == 8, "the change that was not saved")
        assert program.read() == self.text
        program.save_until(lambda d: len(d["nodes"]) == 6, "another node")


if __name__ == "__main__":
    sys.exit(hand.main(Tabs))
