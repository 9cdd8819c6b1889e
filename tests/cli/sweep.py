# SPDX-License-Identifier: GPL-3.0-or-later
"""run --sweep: a run for each value of a parameter."""

import json
import re

from harness import check, check_golden, check_in, main, normalise

SHOP = "shop.millrace.json"
SCORES = "scores.millrace.json"


def test_runs(home):
    """Each is remembered with its value, in the order of the values, and what does not change is reused."""
    done = home.run("run", SHOP, "--sweep", "least=1,3,5", "--json")
    check(done.returncode, 0, done.stderr)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    started = [event["run"] for event in events if event["event"] == "run-started"]
    runs = home.runs()
    check([run["run"] for run in reversed(runs)], started)
    check([run["parameters"]["least"] for run in reversed(runs)], [1, 3, 5])
    told = [event["sweep"]["least"] for event in events]
    check((told, set(told)), (sorted(told), {1, 3, 5}))
    rows = [event["rows"] for event in events if event["event"] == "rows" and event["node"] == "shops"]
    check(len(rows), 3)
    # One alone gives the same.
    alone = home.run("run", SHOP, "--set", "least=3", "--json", "--no-cache")
    check([event["rows"] for event in map(json.loads, alone.stdout.splitlines())
           if event["event"] == "rows" and event["node"] == "shops"], rows[1:2])
    check("sweep" in alone.stdout, False)


def test_table(home):
    done = home.run("run", SHOP, "--sweep", "least=1,3", "--no-cache")
    check(done.returncode, 0, done.stderr)
    text = normalise(done.stdout, home)
    text = re.sub(r"\b\d+\.\d\d\b", "N", re.sub(r"\b[0-9a-f]{8}\b", "RUN", text))
    check_golden("sweep", re.sub(r" +", " ", text))
    # Each line says whose it is.
    lines = done.stderr.splitlines()
    check([line.split(":")[0] for line in lines], ["least=1"] * 4 + ["least=3"] * 4, done.stderr)


def test_scores_beside_the_baseline(home):
    path = home.path / SCORES
    document = json.loads(path.read_text())
    document["parameters"] = {"least": {"type": "integer", "default": 1}}
    path.write_text(json.dumps(document))
    done = home.run("run", SCORES, "--sweep", "least=1,2", "--quiet")
    check(done.returncode, 0, done.stderr)
    lines = done.stdout.splitlines()
    check_in("accuracy", lines[0])
    check(len([line for line in lines if re.search(r"\d\.\d{4} \(\d\.\d{4}\)", line)]), 2)
    check_in("naive model", lines[-1])


def test_combinations(home):
    path = home.path / SHOP
    document = json.loads(path.read_text())
    document["parameters"]["name"] = {"type": "string", "default": "x"}
    path.write_text(json.dumps(document))
    done = home.run("run", SHOP, "--sweep", "least=1,2", "--sweep", "name=a,b,c", "--quiet")
    check(done.returncode, 0, done.stderr)
    check([(run["parameters"]["least"], run["parameters"]["name"]) for run in reversed(home.runs())],
          [(least, name) for least in (1, 2) for name in "abc"])


def test_failures(home):
    """A run that fails does not keep the others from being made."""
    path = home.path / SHOP
    document = json.loads(path.read_text())
    document["nodes"]["big"]["params"]["condition"] = "1 / (${least} - 2) > 0 or error('no')"
    path.write_text(json.dumps(document))
    done = home.run("run", SHOP, "--sweep", "least=1,2,3", "--json")
    check(done.returncode, 1)
    ends = [event["state"] for event in map(json.loads, done.stdout.splitlines())
            if event["event"] == "run-finished"]
    check(len(ends), 3)


def test_failures_say_whose_they_are(home):
    path = home.path / SHOP
    document = json.loads(path.read_text())
    document["nodes"]["big"]["params"]["condition"] = "${least} <> 2 or error('no')"
    path.write_text(json.dumps(document))
    done = home.run("run", SHOP, "--sweep", "least=3,2", "--quiet")
    check(done.returncode, 1)
    check([line.split(":")[:3] for line in done.stderr.splitlines()], [["least=2", " error", " big"]], done.stderr)


def test_scores_are_told_once(home):
    """Beside one another, at the end."""
    path = home.path / SCORES
    document = json.loads(path.read_text())
    document["parameters"] = {"least": {"type": "integer", "default": 1}}
    path.write_text(json.dumps(document))
    done = home.run("run", SCORES, "--sweep", "least=1,2")
    check(done.returncode, 0, done.stderr)
    check(len([line for line in done.stdout.splitlines() if "accuracy" in line]), 1, done.stdout)


def test_values_twice(home):
    """What was given twice is meant in one way or the other: nobody can know in which."""
    done = home.run("run", SHOP, "--sweep", "least=1,2", "--set", "least=4")
    check(done.returncode, 2)
    check_in("--set least=4 and --sweep least=1,2 exclude each other", done.stderr)
    for values in ("1,2,1", "1,+1"):
        done = home.run("run", SHOP, "--sweep", f"least={values}")
        check(done.returncode, 2, values)
        check_in(f"twice: for “least=1” and for “least={values.split(',')[-1]}” (Give each value once)", done.stderr)
    done = home.run("run", SHOP, "--sweep", "least=1,1", "--json")
    check((done.returncode, [json.loads(line)["event"] for line in done.stdout.splitlines()]),
          (2, ["diagnostic", "run-finished"]))
    check(home.runs(), [])


def test_wrong_usage(home):
    """Nothing runs before all values are known to fit."""
    for arguments, part in ((("least=1,many",), "many"), (("most=1",), "most"), (("least",), "NAME=VALUE"),
                            (("=1",), "NAME=VALUE"), (("least=",), "NAME=VALUE")):
        done = home.run("run", SHOP, *(word for text in arguments for word in ("--sweep", text)))
        check(done.returncode, 2, str(arguments))
        check_in(part, done.stderr)
    done = home.run("run", SHOP, "--sweep", "least=1", "--sweep", "least=2")
    check(done.returncode, 2)
    check_in("twice", done.stderr)
    done = home.run("run", SHOP, "--sweep", "least=" + ",".join(map(str, range(10001))))
    check(done.returncode, 2)
    check_in("more than 10000 runs", done.stderr)
    done = home.run("run", SHOP, "--sweep", "least=1", "--charts", "charts")
    check(done.returncode, 2)
    check(home.runs(), [])


main([test_runs, test_table, test_scores_beside_the_baseline, test_combinations, test_failures,
      test_failures_say_whose_they_are, test_scores_are_told_once, test_values_twice, test_wrong_usage])
