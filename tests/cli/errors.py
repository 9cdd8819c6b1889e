# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong is said in words, with the right exit code, and never by a crash."""

import json
import random

from harness import check, check_in, main, pipeline

SHOP = "shop.millrace.json"


def fails(home, code, words, *arguments, stdin=None):
    done = home.run(*arguments, stdin=stdin)
    check(done.returncode, code, done.stderr)
    check_in(words, done.stderr)
    return done


def test_usage(home):
    fails(home, 2, "a command is missing")
    fails(home, 2, "no such command “rnu”; did you mean “run”?", "rnu")
    fails(home, 2, "no such command “zzzzzz”", "zzzzzz")
    fails(home, 2, "options come after the command", "--json", "run", SHOP)
    fails(home, 2, "did you mean “--json”?", "run", "--jsno", SHOP)
    fails(home, 2, "millctl run: something is missing; expected: FILE", "run")
    fails(home, 2, "is too much", "run", SHOP, "another")
    fails(home, 2, "is not a size", "run", SHOP, "--memory", "much")
    fails(home, 2, "is not a number of threads", "run", SHOP, "--threads", "-1")
    fails(home, 2, "is none of table, csv, json", "show", SHOP, "sales", "--format", "xml")
    fails(home, 2, "must not be negative", "show", SHOP, "sales", "--rows", "-1")
    fails(home, 2, "expected: FILE NODE[.PORT]", "show", SHOP)
    fails(home, 2, "millctl runs: no such command “lits”; did you mean “list”?", "runs", "lits")
    fails(home, 2, "exclude each other", "runs", "show", "latest", "--pipeline", "--json")


def test_names(home):
    fails(home, 2, "millctl run: no such node “shosp”; did you mean “shops”?", "run", SHOP,
          "--to", "shosp")
    fails(home, 2, "no such node “bgi”; did you mean “big”?", "show", SHOP, "bgi.kept")
    fails(home, 2, "its outputs are: kept, rejected", "schema", SHOP, "big.left")
    fails(home, 2, "did you mean “filter-rows”?", "nodes", "filter-row")
    fails(home, 2, "leest", "run", SHOP, "--set", "leest=3")
    fails(home, 2, "least", "run", SHOP, "--set", "least=three")
    fails(home, 2, "There are no runs yet", "runs", "show", "latest")
    fails(home, 2, "There is no run “abc”", "runs", "log", "abc")


def test_missing_file(home):
    for command in (["run"], ["check"], ["fmt"], ["show"], ["schema"]):
        more = ["x"] if command[0] in ("show", "schema") else []
        fails(home, 2, "nowhere.json", *command, "nowhere.json", *more)


def test_not_a_pipeline(home):
    for text in ("", "{", "[]", "{}", '{"format": "millrace/2", "nodes": {}}', "\x00\x01", "null",
                 '{"format": "millrace/1", "nodes": ', "a,b\n1,2\n"):
        for command in ("run", "check", "fmt"):
            fails(home, 3, "is not a valid pipeline", command, "-", stdin=text)
    (home.path / "bytes.json").write_bytes(b'{"format": "millrace/1", "name": "\xff\xfe"}')
    fails(home, 3, "is not a valid pipeline", "run", "bytes.json")


def test_damaged_bytes(home):
    whole = (home.path / SHOP).read_bytes()
    chance = random.Random(1)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (home.path / "damaged.json").write_bytes(damaged)
        done = home.run("fmt", "--check", "damaged.json")
        check(done.returncode in (0, 1, 3), True, f"{done.returncode}: {done.stderr}")


def test_check_tells(home):
    document = json.loads((home.path / SHOP).read_text())
    document["nodes"]["big"]["params"]["condition"] = "amuont > 1"
    home.write("column.json", document)
    done = home.run("check", "column.json")
    check(done.returncode, 1)
    check_in("error: big: condition:", done.stdout)
    line = json.loads(home.run("check", "column.json", "--json").stdout)
    check((line["node"], line["param"], line["severity"]), ("big", "condition", "error"))

    document["nodes"]["big"]["inputs"] = {"table": "shops"}
    home.write("circle.json", document)
    check(home.run("check", "circle.json").returncode, 3)

    done = home.run("show", "column.json", "shops")
    check((done.returncode, done.stdout), (1, ""))
    check_in("amuont", done.stderr)
    done = home.run("schema", "column.json", "shops")
    check((done.returncode, done.stdout), (1, ""))
    check_in("amuont", done.stderr)


def test_one_branch_fails(home):
    home.write("branches.json", pipeline({
        "sales": ("read-csv", {"path": "sales.csv"}, {}),
        "good": ("limit", {}, {"table": "sales"}),
        "missing": ("read-csv", {"path": "nowhere.csv"}, {}),
        "behind": ("limit", {}, {"table": "missing"})}))
    done = home.run("run", "branches.json")
    check(done.returncode, 1)
    check_in("error: missing: path:", done.stderr)
    check_in("2 done, 1 failed, 1 skipped", done.stdout)
    check(home.runs()[0]["nodes"], {"all": 4, "done": 2, "failed": 1, "skipped": 1})
    shown = home.run("runs", "show", "latest").stdout
    check_in("error: missing: path:", shown)


def test_unknown_type(home):
    home.write("unknown.json", pipeline({
        "sales": ("read-csv", {"path": "sales.csv"}, {}),
        "strange": ("from-tomorrow", {"a": 1}, {"table": "sales"})}))
    done = home.run("run", "unknown.json")
    check(done.returncode, 1)
    check_in("from-tomorrow", done.stderr)
    check_in("1 done, 1 failed", done.stdout)
    fails(home, 2, "is not known here", "show", "unknown.json", "strange")


def test_store_fails(home):
    (home.path / "broken.db").write_text("x" * 5000)
    done = fails(home, 0, "this run is not remembered", "run", SHOP, "--store", "broken.db")
    check_in("4 done", done.stdout)
    check((home.path / "broken.db").read_text(), "x" * 5000)
    fails(home, 1, "is not a database of runs", "runs", "--store", "broken.db")
    fails(home, 0, "this run is not remembered", "run", SHOP, "--store", "sales.csv/runs.db")


def test_charts_folder_fails(home):
    fails(home, 1, "cannot make the folder", "run", SHOP, "--charts", "sales.csv/charts")


def test_full_output(home):
    with open("/dev/full", "w") as full:
        for command in (["show", SHOP, "sales"], ["run", SHOP, "--json"]):
            process = home.start(*command, stdout=full, stderr=-1)
            _, errors = process.communicate()
            check(process.returncode, 1)
            check_in("cannot write the output", errors)


main([test for name, test in list(globals().items()) if name.startswith("test_")])
