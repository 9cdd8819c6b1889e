# SPDX-License-Identifier: GPL-3.0-or-later
"""What two pipeline files differ in."""

import json

from harness import check, check_golden, check_in, main

SHOP = "shop.millrace.json"


def change(home):
    """Another version of the shop's pipeline, in which something of every kind is another."""
    document = json.loads((home.path / SHOP).read_text())
    nodes = document["nodes"]
    document["name"] = "Bigger shop"
    document["parameters"]["most"] = {"type": "integer", "default": 9}
    del nodes["chart"]
    nodes["big"]["title"] = "Large"
    nodes["big"]["params"]["condition"] = "amount > 1"
    nodes["few"] = {"type": "limit", "version": 1, "inputs": {"table": "big.kept"}, "params": {"rows": 3}}
    nodes["shops"]["inputs"] = {"table": "few"}
    nodes["shops"]["bypassed"] = True
    document.setdefault("layout", {}).setdefault("nodes", {})["sales"] = {"x": 1000, "y": 0}
    document["layout"]["notes"] = [{"id": "note", "text": "Look", "x": 0, "y": 0, "width": 100, "height": 50}]
    home.write("new.json", document)


def test_text(home):
    change(home)
    done = home.run("diff", SHOP, "new.json")
    check((done.returncode, done.stderr), (1, ""))
    check_golden("diff", done.stdout)
    done = home.run("diff", "new.json", SHOP)
    check((done.returncode, done.stderr), (1, ""))
    check_golden("diff-back", done.stdout)


def test_json(home):
    change(home)
    done = home.run("diff", "--json", SHOP, "new.json")
    check(done.returncode, 1)
    check_golden("diff-json", done.stdout)


def test_same(home):
    for arguments in ([SHOP, SHOP], ["--json", SHOP, SHOP]):
        done = home.run("diff", *arguments)
        check((done.returncode, done.stdout, done.stderr), (0, "", ""))
    loose = json.dumps(json.loads((home.path / SHOP).read_text()))
    check(home.run("diff", SHOP, "-", stdin=loose).returncode, 0)


def test_logic(home):
    """Moving, naming and drawing change no result."""
    document = json.loads((home.path / SHOP).read_text())
    document["nodes"]["big"]["title"] = "Large"
    document.setdefault("layout", {}).setdefault("nodes", {})["sales"] = {"x": 1000, "y": 0}
    home.write("new.json", document)
    done = home.run("diff", SHOP, "new.json")
    check(done.returncode, 1)
    check_in("Only moved: sales\n", done.stdout)
    done = home.run("diff", "--logic", SHOP, "new.json")
    check((done.returncode, done.stdout), (0, ""))


def test_wrong(home):
    for code, words, arguments in (
            (2, "expected: OLD NEW", [SHOP]),
            (2, "Two files are compared", [SHOP, SHOP, SHOP]),
            (2, "There is no file “nothing.json”", [SHOP, "nothing.json"]),
            (2, "the seven arguments", ["--git", SHOP, SHOP]),
            (3, "broken.json", [SHOP, "broken.json"])):
        home.write("broken.json", "{ \"format\": ")
        done = home.run("diff", *arguments)
        check(done.returncode, code, done.stderr)
        check_in(words, done.stderr)
        check(done.stdout, "")


def test_control_characters(home):
    """What a file holds does not reach the terminal as a command."""
    document = json.loads((home.path / SHOP).read_text())
    document["nodes"]["\x1b[2Jclear"] = {"type": "limit", "version": 1, "title": "\x1b]0;x\x07", "params": {"\x1b[1m": 1}}
    home.write("new.json", document)
    done = home.run("diff", SHOP, "new.json")
    check(done.returncode, 1)
    check("\x1b" in done.stdout or "\x07" in done.stdout, False, done.stdout)


def test_git(home):
    """Called as git calls it: what differs is no failure, and a file that is not there holds nothing."""
    change(home)
    alone = home.run("diff", SHOP, "new.json").stdout
    done = home.run("diff", "--git", SHOP, SHOP, "0" * 40, "100644", "new.json", "1" * 40, "100644")
    check((done.returncode, done.stdout), (0, f"{SHOP}\n{alone}"))
    done = home.run("diff", "--git", SHOP, SHOP, "0" * 40, "100644", "/dev/null", ".", ".")
    check(done.returncode, 0)
    check_in("- sales (Read CSV)\n", done.stdout)
    done = home.run("diff", "--git", SHOP, "/dev/null", ".", ".", SHOP, "0" * 40, "100644")
    check(done.returncode, 0)
    check_in("+ sales (Read CSV)\n", done.stdout)


main([test_text, test_json, test_same, test_logic, test_wrong, test_control_characters, test_git])
