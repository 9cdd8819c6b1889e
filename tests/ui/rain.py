# SPDX-License-Identifier: GPL-3.0-or-later
"""What the proofs that anybody can build the example “Rain tomorrow” have in common: what is to be built, what has to
come of it, and how it is started."""

import json
import pathlib
import shutil
import subprocess
import sys

import assistive
import desktop

EMPTY = """{ "format": "millrace/1", "name": "Rain" }"""
FOLDER = "data/blueprints/rain-tomorrow"
# What the score of the example says: that of the model, and that of the baseline.
ACCURACY, BASELINE = "0.6868", "0.6044"
# What the chart of the rain says, and its first bar.
FINDING, FIRST_MONTH = "Sum of precipitation by date", "Sum of precipitation: 173.3"


def meaning(document):
    """What a document says, whatever its nodes are called in the file and wherever they stand: the parameters, and each
    node by its title."""
    titles = {name: node.get("title", node["type"]) for name, node in document.get("nodes", {}).items()}
    assert len(set(titles.values())) == len(titles), titles

    def source(end):
        node, dot, port = end.partition(".")
        return titles[node] + dot + port

    nodes = {titles[name]: {"type": node["type"], "params": node.get("params", {}),
                            "inputs": {port: source(end) for port, end in node.get("inputs", {}).items()}}
             for name, node in document.get("nodes", {}).items()}
    return {"parameters": document.get("parameters", {}), "nodes": nodes}


class Proof:
    def __init__(self, program, millctl, blueprint):
        self.program = program
        self.millctl = millctl
        self.blueprint = json.loads(blueprint.read_text(encoding="utf-8"))
        self.Atspi = program.Atspi
        self.reader = assistive.Reader(program)

    # ---- The file ----

    def read(self):
        return json.loads(self.program.read())

    def is_complete(self, document):
        """Whether it is the example, to the last setting."""
        return meaning(document) == meaning(self.blueprint)

    def run_the_file_without_the_window(self):
        """What was saved gives the blueprint's figures anywhere else too."""
        (score,) = [name for name, node in self.read()["nodes"].items() if node["type"] == "score"]
        shown = subprocess.run([self.millctl, "show", self.program.path, score], capture_output=True, text=True,
                               check=True, env=self.program.desktop.environment).stdout
        words = next(line.split() for line in shown.splitlines() if line.startswith("accuracy"))
        self.check_figures(words[1:3])

    # ---- The results ----

    def check_told(self, text):
        """What is said of the scores as a whole."""
        assert f"accuracy: {ACCURACY}, baseline {BASELINE}" in text.split("\n"), text

    def check_rows(self, rows):
        """The table of the scores, as its rows are read."""
        (words,) = [row.split() for row in rows if row.split()[1:2] == ["accuracy"]]
        self.check_figures(words[2:4])

    def check_figures(self, figures):
        assert [f"{float(figure):.4f}" for figure in figures] == [ACCURACY, BASELINE], figures

    def check_finding(self, text):
        """What is said of the chart of the rain."""
        assert FINDING in text and "48 bars" in text and "highest at Dec 2015" in text, text


def main(kind):
    millctl, build, source = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
    missing = desktop.missing_tools()
    if missing:
        print(f"1..0 # SKIP there is no {', '.join(missing)}")
        return 0
    text = subprocess.run([millctl, "fmt", "-"], input=EMPTY, capture_output=True, text=True, check=True).stdout
    place = desktop.Desktop(build, source)
    try:
        program = desktop.Program(place, text)
        shutil.copy(source / FOLDER / "seattle-weather.csv", program.path.parent)
        (blueprint,) = (source / FOLDER).glob("*.json")
        status = assistive.steps(kind(program, millctl, blueprint), kind.STEPS, program)
        for line in (place.folder / "log").read_text().splitlines():
            print("# said:", line)
        return status
    finally:
        place.close()
