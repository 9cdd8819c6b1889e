# SPDX-License-Identifier: GPL-3.0-or-later
"""runs reproduce: a run is done again, and what comes out is compared."""

import json
import sqlite3

from harness import check, check_golden, check_in, main, normalise, pipeline

SHOP = "shop.millrace.json"
SCORES = "scores.millrace.json"


def reproduce(home, code, *arguments):
    done = home.run("runs", "reproduce", "latest", "--json", *arguments)
    check(done.returncode, code, done.stderr)
    answer = json.loads(done.stdout)
    return answer, {node["node"]: node for node in answer["nodes"]}


def test_identical(home):
    for name in (SHOP, SCORES):
        check(home.run("run", name).returncode, 0)
        answer, nodes = reproduce(home, 0)
        check(answer["reproduced"], True)
        check({node["verdict"] for node in nodes.values()} <= {"identical", "unknown"}, True)
        check_in("identical", [node["verdict"] for node in nodes.values()])
        check(answer["causes"], [])
        # What was reused is remembered as well as what was computed.
        check(home.run("run", name).returncode, 0)
        check(reproduce(home, 0, "--threads", 1)[1], nodes)


def test_text(home):
    home.run("run", SHOP)
    done = home.run("runs", "reproduce", "latest")
    check(done.returncode, 0)
    check_golden("reproduced", normalise(done.stdout, home))


def test_other_data(home):
    """The first node, column and row that differ are named, and why."""
    home.run("run", SHOP)
    sales = home.path / "sales.csv"
    before = sales.read_text()
    sales.write_text(before.replace("Oslo", "Moss", 1))
    answer, nodes = reproduce(home, 1)
    check(answer["reproduced"], False)
    check(answer["causes"], [f"“{sales}” holds other data than then"])
    check(nodes["chart"]["verdict"], "different")
    done = home.run("runs", "reproduce", "latest")
    check(done.returncode, 1)
    check_golden("not-reproduced", normalise(done.stdout, home))
    sales.write_text(before)
    reproduce(home, 0)


def test_place(home):
    """Where the table of then is still in the cache, the row is told with both of its values."""
    home.write("numbers.csv", "a %u %s,t %s\n1,5\n2,6\n3,7\n")
    home.write("numbers.json", pipeline({
        "numbers": ("read-csv", {"path": "numbers.csv"}, {}),
        "sorted": ("sort", {"keys": [{"column": "a %u %s"}]}, {"table": "numbers"})}))
    check(home.run("run", "numbers.json").returncode, 0)
    home.write("numbers.csv", "a %u %s,t %s\n1,5\n2,9\n3,7\n")
    _, nodes = reproduce(home, 1)
    place = {name: nodes["sorted"][name] for name in ("port", "column", "row", "before", "after")}
    check(place, {"port": "table", "column": "t %s", "row": 2, "before": "6", "after": "9"})
    home.write("numbers.csv", "a %u %s,t %s\n1,5\n2,6\n")
    _, nodes = reproduce(home, 1)
    check((nodes["sorted"]["row"], "column" in nodes["sorted"]), (3, True))
    check(nodes["sorted"]["reason"], "Rows of “table”: 2; then there were 3")


def test_files_are_written_aside(home):
    home.write("copy.json", pipeline({
        "sales": ("read-csv", {"path": "sales.csv"}, {}),
        "out": ("write-csv", {"path": "out.csv"}, {"table": "sales"})}))
    check(home.run("run", "copy.json").returncode, 0)
    out = home.path / "out.csv"
    out.write_text("mine")
    _, nodes = reproduce(home, 0)
    check(nodes["out"]["verdict"], "identical")
    check(out.read_text(), "mine")
    out.unlink()
    reproduce(home, 0)
    check(out.exists(), False)


def test_parameters_and_targets(home):
    """The values of then count, and only what ran then runs."""
    check(home.run("run", SHOP, "--set", "least=1", "--to", "shops").returncode, 0)
    _, nodes = reproduce(home, 0)
    check("chart" in nodes, False)
    check(nodes["shops"]["verdict"], "identical")


def test_source_that_is_gone(home):
    home.run("run", SHOP)
    (home.path / "sales.csv").unlink()
    answer, nodes = reproduce(home, 1)
    check_in("It ended with “Failed”", nodes["sales"]["reason"])
    check_in("cannot be read any more", answer["causes"][0])


def test_source_that_came(home):
    """What failed then and is done now did not fail by chance."""
    text = (home.path / "sales.csv").read_text()
    (home.path / "sales.csv").unlink()
    check(home.run("run", SHOP).returncode, 1)
    home.write("sales.csv", text)
    answer, nodes = reproduce(home, 1)
    check_in("then it was “Failed”", nodes["sales"]["reason"])
    check_in("then there was this problem: There is no file", answer["causes"][0])


def test_failure(home):
    """A run that fails as it did then is no success, and no difference."""
    home.write("fails.json", pipeline({
        "sales": ("read-csv", {"path": "sales.csv"}, {}),
        "good": ("sort", {"keys": [{"column": "shop"}]}, {"table": "sales"}),
        "bad": ("filter-rows", {"condition": "amount < 0 or error('no')"}, {"table": "sales"}),
        "behind": ("sort", {"keys": [{"column": "shop"}]}, {"table": "bad.kept"})}))
    check(home.run("run", "fails.json").returncode, 1)
    answer, nodes = reproduce(home, 1)
    check((answer["reproduced"], answer["failed"], answer["causes"]), (True, True, []))
    check({name: node["verdict"] for name, node in nodes.items()},
          {"sales": "identical", "good": "identical", "bad": "failed", "behind": "unknown"})
    done = home.run("runs", "reproduce", "latest")
    check(done.returncode, 1)
    check_in("Failed as then, at “bad”. Nodes: 2 identical, 1 with nothing to compare.", done.stdout)
    check_in("bad     Failed as then", done.stdout)
    # It may fail in another way, and at another node.
    (home.path / "sales.csv").write_text("id,shop,amount\n1,Oslo,x\n")
    _, nodes = reproduce(home, 1)
    check_in("It failed for another reason", nodes["bad"]["reason"])
    (home.path / "sales.csv").unlink()
    answer, nodes = reproduce(home, 1)
    check((answer["reproduced"], nodes["sales"]["verdict"]), (False, "different"))
    check_in("It ended with “Failed”; then it was “Done”", nodes["sales"]["reason"])


def test_interrupted(home):
    """What had not ended then is nothing to compare with."""
    home.run("run", SHOP)
    with sqlite3.connect(home.path / "data" / "millrace" / "millrace.db") as database:
        database.execute("UPDATE runs SET state = 'interrupted'")
        database.execute("UPDATE nodes SET state = 'running' WHERE node = 'chart'")
    answer, nodes = reproduce(home, 0)
    check((answer["reproduced"], nodes["chart"]["verdict"], nodes["chart"]["reason"]),
          (True, "unknown", "It had not ended then: Interrupted"))
    check(nodes["shops"]["verdict"], "identical")


def test_nothing_remembered(home):
    """Where there is nothing to compare with, nothing is reproduced."""
    home.run("run", SHOP)
    with sqlite3.connect(home.path / "data" / "millrace" / "millrace.db") as database:
        for table in ("rows", "artifacts", "scores", "files"):
            database.execute(f"DELETE FROM {table}")
    answer, nodes = reproduce(home, 1)
    check((answer["compared"], answer["reproduced"], answer["failed"]), (False, False, False))
    check({node["verdict"] for node in nodes.values()}, {"unknown"})
    done = home.run("runs", "reproduce", "latest")
    check(done.returncode, 1)
    check_in("Not compared: of what came out then nothing is remembered.", done.stdout)
    check("Reproduced" in done.stdout, False)


def test_parameter_without_value(home):
    """What had no value then has none now."""
    home.write("open.json", json.dumps({
        "format": "millrace/1",
        "parameters": {"shop": {"type": "string"}, "most": {"type": "integer"}},
        "nodes": {"sales": {"type": "read-csv", "version": 1, "params": {"path": "sales.csv"}}}}))
    check(home.run("run", "open.json").returncode, 0)
    check(home.runs()[0]["parameters"], {"shop": None, "most": None})
    answer, nodes = reproduce(home, 0)
    check((answer["reproduced"], nodes["sales"]["verdict"]), (True, "identical"))


def test_other_end(home):
    """It may be no node that made the difference."""
    home.run("run", SHOP)
    with sqlite3.connect(home.path / "data" / "millrace" / "millrace.db") as database:
        database.execute("UPDATE runs SET state = 'failed'")
    check(reproduce(home, 1)[0]["reproduced"], False)
    done = home.run("runs", "reproduce", "latest")
    check_in("Not reproduced: the run ended with “Done”; then it was “Failed”.", done.stdout)


def test_no_such_run(home):
    done = home.run("runs", "reproduce", "latest")
    check(done.returncode, 2)
    check(home.run("runs", "reproduce").returncode, 2)


main([test_identical, test_text, test_other_data, test_place, test_files_are_written_aside,
      test_parameters_and_targets, test_source_that_is_gone, test_source_that_came, test_failure,
      test_interrupted, test_nothing_remembered, test_parameter_without_value, test_other_end,
      test_no_such_run])
