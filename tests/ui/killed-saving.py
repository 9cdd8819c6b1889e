#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed while real keys change a document and save it, again and again: the file is one of the versions that
were there, whole, and the next start goes on with it. Called as gestures.py is, and with how often; speaks TAP."""

import json
import pathlib
import random
import subprocess
import sys
import time

import desktop
from desktop import wait_for

N_NODES = 30
# Each is that long that writing it takes a moment.
LENGTH = 20000
STEPS = 4


def make_document():
    nodes = {"source": {"type": "read-csv", "version": 1, "params": {"path": "numbers.csv"}}}
    for number in range(N_NODES):
        nodes[f"some-{number}"] = {"type": "filter-rows", "version": 1,
                                   "params": {"condition": f"a > {number} -- " + str(number % 10) * LENGTH}}
    places = {name: {"x": 260 * (index % 6), "y": 160 * (index // 6)} for index, name in enumerate(nodes)}
    return {"format": "millrace/1", "name": "Canvas", "nodes": nodes, "layout": {"nodes": places}}


def moved_by(document, first):
    """How far all nodes have gone together from where they were, and that nothing else is another."""
    before, after = first["layout"]["nodes"], document["layout"]["nodes"]
    ways = {after[name]["x"] - before[name]["x"] for name in before}
    assert len(ways) == 1, f"some nodes have moved, others have not: {ways}"
    assert {name: place["y"] for name, place in after.items()} == {name: place["y"] for name, place in before.items()}
    assert {**document, "layout": None} == {**first, "layout": None}, "more than places has changed"
    return ways.pop()


class Rounds:
    def __init__(self, program, millctl):
        self.program = program
        self.millctl = millctl
        self.chance = random.Random(9)
        self.tally = {"as before": 0, "saved": 0, "left beside it": 0}

    def read(self):
        """The file, which is written as the program writes files."""
        text = self.program.read()
        again = subprocess.run([self.millctl, "fmt", "-"], input=text, capture_output=True, text=True, check=True).stdout
        assert text == again, "the file is not as it was written"
        return json.loads(text)

    def beside(self):
        return [path.name for path in self.program.path.parent.iterdir()
                if path.name not in (self.program.path.name, "numbers.csv")]

    def select_all(self):
        program = self.program
        # The button that pans: what it hits stays as it is, and the keys go to the canvas. All is brought into
        # sight, since in the end they have gone far.
        program.click(program.middle(program.canvas), button=2)
        program.keys("Escape", "shift+1", "ctrl+a")
        wait_for(lambda: program.selected(), "all to be selected")

    def kill_while_saving(self):
        program = self.program
        before = self.read()
        keys = []
        for _ in range(STEPS):
            keys += ["key", "ctrl+Right", "key", "ctrl+s", "sleep", f"{self.chance.uniform(0, 0.08):.3f}"]
        hand = subprocess.Popen(["xdotool", *keys], env=program.desktop.environment, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)
        time.sleep(self.chance.uniform(0, 0.5))
        program.process.kill()
        program.process.wait()
        hand.wait()

        way = moved_by(self.read(), before)
        assert way >= 0, f"the nodes went {way} to the right"
        self.tally["saved" if way > 0 else "as before"] += 1
        self.tally["left beside it"] += len(self.beside()) > 0

    def go_on(self):
        """The file opens, can be changed and saved, and nothing is left of what was cut off."""
        program = self.program
        before = self.read()
        program.start(program.path)
        wait_for(lambda: program.find_now("Pipeline canvas"), "the canvas")
        self.select_all()
        program.keys("ctrl+Down")
        first = before["layout"]["nodes"]["source"]["y"]
        program.save_until(lambda document: document["layout"]["nodes"]["source"]["y"] > first, "the nodes to go down")
        self.read()
        assert self.beside() == [], f"{self.beside()} is left"

    def go(self, times):
        self.select_all()
        for _ in range(times):
            self.kill_while_saving()
            self.go_on()


def main():
    millctl, build, source = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
    times = int(sys.argv[4])
    missing = desktop.missing_tools()
    if missing:
        print(f"1..0 # SKIP there is no {', '.join(missing)}")
        return 0
    text = subprocess.run([millctl, "fmt", "-"], input=json.dumps(make_document()), capture_output=True, text=True,
                          check=True).stdout
    place = desktop.Desktop(build, source)
    print("1..1", flush=True)
    rounds = None
    try:
        rounds = Rounds(desktop.Program(place, text, {"numbers.csv": "a\n1\n2\n"}), millctl)
        rounds.go(times)
        print(f"# {times} kills: {rounds.tally}")
        print("ok 1 killed while saving")
        return 0
    except Exception as error:  # whatever it is, it is what the test is there for
        for line in f"{type(error).__name__}: {error}".splitlines()[:5]:
            print("#", line[:300])
        if rounds:
            rounds.program.picture("killed-saving")
        print(f"not ok 1 killed while saving, {rounds.tally if rounds else 'before the first'}")
        return 1
    finally:
        place.close()


if __name__ == "__main__":
    sys.exit(main())
