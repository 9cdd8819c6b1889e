# SPDX-License-Identifier: GPL-3.0-or-later
"""Two versions of a pipeline file brought together."""

import json

from harness import check, check_golden, check_in, main

SHOP = "shop.millrace.json"


def version(home, name, change):
    """The shop's pipeline after change(document), in canonical form."""
    document = json.loads((home.path / SHOP).read_text())
    change(document)
    home.write(name, document)
    check(home.run("fmt", name).returncode, 0)
    return (home.path / name).read_text()


def rename(document):
    document["nodes"]["big"]["title"] = "Large"
    document["nodes"]["few"] = {"type": "limit", "version": 1, "inputs": {"table": "big.kept"}, "params": {"rows": 3}}


def more(document):
    document["nodes"]["big"]["params"]["condition"] = "amount > 1"
    document["name"] = "Bigger shop"


def test_both(home):
    version(home, "ours.json", rename)
    version(home, "theirs.json", more)
    both = version(home, "both.json", lambda document: (rename(document), more(document)))
    for first, second in (("ours.json", "theirs.json"), ("theirs.json", "ours.json")):
        done = home.run("merge", SHOP, first, second)
        check((done.returncode, done.stdout, done.stderr), (0, both, ""))
    done = home.run("merge", "--output", "out.json", SHOP, "ours.json", "theirs.json")
    check((done.returncode, done.stdout, done.stderr), (0, "", ""))
    check((home.path / "out.json").read_text(), both)


def test_git(home):
    ours = version(home, "ours.json", rename)
    version(home, "theirs.json", more)
    both = version(home, "both.json", lambda document: (rename(document), more(document)))
    done = home.run("merge", "--git", SHOP, "ours.json", "theirs.json")
    check((done.returncode, done.stdout, done.stderr), (0, "", ""))
    check((home.path / "ours.json").read_text(), both)
    # Where both sides added the file, there is nothing before it.
    (home.path / "empty").write_text("")
    home.write("ours.json", ours)
    home.write("same.json", ours)
    check(home.run("merge", "--git", "empty", "ours.json", "same.json").returncode, 0)
    check((home.path / "ours.json").read_text(), ours)


def test_conflicts(home):
    """Ours stays; the choice is in the file, is told by all that read it, and goes with its entry."""
    def mine(document):
        document["nodes"]["big"]["params"]["condition"] = "amount > 1"
        del document["nodes"]["chart"]

    def yours(document):
        document["nodes"]["big"]["params"]["condition"] = "amount > 2"
        document["nodes"]["chart"]["title"] = "Sold"

    version(home, "ours.json", mine)
    version(home, "theirs.json", yours)
    done = home.run("merge", SHOP, "ours.json", "theirs.json")
    check(done.returncode, 1)
    check_golden("merge-conflicts", done.stdout)
    check_golden("merge-conflicts-told", done.stderr)

    home.write("merged.json", done.stdout)
    check(home.run("fmt", "--check", "merged.json").returncode, 0)
    done = home.run("check", "merged.json")
    check(done.returncode, 3)
    check_in("big: condition: Two versions differ", done.stdout)
    # Nothing runs that the choice decides about: a node is there or not, so nothing does.
    done = home.run("run", "--json", "merged.json")
    check(done.returncode, 3)
    check_in("Two versions differ in “node”", done.stdout)
    check_in("\"skipped\"", done.stdout)
    for state in ("done", "reused", "running"):
        check(state in done.stdout, False, done.stdout)

    document = json.loads((home.path / "merged.json").read_text())
    del document["conflicts"]
    home.write("merged.json", document)
    check(home.run("check", "merged.json").returncode, 0)


def test_link_to_nowhere(home):
    """What one side reads the other side took away."""
    def without(document):
        del document["nodes"]["shops"]
        del document["nodes"]["chart"]

    def with_more(document):
        document["nodes"]["first"] = {"type": "limit", "version": 1, "inputs": {"table": "shops"}}

    version(home, "ours.json", without)
    version(home, "theirs.json", with_more)
    done = home.run("merge", SHOP, "ours.json", "theirs.json")
    check(done.returncode, 1)
    check_in("shops", done.stderr)
    check_in("first", done.stderr)


def test_damaged_conflicts(home):
    for conflicts in (5, "x", {"a": 1}, [5], [None], [{}], [{"what": 5, "node": [], "name": {}}]):
        document = json.loads((home.path / SHOP).read_text())
        document["conflicts"] = conflicts
        home.write("odd.json", document)
        done = home.run("check", "odd.json")
        check(done.returncode, 3, done.stdout)
        check(home.run("fmt", "odd.json").returncode, 0)
        check(json.loads((home.path / "odd.json").read_text())["conflicts"], conflicts)


def test_wrong(home):
    home.write("broken.json", "{ \"format\": ")
    for code, words, arguments in (
            (2, "expected: BASE OURS THEIRS", [SHOP, SHOP]),
            (2, "exclude each other", ["--git", "--output", "x", SHOP, SHOP, SHOP]),
            (2, "There is no file “nothing.json”", [SHOP, SHOP, "nothing.json"]),
            (2, "There is no file “nothing.json”", ["nothing.json", SHOP, SHOP]),
            (3, "broken.json", [SHOP, "broken.json", SHOP]),
            (1, "nowhere", ["--output", "nowhere/x.json", SHOP, SHOP, SHOP])):
        done = home.run("merge", *arguments)
        check(done.returncode, code, done.stderr)
        check_in(words, done.stderr)
        check(done.stdout, "")


main([test_both, test_git, test_conflicts, test_link_to_nowhere, test_damaged_conflicts, test_wrong])
