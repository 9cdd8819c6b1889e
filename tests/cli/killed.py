# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at any moment of a run: what it leaves is whole, what is next says so, and the run that follows gives
what an undisturbed one gives. Called with millctl and how often; speaks TAP."""

import hashlib
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import time

from harness import SLOWNESS, Home, check, pipeline

N_KILLS = int(sys.argv[2])
ROWS = 20000
OUTPUTS = ("sorted.csv", "groups.parquet")
# More threads of XGBoost than cores that are free wait for each other without end, almost.
RUN = ("run", "work.json", "--threads", 1)


def make_home():
    home = Home()
    home.environment["TMPDIR"] = str(home.path / "tmp")
    (home.path / "tmp").mkdir()
    chance = random.Random(7)
    home.write("noise.csv", "a,b,c,yes\n" + "".join(
        f"{chance.random()},{chance.randrange(1000)},{chance.random()},{chance.random() < 0.5}\n" for _ in range(ROWS)))
    home.write("work.json", pipeline({
        "noise": ("read-csv", {"path": "noise.csv"}, {}),
        "more": ("formula", {"columns": [{"name": "s", "expression": "md5(repeat('x', 300) || a)"}]},
                 {"table": "noise"}),
        "sorted": ("sort", {"keys": [{"column": "s"}]}, {"table": "more"}),
        "written": ("write-csv", {"path": "sorted.csv"}, {"table": "sorted"}),
        "groups": ("group-by", {"keys": ["b"], "values": [{"column": "a", "function": "sum", "name": "sum"}]},
                   {"table": "more"}),
        "kept": ("write-parquet", {"path": "groups.parquet"}, {"table": "groups"}),
        "trees": ("gradient-boosting", {"target": "yes", "rounds": 20, "early-stopping": 0, "features": ["a", "c"]},
                  {"train": "noise"})}))
    return home


def store_of(home):
    return home.path / "data" / "millrace" / "millrace.db"


def digest_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def outputs_of(home):
    return {name: digest_of(home.path / name) for name in OUTPUTS if (home.path / name).exists()}


def results_of(home):
    """What the latest run says of tables, models and files, by their digests."""
    run = json.loads(home.run("runs", "show", "latest", "--json").stdout)
    check(run["state"], "done")
    results = {("table", node["node"], port): digest
               for node in run["nodes"] for port, digest in node["digests"].items()}
    results.update({("artifact", part["node"], part["port"]): part["digest"] for part in run["artifacts"]})
    results.update({("file", file["node"]): file["digest"] for file in run["files"]})
    return results


def leftovers(home):
    """Whatever is on its way, anywhere."""
    found = [str(path.relative_to(home.path)) for path in home.path.rglob("*")
             if path.name.endswith(".part") or path.name.startswith((".goutputstream", "tmp_", "duckdb_temp"))]
    return found + [str(path) for path in (home.path / "tmp").iterdir()]


def check_database(home):
    """As it lies there, before any program of ours has touched it."""
    if not store_of(home).exists():
        return
    with sqlite3.connect(store_of(home), timeout=30) as database:
        check(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        check(database.execute("PRAGMA foreign_key_check").fetchall(), [])
    database.close()


class Tally:
    def __init__(self):
        self.states = {}
        self.parts = 0
        self.slowest = 0


def kill_once(home, chance, seconds, expected, tally):
    """FALSE: it had ended before."""
    cold = chance.random() < 0.7
    if cold:
        shutil.rmtree(home.path / "cache", ignore_errors=True)
    if chance.random() < 0.5:
        for name in OUTPUTS:
            (home.path / name).unlink(missing_ok=True)
    known = {run["run"] for run in home.runs()}

    process = home.start(*RUN, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(chance.uniform(0, seconds["cold" if cold else "warm"]))
    in_time = process.poll() is None
    process.kill()
    process.wait()
    check_database(home)
    for name, digest in outputs_of(home).items():
        check(digest, expected["outputs"][name], name)
    tally.parts += len(leftovers(home)) > 0

    started = time.monotonic()
    runs = home.runs()
    tally.slowest = max(tally.slowest, time.monotonic() - started)
    check([run["run"] for run in runs if run["state"] == "running"], [])
    new = [run for run in runs if run["run"] not in known]
    state = new[0]["state"] if new else "not begun"
    check(len(new) <= 1 and state in ("not begun", "interrupted", "done"), True, state)
    if in_time:
        tally.states[state] = tally.states.get(state, 0) + 1

    again = home.run(*RUN, timeout=300)
    check(again.returncode, 0, again.stdout + again.stderr)
    check(outputs_of(home), expected["outputs"])
    for name, digest in results_of(home).items():
        check(digest, expected["results"][name], str(name))
    check(leftovers(home), [])
    return in_time


def measure(home, cold):
    """Seconds; on a busy machine the shorter ones say more."""
    taken = []
    for _ in range(3):
        if cold:
            shutil.rmtree(home.path / "cache")
        started = time.monotonic()
        check(home.run(*RUN, timeout=300).returncode, 0)
        taken.append(time.monotonic() - started)
    return min(taken)


def main():
    chance = random.Random(20)
    home = make_home()
    tally = Tally()
    print("1..1")
    try:
        check(home.run(*RUN).returncode, 0)
        expected = {"outputs": outputs_of(home), "results": results_of(home)}
        check(sorted(expected["outputs"]), sorted(OUTPUTS))
        check(sorted({kind for kind, *_ in expected["results"]}), ["artifact", "file", "table"])
        seconds = {"cold": measure(home, True), "warm": measure(home, False)}
        results = results_of(home)
        check(results, {name: expected["results"][name] for name in results})

        kills = 0
        while kills < N_KILLS:
            kills += kill_once(home, chance, seconds, expected, tally)
            if kills % 10 == 9:
                home.run("runs", "clean", "--keep", 3)
        print(f"# {kills} kills of a run of {seconds['cold']:.2f} s, or {seconds['warm']:.2f} s where much is kept of an "
              f"earlier one: {tally.states}; {tally.parts} left something on its way; the next list took at most "
              f"{tally.slowest:.2f} s")
        check(tally.slowest < 2 * SLOWNESS, True, "the next start is slow")
        if kills >= 20:
            check(tally.states.get("interrupted", 0) > 0, True, "none of them was recorded")
        print("ok 1 killed")
    except Exception as error:  # what a test throws is what went wrong, whatever it is
        for line in f"{type(error).__name__}: {error} after {tally.states}".splitlines():
            print(f"# {line}")
        print("not ok 1 killed")
        sys.exit(1)
    finally:
        home.remove()


main()
