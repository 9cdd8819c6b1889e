# SPDX-License-Identifier: GPL-3.0-or-later
"""Results of earlier runs: reused by run and show, explained by why."""

import json

from harness import check, check_golden, check_in, main, normalise

SHOP = "shop.millrace.json"


def states(done):
    """The last state of each node in the events of a run."""
    found = {}
    for line in done.stdout.splitlines():
        event = json.loads(line)
        if event["event"] == "state":
            found[event["node"]] = event["state"]
    return found


def logs(done, node):
    """What is told of a node in the events of a run."""
    return [event["text"] for event in map(json.loads, done.stdout.splitlines())
            if event["event"] == "log" and event.get("node") == node]


def run(home, *arguments):
    done = home.run("run", SHOP, "--json", *arguments)
    check(done.returncode, 0, done.stderr)
    return states(done)


def why(home, *arguments):
    done = home.run("why", SHOP, "--json", *arguments)
    check(done.returncode, 0, done.stderr)
    return {node["node"]: node for node in map(json.loads, done.stdout.splitlines())}


def edit(home, change):
    path = home.path / SHOP
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document))


def test_again(home):
    check(set(run(home).values()), {"done"})
    check(set(run(home).values()), {"reused"})
    done = home.run("run", SHOP)
    check_golden("run-reused", normalise(done.stdout, home))
    for node in ("sales", "big", "shops", "chart"):
        check_in(f"{node}: Reused", done.stderr)


def test_events_are_the_same(home):
    """But for the states, a run that reuses everything tells what the first one told."""
    def told(done):
        kinds = ("rows", "source", "log", "metric", "artifact")
        events = [json.loads(line) for line in done.stdout.splitlines()]
        return sorted(json.dumps({k: v for k, v in e.items() if k != "time"}, sort_keys=True)
                      for e in events if e["event"] in kinds)

    for name in (SHOP, "scores.millrace.json"):
        first = home.run("run", name, "--json")
        again = home.run("run", name, "--json")
        check(told(again), told(first))


def test_only_what_changed(home):
    run(home)
    found = run(home, "--set", "least=4")
    check((found["big"], found["shops"], found["chart"]), ("done", "done", "done"))
    check(set(run(home).values()), {"reused"})


def test_from_scratch(home):
    run(home)
    check(set(run(home, "--from-scratch").values()), {"done"})
    check(set(run(home).values()), {"reused"})


def test_no_cache(home):
    run(home, "--no-cache")
    check((home.path / "cache" / "millrace" / "results").exists(), False)
    check(set(run(home, "--no-cache").values()), {"done"})
    done = home.run("run", SHOP, "--no-cache", "--cache", "x")
    check(done.returncode, 2)
    check_in("--cache and --no-cache", done.stderr)


def test_cache_elsewhere(home):
    run(home, "--cache", "kept")
    check((home.path / "kept" / "keys").exists(), True)
    check(set(run(home).values()), {"done"})
    check(set(run(home, "--cache", "kept").values()), {"reused"})


def test_cache_size(home):
    def n_kept():
        return sum(path.suffix == ".parquet" for path in (home.path / "kept").rglob("*"))

    run(home, "--cache", "kept")
    first = n_kept()
    check(first > 0, True)
    # There is room for all of both.
    run(home, "--cache", "kept", "--cache-size", "1G", "--set", "least=4")
    check(n_kept() > first, True)
    check(set(run(home, "--cache", "kept").values()), {"reused"})
    # Whoever only asks lets go of nothing.
    held = n_kept()
    check_in("Nothing has to run", home.run("why", SHOP, "--cache", "kept", "--cache-size", "1").stdout)
    check(home.run("runs", "reproduce", "latest", "--cache", "kept", "--cache-size", "1").returncode, 0)
    check(n_kept(), held)
    # And here for nothing, though all of it was wanted.
    check(set(run(home, "--cache", "kept", "--cache-size", "1").values()), {"reused"})
    check(n_kept(), 0)
    check(set(run(home, "--cache", "kept").values()), {"done"})
    done = home.run("run", SHOP, "--no-cache", "--cache-size", "1G")
    check(done.returncode, 2)
    check_in("--cache-size and --no-cache", done.stderr)


def test_show_reuses(home):
    first = home.run("show", SHOP, "shops", "--format", "csv")
    again = home.run("show", SHOP, "shops", "--format", "csv")
    check(again.stdout, first.stdout)
    # What was looked at is kept, so that the chart needs nothing else.
    told = why(home)
    check({node for node in told if told[node]["verdict"] == "run"}, {"chart"})


def test_why(home):
    done = home.run("why", SHOP)
    check_golden("why-never", normalise(done.stdout, home))
    run(home)
    check_golden("why-nothing", normalise(home.run("why", SHOP).stdout, home))
    (home.path / "sales.csv").write_text((home.path / "sales.csv").read_text() + "Oslo,9\n")
    check_golden("why-file", normalise(home.run("why", SHOP).stdout, home))
    check_golden("why-node", normalise(home.run("why", SHOP, "chart", "--set", "least=5").stdout, home))
    check(home.run("why", SHOP, "nowhere").returncode, 2)


def test_why_tells_values(home):
    run(home)
    reasons = why(home, "--set", "least=5")["big"]["reasons"]
    check([(r["kind"], r["name"], r["before"], r["after"]) for r in reasons],
          [("parameter", "least", "2", "5")])


def test_why_tells_all(home):
    """A parameter and a setting that changed at once are both told, as they are written, and once."""
    run(home)
    edit(home, lambda document: document["nodes"]["big"]["params"].update(unknown="keep"))
    reasons = why(home, "--set", "least=5")["big"]["reasons"]
    check([(r["kind"], r["name"], r["before"], r["after"]) for r in reasons],
          [("parameter", "least", "2", "5"), ("setting", "unknown", "drop", "keep")])
    condition = json.loads((home.path / SHOP).read_text())["nodes"]["big"]["params"]["condition"]
    edit(home, lambda document: document["nodes"]["big"]["params"].update(condition=condition + " + 1"))
    reasons = why(home, "--set", "least=5")["big"]["reasons"]
    check([r["text"] for r in reasons if r["name"] == "condition"],
          [f"setting “condition” changed: {condition} → {condition} + 1"])
    check_in("${least}", condition)


def reasons_of(home, node, *arguments):
    return [reason["text"] for reason in why(home, *arguments)[node]["reasons"]]


def test_why_tells_failures(home):
    """A node that ran and failed is not one that never ran; what changed since it was done is told beside that."""
    failing = "amount / (${least} - 2) > 0 or error('no')"
    good = json.loads((home.path / SHOP).read_text())["nodes"]["big"]["params"]["condition"]
    for condition in (failing, "nowhere > 1"):
        edit(home, lambda document: document["nodes"]["big"]["params"].update(condition=condition))
        check(home.run("run", SHOP).returncode, 1)
        check(reasons_of(home, "big"), ["its last run failed"])
        check(reasons_of(home, "chart"), ["it has never run"])
    edit(home, lambda document: document["nodes"]["big"]["params"].update(condition=good))
    run(home)
    check(reasons_of(home, "big", "--set", "least=3"), ["parameter “least” changed: 2 → 3"])
    edit(home, lambda document: document["nodes"]["big"]["params"].update(condition=failing))
    check(home.run("run", SHOP).returncode, 1)
    check(reasons_of(home, "big"), ["its last run failed", f"setting “condition” changed: {good} → {failing}"])
    edit(home, lambda document: document["nodes"]["big"]["params"].update(condition=good))
    check(why(home)["big"]["verdict"], "reuse")
    run(home)
    check(reasons_of(home, "big", "--set", "least=3"), ["parameter “least” changed: 2 → 3"])
    (home.path / "sales.csv").unlink()
    check(home.run("run", SHOP).returncode, 1)
    told = reasons_of(home, "sales")
    check((told[0], len(told)), ("its last run failed", 2))
    check_in("cannot be read", told[1])


def test_why_from_scratch(home):
    run(home)
    told = why(home, "--from-scratch")
    check({(node["verdict"], node["reasons"][0]["kind"], len(node["reasons"])) for node in told.values()},
          {("run", "from-scratch", 1)})
    check({node["verdict"] for node in why(home).values()}, {"reuse"})


def test_written_file(home):
    def add_output(document):
        document["nodes"]["out"] = {"type": "write-csv", "version": 1, "inputs": {"table": "big.kept"},
                                    "params": {"path": "out.csv"}}

    edit(home, add_output)
    check(logs(home.run("run", SHOP, "--json"), "out"), ["Wrote 4 rows to out.csv"])
    text = (home.path / "out.csv").read_text()
    check(logs(home.run("run", SHOP, "--json"), "out"), ["out.csv is as it was written, with 4 rows"])
    check(run(home)["out"], "reused")
    (home.path / "out.csv").write_text("spoiled")
    check([r["kind"] for r in why(home)["out"]["reasons"]], ["written"])
    check(run(home)["out"], "done")
    check((home.path / "out.csv").read_text(), text)
    (home.path / "out.csv").unlink()
    check(run(home)["out"], "done")
    check((home.path / "out.csv").read_text(), text)


def test_pinned(home):
    def pin(document):
        document["nodes"]["big"]["pinned"] = True

    edit(home, pin)
    run(home)
    (home.path / "sales.csv").write_text(
        "id,day,shop,item,amount,price\n7,2024-01-04,Bodø,fig,100,2\n")
    found = run(home)
    check(set(found.values()), {"reused"})
    told = why(home)["big"]
    check((told["pinned"], told["stale"], told["verdict"]), (True, True, "reuse"))
    check_in("changed", " ".join(r["text"] for r in told["reasons"]))


def test_secrets_stay_out(home):
    def use_environment(document):
        document["nodes"]["sales"]["params"]["path"] = "${env:SHOP_FILE}"

    edit(home, use_environment)
    (home.path / "very-secret-name.csv").write_bytes((home.path / "sales.csv").read_bytes())
    home.environment["SHOP_FILE"] = "very-secret-name.csv"
    run(home)
    for path in (home.path / "cache").rglob("*"):
        if path.is_file() and path.parent.name in ("pipelines", "keys"):
            check("very-secret-name" in path.read_text(errors="replace"), False, str(path))


def test_parameter_from_environment(home):
    """Its value decides the key as any other does, and is written nowhere."""
    def use_environment(document):
        document["parameters"]["least"]["default"] = "${env:SHOP_LEAST}"

    edit(home, use_environment)
    done = home.run("check", SHOP)
    check(done.returncode, 1)
    check_in("The parameter “least” takes its value from the environment variable SHOP_LEAST, which is not set",
             done.stdout)
    check(home.run("run", SHOP).returncode, 1)
    check(home.run("check", SHOP, "--set", "least=3").returncode, 0)

    home.environment["SHOP_LEAST"] = "3.25159"
    check(home.run("check", SHOP).returncode, 1)
    home.environment["SHOP_LEAST"] = "31415"
    check(run(home)["big"], "done")
    check(run(home)["big"], "reused")
    for path in home.path.rglob("*"):
        if path.is_file() and (path.parent.name in ("pipelines", "keys") or ".db" in path.name):
            check(b"31415" in path.read_bytes(), False, str(path))
    home.environment["SHOP_LEAST"] = "4"
    told = why(home)["big"]
    check(told["verdict"], "run")
    check_in("an environment variable changed", " ".join(r["text"] for r in told["reasons"]))
    check(run(home)["big"], "done")


def check_nowhere(home, secret):
    """Neither what is remembered of runs nor what is kept of results has it: no file at all."""
    for path in home.path.rglob("*"):
        if path.is_file():
            check(secret.encode() in path.read_bytes(), False, str(path))


def test_text_from_environment(home):
    """A part of a text is filled as all of it is, and is written nowhere, not even in what is told of mistakes."""
    secret = "hush-9261"

    def with_text(condition):
        def change(document):
            document["parameters"]["who"] = {"type": "string", "default": "<${env:SHOP_WHO}>"}
            document["nodes"]["big"]["params"]["condition"] = condition
        return change

    edit(home, with_text("amount >= 3 and item <> '${who}'"))
    done = home.run("run", SHOP)
    check(done.returncode, 1)
    check_in("takes its value from the environment variable SHOP_WHO, which is not set", done.stderr)
    home.environment["SHOP_WHO"] = secret
    check(run(home)["big"], "done")
    check(run(home)["big"], "reused")
    check(home.runs()[0]["parameters"]["who"], "<${env:SHOP_WHO}>")
    check(home.run("runs", "reproduce", "latest").returncode, 0)
    check(home.run("run", SHOP, "--set", "who=${env:SHOP_WHO}!").returncode, 0)
    check(home.runs()[0]["parameters"]["who"], "${env:SHOP_WHO}!")
    check_nowhere(home, secret)
    home.environment["SHOP_WHO"] = "apple"
    check_in("an environment variable changed", " ".join(r["text"] for r in why(home)["big"]["reasons"]))
    check(run(home)["big"], "done")

    home.environment["SHOP_WHO"] = secret
    for condition, told in (("amount > ${who}", "“${who}” is not a number"),
                            ("amount > ${who} + nothing", "There is no column “nothing”"),
                            ("amount > foo(${who})", "There is no function “foo”"),
                            ("amount + length(item) > CAST(${who} AS INTEGER)", "“${who}” cannot be converted")):
        edit(home, with_text(condition))
        for command in ("check", "run"):
            if command == "check" and "CAST" in condition:
                continue
            done = home.run(command, SHOP)
            check(done.returncode, 1)
            check_in(told, done.stdout + done.stderr)
            check(secret in done.stdout + done.stderr, False, done.stdout + done.stderr)
        check_nowhere(home, secret)


def test_number_from_environment(home):
    """A setting that is a number reads it as one."""
    def use_environment(document):
        document["nodes"]["few"] = {"type": "limit", "version": 1, "inputs": {"table": "sales"},
                                    "params": {"rows": "${env:SHOP_ROWS}"}}

    edit(home, use_environment)
    check_in("error: few: rows: The environment variable SHOP_ROWS is not set", home.run("check", SHOP).stdout)
    home.environment["SHOP_ROWS"] = "hush-9261"
    for command in ("check", "run"):
        done = home.run(command, SHOP)
        check(done.returncode, 1)
        check_in("few: rows: What the environment variable SHOP_ROWS holds cannot be the value of this setting "
                 "(It must be a whole number)", done.stdout + done.stderr)
    check_nowhere(home, "hush-9261")
    home.environment["SHOP_ROWS"] = "2"
    check(len(home.run("show", SHOP, "few", "--format", "csv").stdout.splitlines()), 3)
    home.environment["SHOP_ROWS"] = "3"
    check(len(home.run("show", SHOP, "few", "--format", "csv").stdout.splitlines()), 4)


main([test_again, test_events_are_the_same, test_only_what_changed, test_from_scratch, test_no_cache,
      test_cache_elsewhere, test_show_reuses, test_why, test_why_tells_values,
      test_why_tells_all, test_why_tells_failures, test_why_from_scratch, test_written_file,
      test_pinned, test_secrets_stay_out, test_parameter_from_environment,
      test_text_from_environment, test_number_from_environment])
