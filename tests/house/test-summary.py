#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures with which ./dev test ends: counted from logs of meson as they come out of it."""

import json
import pathlib
import subprocess
import sys
import tempfile

# A name, the entries of meson's log, the last line that must come out, the exit status.
CASES = [
    ("no log", None, "0 passed, 0 failed, 0 skipped", 1),
    ("a program without TAP", [("OK", "all is well\n")], "1 passed, 0 failed, 0 skipped", 0),
    ("one that fails", [("FAIL", "")], "0 passed, 1 failed, 0 skipped", 1),
    ("one that times out", [("TIMEOUT", "")], "0 passed, 1 failed, 0 skipped", 1),
    ("only skipped is not green", [("SKIP", "")], "0 passed, 0 failed, 1 skipped", 1),
    ("points", [("OK", "TAP version 14\n1..3\n# Start of x tests\nok 1 /x/a\nok 2 /x/b # SKIP no display\n"
                       "not ok 3 /x/c # TODO later\n")], "1 passed, 0 failed, 2 skipped", 0),
    ("a failed point", [("FAIL", "1..2\nok 1 /x/a\nnot ok 2 /x/b\nBail out!\n")],
     "1 passed, 1 failed, 0 skipped", 1),
    ("a crash after two points", [("FAIL", "1..9\nok 1 /x/a\nok 2 /x/b\n")],
     "2 passed, 1 failed, 0 skipped", 1),
    ("an expected plan that is not met", [("ERROR", "1..9\nok 1 /x/a\n")],
     "1 passed, 1 failed, 0 skipped", 1),
    ("nested points count once", [("OK", "# Subtest: x\n    ok 1 - a\n    ok 2 - b\n    1..2\nok 1 - x\n1..1\n")],
     "2 passed, 0 failed, 0 skipped", 0),
    ("words that only look like points", [("OK", "1..1\nokay, that is it\nok 1 /x/a\n")],
     "1 passed, 0 failed, 0 skipped", 0),
    ("several programs", [("OK", "1..1\nok 1 /x/a\n"), ("SKIP", ""), ("FAIL", "")],
     "1 passed, 1 failed, 1 skipped", 1),
]


def lines_of(entries, log_name="testlog.json"):
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / "meson-logs" / log_name
        log.parent.mkdir()
        if entries is not None:
            log.write_text("".join(json.dumps({"name": f"test {number}", "result": result, "stdout": stdout}) + "\n"
                                   for number, (result, stdout) in enumerate(entries)), encoding="utf-8")
        done = subprocess.run([sys.executable, sys.argv[1], folder], capture_output=True, text=True, check=False)
    return done.stdout.splitlines(), done.returncode


def summary(*log):
    lines, status = lines_of(*log)
    return lines[-1], status


print(f"1..{len(CASES) + 2}")
for number, (name, entries, last, status) in enumerate(CASES, 1):
    found = summary(entries)
    if found != (last, status):
        print(f"# found {found}, not {(last, status)}")
    print(f"{'ok' if found == (last, status) else 'not ok'} {number} {name}")

found = summary([("OK", "")], "testlog-valgrind.json")
print(f"{'ok' if found == ('1 passed, 0 failed, 0 skipped', 0) else 'not ok'} {len(CASES) + 1} the log of a setup")

lines, _ = lines_of([("OK", "ok 1 /x/fine\n# quiet\n"), ("FAIL", "1..2\nok 1 /x/a\n# 5 is not 6\nnot ok 2 /x/b\n")])
said = "\n".join(lines)
told = "# 5 is not 6" in said and "not ok 2 /x/b" in said and "quiet" not in said and "ok 1 /x/a" not in said
print(f"{'ok' if told else 'not ok'} {len(CASES) + 2} what a failed program said")
