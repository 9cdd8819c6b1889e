# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call with which a run touches a file fails once: it ends as it should, says what happened, leaves
whole files, and the next run is what it would have been. A sample of the calls, or with MILL_FAULTS=all
each of them."""

import collections
import errno
import json
import os
import pathlib
import random
import shutil
import sqlite3
import sys

from harness import Home, SLOWNESS, check, check_in, main, pipeline

LIBRARY = os.path.abspath(sys.argv[2])
ALL = os.environ.get("MILL_FAULTS") == "all"
SEED = int(os.environ.get("MILL_FAULTS_SEED") or 1)
# How many calls a sample holds of each situation.
SAMPLE = int(os.environ.get("MILL_FAULTS_SAMPLE") or 4)

# What can go wrong with which calls; "short": half of what was asked for is moved.
EVERYWHERE = "open create read write sync grow map rename link remove mkdir stat close"
KINDS = {
    "EIO": EVERYWHERE,
    "ENOSPC": "create write sync grow rename link mkdir",
    "EACCES": "open create rename link remove mkdir stat",
    "EMFILE": "open create",
    "ENOENT": "open create rename link remove stat",
    "short": "read write",
}
FILE = "faults.json"
OUTPUTS = ("out.csv", "out.parquet")


def make_document():
    return pipeline({
        "sales": ("read-csv", {"path": "sales.csv"}, {}),
        "shops": ("read-parquet", {"path": "shops.parquet"}, {}),
        "priced": ("formula", {"columns": [{"name": "price", "expression": "amount * ${factor} + id % 7"}]},
                   {"table": "sales"}),
        "some": ("filter-rows", {"condition": "id % 5 < 4"}, {"table": "priced"}),
        "joined": ("join", {"keys": [{"left": "shop"}]}, {"left": "some.kept", "right": "shops"}),
        "towns": ("group-by", {"keys": ["town"], "values": [
            {"column": "price", "function": "sum", "name": "sold"}]}, {"table": "joined"}),
        "parts": ("split-rows", {}, {"table": "joined"}),
        "trees": ("gradient-boosting", {"target": "price", "rounds": 3}, {"train": "parts.first"}),
        "guessed": ("apply-model", {}, {"table": "parts.second", "model": "trees"}),
        "score": ("score", {"target": "price"}, {"predictions": "guessed"}),
        "bars": ("bar-chart", {"category": "town", "value": "sold"}, {"table": "towns"}),
        "csv": ("write-csv", {"path": "out.csv"}, {"table": "towns"}),
        "parquet": ("write-parquet", {"path": "out.parquet"}, {"table": "guessed"}),
    }, parameters={"factor": {"type": "integer", "default": 2}})


def fill(home):
    chance = random.Random(7)
    home.write("sales.csv", "id,shop,amount\n" + "".join(
        f"{i},{chance.choice('abcd')},{chance.randrange(1, 1000)}\n" for i in range(400)))
    home.write("towns.csv", "shop,town\na,Oslo\nb,Moss\nc,Oslo\nd,Bodø\n")
    home.write("towns.json", pipeline({
        "towns": ("read-csv", {"path": "towns.csv"}, {}),
        "written": ("write-parquet", {"path": "shops.parquet"}, {"table": "towns"})}))
    check(home.run("run", "towns.json", "--no-store", "--no-cache").returncode, 0)
    home.write(FILE, make_document())


def run(home, factor, faults=None):
    """A run with the calls failing that @faults, the environment of faults.c, names."""
    before = dict(home.environment)
    if faults:
        # The library comes before a sanitizer's.
        home.environment.update(faults, LD_PRELOAD=LIBRARY, FAULTS_PATH=f"{home.path}/*", FAULTS_BUT="*/font*",
                                ASAN_OPTIONS="verify_asan_link_order=0")
    try:
        return home.run("run", FILE, "--json", "--threads", 1, "--store", home.store, "--charts", "charts",
                        "--set", f"factor={factor}", timeout=60)
    finally:
        home.environment = before


class Run:
    """What came of one, but for what differs from run to run."""

    def __init__(self, done):
        self.code = done.returncode
        self.words = done.stderr
        self.events = [json.loads(line) for line in done.stdout.splitlines()]
        self.problems = [e["diagnostic"] for e in self.events if e["event"] == "diagnostic"]
        self.warnings = [e["text"] for e in self.events if e["event"] == "log" and e["level"] != "note"]
        self.digests = {f"{e['node']}.{e['port']}": e["digest"] for e in self.events
                        if e["event"] == "rows" and "digest" in e}

    def tell(self):
        return f"exit code {self.code}\n{self.words}\n{self.problems}\n{self.warnings}"


def read_outputs(home):
    return {name: (home.path / name).read_bytes() for name in OUTPUTS if (home.path / name).exists()}


class Situation:
    """A home before a run, and what the run makes of it."""

    def __init__(self, name, before, factor):
        self.name = name
        self.factor = factor
        self.home = Home()
        fill(self.home)
        for value in before:
            check(run(self.home, value).returncode, 0)
        if name == "cold":
            shutil.rmtree(self.home.path / "cache" / "millrace")
        self.old = read_outputs(self.home)
        self.kept = self.home.path.with_name(self.home.path.name + ".kept")
        shutil.copytree(self.home.path, self.kept, symlinks=True)
        self.wanted = Run(run(self.home, factor))
        check(self.wanted.code, 0, self.wanted.tell())
        self.new = read_outputs(self.home)

    def reset(self):
        shutil.rmtree(self.home.path)
        shutil.copytree(self.kept, self.home.path, symlinks=True)

    def list_calls(self, kinds):
        """The calls of a run without faults, of these kinds."""
        self.reset()
        log = self.home.path.with_name(self.home.path.name + ".log")
        log.unlink(missing_ok=True)
        done = run(self.home, self.factor, {"FAULTS_AT": "0", "FAULTS_LOG": str(log), "FAULTS_CALLS": kinds})
        check(done.returncode, 0, done.stderr)
        return [line.split(" ", 1) for line in log.read_text().splitlines()]

    def remove(self):
        self.home.remove()
        shutil.rmtree(self.kept)
        self.home.path.with_name(self.home.path.name + ".log").unlink(missing_ok=True)


NODES = {"sales.csv": "sales", "shops.parquet": "shops", "out.csv": "csv", "out.parquet": "parquet"}


def find_name(path):
    """How people know the file that a call was for."""
    for name in NODES:
        if name in path.name:
            return name
    if "charts" in path.parts:
        return "charts"
    if "runs" in path.parts:
        return "/".join(path.parts[:4])
    if "results" in path.parts:
        return "results"
    return path.name


def check_words(found, struck):
    """A run that failed says where: at which node, at which file, and what can be done."""
    said = found.words + json.dumps(found.problems, ensure_ascii=False)
    check(found.words != "" or found.problems != [], True, found.tell())
    told = [path for path in struck if find_name(path) in said]
    check(told != [], True, f"{found.tell()}\nnone of {set(map(find_name, struck))} is named")
    nodes = {NODES.get(find_name(path)) for path in told} - {None}
    if nodes:
        check(nodes & {p.get("node") for p in found.problems} != set(), True, found.tell())
    for problem in found.problems:
        check("hint" in problem, True, found.tell())


def check_digests(found, wanted):
    """What is reused has none where it was not kept; all that there are agree."""
    for name, digest in found.digests.items():
        check(digest, wanted.digests.get(name, digest), f"{name}\n{found.tell()}")
    check(found.digests.get("score.scores"), wanted.digests["score.scores"], found.tell())


def try_fault(situation, kind, number, error, stays):
    """Makes one call fail, and all later ones of its kind where @stays; returns what came of it."""
    home = situation.home
    situation.reset()
    log = home.path.with_name(home.path.name + ".log")
    log.unlink(missing_ok=True)
    faults = {"FAULTS_CALLS": kind, "FAULTS_AT": str(number), "FAULTS_LOG": str(log),
              "FAULTS_ERRNO": "short" if error == "short" else str(getattr(errno, error))}
    if stays:
        faults["FAULTS_STAYS"] = "1"
    found = Run(run(home, situation.factor, faults))
    if not log.exists():
        return "not reached"
    struck = [pathlib.Path(line.split(" ", 1)[1].removesuffix(" (deleted)")).relative_to(home.path)
              for line in log.read_text().splitlines()]
    try:
        check(found.code in (0, 1, 2), True, found.tell())
        for name, text in read_outputs(home).items():
            check(text in (situation.old[name], situation.new[name]), True, f"{name} is neither\n{found.tell()}")
        if error == "short":
            check(found.code, 0, found.tell())
        if found.code == 0:
            check(read_outputs(home), situation.new, found.tell())
            check_digests(found, situation.wanted)
        else:
            check_words(found, struck)
        if kind != "remove":
            check([p.name for p in home.path.glob(".*")], [], found.tell())
        check_store(home)
        again = Run(run(home, situation.factor))
        check(again.code, 0, again.tell())
        check_digests(again, situation.wanted)
        check(read_outputs(home), situation.new)
    except AssertionError as wrong:
        raise AssertionError(f"{situation.name}: {error} of {kind} {number}{' and later' if stays else ''},"
                             f" {struck[0]}\n{wrong}") from None
    return ("done" if found.code == 0 and not found.warnings and not found.words else
            "done, with a warning" if found.code == 0 else "failed")


def check_store(home):
    if home.store.exists():
        with sqlite3.connect(home.store) as database:
            check(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])


def try_situation(name, before, factor):
    situation = Situation(name, before, factor)
    chance = random.Random(SEED)
    outcomes = collections.Counter()
    wrong = []
    calls = situation.list_calls(EVERYWHERE)
    numbers = collections.Counter()
    plan = []
    for kind, _ in calls:
        numbers[kind] += 1
        fitting = [error for error in KINDS if kind in KINDS[error].split()]
        plan.append((kind, numbers[kind], fitting[chance.randrange(len(fitting))], chance.random() < 0.2))
    chance.shuffle(plan)
    if not ALL:
        # Each kind of call has its share, however often it is made.
        turns = collections.Counter()
        in_turn = []
        for call in plan:
            turns[call[0]] += 1
            in_turn.append((turns[call[0]], call))
        plan = [call for _, call in sorted(in_turn, key=lambda turn: turn[0])][:SAMPLE]
    for done, (kind, number, error, stays) in enumerate(plan):
        if ALL and done % 50 == 0:
            print(f"# {name}: {done} of {len(plan)}", flush=True)
        try:
            outcomes[error, try_fault(situation, kind, number, error, stays)] += 1
        except AssertionError as told:
            outcomes[error, "wrong"] += 1
            wrong.append(str(told))
            if ALL:
                print("# " + str(told).replace("\n", "\n# "), flush=True)
    for (error, outcome), count in sorted(outcomes.items()):
        print(f"# {name}: {error}: {count} {outcome}")
    situation.remove()
    check(wrong, [], "\n\n".join(wrong))


def test_cold(home):
    """Nothing is in the cache."""
    try_situation("cold", [1], 2)


def test_changed(home):
    """Some of it is."""
    try_situation("changed", [1], 2)


def test_again(home):
    """All of it is."""
    try_situation("again", [1, 2], 2)


main([test_cold, test_changed, test_again] if len(sys.argv) < 4
     else [globals()[f"test_{name}"] for name in sys.argv[3:]])
