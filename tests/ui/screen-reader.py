#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example “Rain tomorrow”, as far as its two models and a chart, built and run by somebody who has only a screen
reader: through the accessibility bus alone, without a pointer or a key. Each step needs those before it. Called as
gestures.py is; speaks TAP."""

import json
import pathlib
import shutil
import subprocess
import sys

import assistive
import desktop

EMPTY = """{ "format": "millrace/1", "name": "Rain" }"""
TARGET = "rain_tomorrow"
TYPES = ["bar-chart", "baseline", "filter-rows", "formula", "gradient-boosting", "read-csv", "split-rows"]


class Blind:
    STEPS = ["read_the_weather", "say_what_is_wrong", "compute_what_to_predict", "drop_the_last_day", "split_by_date",
             "learn", "draw_a_chart", "know_where_links_lead", "use_a_card_of_the_canvas", "save", "run",
             "run_the_file_without_the_window"]

    def __init__(self, program, millctl):
        self.program = program
        self.millctl = millctl
        self.Atspi = program.Atspi
        self.reader = assistive.Reader(program)

    # ---- Tools ----

    def is_complete(self):
        nodes = json.loads(self.program.read()).get("nodes", {}).values()
        links = sum(len(node.get("inputs", {})) for node in nodes)
        charts = [node for node in nodes if node["type"] == "bar-chart"]
        return sorted(node["type"] for node in nodes) == TYPES and links == 6 and \
            all(chart.get("params", {}).keys() >= {"category", "value"} for chart in charts)

    @property
    def window(self):
        return self.program.root.get_child_at_index(0)

    @property
    def outline(self):
        if not hasattr(self, "found_outline"):
            self.found_outline = self.reader.find("panel", "Outline")
        return self.found_outline

    @property
    def form(self):
        if not hasattr(self, "found_form"):
            self.found_form = self.reader.find_region("Inspector")
        return self.found_form

    def row(self, name):
        return self.reader.find("tree item", name, self.outline)

    def select(self, name):
        reader = self.reader
        row = self.row(name)
        reader.do(row, "row.select")
        reader.wait(lambda: reader.has(row, self.Atspi.StateType.SELECTED), f"“{name}” to be selected")

    def add(self, name, after=None):
        """A node, which is linked to the one that is selected where it can be."""
        reader = self.reader
        if after:
            self.select(after)
        reader.press("button", "Add Node…", below=self.outline)
        reader.press("list item", name, "row.activate", reader.find("list", "Node Types", self.outline))
        reader.hear(f"“{name}” was added" + (f" and linked to “{after}”" if after else ""))
        reader.wait(lambda: reader.has(self.row(name), self.Atspi.StateType.FOCUSED), f"{name} to have the focus")

    # ---- Steps ----

    def read_the_weather(self):
        reader = self.reader
        reader.do(self.window, "win.show-outline")
        self.add("Read CSV")
        reader.write("File", "seattle-weather.csv", self.form)

    def say_what_is_wrong(self):
        """An error that an edit brings is said, and is told of the field that it is about."""
        reader = self.reader
        reader.write("File", "no-such-file.csv", self.form)
        reader.hear("“Read CSV”: There is no file")
        field = reader.find("text", "File", self.form)
        row = field
        while row.get_role_name() != "list item":
            row = row.get_parent()
        reader.wait(lambda: reader.has(row, self.Atspi.StateType.INVALID_ENTRY) and "no-such-file.csv" in
                    row.get_description(), "the field to tell of the error")
        assert "There is no file" in self.row("Read CSV").get_description()
        reader.write("File", "seattle-weather.csv", self.form)
        reader.wait(lambda: "There is no file" not in self.row("Read CSV").get_description(), "the error to go")

    def compute_what_to_predict(self):
        reader = self.reader
        self.add("Formula", "Read CSV")
        reader.press("button", "Add", "row.activate", self.form)
        reader.write("Name", TARGET, self.form)
        reader.write("Expression", "lead(precipitation) over (order by date) > 0", self.form)

    def drop_the_last_day(self):
        self.add("Filter Rows", "Formula")
        self.reader.write("Condition", "rain_tomorrow is not null", self.form)

    def split_by_date(self):
        self.add("Split Rows", "Filter Rows")
        self.reader.choose("How", "By a condition", self.form)
        self.reader.write("Condition", "date < date '2015-01-01'", self.form)

    def learn(self):
        for name in ("Baseline", "Gradient Boosting"):
            self.add(name, "Split Rows")
            self.reader.choose("Target", TARGET, self.form)

    def draw_a_chart(self):
        reader = self.reader
        self.add("Bar Chart", "Read CSV")
        reader.choose("Category", "date", self.form)
        reader.choose("Height", "precipitation", self.form)

    def know_where_links_lead(self):
        reader = self.reader
        canvas = self.program.canvas
        expected = {"Read CSV": ["Bar Chart", "Formula"], "Formula": ["Filter Rows"], "Filter Rows": ["Split Rows"],
                    "Split Rows": ["Baseline", "Gradient Boosting"], "Baseline": [], "Gradient Boosting": [],
                    "Bar Chart": []}
        self.reader.do(canvas, "canvas.zoom-fit")
        reader.wait(lambda: len(self.program.cards()) == len(expected), "all cards to be in sight")
        for name, targets in expected.items():
            reader.wait(lambda: reader.flows_to(reader.find_now("grouping", name, canvas)) == targets,
                        f"the links of “{name}” to lead to {targets}, not to "
                        f"{reader.flows_to(reader.find('grouping', name, canvas))}")

    def use_a_card_of_the_canvas(self):
        """The canvas has the same to offer: a card is selected, linked at a port, and its links are taken back."""
        reader = self.reader
        card = reader.find("grouping", "Bar Chart", self.program.canvas)
        reader.do(card, "item.select")
        reader.wait(lambda: reader.has(card, self.Atspi.StateType.SELECTED) and
                    reader.focused() == ("grouping", "Bar Chart"), "the card to be selected and to have the focus")
        reader.press("button", "Input “Table” (Table)", "port.connect", card)
        offers = reader.find("list", "Links that can be made")
        reader.press("list item", "Formula", "row.activate", offers)
        reader.hear("“Formula” was linked to “Bar Chart”")
        # The button tells what it would undo.
        (undo,) = [node for node in reader.all_now("button") if node.get_name().startswith("Undo")]
        reader.do(undo, "click")
        reader.hear("“Read CSV” was linked to “Bar Chart”")

    def save(self):
        self.reader.do(self.window, "win.save")
        self.reader.wait(self.is_complete, "the whole pipeline to be saved")

    def run(self):
        self.reader.press("button", "Run")
        self.reader.hear("The run is done")

    def run_the_file_without_the_window(self):
        ended = subprocess.run([self.millctl, "run", self.program.path], capture_output=True, text=True, check=False,
                               env=self.program.desktop.environment)
        assert ended.returncode == 0, ended.stderr


def main():
    millctl, build, source = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
    missing = desktop.missing_tools()
    if missing:
        print(f"1..0 # SKIP there is no {', '.join(missing)}")
        return 0
    text = subprocess.run([millctl, "fmt", "-"], input=EMPTY, capture_output=True, text=True, check=True).stdout
    place = desktop.Desktop(build, source)
    try:
        program = desktop.Program(place, text)
        shutil.copy(source / "data/blueprints/rain-tomorrow/seattle-weather.csv", program.path.parent)
        status = assistive.steps(Blind(program, millctl), Blind.STEPS, program)
        for line in (place.folder / "log").read_text().splitlines():
            print("# said:", line)
        return status
    finally:
        place.close()


if __name__ == "__main__":
    sys.exit(main())
