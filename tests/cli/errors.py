# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong is said in words, with the right exit code, and never by a crash."""

import json
import os
import random
import subprocess

from harness import SLOWNESS, check, check_in, main, normalise, pipeline

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
    fails(home, 2, "--set needs a value: --set NAME=VALUE", "run", SHOP, "--set")
    fails(home, 2, "-t", "run", SHOP, "-t")
    fails(home, 2, "-x; “millctl run --help” lists the options", "run", SHOP, "-x")
    fails(home, 2, "is too much", "run", SHOP, "another")
    fails(home, 2, "is not a size", "run", SHOP, "--memory", "much")
    for command in (["run", SHOP], ["show", SHOP, "sales"]):
        for bad in ("-1", "0", "abc", "", "1.5", "99999999999999999999"):
            fails(home, 2, f"--threads: “{bad}” is not a whole number from 1 to 1024", *command,
                  f"--threads={bad}")
        for bad in ("much", "-1G", "", "0", "1e99", "1X"):
            fails(home, 2, f"--memory: “{bad}” is not a size; write for example 512M or 2G", *command,
                  f"--memory={bad}")
            fails(home, 2, f"--cache-size: “{bad}” is not a size; write for example 512M or 2G", *command,
                  f"--cache-size={bad}")
    for command in (["why", SHOP], ["runs", "reproduce", "latest"]):
        fails(home, 2, "--cache-size: “much” is not a size", *command, "--cache-size=much")
    fails(home, 2, "--limit: “x” is not a whole number from 0", "runs", "--limit", "x")
    fails(home, 2, "exclude each other", "show", SHOP, "sales", "--json", "--format", "csv")
    fails(home, 2, "is none of table, csv, json", "show", SHOP, "sales", "--format", "xml")
    fails(home, 2, "--rows: “-1” is not a whole number from 0", "show", SHOP, "sales", "--rows", "-1")
    fails(home, 2, "expected: FILE NODE[.PORT]", "show", SHOP)
    fails(home, 2, "millctl runs: no such command “lits”; did you mean “list”?", "runs", "lits")
    fails(home, 2, "exclude each other", "runs", "show", "latest", "--pipeline", "--json")


def test_values(home):
    """What the data lets fail is told at the setting that computes it, with the column."""
    def formula(*columns, table="sales"):
        return ("formula", {"columns": [{"name": name, "expression": text} for name, text in columns]},
                {"table": table})

    def told(**nodes):
        home.write("values.json", pipeline({"sales": ("read-csv", {"path": "sales.csv"}, {}), **nodes}))
        done = home.run("run", "values.json", "--quiet", "--no-cache")
        check(done.returncode, 1)
        check(len(done.stderr.splitlines()), 1, done.stderr)
        return done.stderr

    number = "CAST(item AS INTEGER)"
    check_in("error: a: columns: In the column “two”: “", told(a=formula(("one", "amount"), ("two", number),
                                                                         ("three", "amount"))))
    # Of what builds on another column, that one.
    check_in("error: a: columns: In the column “one”: “", told(a=formula(("one", number), ("two", "one + 1"))))
    # A column that replaces another, in the middle of what is one query.
    check_in("error: b: columns: In the column “item”: “",
             told(a=formula(("one", "amount")), b=formula(("item", number), table="a"),
                  c=formula(("three", "amount"), table="b")))
    check_in("error: a: columns: In the column “much”: A result is too large for its type",
             told(a=formula(("much", "amount + 9223372036854775807"), ("three", "3"))))
    check_in("error: a: condition: “", told(a=("filter-rows", {"condition": number + " > 1"}, {"table": "sales"})))
    # The table of a source tells itself where it is.
    (home.path / "sales.csv").write_text("id,amount\n" + "1,2\n" * 30000 + "1,x\n")
    check_in("error: sales: Line 30002 of “sales.csv”: in the column “amount”, “x” cannot be read", told())


def test_control_characters(home):
    """What a file says must not steer the terminal: neither in diagnostics nor in the log."""
    evil = "x\x1b]0;owned\x07\x1b[2J\x9b31m\ry"
    home.write("evil.json", pipeline({
        "sales": ("read-csv", {"path": "sales.csv"}, {}),
        "written": ("write-csv", {"path": f"{evil}.csv"}, {"table": "sales"}),
        "missing": ("read-csv", {"path": f"no{evil}.csv"}, {})}))
    done = home.run("run", "evil.json")
    check(done.returncode, 1, done.stderr)
    check_in("owned", done.stderr)
    for text in (done.stderr, home.run("runs", "log", "latest").stdout,
                 home.run("runs", "show", "latest").stdout,
                 home.run("run", f"{evil}.json").stderr):
        check([letter for letter in text if letter != "\n" and not letter.isprintable()], [], text)


def test_names(home):
    fails(home, 2, "millctl run: no such node “shosp”; did you mean “shops”?", "run", SHOP,
          "--to", "shosp")
    fails(home, 2, "no such node “bgi”; did you mean “big”?", "show", SHOP, "bgi.kept")
    fails(home, 2, "its outputs are: kept, rejected", "schema", SHOP, "big.left")
    fails(home, 2, "did you mean “filter-rows”?", "nodes", "filter-row")
    fails(home, 2, "no such node “nope”; the pipeline has: big, chart, sales, shops", "run", SHOP,
          "--to", "nope")
    fails(home, 2, "“big.kept” is an output; name its node: “big”", "run", SHOP, "--to", "big.kept")
    fails(home, 1, "“chart.chart” has no columns: it is of type “chart”", "schema", SHOP, "chart")
    fails(home, 2, "no such node type “nope”; “millctl nodes” lists them", "nodes", "nope")
    fails(home, 2, "no parameter “leest” (Did you mean “least”?)", "run", SHOP, "--set", "leest=3")
    fails(home, 2, "no parameter “” (It has: least)", "run", SHOP, "--set", "=3")
    fails(home, 2, "“three” cannot be the value of the parameter “least” (It must be a whole number)",
          "run", SHOP, "--set", "least=three")
    fails(home, 2, "(It has none at all)", "run", "scores.millrace.json", "--set", "nope=3")
    fails(home, 2, "There are no runs yet", "runs", "show", "latest")
    for command in ("log", "show"):
        fails(home, 2, "There is no run “abc”; “millctl runs” lists them", "runs", command, "abc")


LOADERS = (["run"], ["check"], ["fmt"], ["show", "x"], ["schema", "x"])


def load(home, code, words, file, *more):
    """The same file, in words and with the same exit code from every command that reads one."""
    for command, *rest in LOADERS:
        fails(home, code, words, command, file, *rest, *more)


def test_missing_file(home):
    load(home, 2, "There is no file “nowhere.json” (Check its name", "nowhere.json")
    load(home, 2, "There is no file “no/where.json”", "no/where.json")
    load(home, 2, "“.” is a folder (Name a pipeline file in it)", ".")
    load(home, 2, "“” cannot be read: the name is empty", "")
    load(home, 2, "“sales.csv/x.json” cannot be read: ", "sales.csv/x.json")
    load(home, 2, "“http://example.invalid/x” cannot be read: ", "http://example.invalid/x")
    (home.path / home.write("secret.json", "{}")).chmod(0)
    if os.geteuid() != 0:
        load(home, 2, "You may not read the file “secret.json”", "secret.json")


def test_hostile_file(home):
    (home.path / "empty.json").write_bytes(b"")
    (home.path / "binary.json").write_bytes(bytes(range(256)) * 40)
    (home.path / "picture.json").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    for file in ("empty.json", "binary.json", "picture.json", "sales.csv"):
        load(home, 3, f"“{file}” is not a valid pipeline\nerror: ", file)


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
    for _ in range(max(2, int(60 / SLOWNESS))):
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
    told = json.loads(home.run("check", "column.json", "--json").stdout)
    check(told["exit-code"], 1)
    check([(line["node"], line["param"], line["severity"]) for line in told["diagnostics"]],
          [("big", "condition", "error")])

    done = home.run("show", "column.json", "shops")
    check((done.returncode, done.stdout), (1, ""))
    check_in("amuont", done.stderr)
    done = home.run("schema", "column.json", "shops")
    check((done.returncode, done.stdout), (1, ""))
    check_in("amuont", done.stderr)


def test_same_fault_same_code(home):
    good = json.loads((home.path / SHOP).read_text())

    def codes(change, *more):
        document = json.loads(json.dumps(good))
        change(document["nodes"])
        home.write("faulty.json", document)
        return [home.run(*command, *more).returncode for command in (
            ("check", "faulty.json"), ("run", "faulty.json"), ("run", "--json", "faulty.json"),
            ("run", "faulty.json", "--to", "shops"), ("show", "faulty.json", "shops"),
            ("schema", "faulty.json", "shops"), ("fmt", "faulty.json"))]

    # What the file alone shows; "fmt" asks nothing but whether it can be read.
    for name, change in {
            "circle": lambda nodes: nodes["big"].update(inputs={"table": "shops"}),
            "misspelt link": lambda nodes: nodes["big"].update(inputs={"table": "slaes"}),
            "no such output": lambda nodes: nodes["shops"].update(inputs={"table": "big.kpet"}),
            "unknown type": lambda nodes: nodes["big"].update(type="from-tomorrow"),
            "newer version": lambda nodes: nodes["big"].update(version=99),
            "wrong kind": lambda nodes: nodes["big"].update(params={"condition": 7}),
    }.items():
        check((name, codes(change)), (name, [3, 3, 3, 3, 3, 3, 0]))

    # What is missing, and what the data shows.
    for name, change in {
            "no such column": lambda nodes: nodes["big"].update(params={"condition": "amuont > 1"}),
            "no such file": lambda nodes: nodes["sales"].update(params={"path": "nowhere.csv"}),
            "not filled in": lambda nodes: nodes["big"].pop("params"),
            "not connected": lambda nodes: nodes["big"].pop("inputs"),
    }.items():
        check((name, codes(change)), (name, [1, 1, 1, 1, 1, 1, 0]))

    # Beside what is asked for, a fault does no harm.
    check(codes(lambda nodes: nodes["chart"].update(type="from-tomorrow")), [3, 3, 3, 0, 0, 0, 0])
    check(codes(lambda nodes: nodes["big"].pop("inputs"), "--set", "least=x")[:6], [2] * 6)


def test_json_of_what_cannot_be_read(home):
    home.write("broken.json", "{\n  oops\n}\n")
    for file, code, words in (("broken.json", 3, "is not expected here"), ("nowhere.json", 2, "nowhere.json")):
        done = home.run("check", file, "--json")
        told = json.loads(done.stdout)
        check((done.returncode, told["exit-code"], told["file"], done.stderr), (code, code, file, ""))
        check_in(words, told["diagnostics"][0]["message"])

        done = home.run("run", file, "--json")
        check((done.returncode, done.stderr), (code, ""))
        events = [json.loads(line) for line in done.stdout.splitlines()]
        check([event["event"] for event in events], ["diagnostic", "run-finished"])
        check((events[0]["diagnostic"]["severity"], events[1]["state"]), ("error", "failed"))

        # These print rows: what is wrong with them is elsewhere, but JSON as well.
        for command in ("show", "schema"):
            done = home.run(command, file, "x", "--json")
            check((done.returncode, done.stdout), (code, ""))
            check(json.loads(done.stderr)["severity"], "error")
    check(json.loads(home.run("check", "broken.json", "--json").stdout)["diagnostics"][0]["line"], 2)
    done = home.run("runs", "--store", "sales.csv", "--json")
    check((done.returncode, json.loads(done.stderr)["severity"]), (1, "error"))


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
    check(home.runs()[0]["counts"], {"all": 4, "done": 2, "failed": 1, "skipped": 1})
    shown = home.run("runs", "show", "latest").stdout
    check_in("error: missing: path:", shown)
    log = home.run("runs", "log", "latest").stdout.splitlines()
    check_in("error    missing: path: There is no file", log[0])
    check(normalise(log[0], home).startswith("TIME"), True, log[0])


def test_unknown_type(home):
    home.write("unknown.json", pipeline({
        "sales": ("read-csv", {"path": "sales.csv"}, {}),
        "strange": ("from-tomorrow", {"a": 1}, {"table": "sales"})}))
    done = home.run("run", "unknown.json")
    check(done.returncode, 3)
    check_in("from-tomorrow", done.stderr)
    check_in("1 done, 1 failed", done.stdout)
    fails(home, 3, "is not known here", "show", "unknown.json", "strange")


def test_store_fails(home):
    (home.path / "broken.db").write_text("x" * 5000)
    done = fails(home, 0, "warning: This run is not remembered", "run", SHOP, "--store", "broken.db")
    check_in("4 done", done.stdout)
    check((home.path / "broken.db").read_text(), "x" * 5000)
    fails(home, 1, "is not a database of runs", "runs", "--store", "broken.db")
    fails(home, 0, "warning: This run is not remembered", "run", SHOP, "--store", "sales.csv/runs.db")
    fails(home, 0, "warning: The results of this run are not remembered", "run", SHOP, "--cache", "sales.csv/kept")


def test_charts_folder_fails(home):
    # Before the run, which may take its time.
    done = fails(home, 1, "--charts: cannot make the folder “sales.csv/charts”: ", "run", SHOP,
                 "--charts", "sales.csv/charts")
    check(done.stdout, "")
    check(home.runs(), [])


def test_spill(home):
    (home.path / "big" / "mine").mkdir(parents=True)
    done = home.run("run", SHOP, "--spill", "big")
    check(done.returncode, 0)
    # Nothing is left of the run, and what was there is not touched.
    check(sorted(path.name for path in (home.path / "big").iterdir()), ["millrace-runs", "mine"])
    check(list((home.path / "big" / "millrace-runs").iterdir()), [])
    check(list((home.path / "big" / "mine").iterdir()), [])
    fails(home, 1, "The directory for temporary files “", "run", SHOP, "--spill", "sales.csv", "--no-cache")


def test_memory_limit(home):
    """Which node, what the limit is, and what can be done."""
    chance = random.Random(1)
    home.write("big.csv", "n,text\n" + "".join(f"{i},{chance.getrandbits(256):x}\n" for i in range(50000)))
    home.write("big.json", pipeline({
        "read": ("read-csv", {"path": "big.csv"}, {}),
        "groups": ("group-by", {"keys": ["text"], "values": [
            {"column": "n", "function": "max", "name": "n"}]}, {"table": "read"}),
        "sorted": ("sort", {"keys": [{"column": "text"}]}, {"table": "groups"})}))
    for limit, told in (("1M", "1.0 MiB"), ("8M", "8.0 MiB")):
        done = home.run("run", "big.json", "--no-store", "--no-cache", "--memory", limit)
        check(done.returncode, 1, done.stdout)
        errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
        check(len(errors) > 0, True)
        for line in errors:
            check(line.split(": ")[1] in ("read", "groups", "sorted"), True, line)
            check_in(f"The memory limit of {told} was reached (Raise it in the preferences or with --memory, or use "
                     "fewer threads)", line)


def test_full_output(home):
    check(home.run("run", SHOP).returncode, 0)
    for command in (["show", SHOP, "sales"], ["show", SHOP, "chart"], ["run", SHOP, "--json"],
                    ["run", SHOP], ["check", SHOP], ["schema", SHOP, "sales"], ["nodes"], ["runs"],
                    ["nodes", "limit"], ["runs", "show", "latest"], ["--help"], ["run", "--help"]):
        with open("/dev/full", "w") as full:
            process = home.start(*command, stdout=full, stderr=-1)
            _, errors = process.communicate()
            check((command, process.returncode), (command, 1))
            check_in("cannot write the output: ", errors)


main([test for name, test in list(globals().items()) if name.startswith("test_")])
