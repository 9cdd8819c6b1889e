# SPDX-License-Identifier: GPL-3.0-or-later
"""A hand on the canvas of the program, and what runs the gestures that it can do: those of a class that is a Hand, each
tried alone, on the program with one file open. Speaks TAP."""

import pathlib
import subprocess
import sys
import traceback

import desktop
from desktop import wait_for

PIPELINE = """{ "format": "millrace/1", "name": "Canvas", "nodes": {
  "source": { "type": "read-csv", "version": 1, "title": "Source", "params": { "path": "numbers.csv" } },
  "few": { "type": "limit", "version": 1, "title": "Few", "inputs": { "table": "source" } },
  "some": { "type": "filter-rows", "version": 1, "title": "Some", "params": { "condition": "a > 1" } },
  "other": { "type": "sort", "version": 1, "title": "Other" },
  "trees": { "type": "gradient-boosting", "version": 1, "title": "Trees" } },
  "layout": { "nodes": { "source": { "x": 0, "y": 0 }, "few": { "x": 280, "y": 0 }, "some": { "x": 0, "y": 200 },
    "other": { "x": 280, "y": 200 }, "trees": { "x": 540, "y": 200 } },
  "frames": [ { "id": "frame", "title": "Frame", "color": "blue", "x": -20, "y": 160, "width": 260, "height": 180 } ],
  "notes": [ { "id": "note", "text": "Some *words*", "x": 540, "y": 0, "width": 220, "height": 80 } ] } }
"""
# The same, in which Other reads what Few gives.
LINKED = PIPELINE.replace('"title": "Other" }', '"title": "Other", "inputs": { "table": "few" } }')
NODES = {"source", "few", "some", "other", "trees"}


class Hand:
    """@PIPELINE is what the hand works on, with @FILES beside it."""
    PIPELINE = PIPELINE
    FILES = {}

    def __init__(self, program, text):
        self.program = program
        self.text = text

    # ---- Tools ----

    def prepare(self):
        """Everything in sight at 100 %, nothing selected."""
        program = self.program
        x, y = self.empty_place()
        # Not where the next click may come, which would count as the second of two.
        program.click((x - 40, y + 20))
        program.keys("Escape", "Escape", "ctrl+0", "shift+1")
        x, y, width, height = program.area(program.canvas)
        wait_for(lambda: program.area(program.card("Source"))[2] == 220 and
                 program.area(program.card("Frame"))[0] == x + (width - 780) // 2, "everything to be in sight at 100 %")
        wait_for(lambda: program.selected() == [], "nothing to be selected")

    def empty_place(self):
        x, y, width, _ = self.program.area(self.program.canvas)
        return x + width - 60, y + 40

    def grip(self, card):
        """A place to hold a card at: its title."""
        x, y, width, _ = self.program.area(self.program.card(card))
        return x + width / 2, y + 20

    def select(self, *names):
        for index, name in enumerate(names):
            self.program.click(self.grip(name), key="ctrl" if index > 0 else None)
        wait_for(lambda: self.program.selected() == sorted(names), f"{names} to be selected")

    def link_middle(self):
        (x0, y0), (x1, y1) = (self.program.port("Source", "Output “Table”"), self.program.port("Few", "Input “Table”"))
        return (x0 + x1) / 2, (y0 + y1) / 2

    def find_menu(self):
        return [node for node in self.program.walk(self.program.canvas) if node.get_role_name() == "menu item"]

    def menu(self):
        wait_for(self.find_menu, "the menu")

    def wait_for_zoom(self, percent):
        wait_for(lambda: self.program.find_now(f"{percent} %"), f"{percent} %")

    def undo(self):
        self.program.keys("ctrl+z")
        self.program.save_until(lambda _: self.program.read() == self.text, "the first file after one Undo")

    def expect(self, condition, what):
        document = self.program.save_until(condition, what)
        self.undo()
        return document

    def expect_nothing(self):
        """Nothing was done: there is no step to undo, and the window says that nothing is to be saved."""
        assert self.program.read() == self.text
        undo = [node for node in self.program.walk(self.program.root)
                if node.get_role_name() == "button" and node.get_name().startswith("Undo")]
        assert len(undo) == 1, [node.get_name() for node in undo]
        assert not undo[0].get_state_set().contains(self.program.Atspi.StateType.SENSITIVE), "there is something to undo"

    def position(self, node):
        return lambda document: tuple(document["layout"]["nodes"][node].values())


def run(hand):
    names = [name for name in sorted(vars(type(hand))) if name.startswith("test_")]
    only = sys.argv[4:]
    names = [name for name in names if not only or name in only]
    print(f"1..{len(names)}", flush=True)
    failed = False
    for number, name in enumerate(names, 1):
        try:
            hand.prepare()
            getattr(hand, name)()
            print(f"ok {number} {name[5:].replace('_', ' ')}", flush=True)
        except Exception:  # whatever it is, the other gestures are still worth a look
            failed = True
            for line in traceback.format_exc().splitlines():
                print("#", line)
            print(f"not ok {number} {name[5:].replace('_', ' ')}", flush=True)
            hand.program.picture(name)
            if not recover(hand):
                break
    return failed


def recover(hand):
    """Back to the first document, whatever the gesture left behind."""
    program = hand.program
    if program.process.poll() is not None:
        print("# the program has ended:", program.process.returncode, flush=True)
        print((program.desktop.folder / "log").read_text()[-2000:].replace("\n", "\n# "))
        return False
    try:
        program.xdo("mouseup", 1, "keyup", "space", "keyup", "ctrl", "keyup", "shift")
        program.keys("Escape", "Escape")
        program.keys(*["ctrl+z"] * 6)
        program.save_until(lambda _: program.read() == hand.text, "the first file")
    except AssertionError as error:
        print("#", error)
        return False
    return True


def main(kind, screen=desktop):
    """On the display that the module @screen has."""
    millctl, build, source = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
    missing = screen.missing_tools()
    if missing:
        print(f"1..0 # SKIP there is no {', '.join(missing)}")
        return 0
    text = subprocess.run([millctl, "fmt", "-"], input=kind.PIPELINE, capture_output=True, text=True, check=True).stdout
    place = screen.Desktop(build, source)
    try:
        failed = run(kind(desktop.Program(place, text, kind.FILES), text))
        log = (place.folder / "log").read_text()
        for line in log.splitlines():
            print("# said:", line)
        return int(failed)
    finally:
        place.close()
