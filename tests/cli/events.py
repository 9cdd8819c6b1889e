# SPDX-License-Identifier: GPL-3.0-or-later
"""--json: each line is an object of a documented kind, in an order that makes sense."""

import json

from harness import check, check_in, main, pipeline

KINDS = {"run-started", "state", "progress", "rows", "source", "file", "log", "metric", "diagnostic",
         "artifact", "run-finished"}
LAST = {"done", "reused", "failed", "skipped", "cancelled"}


def events(home, code, *arguments):
    done = home.run("run", *arguments, "--json")
    check(done.returncode, code, done.stderr)
    check(done.stderr, "")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    for event in found:
        check_in(event["event"], KINDS)
        check_in("time", event)
    return found


def check_order(found):
    begins = [event["event"] for event in found].index("run-started")
    check({event["event"] for event in found[:begins]} <= {"diagnostic"}, True)
    check(found[-1]["event"], "run-finished")
    check(sum(event["event"] == "run-finished" for event in found), 1)
    ended = set()
    for event in found[begins:]:
        if event["event"] == "state":
            check(event["node"] in ended, False, f"{event['node']} goes on after its end")
            if event["state"] in LAST:
                ended.add(event["node"])
    return ended


def test_done(home):
    found = events(home, 0, "scores.millrace.json")
    check(check_order(found), {"sales", "wet", "naive", "predicted", "score"})
    check(found[-1]["state"], "done")
    started = [event for event in found if event["event"] == "run-started"]
    check(started[0]["run"], home.runs()[0]["run"])
    scores = [event for event in found if event["event"] == "metric"]
    check_in("accuracy", [event["name"] for event in scores])
    check_in("baseline", scores[0])
    sources = [event for event in found if event["event"] == "source"]
    check((len(sources), len(sources[0]["key"]), sources[0]["bytes"]),
          (1, 64, (home.path / "sales.csv").stat().st_size))


def test_failed(home):
    home.write("fails.json", pipeline({
        "missing": ("read-csv", {"path": "nowhere.csv"}, {}),
        "behind": ("limit", {}, {"table": "missing"})}))
    found = events(home, 1, "fails.json")
    check(check_order(found), {"missing", "behind"})
    check(found[-1]["state"], "failed")
    problem = next(event["diagnostic"] for event in found if event["event"] == "diagnostic")
    check((problem["node"], problem["param"], problem["severity"]), ("missing", "path", "error"))
    check_in("nowhere.csv", problem["message"])


def test_problems_of_the_file(home):
    home.write("odd.json", pipeline({"strange": ("from-tomorrow", {}, {})}))
    found = events(home, 3, "odd.json")
    problems = [event["diagnostic"] for event in found if event["event"] == "diagnostic"]
    check(len(problems), 1)
    check_in("from-tomorrow", problems[0]["message"])
    check_order(found)


def test_progress(home):
    """A node that runs a query of its own tells how far that is."""
    home.write("numbers.csv", "n\n" + "".join(f"{i}\n" for i in range(500000)))
    home.write("numbers.json", pipeline({
        "numbers": ("read-csv", {"path": "numbers.csv"}, {}),
        "kept": ("write-parquet", {"path": "numbers.parquet"}, {"table": "numbers"})}))
    check(home.run("run", "numbers.json").returncode, 0)
    home.write("expensive.json", pipeline({
        "numbers": ("read-parquet", {"path": "numbers.parquet"}, {}),
        "expensive": ("formula", {"columns": [
            {"name": "m", "expression": "ascii(md5(repeat('x', 1000) || n))"}]},
            {"table": "numbers"}),
        "written": ("write-csv", {"path": "out.csv"}, {"table": "expensive"})}))
    told = [event["fraction"] for event in events(home, 0, "expensive.json", "--threads", 1)
            if event["event"] == "progress" and event["node"] == "written"]
    check(any(0 < fraction < 1 for fraction in told), True, told)
    check(told, sorted(set(told)))


main([test for name, test in list(globals().items()) if name.startswith("test_")])
