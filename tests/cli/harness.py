# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of millctl share: running it, telling TAP, comparing with golden output."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE / "data"
GOLDEN = HERE / "golden"
MILLCTL = os.path.abspath(sys.argv[1])
# How many times slower than an ordinary build this one is (sanitizers): every limit of time is that
# much longer.
SLOWNESS = float(os.environ.get("MILL_TEST_SLOWNESS") or 1)


class Home:
    """A folder of its own for each test: data files, the store, what is written."""

    def __init__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="millctl-"))
        self.store = self.path / "store" / "runs.db"
        self.environment = dict(
            os.environ, XDG_DATA_HOME=str(self.path / "data"), XDG_CACHE_HOME=str(self.path / "cache"),
            LC_ALL="C.UTF-8", TZ="UTC", TERM="xterm-256color")
        self.environment.pop("NO_COLOR", None)
        self.environment.setdefault("LSAN_OPTIONS", f"suppressions={HERE.parent / 'lsan.supp'}")
        for source in DATA.iterdir():
            shutil.copy(source, self.path)

    def run(self, *arguments, stdin=None, timeout=60):
        return subprocess.run([MILLCTL, *map(str, arguments)], cwd=self.path, env=self.environment,
                              input=stdin, capture_output=True, text=True,
                              timeout=timeout * SLOWNESS)

    def start(self, *arguments, **options):
        return subprocess.Popen([MILLCTL, *map(str, arguments)], cwd=self.path, env=self.environment,
                                text=True, **options)

    def write(self, name, document):
        text = document if isinstance(document, str) else json.dumps(document)
        (self.path / name).write_text(text)
        return name

    def runs(self):
        """What is remembered, newest first."""
        done = self.run("runs", "list", "--json", "--limit", 0)
        check(done.returncode, 0)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def remove(self):
        shutil.rmtree(self.path)


def check(found, wanted, what=""):
    if found != wanted:
        raise AssertionError(f"{what}\nfound:  {found!r}\nwanted: {wanted!r}")


def check_in(wanted, found):
    if wanted not in found:
        raise AssertionError(f"no {wanted!r} in\n{found}")


def pipeline(nodes, **more):
    """A pipeline document from {id: (type, params, inputs)}."""
    return {"format": "millrace/1", "name": "Test", **more, "nodes": {
        name: {"type": kind, "version": 1, "inputs": inputs, "params": params}
        for name, (kind, params, inputs) in nodes.items()}}


def normalise(text, home):
    """Takes out what differs from run to run."""
    text = text.replace(str(home.path), "HOME")
    text = re.sub(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "RUN", text)
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "TIME", text)
    text = re.sub(r"\b\d+\.\d\d s\b", "N s", text)
    text = re.sub(r'\{"duckdb":.*?\}', "VERSIONS", text)
    # Columns are as wide as the longest path in them.
    if "HOME" in text:
        text = re.sub(r" {2,}", "  ", text)
        text = re.sub(r"Done  \d+\.\d\d", "Done  N", text)
    return text


def check_golden(name, text):
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("MILL_UPDATE_GOLDEN"):
        path.write_text(text)
    check(text, path.read_text(), f"golden/{name}.txt")


def main(tests):
    print(f"1..{len(tests)}")
    failed = 0
    for number, test in enumerate(tests, 1):
        name = test.__name__.removeprefix("test_").replace("_", "-")
        home = Home()
        try:
            test(home)
            print(f"ok {number} {name}", flush=True)
        except Exception as error:  # what a test throws is what went wrong, whatever it is
            failed += 1
            for line in f"{type(error).__name__}: {error}".splitlines():
                print(f"# {line}")
            print(f"not ok {number} {name}", flush=True)
        finally:
            home.remove()
    sys.exit(1 if failed else 0)
